"""Fictional people, wards, workflows and templates for the tests of the rules."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from inpatient_hub.domain.note_templates import TemplateSpec
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.runs import Answer, AnswerKey, AnswerValue
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.workflows import WorkflowSpec

LONDON = ZoneInfo("Europe/London")


def london(year: int, month: int, day: int, hour: int = 0, minute: int = 0, *, fold: int = 0) -> datetime:
    """A moment on the ward's clock."""
    return datetime(year, month, day, hour, minute, tzinfo=LONDON, fold=fold)


def a_patient(**changed: Any) -> Patient:
    """Catherine Earnshaw in bed 4, changed as asked."""
    usual: dict[str, Any] = {
        "id": "p1",
        "ward_id": "w1",
        "given_name": "Catherine",
        "family_name": "Earnshaw",
        "nhs_number": "9993395633",
        "born_on": date(1991, 4, 3),
        "bed": "4",
    }
    return Patient(**(usual | changed))


def a_nurse(**changed: Any) -> Staff:
    """Nelly Dean, RMN, changed as asked."""
    usual: dict[str, Any] = {"id": "s1", "ward_id": "w1", "name": "Nelly Dean", "role": "RMN"}
    return Staff(**(usual | changed))


def a_template(*fields: Mapping[str, Any], text: str = "Text.", **changed: Any) -> TemplateSpec:
    """A note template with these fields, each given as its YAML would be."""
    usual: dict[str, Any] = {
        "id": "tried",
        "title": "Tried note",
        "version": "1",
        "owner": "Ward",
        "reviewed_on": date(2026, 11, 1),
        "review_by": date(2027, 11, 1),
        "fields": [{"label": str(field["id"]).capitalize(), **field} for field in fields],
        "text": text,
    }
    return TemplateSpec.model_validate(usual | changed)


def a_workflow(*steps: Mapping[str, Any], **changed: Any) -> WorkflowSpec:
    """A workflow with these steps, each given as its YAML would be."""
    usual: dict[str, Any] = {
        "id": "tried",
        "title": "Tried referral",
        "category": "Tried",
        "summary": "For tests.",
        "version": "1",
        "owner": "Ward",
        "reviewed_on": date(2026, 11, 1),
        "review_by": date(2027, 11, 1),
        "steps": [{"title": str(step["id"]).capitalize(), **step} for step in steps],
    }
    return WorkflowSpec.model_validate(usual | changed)


def answered(**values: AnswerValue) -> dict[AnswerKey, Answer]:
    """Answers to steps that ask one thing, by step id."""
    at = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
    return {(step, ""): Answer(step_id=step, value=value, by="s1", at=at) for step, value in values.items()}
