"""What is shown of a task before it is saved: one chip for each thing that was understood or chosen."""

from dataclasses import dataclass
from datetime import date

from inpatient_hub.domain.day_names import short_month, short_weekday
from inpatient_hub.domain.due_parts import PART_WORDS
from inpatient_hub.domain.due_words import WardTime
from inpatient_hub.domain.quick_add_parts import Chip, ChipKind, QuickAdd
from inpatient_hub.domain.recurrence import Missed
from inpatient_hub.domain.tasks import Priority, TaskKind
from inpatient_hub.gui.moments import short_day
from inpatient_hub.gui.widgets.marks import ChipFacts
from inpatient_hub.services.quick_adding import Wordbook
from inpatient_hub.services.quick_wanted import (
    Extras,
    first_days,
    kind_of,
    last_day,
    timing_of,
    timing_words,
)

KIND_WORDS = {
    TaskKind.WARD: "Ward task",
    TaskKind.PATIENT: "Patient task",
    TaskKind.APPOINTMENT: "Appointment",
}
_MISSED = {
    Missed.EXPIRES: "One that nobody does ends with its shift or its day, and counts as missed.",
    Missed.MOVES_ON: "One that nobody does stays until the next one comes, and then counts as missed.",
    Missed.STAYS: "One that nobody does stays until it is done, and the next one comes only after that.",
    Missed.PILES_UP: "One that nobody does stays until it is done, and the next ones come as well.",
}
MEETS = "meets"
"""The kind, where the line makes it an appointment: it can be thrown out."""
ASSUMED, NO_DAY, MORE_PATIENT, MORE_DUE, MORE_MINE, MORE_CHECK, MORE_NOTE = (
    "assumed",
    "no_day",
    "more_patient",
    "more_due",
    "more_mine",
    "more_check",
    "more_note",
)


@dataclass(frozen=True, slots=True)
class ShownChip:
    """A chip and what it stands for: a kind of the line, or something chosen under More. One that cannot be thrown out
    only says what will be made."""

    key: str
    facts: ChipFacts
    typed: str = ""
    closable: bool = True


def chips_of(understood: QuickAdd, extras: Extras, book: Wordbook, ward: WardTime) -> list[ShownChip]:
    """Everything that will be saved beside the title, in the order of a sentence."""
    meets = extras.kind is None and understood.chip(ChipKind.APPOINTMENT) is not None
    kind = ChipFacts(KIND_WORDS[kind_of(understood, extras)], "line", "calendar-event" if meets else None)
    shown = [ShownChip(MEETS if meets else "kind", kind, closable=meets)]
    if extras.patient_id is not None:
        shown.append(ShownChip(MORE_PATIENT, ChipFacts(book.name_of(extras.patient_id), "info", "user")))
    said = (chip for chip in understood.chips if not _is_overruled(chip, extras))
    shown += [ShownChip(chip.kind, _facts(chip), chip.typed) for chip in said]
    shown += _due(understood, extras, ward)
    if extras.mine:
        shown.append(ShownChip(MORE_MINE, ChipFacts("Mine", "outline", "circle-half-2")))
    if extras.needs_check:
        shown.append(ShownChip(MORE_CHECK, ChipFacts("A second person has to confirm it", "outline", "users")))
    if extras.workflow_id is not None:
        words = f"With its note: {book.note_title(extras.workflow_id)}"
        shown.append(ShownChip(MORE_NOTE, ChipFacts(words, "outline", "route")))
    return shown


def next_words(understood: QuickAdd, extras: Extras, ward: WardTime) -> str:
    """The first three days of a repeat, and what becomes of one that is missed."""
    days = first_days(understood, extras, ward)
    if not days:
        return ""
    listed = ", ".join(short_day(day) for day in days)
    last = last_day(understood, extras, ward)
    ends = f" The last day is {_whole_day(last)}." if last is not None else ""
    return f"Next: {listed}.{ends} {_MISSED[extras.missed or Missed.EXPIRES]}"


def from_line(understood: QuickAdd, extras: Extras, ward: WardTime) -> tuple[str, str, str, str, str]:
    """What the line says of the patient, the day, the time, the shift and the place, where none was chosen."""
    where = understood.chip(ChipKind.PLACE)
    place = (where.place or "") if where is not None and extras.place is None else ""
    who, due, repeat = map(understood.chip, (ChipKind.PATIENT, ChipKind.DUE, ChipKind.REPEAT))
    patient = who.words if who is not None and extras.patient_id is None else ""
    said = due.due if due is not None else None
    day = _whole_day(said.day) if said is not None else ""
    if repeat is not None:
        every = repeat.words.removeprefix("Repeats ").removesuffix(f", {repeat.shift} shift")
        day = f"{every}, from {day}" if day else every
    if extras.shift or extras.at or extras.part:
        return patient, "" if extras.day else day, "", "", place
    timing = timing_of(understood, extras, ward)
    at = f"{timing.at:%H:%M}" if said is not None and timing is not None and timing.at is not None else ""
    shift = (repeat.shift if repeat is not None else None) or (said.shift if said is not None else None)
    part = PART_WORDS[said.part].capitalize() if said is not None and said.part is not None else ""
    return patient, "" if extras.day else day, at, f"{shift} shift" if shift else part, place


def _whole_day(value: date) -> str:
    return f"{short_weekday(value)} {value.day} {short_month(value)} {value.year}"


def saved_words(understood: QuickAdd, extras: Extras, book: Wordbook, ward: WardTime) -> str:
    """What was added, for the toast."""
    repeat = understood.chip(ChipKind.REPEAT)
    if repeat is not None:
        end = understood.chip(ChipKind.UNTIL)
        said = (chip.words for chip in (repeat, end) if chip is not None)
        return ", ".join([f"Added: {understood.title}", *(f"{one[:1].lower()}{one[1:]}" for one in said)])
    timing = timing_of(understood, extras, ward)
    when = timing_words(timing, ward) if timing else "no day"
    chip = understood.chip(ChipKind.PATIENT)
    who = book.name_of(extras.patient_id) or (chip.words if chip else "")
    return ", ".join(part for part in (f"Added: {understood.title}", who, _within_a_sentence(when)) if part)


def _within_a_sentence(when: str) -> str:
    """`today, Fri 20 Nov`, and days of the week as names: `Wed 2 Dec`."""
    return when[:1].lower() + when[1:] if when.startswith(("Today", "Tomorrow", "This")) else when


def _due(understood: QuickAdd, extras: Extras, ward: WardTime) -> list[ShownChip]:
    """When it is due where the line does not say so by itself."""
    chosen = extras.day or extras.shift or extras.at or extras.part
    timing = timing_of(understood, extras, ward)
    if chosen and timing is not None:
        return [ShownChip(MORE_DUE, ChipFacts(timing_words(timing, ward), "outline", "clock"))]
    if understood.chip(ChipKind.DUE) or understood.chip(ChipKind.REPEAT):
        return []
    if timing is None:
        return [ShownChip(NO_DAY, ChipFacts("No day", "outline", "clock"))]
    words = f"{timing_words(timing, ward)} (no day named)"
    return [ShownChip(ASSUMED, ChipFacts(words, "line", "clock"))]


def _is_overruled(chip: Chip, extras: Extras) -> bool:
    if chip.kind is ChipKind.APPOINTMENT:
        return True  # the kind says so
    if chip.kind is ChipKind.PLACE:
        return extras.place is not None
    if chip.kind is ChipKind.PATIENT:
        return extras.patient_id is not None
    return chip.kind is ChipKind.DUE and bool(extras.day or extras.shift or extras.at or extras.part)


def _facts(chip: Chip) -> ChipFacts:
    if chip.kind is ChipKind.PRIORITY:
        kind, icon = {
            Priority.URGENT: ("urgent", "chevrons-up"),
            Priority.IMPORTANT: ("outline", "chevron-up"),
        }.get(chip.priority or Priority.ROUTINE, ("line", "circle"))
        return ChipFacts(chip.words, kind, icon)
    kind, icon = {
        ChipKind.PATIENT: ("info", "user"),
        ChipKind.REPEAT: ("neutral", "repeat"),
        ChipKind.UNTIL: ("neutral", "calendar-event"),
        ChipKind.DUE: ("outline", "clock"),
        ChipKind.TEAM: ("outline", "users-group"),
        ChipKind.PLACE: ("outline", "map-pin"),
    }[chip.kind]
    return ChipFacts(chip.words, kind, icon)
