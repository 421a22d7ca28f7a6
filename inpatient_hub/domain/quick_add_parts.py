"""What a typed line is taken apart into: chips that say what was understood, and questions where that is not clear."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from inpatient_hub.domain.due_words import Due
from inpatient_hub.domain.tasks import Priority, Team


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
class Choice:
    """One answer to a question. It puts other words in the place of those that were asked about, or names the patient;
    without either the words stay in the title."""

    words: str
    instead: str | None = None
    patient_id: str | None = None


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
    """A patient of the ward as a line may name them: by bed. `name` is shown in the chip."""

    patient_id: str
    name: str


Beds = Mapping[str, Sequence[PatientInBed]]
"""Who is in which bed, by its label, folded."""


@dataclass(frozen=True, slots=True)
class Found:
    """Words of the line, the first and the one behind the last, that are a chip or a question."""

    first: int
    behind: int
    means: Chip | Question
