"""The standing work of the fictional ward: what comes again every shift or every week, and what of it went wrong."""

from dataclasses import dataclass

from inpatient_hub.domain.tasks import AuditType, Category, Priority, TaskKind, Team
from inpatient_hub.services.demo_people import ESTHER, JANE, JOE, NELLY

EARLY, LATE, NIGHT = "Early", "Late", "Night"
CLARA, SAM = "Clara Peggotty", "Sam Weller"
CLEMENCE = "Cl\u00e9mence-Ath\u00e9na\u00efs Beaus\u00e9ant-Langeais"

BEGAN_DAYS_AGO = 14
"""When the ward began to keep its standing work here: what the diary of 15 days shows of the past, and a week more."""

ROSTER = {
    EARLY: (NELLY, SAM, ESTHER, CLARA),
    LATE: (JANE, CLARA, JOE, SAM),
    NIGHT: (JOE, SAM, NELLY),
}
"""Who does the work of which shift, in turns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One repeat. `days` are days of the week, Monday 0, or none for every day; `from_today` counts them from today's
    own day of the week instead, so that it falls on today."""

    title: str
    at: str
    shift: str = ""
    days: tuple[int, ...] = ()
    from_today: bool = False
    kind: TaskKind = TaskKind.WARD
    priority: Priority = Priority.ROUTINE
    audit: AuditType | None = None
    patient: str = ""
    category: Category | None = None
    two_people: bool = False
    offered_to: Team | None = None
    by: tuple[str, ...] = ()
    """Who does it, where that is not whoever is on the shift."""
    claimed_by: str = ""
    """Who has today's."""


_URGENT, _IMPORTANT = Priority.URGENT, Priority.IMPORTANT

STANDING = (
    Standing(title="Fridge temperatures", shift=EARLY, at="07:30", audit=AuditType.FRIDGE_TEMPERATURES),
    Standing(
        title="Resuscitation trolley", shift=EARLY, at="07:45", audit=AuditType.RESUSCITATION, priority=_URGENT
    ),
    Standing(
        title="Medication round, morning", shift=EARLY, at="08:30", two_people=True, priority=_IMPORTANT,
        offered_to=Team.NURSING,
    ),
    Standing(title="Safety huddle", shift=EARLY, at="09:15"),
    Standing(title="Walk-round, ward and garden", shift=EARLY, at="10:30", audit=AuditType.WALKAROUND),
    Standing(title="Handover sheet for the late shift", shift=EARLY, at="13:45"),
    Standing(title="Cutlery and sharps count", shift=LATE, at="15:00"),
    Standing(title="Fluid charts added up", shift=LATE, at="16:15", offered_to=Team.HCA),
    Standing(title="Medication round, tea time", shift=LATE, at="17:00", two_people=True),
    Standing(title="Supper and mealtime support", shift=LATE, at="18:15"),
    Standing(title="Water temperature, flush outlets", shift=LATE, at="20:00", audit=AuditType.WATER_TEMPERATURES),
    Standing(
        title="Controlled drugs stock count", shift=LATE, at="20:30", audit=AuditType.CONTROLLED_DRUGS,
        priority=_IMPORTANT,
    ),
    Standing(
        title="Walk-round with the night nurse in charge", shift=LATE, at="21:15", audit=AuditType.WALKAROUND
    ),
    Standing(title="Medication round, night", shift=NIGHT, at="22:00", offered_to=Team.NURSING),
    Standing(title="Ligature check", shift=NIGHT, at="23:30", audit=AuditType.LIGATURE, priority=_IMPORTANT),
    Standing(title="Doors and fire exits", shift=NIGHT, at="00:30", audit=AuditType.FIRE_SAFETY),
    Standing(title="Night observation round", shift=NIGHT, at="03:00", priority=_IMPORTANT),
    Standing(title="Handover sheet for the early shift", shift=NIGHT, at="06:30"),
    Standing(title="Fire alarm test", shift=EARLY, at="11:00", days=(1,), audit=AuditType.FIRE_SAFETY),
    Standing(title="Emergency bag, full check", shift=NIGHT, at="05:00", days=(6,), audit=AuditType.OTHER),
    Standing(
        title="Ward round", at="09:30", days=(0, 3), kind=TaskKind.APPOINTMENT, by=("Dr Tertius Lydgate",)
    ),
    Standing(
        title="Physical health check and weight", at="18:00", days=(0,), from_today=True, kind=TaskKind.PATIENT,
        patient="Tess Durbeyfield", category=Category.ASSESSMENT, by=(JOE, SAM), claimed_by=JOE,
    ),
    Standing(
        title="Fluid balance review", at="15:00", days=(0, 2, 4), kind=TaskKind.PATIENT,
        patient=CLEMENCE, category=Category.ASSESSMENT,
        offered_to=Team.HCA, by=(CLARA, SAM),
    ),
)  # fmt: skip
"""Six tasks of each early shift, seven of each late and five of each night, and a few that come less often."""

MISSED = frozenset(
    {
        (1, "Water temperature, flush outlets"),
        (3, "Ligature check"),
        (9, "Fridge temperatures"),
        (12, "Water temperature, flush outlets"),
    }
)
"""How many days ago, and what nobody did."""

DONE_LATE = {
    (2, "Safety huddle"): (25, "incident"),
    (4, "Cutlery and sharps count"): (70, "staffing"),
    (5, "Medication round, tea time"): (35, "incident"),
    (8, "Fluid charts added up"): (90, "staffing"),
    (11, "Ligature check"): (45, "recorded_late"),
}
"""How many days ago, and what was done so many minutes after its time, and why."""
