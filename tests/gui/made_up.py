"""Made-up lines and views, for pages that are shown without a store."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.notes import Note, NoteState
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.runs import WorkflowRun
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.tasks import Task, TaskKind, TaskState
from inpatient_hub.domain.wards import Ward
from inpatient_hub.services.notes import NoteView
from inpatient_hub.services.patients import PatientFacts
from inpatient_hub.services.ports import NoteLine, RunLine, TaskLine
from inpatient_hub.services.today import TodayMore, TodayView, today_view
from inpatient_hub.services.trail import HistoryLine

AT = datetime(2026, 11, 20, 16, 42, tzinfo=ZoneInfo("Europe/London"))
NOW = AT.astimezone(UTC)
WARD = Ward(id="keats", name="Keats Ward")
ESTHER = Staff(id="esther", ward_id="keats", name="Esther Summerson", role="RMN")
JANE = Staff(id="jane", ward_id="keats", name="Jane Eyre", role="RMN")
CATHY = Patient(
    id="cathy",
    ward_id="keats",
    family_name="Earnshaw",
    given_name="Catherine",
    nhs_number="9993395633",
    born_on=date(1994, 3, 14),
    bed="4",
)


def follow_up(task_id: str, days: int, **changed: Any) -> TaskLine:
    """A follow-up about Catherine, due so many days from the day of the view; `claimed_by` a member of staff."""
    claimed: Staff | None = changed.pop("claimed_by", None)
    task = Task(
        id=task_id,
        ward_id="keats",
        kind=TaskKind.PATIENT,
        title="Check the advocate replied",
        patient_id="cathy",
        due_on=AT.date() + timedelta(days=days),
        created_by="esther",
        created_at=NOW,
        state=TaskState.CLAIMED if claimed else TaskState.TO_DO,
        claimed_by=claimed.id if claimed else None,
        **changed,
    )
    name = claimed.name if claimed else None
    return TaskLine(task=task, patient_name="EARNSHAW, Catherine", bed="4", claimed_by_name=name)


def note_line(note_id: str, minutes: int, **changed: Any) -> NoteLine:
    """A note copied so many minutes before the view and not filed."""
    copied = NOW - timedelta(minutes=minutes)
    usual: dict[str, Any] = {
        "id": note_id,
        "title": "Advocate referral",
        "state": NoteState.COPIED,
        "edited": False,
        "patient_id": "cathy",
        "patient_name": "EARNSHAW, Catherine",
        "bed": "4",
        "author": "Esther Summerson",
        "run_id": "run",
        "made_at": copied - timedelta(minutes=1),
        "copied_at": copied,
        "closed_at": None,
    }
    return NoteLine(**usual | changed)


def run_line(run_id: str, step: int, of: int, note_state: NoteState | None = None) -> RunLine:
    """A run of Jane's at this step."""
    run = WorkflowRun(
        id=run_id,
        ward_id="keats",
        patient_id="cathy",
        workflow_id="safeguarding",
        workflow_version="1",
        title="Adult safeguarding concern",
        definition_digest="5" * 64,
        current_step_id="consent",
        step_number=step,
        step_count=of,
        started_by="jane",
        started_at=NOW,
        touched_by="jane",
        touched_at=NOW,
    )
    return RunLine(
        run=run, patient_name="EARNSHAW, Catherine", bed="4", started_by_name="Jane Eyre", note_state=note_state
    )


def a_view(
    *,
    unfiled: Sequence[NoteLine] = (),
    runs: Sequence[RunLine] = (),
    tasks: Sequence[TaskLine] = (),
    more: TodayMore | None = None,
) -> TodayView:
    """The Today page of these lines."""
    return today_view(WARD, (ESTHER, JANE), tuple(unfiled), tuple(runs), tuple(tasks), local=AT, more=more)


def happened(minutes: int, who: Staff, action: AuditAction, did: str, about: str = "", **changed: Any) -> HistoryLine:
    """One line of a note's history, so many minutes before the view."""
    usual: dict[str, Any] = {"kind": Kind.NOTE, "entity_id": "note"}
    return HistoryLine(
        at=NOW - timedelta(minutes=minutes), who=who.name, did=did, about=about, action=action, **usual | changed
    )


COPIED_BY_ESTHER = happened(38, ESTHER, AuditAction.NOTE_COPIED, "copied the note", "Advocate referral")


def a_note_view(*, history: Sequence[HistoryLine] = (COPIED_BY_ESTHER,), parts: int = 1, **changed: Any) -> NoteView:
    """One note of Catherine's, copied by Esther 38 minutes before the view unless it is said otherwise."""
    usual: dict[str, Any] = {
        "id": "note",
        "ward_id": "keats",
        "patient_id": "cathy",
        "run_id": "run",
        "template_id": "imha_referral",
        "template_version": "3.1",
        "title": "Advocate referral",
        "text": "Catherine Earnshaw, NHS 999 339 5633, bed 4. 20/11/2026 15:55. Referred.\r\nWritten by Esther, RMN.",
        "state": NoteState.COPIED,
        "event_at": NOW - timedelta(minutes=47),
        "author_id": "esther",
        "made_at": NOW - timedelta(minutes=39),
        "copied_by": "esther",
        "copied_at": NOW - timedelta(minutes=38),
    }
    facts = PatientFacts(patient=CATHY, ward=WARD, named_nurse=None, consultant=None, similar=())
    return NoteView(
        note=Note(**usual | changed), facts=facts, author="Esther Summerson", history=tuple(history), parts=parts
    )
