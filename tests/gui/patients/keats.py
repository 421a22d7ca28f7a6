"""Keats Ward: twenty invented patients with work in every state, for the tests and pictures of the patients pages."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject

from inpatient_hub.bootstrap import Hub, Place, hub_over
from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.notes import Note, NoteState
from inpatient_hub.domain.patients import Alert, Patient, PatientStatus
from inpatient_hub.domain.runs import RunState, WorkflowRun
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.tasks import Priority, TaskKind, TaskState
from inpatient_hub.domain.wards import PatientField, Ward
from inpatient_hub.gui.background import Background
from inpatient_hub.gui.changes import ChangeFeed
from inpatient_hub.gui.clipboard import SensitiveClipboard
from inpatient_hub.gui.context import Context, Session
from inpatient_hub.gui.doctor import Doctor
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.services.ports import Store
from tests.contracts.making import a_note, a_run, a_task, save
from tests.fakes.store import FakeStore
from tests.gui.desk import no_checks

NOW = datetime(2026, 11, 20, 16, 42, tzinfo=UTC)
TODAY = date(2026, 11, 20)
WARD = Ward(id="keats", name="Keats Ward")

PEOPLE = tuple(
    Staff(id=f"s{place}", ward_id=WARD.id, name=name, role=role)
    for place, (name, role) in enumerate(
        (
            ("Esther Summerson", "RMN"),
            ("Jane Eyre", "RMN"),
            ("Nelly Dean", "RMN"),
            ("Joe Gargery", "HCA"),
            ("Dr Tertius Lydgate", "Consultant psychiatrist"),
            ("Dr Allan Woodcourt", "Consultant psychiatrist"),
        )
    )
)
ESTHER, JANE, NELLY, JOE, LYDGATE, WOODCOURT = PEOPLE

_NAMES = (
    "Woodhouse Emma 2005 informal|Pirrip Philip 2002 informal|Havisham Estella 2003 s3|Earnshaw Catherine 1994 s3|"
    "Marner Silas 1968 s2|Dashwood Elinor 2000 informal|Durbeyfield Tess 2004 s3|Oak Gabriel 1985 s3|"
    "Carton Sydney 1988 s2|Brooke Dorothea 1997 s3|Dashwood Marianne 2007 informal|Sedley Amelia 1992 s2|"
    "Hallward Basil 1979 s37_41|Wentworth Frederick 1990 s3|Tulliver Maggie 2001 s3|Manette Lucie 1996 informal|"
    "Linton Catherine 2006 s2|Hartright Walter 1993 s3|Copperfield David 1998 cto|Nickleby Kate 1999 informal"
).split("|")
_CALLED = {"Earnshaw": "Cathy", "Pirrip": "Pip", "Copperfield": "Trotwood"}
_ALERTS = {
    "Earnshaw": (Alert("Penicillin allergy", stands_out=True), Alert("Self-harm risk", stands_out=True)),
    "Havisham": (Alert("Falls risk"),),
    "Carton": (Alert("1:1 observations", stands_out=True), Alert("Epilepsy"), Alert("Falls risk")),
    "Marner": (Alert("Epilepsy"),),
    "Linton": (Alert("Ligature risk", stands_out=True),),
}
_STATUSES = {
    "Wentworth": PatientStatus.ON_LEAVE,
    "Oak": PatientStatus.ON_LEAVE,
    "Pirrip": PatientStatus.DISCHARGE_PENDING,
    "Nickleby": PatientStatus.DISCHARGED,
}


def nhs_number(serial: int) -> str:
    """A test number, 999 000 0000 or above, with its check digit; the next serial where there is none."""
    while True:
        nine = f"999{serial:06d}"
        check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(nine)) % 11
        if check != 10:
            return f"{nine}{check % 11}"
        serial += 1


def patients(ward: Ward = WARD) -> list[Patient]:
    """The twenty, by bed."""
    return [_patient(ward, place, words.split()) for place, words in enumerate(_NAMES)]


def _patient(ward: Ward, place: int, words: list[str]) -> Patient:
    family, given, year, legal = words
    return Patient(
        id=family.casefold() if family != "Dashwood" else f"dashwood-{given.casefold()}",
        ward_id=ward.id,
        family_name=family,
        given_name=given,
        preferred_name=_CALLED.get(family),
        nhs_number="9993395633" if family == "Earnshaw" else nhs_number(700_000 + place * 13),
        born_on=date(int(year), 3, 14),
        room="Side room 2" if place == 3 else None,
        bed=str(place + 1),
        legal_status=legal,
        status=_STATUSES.get(family, PatientStatus.ACTIVE),
        admitted_on=TODAY - timedelta(days=(place * 17) % 120),
        expected_discharge_on=TODAY + timedelta(days=place * 3 - 4) if place % 3 == 0 else None,
        named_nurse_id=PEOPLE[place % 4].id,
        consultant_id=PEOPLE[4 + place % 2].id,
        alerts=_ALERTS.get(family, ()),
    )


def at(days: int, hour: int, minute: int) -> datetime:
    """So many days before the day of the pictures, at this time."""
    return datetime(2026, 11, 20, hour, minute, tzinfo=UTC) - timedelta(days=days)


def fill(store: Store, ward: Ward = WARD) -> None:
    """Puts the ward, its people and its work into a store."""
    save(store, ward, *PEOPLE, *patients(ward))
    cathy = next(one for one in patients(ward) if one.id == "earnshaw")
    save(store, *_runs(cathy), *_notes(cathy), *_tasks(ward, cathy))
    with store.writing() as work:
        for event in _events():
            work.audit.append(event)


def _runs(cathy: Patient) -> list[WorkflowRun]:
    filed = {"state": RunState.FILED, "ended_by": JANE.id, "ended_at": at(9, 11, 20), "touched_at": at(9, 11, 20)}
    left = {"state": RunState.ABANDONED, "ended_by": NELLY.id, "ended_at": at(12, 9, 0), "touched_at": at(12, 9, 0)}
    last = {"step_number": 9, "step_count": 9, "touched_at": at(0, 16, 4)}
    second = {"step_number": 2, "step_count": 6, "started_at": at(0, 15, 10)}
    wrong = "Started for the wrong patient"
    return [
        a_run(cathy, JANE, id="r-imha", title="Advocate referral (IMHA)", **last),
        a_run(cathy, ESTHER, id="r-117", title="Section 117 meeting", **second),
        a_run(cathy, JANE, id="r-duty", title="Duty to refer (homelessness)", **filed),
        a_run(cathy, NELLY, id="r-safe", title="Adult safeguarding concern", abandoned_reason=wrong, **left),
    ]


def _notes(cathy: Patient) -> list[Note]:
    waits = {"state": NoteState.COPIED, "copied_by": ESTHER.id, "made_at": at(0, 16, 3), "copied_at": at(0, 16, 4)}
    filed = {"state": NoteState.FILED, "closed_by": JANE.id, "made_at": at(9, 11, 0), "copied_at": at(9, 11, 2)}
    by_hand = {"edited": True, "closed_at": at(9, 11, 20)}
    return [
        a_note(cathy, ESTHER, id="n-imha", run_id="r-imha", title="Advocate referral", **waits),
        a_note(cathy, JANE, id="n-duty", run_id="r-duty", title="Duty to refer", **filed, **by_hand),
    ]


def _tasks(ward: Ward, cathy: Patient) -> list[object]:
    def task(title: str, due: int | None, **changed: object) -> object:
        due_on = TODAY + timedelta(days=due) if due is not None else None
        return a_task(ward, ESTHER, kind=TaskKind.PATIENT, patient_id=cathy.id, title=title, due_on=due_on, **changed)

    claimed = {"state": TaskState.CLAIMED, "claimed_by": ESTHER.id}
    return [
        task("Capacity assessment before the discharge meeting", -1, id="t-capacity", priority=Priority.URGENT),
        task("Check that the advocate replied", 0, id="t-advocate", run_id="r-duty", **claimed),
        task("Housing: second viewing", 3, id="t-housing", state=TaskState.CLAIMED, claimed_by=JANE.id),
        task("Section 117 meeting: invite aunt", 3, id="t-aunt"),
        task("Order discharge medicine", None, id="t-medicine"),
        task("Weekly weight", -2, id="t-weight", state=TaskState.DONE, done_by=NELLY.id, done_at=at(2, 9, 5)),
    ]


def _events() -> list[AuditEvent]:
    def event(when: datetime, who: Staff, action: AuditAction, kind: Kind, entity: str, **detail: str) -> AuditEvent:
        return AuditEvent(
            id=f"e-{action}-{when:%d%H%M%S}",
            at=when,
            actor_id=who.id,
            action=action,
            kind=kind,
            entity_id=entity,
            patient_id="earnshaw",
            reason=detail.pop("reason", None),
            detail=detail,
        )

    imha = {"title": "Advocate referral (IMHA)"}
    answers = [
        event(at(0, 15, 40 + place), ESTHER, AuditAction.RUN_ANSWERED, Kind.RUN, "r-imha", step=step, **imha)
        for place, step in enumerate(("Legal status", "Consent", "Area and provider", "How it was sent"))
    ]
    return [
        event(at(14, 10, 0), NELLY, AuditAction.PATIENT_ADDED, Kind.PATIENT, "earnshaw"),
        event(
            at(12, 9, 0),
            NELLY,
            AuditAction.RUN_ABANDONED,
            Kind.RUN,
            "r-safe",
            title="Adult safeguarding concern",
            reason="Started for the wrong patient",
        ),
        event(at(9, 11, 20), JANE, AuditAction.NOTE_FILED, Kind.NOTE, "n-duty", title="Duty to refer"),
        event(at(2, 9, 5), NELLY, AuditAction.TASK_DONE, Kind.TASK, "t-weight", title="Weekly weight"),
        event(at(1, 21, 10), JANE, AuditAction.TASK_CLAIMED, Kind.TASK, "t-housing", title="Housing: second viewing"),
        event(at(0, 15, 10), ESTHER, AuditAction.RUN_STARTED, Kind.RUN, "r-117", title="Section 117 meeting"),
        event(at(0, 15, 31), JANE, AuditAction.RUN_STARTED, Kind.RUN, "r-imha", **imha),
        *answers,
        event(at(0, 16, 4), ESTHER, AuditAction.NOTE_COPIED, Kind.NOTE, "n-imha", title="Advocate referral"),
    ]


def crowd(count: int, ward: Ward = WARD) -> list[Patient]:
    """So many further patients with invented names, for long lists."""
    return [
        Patient(
            id=f"c{place:05d}",
            ward_id=ward.id,
            family_name=f"Crowd{place:05d}",
            given_name=f"Given{place % 97}",
            nhs_number=None,
            born_on=date(1950 + place % 50, 1 + place % 12, 1 + place % 28),
            bed=f"{100 + place}",
            named_nurse_id=PEOPLE[place % 4].id,
        )
        for place in range(count)
    ]


def a_hub(store: Store | None = None, *, filled: bool = True) -> Hub:
    """The application over a fake store at a fixed moment, with no content."""
    kept = store or FakeStore()
    if filled:
        fill(kept)
    return hub_over(
        kept,
        place=Place(data_folder=Path("nowhere")),
        content=None,  # type: ignore[arg-type]  nothing here reads content
        clock=FixedClock(NOW),
        close=lambda: None,
    )


def a_context(hub: Hub, parent: QObject, ward: Ward = WARD, person: Staff = ESTHER) -> Context:
    """A context over this hub with a real store thread; closing it is the caller's."""
    session = Session(parent)
    session.set_ward(ward)
    session.set_person(person)
    return Context(
        hub=hub,
        background=Background(parent),
        feed=ChangeFeed(parent),
        session=session,
        clipboard=SensitiveClipboard(parent),
        doctor=Doctor(no_checks, parent, glance=lambda: None),
    )


FEW_FIELDS = frozenset({PatientField.PREFERRED_NAME})
"""A ward that keeps as little as it can."""
