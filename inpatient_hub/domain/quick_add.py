"""A task typed in one line, such as `Bed 4 ECG before handover !urgent @HCA`, taken apart into chips to look at.

Nothing is taken silently: each chip says what was understood, and any can be thrown out, whose words then belong to the
title again.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from inpatient_hub.domain.due_words import Due, WardTime, understood
from inpatient_hub.domain.recurrence import every_days, weekly_on
from inpatient_hub.domain.tasks import TEAM_WORDS, Priority, Team


class ChipKind(StrEnum):
    """What a chip says about the task."""

    PATIENT = "patient"
    REPEAT = "repeat"
    DUE = "due"
    PRIORITY = "priority"
    TEAM = "team"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One thing that was understood. `typed` are the words of the line it came from, `words` what it means in full."""

    kind: ChipKind
    typed: str
    words: str
    patient_id: str | None = None
    due: Due | None = None
    rule: str | None = None
    shift: str | None = None
    priority: Priority | None = None
    team: Team | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickAdd:
    """What a line was understood as. `doubts` are things that look meant but are not clear, in a sentence each: the
    task is not added until they are settled or their words are thrown out."""

    title: str
    chips: tuple[Chip, ...] = ()
    doubts: tuple[str, ...] = ()

    def chip(self, kind: ChipKind) -> Chip | None:
        """The chip of this kind."""
        return next((chip for chip in self.chips if chip.kind is kind), None)


@dataclass(frozen=True, slots=True)
class PatientInBed:
    """A patient of the ward as a line may name them: by bed. `name` is shown in the chip."""

    patient_id: str
    name: str


_PRIORITIES = {
    "!urgent": Priority.URGENT,
    "!1": Priority.URGENT,
    "!important": Priority.IMPORTANT,
    "!2": Priority.IMPORTANT,
    "!routine": Priority.ROUTINE,
    "!3": Priority.ROUTINE,
}
_TEAMS = {
    **{team.value.replace("_", ""): team for team in Team},
    "nurse": Team.NURSING,
    "nurses": Team.NURSING,
    "rmn": Team.NURSING,
    "doctor": Team.MEDICAL,
    "doctors": Team.MEDICAL,
    "hcas": Team.HCA,
    "social": Team.SOCIAL_WORK,
    "pharmacist": Team.PHARMACY,
}


def team_named(word: str) -> Team | None:
    """The team a word names, such as `HCA`, `nurse` or `social-work`; None when it names none."""
    return _TEAMS.get(word.casefold().strip(",;").replace("_", "").replace("-", ""))


_WEEKDAYS = {
    "monday": 0,
    "mon": 0,
    "tuesday": 1,
    "tue": 1,
    "tues": 1,
    "wednesday": 2,
    "wed": 2,
    "weds": 2,
    "thursday": 3,
    "thu": 3,
    "thur": 3,
    "thurs": 3,
    "friday": 4,
    "fri": 4,
    "saturday": 5,
    "sat": 5,
    "sunday": 6,
    "sun": 6,
}
_BED = re.compile(r"[0-9]{1,3}[a-z]?|[a-z][0-9]{1,3}", re.ASCII)


def taken_apart(
    line: str, ward: WardTime, beds: Mapping[str, Sequence[PatientInBed]], *, rejected: Collection[ChipKind] = ()
) -> QuickAdd:
    """What a line means on this ward. `beds` maps a bed's label, folded, to who is in it; chips of a kind in `rejected`
    are not made, and their words stay in the title."""
    words = line.split()
    chips: list[Chip] = []
    doubts: list[str] = []
    if ChipKind.PATIENT not in rejected:
        words = _take_patient(words, beds, chips, doubts)
    if ChipKind.REPEAT not in rejected:
        words = _take_repeat(words, ward, chips)
    if ChipKind.DUE not in rejected:
        words = _take_due(words, ward, chips, doubts)
    words = _take_marks(words, chips, doubts, rejected)
    order = list(ChipKind)
    return QuickAdd(
        title=" ".join(words), chips=tuple(sorted(chips, key=lambda chip: order.index(chip.kind))), doubts=tuple(doubts)
    )


def _take_patient(
    words: list[str], beds: Mapping[str, Sequence[PatientInBed]], chips: list[Chip], doubts: list[str]
) -> list[str]:
    for place, word in enumerate(words[:-1]):
        label = words[place + 1].casefold().strip(",;:")
        if word.casefold() != "bed" or not _BED.fullmatch(label):
            continue
        first = place - 1 if place and words[place - 1].casefold() in ("for", "in") else place
        typed = " ".join(words[first : place + 2])
        there = beds.get(label, ())
        if len(there) == 1:
            chips.append(
                Chip(
                    kind=ChipKind.PATIENT,
                    typed=typed,
                    words=f"Bed {label.upper()}: {there[0].name}",
                    patient_id=there[0].patient_id,
                )
            )
            return words[:first] + words[place + 2 :]
        why = "nobody is" if not there else f"{len(there)} patients are"
        doubts.append(f"On this ward {why} in bed {label.upper()}.")
        return words
    return words


def _take_repeat(words: list[str], ward: WardTime, chips: list[Chip]) -> list[str]:
    plain = [word.casefold().strip(",;") for word in words]
    for place, word in enumerate(plain):
        if word in ("every", "daily", "weekly"):
            found = _repeat_at(plain, place)
            if found is not None:
                behind, rule, said = found
                names = {shift.name.casefold(): shift.name for shift in ward.shifts}
                shift = names.get(plain[behind].removesuffix("s")) if behind < len(plain) else None
                behind += shift is not None
                chips.append(
                    Chip(
                        kind=ChipKind.REPEAT,
                        typed=" ".join(words[place:behind]),
                        words=f"Repeats {said}" + (f", {shift} shift" if shift else ""),
                        rule=rule,
                        shift=shift,
                    )
                )
                return words[:place] + words[behind:]
    return words


def _repeat_at(plain: list[str], place: int) -> tuple[int, str, str] | None:
    if plain[place] == "daily":
        return place + 1, every_days(1), "every day"
    if plain[place] == "weekly":
        return None  # on which day is not said
    following = plain[place + 1 : place + 3]
    if following[:1] in (["day"], ["shift"]):
        return (place + 2, every_days(1), "every day") if following[0] == "day" else None
    if following[:1] == ["weekday"]:
        return place + 2, weekly_on(range(5)), "every weekday"
    if len(following) == 2 and following[0].isdecimal() and following[1] == "days" and 1 <= int(following[0]) <= 366:
        return place + 3, every_days(int(following[0])), f"every {int(following[0])} days"
    if following == ["other", "day"]:
        return place + 3, every_days(2), "every other day"
    return _weekdays_at(plain, place)


def _weekdays_at(plain: list[str], place: int) -> tuple[int, str, str] | None:
    days: list[int] = []
    behind = place + 1
    while behind < len(plain):
        if plain[behind] in _WEEKDAYS:
            days.append(_WEEKDAYS[plain[behind]])
        elif not (plain[behind] == "and" and behind + 1 < len(plain) and plain[behind + 1] in _WEEKDAYS):
            break
        behind += 1
    if not days:
        return None
    names = [_FULL[day] for day in sorted(set(days))]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return behind, weekly_on(days), f"every {listed}"


_FULL = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _take_due(words: list[str], ward: WardTime, chips: list[Chip], doubts: list[str]) -> list[str]:
    found = understood(words, ward)
    if found is None:
        return words
    due = found.due
    if due.day < ward.today:
        doubts.append(f"{found.words} has gone by.")
        return words
    chips.append(
        Chip(
            kind=ChipKind.DUE,
            typed=" ".join(words[found.first : found.behind]),
            words=found.words,
            due=due,
            shift=due.shift,
        )
    )
    return words[: found.first] + words[found.behind :]


def _take_marks(words: list[str], chips: list[Chip], doubts: list[str], rejected: Collection[ChipKind]) -> list[str]:
    kept = []
    for word in words:
        low = word.casefold().strip(",;")
        taken = {chip.kind for chip in chips} | set(rejected)
        if low.startswith("!") and ChipKind.PRIORITY not in taken:
            priority = _PRIORITIES.get(low)
            if priority is not None:
                chips.append(
                    Chip(kind=ChipKind.PRIORITY, typed=word, words=priority.value.capitalize(), priority=priority)
                )
                continue
            doubts.append(f"'{word}' is no priority. There are !urgent, !important and !routine.")
        elif low.startswith("@") and len(low) > 1 and ChipKind.TEAM not in taken:
            team = team_named(low[1:])
            if team is not None:
                chips.append(Chip(kind=ChipKind.TEAM, typed=word, words=f"For {TEAM_WORDS[team]}", team=team))
                continue
            doubts.append(f"'{word}' is no role of this ward. Work is offered to a role, never to a person.")
        kept.append(word)
    return kept
