"""What is checked before a note may be copied, each in words a person can act on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from inpatient_hub.domain.legal import LegalStatus, legal_status
from inpatient_hub.domain.note_text import (
    LINE_END,
    RETROSPECT_WORDS,
    Event,
    blank_places,
    is_retrospective,
    length,
    odd_characters,
    one_line,
    starts_with_name,
)
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.wards import NoteSettings


class CheckKind(StrEnum):
    """The checks, in the order they are shown. STEPS_DONE and UP_TO_DATE are shown only when they refuse,
    LEGAL_STATUS and EXAMPLE_CONTACT only when they warn."""

    STEPS_DONE = "steps_done"
    UP_TO_DATE = "up_to_date"
    LEGAL_STATUS = "legal_status"
    EXAMPLE_CONTACT = "example_contact"
    NAME_FIRST = "name_first"
    NO_BLANKS = "no_blanks"
    NOT_IN_FUTURE = "not_in_future"
    PLAIN_TEXT = "plain_text"
    LENGTH = "length"
    IN_TIME = "in_time"
    EDITED = "edited"


class Verdict(StrEnum):
    """How a check came out. Only REFUSED holds a copy back."""

    PASSED = "passed"
    TOLD = "told"
    WARNED = "warned"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class NoteCheck:
    """One check. `places` are character positions counted from 1, where there is somewhere to look; each is so many
    characters `wide`."""

    kind: CheckKind
    verdict: Verdict
    words: str
    places: tuple[int, ...] = ()
    wide: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFacts:
    """What is known of a note beside its text. Moments are aware."""

    event: Event
    written_at: datetime
    edited: bool = False
    outdated: bool = False
    """Whether an answer it is made of was changed after somebody edited it."""
    signature: str = ""
    """Name and role of the person who would copy it; empty when nobody is known."""
    unanswered: tuple[str, ...] = ()
    """Brackets of the required fields that are not answered."""
    examples: tuple[tuple[str, ...], ...] = ()
    """Name and addresses of each contact it may tell of that is an example, which the ward has not replaced."""
    legal_status: str = ""
    """Code of the legal status that was answered for it; empty where none was, or it is not to be looked at."""
    unfinished_step: str = ""
    """Title of the first step before the note that is not finished; empty when all are."""


def checks(text: str, patient: Patient, settings: NoteSettings, known: NoteFacts) -> tuple[NoteCheck, ...]:
    """Every check of this exact text, in order."""
    return (
        *_steps_done(known),
        *_up_to_date(known),
        *_legal_status(text, patient, known),
        *_example_contacts(text, known),
        _name_first(text, patient),
        _no_blanks(text, known),
        _not_in_future(known),
        _plain(text),
        _fits(text, settings),
        _in_time(text, settings, known),
        _edited(text, known),
    )


def blanks_left(text: str, known: NoteFacts) -> tuple[str, ...]:
    """Every blank that holds the note back, each once: those in the text, and required fields whose blank the text
    does not show. Words typed over a blank in an edited note answer it."""
    found = [blank for _, blank in blank_places(text)]
    return tuple(dict.fromkeys(found if known.edited else [*found, *known.unanswered]))


def refusals(found: Sequence[NoteCheck]) -> tuple[NoteCheck, ...]:
    """Those that hold the copy back."""
    return tuple(check for check in found if check.verdict is Verdict.REFUSED)


def _steps_done(known: NoteFacts) -> tuple[NoteCheck, ...]:
    if not known.unfinished_step:
        return ()
    words = f"A step before the note is not finished: '{known.unfinished_step}'."
    return (NoteCheck(CheckKind.STEPS_DONE, Verdict.REFUSED, words),)


def _up_to_date(known: NoteFacts) -> tuple[NoteCheck, ...]:
    if not (known.edited and known.outdated):
        return ()
    words = "Answers were changed after it was edited by hand. Save your words again, or make it from the answers."
    return (NoteCheck(CheckKind.UP_TO_DATE, Verdict.REFUSED, words),)


def _example_contacts(text: str, known: NoteFacts) -> tuple[NoteCheck, ...]:
    """A warning for the first example that the text tells of: what is said to have been sent there reached nobody."""
    shown = text.replace(LINE_END, "\n")
    for name, *addresses in known.examples:
        told = next((words for words in (name, *addresses) if words and words in shown), "")
        if told:
            words = (
                f"{name} is an example contact: nothing can have been sent to it. Set the ward's own contacts before "
                "this is used for a real patient."
            )
            places = tuple(match.start() + 1 for match in re.finditer(re.escape(told), shown))
            return (NoteCheck(CheckKind.EXAMPLE_CONTACT, Verdict.WARNED, words, places, wide=len(told)),)
    return ()


def _legal_status(text: str, patient: Patient, known: NoteFacts) -> tuple[NoteCheck, ...]:
    """A question where the note says another status than the ward has; the person who knows says which is right."""
    has, says = legal_status(patient.legal_status or ""), legal_status(known.legal_status)
    shown = text.replace(LINE_END, "\n")
    place = shown.find(says.words) if says is not None else -1
    if has is None or says is None or has == says or place < 0:
        return ()
    words = (
        f"The ward has {_in_a_sentence(has)} for this patient; the note says {_in_a_sentence(says)}. Which is right?"
    )
    return (NoteCheck(CheckKind.LEGAL_STATUS, Verdict.WARNED, words, (place + 1,), wide=len(says.words)),)


def _in_a_sentence(status: LegalStatus) -> str:
    return status.label if status.label.startswith("Section") else status.label.lower()


_NUMBER_AFTER_NAME = re.compile(r", NHS ([0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4})(?![0-9])")


def _name_first(text: str, patient: Patient) -> NoteCheck:
    if not starts_with_name(text, patient):
        words = "It must start with the patient's name, exactly as it is in the banner."
        return NoteCheck(CheckKind.NAME_FIRST, Verdict.REFUSED, words, (1,))
    place = len(one_line(patient.full_name))
    number = _NUMBER_AFTER_NAME.match(text, place)
    if number is not None and re.sub(r"[ -]", "", number[1]) != patient.nhs_number:
        words = "The NHS number after the name is not the one in the banner."
        return NoteCheck(CheckKind.NAME_FIRST, Verdict.REFUSED, words, (place + 1,))
    return NoteCheck(CheckKind.NAME_FIRST, Verdict.PASSED, "Starts with the patient's name")


def _no_blanks(text: str, known: NoteFacts) -> NoteCheck:
    blanks = blanks_left(text, known)
    if not blanks:
        return NoteCheck(CheckKind.NO_BLANKS, Verdict.PASSED, "No blanks or [BRACKETS] left")
    left = "1 blank is left" if len(blanks) == 1 else f"{len(blanks)} blanks are left"
    places = tuple(place for place, _ in blank_places(text))
    return NoteCheck(CheckKind.NO_BLANKS, Verdict.REFUSED, f"{left}: {', '.join(blanks)}", places)


def _not_in_future(known: NoteFacts) -> NoteCheck:
    if known.event.at is None and known.edited:
        words = "Give the date and time of the event in the form too: the note's record keeps them."
        return NoteCheck(CheckKind.NOT_IN_FUTURE, Verdict.REFUSED, words)
    if known.event.at is not None and known.event.at > known.written_at:
        return NoteCheck(CheckKind.NOT_IN_FUTURE, Verdict.REFUSED, "The date and time of the event lie in the future.")
    return NoteCheck(CheckKind.NOT_IN_FUTURE, Verdict.PASSED, "Date and time are not in the future")


def _plain(text: str) -> NoteCheck:
    odd = odd_characters(text)
    if not odd:
        return NoteCheck(CheckKind.PLAIN_TEXT, Verdict.PASSED, "Plain text SystmOne can hold")
    shown = ", ".join(f"'{one.character}' at {one.position}" for one in odd[:3])
    more = f" and {len(odd) - 3} more" if len(odd) > 3 else ""
    return NoteCheck(
        CheckKind.PLAIN_TEXT,
        Verdict.WARNED,
        f"SystmOne may not show {shown}{more}. Look at it after pasting.",
        tuple(one.position for one in odd),
    )


def _fits(text: str, settings: NoteSettings) -> NoteCheck:
    if length(text) <= settings.length_limit:
        return NoteCheck(CheckKind.LENGTH, Verdict.PASSED, "Within the length for one note")
    return NoteCheck(
        CheckKind.LENGTH,
        Verdict.WARNED,
        f"Longer than the ward's {settings.length_limit:,} characters. Copy it in numbered parts.",
    )


def _in_time(text: str, settings: NoteSettings, known: NoteFacts) -> NoteCheck:
    event, gap = known.event, _gap_words(settings.retrospect_minutes)
    if event.at is None:
        return NoteCheck(CheckKind.IN_TIME, Verdict.TOLD, "The time of the event is not given yet")
    if f"{event.date_words} {event.time_words}" not in text:
        words = f"The text does not say {event.date_words} {event.time_words}, which the form does."
        return NoteCheck(CheckKind.IN_TIME, Verdict.WARNED, words)
    if not is_retrospective(event.at, known.written_at, settings):
        return NoteCheck(CheckKind.IN_TIME, Verdict.PASSED, f"Written within the ward's {gap}")
    if RETROSPECT_WORDS in text:
        return NoteCheck(CheckKind.IN_TIME, Verdict.TOLD, f"Later than the ward's {gap}: says written in retrospect")
    words = f"Later than the ward's {gap}, and does not say that it was written in retrospect."
    return NoteCheck(CheckKind.IN_TIME, Verdict.WARNED, words)


def _gap_words(minutes: int) -> str:
    if minutes % 60:
        return "minute" if minutes == 1 else f"{minutes} minutes"
    hours = minutes // 60
    return "hour" if hours == 1 else f"{hours} hours"


def _edited(text: str, known: NoteFacts) -> NoteCheck:
    if not known.edited:
        return NoteCheck(CheckKind.EDITED, Verdict.PASSED, "Not edited by hand")
    if known.signature and one_line(known.signature) not in text.rsplit(LINE_END, maxsplit=1)[-1]:
        words = "Edited by hand, and its last line does not name you. Its record says who edited and who copied it."
        return NoteCheck(CheckKind.EDITED, Verdict.WARNED, words)
    return NoteCheck(CheckKind.EDITED, Verdict.TOLD, "Edited by hand: its record says so")
