"""What a typed line is taken apart into: chips that say what was understood, and questions where that is not clear."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from inpatient_hub.domain.due_words import Due, WardTime
from inpatient_hub.domain.tasks import Priority, Team


class ChipKind(StrEnum):
    """What a chip says about the task."""

    PATIENT = "patient"
    REPEAT = "repeat"
    UNTIL = "until"
    DUE = "due"
    PRIORITY = "priority"
    TEAM = "team"
    APPOINTMENT = "appointment"
    PLACE = "place"


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
    working: bool = False
    """Whether the repeat leaves out the bank holidays."""
    until: date | None = None
    counted: bool = False
    """Whether `until` is counted from the first day: as if that were today."""
    priority: Priority | None = None
    team: Team | None = None
    place: str | None = None
    because: str = ""
    """The words that make it an appointment: they stay in the title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer to a question. It puts other words, or none, in the place of those that were asked about, or names the
    patient; without either the words stay in the title."""

    words: str
    instead: str | None = None
    patient_id: str | None = None
    of: str | None = None
    """The words it takes the place of, where those are others than were asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Words that look meant and are not clear, with what they may mean. The last choice keeps them in the title."""

    kind: ChipKind
    typed: str
    sentence: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickAdd:
    """What a line was understood as. The task is not added until every question is settled."""

    title: str
    chips: tuple[Chip, ...] = ()
    questions: tuple[Question, ...] = ()

    def chip(self, kind: ChipKind) -> Chip | None:
        """The chip of this kind."""
        return next((chip for chip in self.chips if chip.kind is kind), None)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is not clear, in a sentence each."""
        return tuple(question.sentence for question in self.questions)


@dataclass(frozen=True, slots=True)
class PatientInBed:
    """A patient of the ward as a line may name them: by bed, by name, or by what they like to be `called`. `name` is
    shown in the chip."""

    patient_id: str
    name: str
    called: str = ""


Beds = Mapping[str, Sequence[PatientInBed]]
"""Who is in which bed, by its label, folded."""


@dataclass(frozen=True, slots=True)
class Found:
    """Words of the line, the first and the one behind the last, that are a chip or a question."""

    first: int
    behind: int
    means: Chip | Question


KEPT, NAMED = "\0", "\1"
"""Before a word that belongs to the title whatever it looks like, and before one that is part of a patient's name and
looks like a day: whoever reads days sees neither."""


def bare(text: str) -> str:
    """Words as they were typed, without these marks."""
    return text.replace(KEPT, "").replace(NAMED, "")


Words = list[str]
Finder = Callable[[Words, WardTime, Beds, Mapping[str, str]], Iterator[Found]]
"""Each tells of one thing at a time: the line may have become shorter when it is asked for the next."""


def question(kind: ChipKind, typed: str, sentence: str, *choices: Choice) -> Question:
    """A question whose last answer keeps the words in the title."""
    keep = Choice(words=f"Keep '{typed}' in the title")
    return Question(kind=kind, typed=typed, sentence=sentence, choices=(*choices, keep))
