"""What happened on the fictional ward: who started which referral for whom, how far it went, and how it ended."""

from dataclasses import dataclass, field
from enum import StrEnum

from inpatient_hub.services.demo_answers import Wanted
from inpatient_hub.services.demo_deeds import Deed, TaskAct
from inpatient_hub.services.demo_people import ESTHER, JANE, JOE, NELLY

LONG_NAME = "Cl\u00e9mence-Ath\u00e9na\u00efs Beaus\u00e9ant-Langeais"

IMHA, SAFEGUARDING, HOUSING, AFTERCARE = "imha", "adult_safeguarding", "duty_to_refer", "section_117_meeting"


class Ending(StrEnum):
    """How a story ends."""

    LEFT = "left"
    ABANDONED = "abandoned"
    DRAFT = "draft"
    COPIED = "copied"
    NOT_FILED = "not_filed"
    FILED = "filed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One run. It begins `minutes_ago`, or `days_ago` at a time of day. `stops_at` is the step it is left at."""

    workflow: str
    patient: str
    by: str
    minutes_ago: float = 0
    days_ago: int = 0
    at: str = ""
    wanted: Wanted = field(default_factory=dict)
    stops_at: str = ""
    taken_up_by: str = ""
    taken_up_at: str = ""
    """The step at which somebody else goes on."""
    ending: Ending = Ending.FILED
    copied_minutes_ago: float = 0
    reason: str = ""
    abandoned_too: bool = False
    """Whether a run whose note was not filed is then abandoned for the same reason; otherwise it stays open."""
    edited: str = ""
    """A sentence added to the note by hand."""
    event_hours_before: float = 0.2
    due_in: int | None = None
    """Day of the follow-up, counted from today; what the workflow usually asks for when None."""
    tasks: tuple[TaskAct, ...] = ()


_HELP: Wanted = {"purpose": ["rights", "ward_round"]}

STORIES = (
    # In the unfiled tray: copied three hours, 38 minutes and 12 minutes ago.
    Story(
        workflow=SAFEGUARDING, patient="Amelia Sedley", by=NELLY, minutes_ago=220, ending=Ending.COPIED,
        copied_minutes_ago=180, wanted={"types": ["financial", "psychological"], "send": "portal"},
    ),
    Story(
        workflow=IMHA, patient="Catherine Earnshaw", by=JANE, minutes_ago=71, ending=Ending.COPIED,
        taken_up_by=ESTHER, taken_up_at="consent", copied_minutes_ago=38, due_in=5,
        wanted={"purpose": ["ward_round", "leave"], "send": "email"},
    ),
    Story(
        workflow=HOUSING, patient="Philip Pirrip", by=ESTHER, minutes_ago=40, ending=Ending.COPIED,
        copied_minutes_ago=12, due_in=7,
        wanted={"situation": "threatened", "discharge": "known", "accommodation": "lost"},
    ),
    # In progress, each at another step and in other hands.
    Story(
        workflow=AFTERCARE, patient="Catherine Earnshaw", by=ESTHER, minutes_ago=92, stops_at="entitlement",
        ending=Ending.LEFT,
    ),
    Story(workflow=IMHA, patient="Catherine Linton", by=JANE, minutes_ago=66, stops_at="consent", ending=Ending.LEFT),
    Story(
        workflow=IMHA, patient="Marynia Po\u0142aniecka-P\u0142awicka", by=JOE, minutes_ago=150, stops_at="send",
        taken_up_by=NELLY, taken_up_at="area", ending=Ending.LEFT,
    ),
    Story(
        workflow=AFTERCARE, patient="Frederick Wentworth", by=JANE, days_ago=1, at="15:25", stops_at="forms",
        ending=Ending.LEFT,
    ),
    Story(
        workflow=SAFEGUARDING, patient=LONG_NAME, by=JOE, minutes_ago=25,
        stops_at="informed", ending=Ending.LEFT,
    ),
    Story(
        workflow=HOUSING, patient="Elinor Dashwood", by=ESTHER, days_ago=1, at="11:10", ending=Ending.DRAFT,
        wanted={"consent": "declined", "discharge": "not_set", "accommodation": "with_others"},
        edited="Written information was left with the patient.",
    ),
    # Not filed, and why.
    Story(
        workflow=IMHA, patient=LONG_NAME, by=JOE, days_ago=2, at="16:40",
        ending=Ending.NOT_FILED, reason="SystmOne was not available", wanted={"consent": "lacked_capacity"},
    ),
    Story(
        workflow=HOUSING, patient="Walter Hartright", by=NELLY, days_ago=30, at="10:15", ending=Ending.NOT_FILED,
        reason="Another note says the same", abandoned_too=True,
        wanted={"situation": "threatened", "accommodation": "with_others"},
    ),
    # Abandoned, and why.
    Story(
        workflow=SAFEGUARDING, patient="Sydney Carton", by=JANE, days_ago=2, at="09:35", stops_at="consent",
        ending=Ending.ABANDONED, reason="Started for the wrong patient",
    ),
    Story(
        workflow=IMHA, patient="Walter Hartright", by=JOE, days_ago=33, at="14:05", stops_at="send",
        ending=Ending.ABANDONED, reason="The patient changed their mind",
    ),
    # Filed, with a follow-up that is overdue.
    Story(
        workflow=IMHA, patient="Silas Marner", by=JANE, days_ago=9, at="10:20", due_in=-2, wanted=_HELP,
        tasks=(TaskAct(Deed.CLAIM, JOE, 2, "08:15"),),
    ),
    Story(
        workflow=AFTERCARE, patient="Basil Hallward", by=JOE, days_ago=3, at="13:30", due_in=-1,
        wanted={"entitlement": "not_sure"},
    ),
    Story(
        workflow=HOUSING, patient="Philip Pirrip", by=JANE, days_ago=12, at="11:45", due_in=-5,
        wanted={"consent": "declined", "situation": "threatened", "discharge": "not_set", "accommodation": "lost"},
        tasks=(
            TaskAct(Deed.MOVE, JANE, 6, "16:20", due_in=-3),
            TaskAct(Deed.CLAIM, ESTHER, 5, "09:05"),
            TaskAct(Deed.WAIT, ESTHER, 4, "10:50", due_in=-1, waiting_on="housing"),
        ),
    ),
    # Filed, with a follow-up due today.
    Story(
        workflow=IMHA, patient="Emma Woodhouse", by=ESTHER, days_ago=6, at="17:10", due_in=0,
        wanted={"consent": "declined"},
    ),
    Story(
        workflow=HOUSING, patient="Maggie Tulliver", by=ESTHER, days_ago=7, at="10:05", due_in=0,
        wanted={"situation": "homeless", "discharge": "known", "accommodation": "none", "send": "email"},
        tasks=(TaskAct(Deed.CLAIM, ESTHER, 1, "20:10"),),
    ),
    Story(
        workflow=SAFEGUARDING, patient="Estella Havisham", by=NELLY, days_ago=3, at="19:20", due_in=0,
        wanted={"consent": "lacked_capacity", "informed": "told_in_part", "types": ["neglect"]},
        event_hours_before=5.5,
        tasks=(TaskAct(Deed.CLAIM, NELLY, 2, "07:40"), TaskAct(Deed.RELEASE, NELLY, 1, "21:05")),
    ),
    # Filed, with a follow-up in the next days.
    Story(
        workflow=IMHA, patient="Lucie Manette", by=NELLY, days_ago=6, at="14:40", due_in=1,
        wanted={"purpose": ["general"]},
    ),
    Story(
        workflow=SAFEGUARDING, patient="Marianne Dashwood", by=ESTHER, days_ago=1, at="12:15", due_in=2,
        wanted={"consent": "declined_raised", "types": ["psychological"]},
        edited="The ward doctor was told at 12:40.",
    ),
    Story(
        workflow=HOUSING, patient="Catherine Earnshaw", by=JANE, days_ago=9, at="15:30", due_in=2,
        wanted={"situation": "threatened", "discharge": "known", "accommodation": "not_safe"},
        tasks=(TaskAct(Deed.CLAIM, ESTHER, 3, "13:50"),),
    ),
    Story(workflow=AFTERCARE, patient="Tess Durbeyfield", by=ESTHER, days_ago=5, at="09:50", due_in=3),
    Story(
        workflow=IMHA, patient="Sydney Carton", by=JANE, days_ago=3, at="11:35", due_in=4,
        wanted={"consent": "lacked_capacity", "purpose": ["hearing", "treatment"], "send": "phone"},
    ),
    # Filed, with a follow-up that is done.
    Story(
        workflow=AFTERCARE, patient="Estella Havisham", by=NELLY, days_ago=20, at="10:45",
        wanted={"review_type": "review", "mode": "video"}, tasks=(TaskAct(Deed.FINISH, NELLY, 17, "09:25"),),
    ),
    Story(
        workflow=AFTERCARE, patient="Gabriel Oak", by=NELLY, days_ago=15, at="16:05",
        wanted={"mode": "both", "confirmed": "yes"},
        tasks=(TaskAct(Deed.CLAIM, JOE, 13, "08:30"), TaskAct(Deed.FINISH, JOE, 12, "11:15")),
    ),
    Story(
        workflow=AFTERCARE, patient="Maggie Tulliver", by=ESTHER, days_ago=14, at="13:20",
        tasks=(TaskAct(Deed.FINISH, JANE, 11, "15:00"),),
    ),
    Story(
        workflow=IMHA, patient="Maggie Tulliver", by=JANE, days_ago=33, at="18:10", wanted=_HELP,
        tasks=(TaskAct(Deed.FINISH, ESTHER, 26, "10:40"),),
    ),
    Story(
        workflow=AFTERCARE, patient="Dorothea Brooke", by=NELLY, days_ago=30, at="09:15",
        wanted={"confirmed": "yes"}, tasks=(TaskAct(Deed.FINISH, NELLY, 28, "14:30"),),
    ),
    Story(
        workflow=IMHA, patient="Dorothea Brooke", by=JOE, days_ago=50, at="17:25", wanted={"purpose": ["hearing"]},
        tasks=(TaskAct(Deed.FINISH, JOE, 43, "08:55"),),
    ),
)  # fmt: skip
