"""What is to be done for the patients of the fictional ward, in every state it can be in, and their appointments."""

from dataclasses import dataclass

from inpatient_hub.domain.tasks import Category, Priority, TaskKind, Team
from inpatient_hub.services.demo_deeds import Deed, TaskAct
from inpatient_hub.services.demo_people import ESTHER, JANE, JOE, LYDGATE, NELLY, WOODCOURT
from inpatient_hub.services.demo_standing import CLARA, CLEMENCE, SAM
from inpatient_hub.services.demo_stories import IMHA

FLORA, GIBSON, TOM = "Flora Finching", "Dr Robert Gibson", "Tom Pinch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One task or appointment. It is due `due_in` days from today, perhaps at a time of the ward's clock; or, with
    `due_minutes`, so many minutes from now, which brings it to the nearest quarter of an hour."""

    title: str
    patient: str = ""
    by: str
    days_ago: int = 1
    at: str = "11:20"
    due_in: int | None = None
    due_at: str = ""
    due_minutes: int | None = None
    is_appointment: bool = False
    category: Category | None = None
    priority: Priority = Priority.ROUTINE
    offered_to: Team | None = None
    two_people: bool = False
    workflow_id: str | None = None
    """The referral or note that goes with it."""
    duration: int | None = None
    place: str | None = None
    people: str | None = None
    acts: tuple[TaskAct, ...] = ()

    @property
    def kind(self) -> TaskKind:
        """What it is about."""
        if self.is_appointment:
            return TaskKind.APPOINTMENT
        return TaskKind.PATIENT if self.patient else TaskKind.WARD


def _did(by: str, minutes_ago: float, *, reason: str | None = None) -> TaskAct:
    return TaskAct(Deed.FINISH, by, minutes_ago=minutes_ago, reason=reason)


_URGENT, _IMPORTANT = Priority.URGENT, Priority.IMPORTANT
_CALL, _ASSESS, _WRITE = Category.PHONE_CALL, Category.ASSESSMENT, Category.DOCUMENTATION
_FAMILY, _LEAVING, _REVIEW, _REFER = (
    Category.FAMILY_CONTACT, Category.DISCHARGE_PLANNING, Category.MEDICAL_REVIEW, Category.REFERRAL
)  # fmt: skip

JOBS = (
    # Overdue.
    Job(
        title="Capacity assessment before discharge meeting", patient="Catherine Earnshaw", by=LYDGATE,
        due_minutes=-282, priority=_URGENT, category=_ASSESS,
    ),
    Job(
        title="Section 132 rights, second attempt", patient="Sydney Carton", by=NELLY, days_ago=2, at="20:40",
        due_minutes=-162, category=_WRITE,
        acts=(
            TaskAct(Deed.CLAIM, ESTHER, 1, "20:05"),
            TaskAct(Deed.TAKE_OVER, JANE, minutes_ago=44, seen=ESTHER),
        ),
    ),
    Job(
        title="Risk assessment, after the weekend", patient="Marianne Dashwood", by=WOODCOURT, days_ago=3,
        due_in=-1, priority=_IMPORTANT, category=_ASSESS,
    ),
    # Due in this shift or soon.
    Job(
        title="Ring brother about Saturday visit", patient="Marianne Dashwood", by=JANE, due_minutes=48,
        category=_FAMILY, acts=(TaskAct(Deed.CLAIM, ESTHER, minutes_ago=95),),
    ),
    Job(
        title="Section 17 leave: check return", patient="Frederick Wentworth", by=LYDGATE, due_minutes=108,
        category=_WRITE, acts=(TaskAct(Deed.CLAIM, JANE, minutes_ago=190),),
    ),
    Job(
        title="Care plan review", patient="Catherine Earnshaw", by=ESTHER, days_ago=6, due_minutes=258,
        category=_WRITE, acts=(TaskAct(Deed.CLAIM, ESTHER, 3, "16:10"),),
    ),
    Job(
        title="Review of one-to-one observations", patient="Sydney Carton", by=JANE, due_in=0, category=_REVIEW,
        offered_to=Team.MEDICAL, priority=_IMPORTANT,
    ),
    Job(
        title="Ask the dentist for a date", patient="Tess Durbeyfield", by=NELLY, days_ago=4, due_in=0, category=_CALL,
        acts=(TaskAct(Deed.CLAIM, JOE, 2, "10:30"), TaskAct(Deed.HAND_BACK, JOE, 1, "13:50")),
    ),
    # Waiting for somebody.
    Job(
        title="Benefits letter for the landlord", patient="Maggie Tulliver", by=ESTHER, days_ago=5, due_in=3,
        category=_LEAVING,
        acts=(
            TaskAct(Deed.CLAIM, ESTHER, 4, "09:40"),
            TaskAct(Deed.WAIT, ESTHER, 2, "15:15", due_in=2, waiting_on="benefits"),
        ),
    ),
    Job(
        title="Placement: answer from the home", patient="Basil Hallward", by=JOE, days_ago=8, due_in=5,
        category=_LEAVING, priority=_IMPORTANT,
        acts=(
            TaskAct(Deed.CLAIM, JOE, 7, "11:00"),
            TaskAct(Deed.WAIT, JOE, 3, "12:10", due_in=0, waiting_on="care_home"),
        ),
    ),
    # Done today, one of them late, and one that a second person has still to confirm.
    Job(
        title="Blood results from the laboratory", patient="Elinor Dashwood", by=GIBSON, due_in=0, category=_REVIEW,
        acts=(TaskAct(Deed.CLAIM, NELLY, minutes_ago=400), _did(NELLY, 350)),
    ),
    Job(
        title="Section papers checked", patient="Catherine Linton", by=JANE, due_in=0, category=_WRITE,
        acts=(_did(JANE, 240),),
    ),
    Job(
        title="Patient's money counted", patient=CLEMENCE, by=SAM, due_in=0, two_people=True,
        acts=(_did(CLARA, 130),),
    ),
    Job(
        title="Named nurse session", patient="Emma Woodhouse", by=ESTHER, due_in=0, category=_WRITE,
        acts=(TaskAct(Deed.CLAIM, ESTHER, minutes_ago=300), _did(ESTHER, 210)),
    ),
    Job(
        title="Ring the care co-ordinator", patient="Catherine Earnshaw", by=ESTHER, due_minutes=-200, category=_CALL,
        acts=(TaskAct(Deed.CLAIM, ESTHER, minutes_ago=320), _did(ESTHER, 150, reason="waiting")),
    ),
    # No longer to be done.
    Job(
        title="Taxi to the optician", patient="Lucie Manette", by=CLARA, days_ago=2, due_in=0,
        acts=(TaskAct(Deed.CANCEL, NELLY, 1, "16:30", reason="not_needed"),),
    ),
    Job(
        title="Phone the GP", patient="Silas Marner", by=JOE, days_ago=2, due_in=1, category=_CALL,
        acts=(TaskAct(Deed.IN_ERROR, JOE, 2, "11:25"),),
    ),
    # To come.
    Job(title="Named nurse review", patient="Emma Woodhouse", by=ESTHER, due_in=1, category=_WRITE),
    Job(
        title="Leave form for Sunday", patient="Gabriel Oak", by=LYDGATE, due_in=1, due_at="13:00", category=_WRITE,
        acts=(TaskAct(Deed.CLAIM, NELLY, minutes_ago=75),),
    ),
    Job(
        title="Refer to the advocate", patient=CLEMENCE, by=JOE, days_ago=5, due_in=2, category=_REFER,
        workflow_id=IMHA,
    ),
    Job(
        title="Consent to treatment, papers for the doctor", patient="Basil Hallward", by=WOODCOURT, due_in=2,
        category=_WRITE, offered_to=Team.MEDICAL,
    ),
    Job(
        title="Kitchen assessment", patient="Philip Pirrip", by=JANE, due_in=3, category=_ASSESS, offered_to=Team.OT,
        acts=(TaskAct(Deed.CLAIM, FLORA, minutes_ago=260),),
    ),
    Job(
        title="Medicines to take out: order", patient="Emma Woodhouse", by=ESTHER, due_in=5, category=_LEAVING,
        acts=(TaskAct(Deed.OFFER, ESTHER, 1, "12:05", team=Team.PHARMACY),),
    ),
    Job(
        title="Referral to psychology", patient="Estella Havisham", by=NELLY, days_ago=3, due_in=4, category=_REFER,
        acts=(TaskAct(Deed.MOVE, NELLY, 1, "14:20", due_in=6),),
    ),
    Job(title="Spare pillows from the store", by=SAM, due_in=1, acts=(TaskAct(Deed.CLAIM, SAM, minutes_ago=55),)),
)  # fmt: skip
"""Tasks of these days, one by one."""


def _meets(title: str, due_in: int, due_at: str, by: str, patient: str = "", **more: str | int) -> Job:
    """An appointment; one that has been is done by the time it began."""
    acts = (TaskAct(Deed.FINISH, by, -due_in, due_at),) if due_in < 0 else ()
    return Job(
        title=title, patient=patient, by=by, days_ago=1 - min(due_in, 0), due_in=due_in, due_at=due_at,
        is_appointment=True, acts=acts, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _today(title: str, minutes: int, by: str, patient: str, acts: tuple[TaskAct, ...] = (), **more: str | int) -> Job:
    return Job(
        title=title, patient=patient, by=by, days_ago=2, due_minutes=minutes, is_appointment=True, acts=acts,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


MEETINGS = (
    _meets("CPA review", -4, "14:00", WOODCOURT, "Silas Marner", people="Dr Woodcourt, care co-ordinator"),
    _meets("Psychology", -3, "11:00", NELLY, "Estella Havisham", place="Interview room 2"),
    _meets("Tribunal hearing", -2, "10:00", JANE, "Frederick Wentworth", duration=120, place="Meeting room"),
    _meets("GP visit", -2, "15:30", ESTHER, "Tess Durbeyfield"),
    _meets("Family visit", -1, "18:30", CLARA, "Amelia Sedley", place="Family room"),
    _meets("Hearing Voices group", -7, "19:30", FLORA, place="Day room"),
    _meets("Discharge meeting", -6, "14:30", LYDGATE, "Emma Woodhouse", place="Meeting room"),
    _meets("Dietitian", -8, "10:30", NELLY, "Maggie Tulliver"),
    _meets("Physiotherapy", -9, "13:30", CLARA, CLEMENCE, place="Gym"),
    _meets("Solicitor", -11, "15:00", JANE, "Sydney Carton", place="Interview room 1"),
    _today("Eye clinic", -420, SAM, "Amelia Sedley", (_did(SAM, 430),), place="Eye hospital"),
    _today("Bloods at the bedside", -330, NELLY, "Marianne Dashwood", (_did(NELLY, 340),)),
    _today("Psychology", -250, NELLY, "Estella Havisham", (_did(NELLY, 260),), place="Interview room 2"),
    _today(
        "Tribunal solicitor by video", 33, JANE, "Sydney Carton", (TaskAct(Deed.CLAIM, JANE, minutes_ago=160),),
        place="Family room", duration=45,
    ),
    _today("Family visit, two people", 78, NELLY, "Lucie Manette", place="Family room"),
    _today("Hearing Voices group", 168, FLORA, "", place="Day room", people="Flora Finching (OT)"),
    _meets("Visit", 1, "14:00", ESTHER, "Marianne Dashwood", people="Her brother"),
    _meets("Chaplain", 2, "11:00", NELLY, "Elinor Dashwood"),
    _meets("Tribunal hearing", 3, "10:00", JANE, "Sydney Carton", duration=120, place="Meeting room"),
    _meets("CPA review", 4, "14:00", WOODCOURT, "Estella Havisham", people="Dr Woodcourt, care co-ordinator"),
    _meets("Dentist", 5, "09:20", SAM, "Tess Durbeyfield", place="Dental practice"),
    _meets("Discharge meeting", 6, "11:00", LYDGATE, "Philip Pirrip", place="Meeting room"),
    _meets("Discharge meeting", 6, "14:30", LYDGATE, "Emma Woodhouse", place="Meeting room"),
)  # fmt: skip
"""Appointments beside the ward rounds."""

ROUTINE = (
    ("Chase blood results", _REVIEW), ("Care plan review", _WRITE), ("Weekly weight", _ASSESS),
    ("Phone the GP", _CALL), ("Dietitian referral", _REFER), ("One-to-one note", _WRITE),
    ("Risk assessment, review", _ASSESS), ("Section papers", _WRITE), ("Call family", _FAMILY),
    ("OT referral", _REFER), ("Physical health check", _ASSESS),
)  # fmt: skip
"""What is done for patients on any day."""

LONG_HERE = (
    "Sydney Carton", "Tess Durbeyfield", "Amelia Sedley", "Estella Havisham", "Maggie Tulliver", "Gabriel Oak",
    "Catherine Earnshaw", "Philip Pirrip", "Basil Hallward", "Frederick Wentworth", CLEMENCE,
    "Marynia Po\u0142aniecka-P\u0142awicka", "Estella Havisham",
)  # fmt: skip
"""Patients who were on the ward all the time of which the diary tells."""
