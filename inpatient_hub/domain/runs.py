"""One walk through a workflow for one patient: what was answered, by whom, and how it ended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

AnswerValue = str | int | float | bool | list[str] | dict[str, str] | None
"""What one answer may hold; it travels as JSON. None takes an earlier answer back."""

AnswerKey = tuple[str, str]
"""(step id, field id). The field id is empty for a step that asks one thing."""


class RunState(StrEnum):
    """Where a run stands. Nothing is ever deleted: an unwanted run is abandoned, with a reason."""

    IN_PROGRESS = "in_progress"
    FILED = "filed"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer as it was given. Later answers to the same key supersede earlier ones; none is removed."""

    step_id: str
    field_id: str = ""
    value: AnswerValue
    by: str
    at: datetime

    @property
    def key(self) -> AnswerKey:
        """What this is an answer to."""
        return (self.step_id, self.field_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkflowRun:
    """One run. It keeps the digest of the very definition it was started with, so that a content update in the
    middle of the night changes nothing about it."""

    id: str
    ward_id: str
    patient_id: str
    workflow_id: str
    workflow_version: str
    title: str
    definition_digest: str
    state: RunState = RunState.IN_PROGRESS
    current_step_id: str
    step_number: int = 1
    step_count: int = 1
    started_by: str
    started_at: datetime
    touched_by: str
    touched_at: datetime
    ended_by: str | None = None
    ended_at: datetime | None = None
    abandoned_reason: str | None = None
    version: int = 1


def latest(answers: Iterable[Answer]) -> Mapping[AnswerKey, Answer]:
    """The answer in force for each key; `answers` come oldest first. A taken-back answer is absent."""
    current: dict[AnswerKey, Answer] = {}
    for answer in answers:
        current[answer.key] = answer
    return {key: answer for key, answer in current.items() if answer.value is not None}
