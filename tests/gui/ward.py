"""Keats Ward in memory: two nurses, three patients, and work in every state."""

from datetime import date, datetime, timedelta

from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.tasks import TaskKind, TaskState
from inpatient_hub.services.ports import Store
from tests.contracts.making import a_copied_note, a_note, a_run, a_task, save
from tests.fakes.store import FakeStore
from tests.gui.made_up import CATHY, ESTHER, JANE, NOW, WARD

TODAY = date(2026, 11, 20)
PIP = Patient(id="pip", ward_id="keats", family_name="Pirrip", given_name="Philip", bed="2")
TESS = Patient(id="tess", ward_id="keats", family_name="Durbeyfield", given_name="Tess", bed="7")


def ago(minutes: float) -> datetime:
    """So many minutes before now."""
    return NOW - timedelta(minutes=minutes)


def a_ward() -> FakeStore:
    """A ward with its people and patients, and nothing to do."""
    store = FakeStore()
    save(store, WARD, ESTHER, JANE, CATHY, PIP, TESS)
    return store


def a_busy_ward() -> FakeStore:
    """One follow-up overdue and one of Esther's for today; two notes unfiled; a draft, a filed and an unfiled one."""
    store = a_ward()
    imha = a_run(CATHY, JANE, id="imha", title="Advocate referral (IMHA)", step_number=9, step_count=9)
    duty = a_run(PIP, ESTHER, id="duty", title="Duty to refer", step_number=3, step_count=7)
    save(store, imha, duty)
    about = {"kind": TaskKind.PATIENT, "patient_id": CATHY.id}
    mine = {"state": TaskState.CLAIMED, "claimed_by": ESTHER.id}
    save(
        store,
        a_task(WARD, ESTHER, id="late", title="Chase the advocate", due_on=TODAY - timedelta(days=2), **about),
        a_task(WARD, ESTHER, id="now", title="Invite the care coordinator", **about, **mine),
        a_copied_note(CATHY, JANE, NOW - timedelta(minutes=6), id="new", run_id="imha", made_at=ago(7)),
        a_copied_note(PIP, ESTHER, NOW - timedelta(hours=3), id="old", title="Housing note", made_at=ago(200)),
        a_note(PIP, ESTHER, id="draft", run_id="duty", title="Duty to refer", edited=True, made_at=ago(90)),
        a_note(
            TESS,
            JANE,
            id="filed",
            title="Section 117 meeting",
            state=NoteState.FILED,
            made_at=ago(300),
            copied_by=JANE.id,
            copied_at=ago(299),
            closed_by=JANE.id,
            closed_at=ago(290),
        ),
        a_note(
            TESS,
            JANE,
            id="unfiled",
            title="Adult safeguarding concern",
            state=NoteState.NOT_FILED,
            not_filed_reason="Already in the record",
            made_at=ago(400),
            copied_by=JANE.id,
            copied_at=ago(399),
            closed_by=JANE.id,
            closed_at=ago(390),
        ),
    )
    return store


def copied_by_jane(store: Store) -> None:
    """Adds to the history that Jane copied the newer unfiled note."""
    event = AuditEvent(
        id="copied",
        at=NOW - timedelta(minutes=6),
        actor_id=JANE.id,
        action=AuditAction.NOTE_COPIED,
        kind=Kind.NOTE,
        entity_id="new",
        patient_id=CATHY.id,
        detail={"title": "Advocate referral"},
    )
    with store.writing() as work:
        work.audit.append(event)


def many_notes(store: Store, count: int) -> None:
    """Adds so many filed notes, the last of them the newest, all older than the others."""
    filed = {"state": NoteState.FILED, "copied_by": JANE.id, "closed_by": JANE.id}
    save(
        store,
        *(
            a_note(
                TESS,
                JANE,
                id=f"many{place:05d}",
                title=f"Note {place:05d}",
                made_at=NOW - timedelta(days=2, minutes=count - place),
                copied_at=NOW - timedelta(days=1),
                closed_at=NOW - timedelta(days=1),
                **filed,
            )
            for place in range(count)
        ),
    )
