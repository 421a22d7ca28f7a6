"""A fictional ward for the gallery: the people, rows and notes of the design's pictures."""

from inpatient_hub.gui.models.history import HistoryFacts
from inpatient_hub.gui.models.rows import (
    NOBODY,
    ChipFacts,
    GroupFacts,
    Owner,
    Progress,
    Row,
    RowButton,
    RowFacts,
    RowKey,
)
from inpatient_hub.gui.widgets.patient_banner import BannerFacts
from inpatient_hub.gui.widgets.rail import RailEntry
from inpatient_hub.gui.widgets.step_trail import StepFacts

PAGES = (
    RailEntry("today", "Today", "sun", "Ctrl+1"),
    RailEntry("patients", "Patients", "users", "Ctrl+4"),
    RailEntry("referrals", "Referrals", "route", "Ctrl+5"),
    RailEntry("notes", "Notes", "notes", "Ctrl+6"),
)
FOOT = (RailEntry("computer", "Computer", "device-desktop"), RailEntry("settings", "Settings", "settings"))

CATHERINE = BannerFacts(
    "EARNSHAW, Catherine",
    values=(
        ("Likes to be called", "Cathy"),
        ("Born", "14 Mar 1994 (32)"),
        ("NHS number", "999 339 5633"),
        ("Bed", "4, Keats Ward"),
    ),
    legal="Section 3, to 11 Feb 2027",
    alerts=(("Penicillin allergy", True), ("Self-harm risk", True)),
    similar="Similar name: Catherine Linton, bed 17",
    side=(("Named nurse", "Esther Summerson"), ("Consultant", "Dr T Lydgate"), ("", "Day 101")),
)
MANY_ALERTS = BannerFacts(
    "DASHWOOD, Marianne",
    values=(("Born", "2 Jun 2007 (19)"), ("NHS number", "999 104 2211"), ("Bed", "11, Keats Ward")),
    legal="Section 2, to 4 Dec 2026",
    alerts=(
        ("Falls", False),
        ("Latex allergy", True),
        ("Insulin, diabetes", True),
        ("Hearing aid, left", False),
        ("Interpreter, Polish", False),
        ("Epilepsy", True),
    ),
    similar="Same surname: Elinor Dashwood, bed 6",
    similar_strong=True,
    side=(("Named nurse", "Esther Summerson"), ("Consultant", "Dr T Lydgate"), ("", "Day 6")),
)

ME = Owner("ES", "Esther Summerson", mine=True)
JANE = Owner("JE", "Jane Eyre")
JOE = Owner("JG", "Joe Gargery")
KEYS = (RowKey("D", "done"), RowKey("C", "claim"), RowKey("S", "wait"))


def shift_rows() -> tuple[Row, ...]:
    """The rows of the Today picture."""
    return (
        GroupFacts("Overdue", "2", "alert-triangle", "act-text"),
        RowFacts(
            "capacity",
            "Capacity assessment before discharge meeting",
            "Bed 4, Catherine Earnshaw",
            "bed",
            "circle",
            state_words="to do",
            time="12:00",
            distance="4 h 42 min late",
            time_token="act-text",
            chips=(ChipFacts("Urgent", "urgent", "chevrons-up"),),
            owner=NOBODY,
            keys=KEYS,
        ),
        RowFacts(
            "rights",
            "Section 132 rights, second attempt",
            "Bed 9, Sydney Carton",
            "bed",
            "circle-half-2",
            state_token="info-text",
            time="14:00",
            distance="2 h 42 min late",
            time_token="act-text",
            owner=JANE,
            keys=KEYS,
        ),
        GroupFacts("To be chased", "1", "hourglass", "warn-text"),
        RowFacts(
            "housing",
            "Housing: duty to refer reply",
            "Bed 2, Philip Pirrip",
            "bed",
            "hourglass",
            state_token="warn-text",
            time="Chase",
            distance="Thu 19 Nov",
            time_token="warn-text",
            chips=(ChipFacts("Council housing team", "warn", "hourglass"),),
            owner=ME,
            keys=KEYS,
        ),
        GroupFacts("Due this shift", "8", "clock"),
        *_due(),
    )


def _due() -> tuple[RowFacts, ...]:
    return (
        RowFacts(
            "round",
            "Medication round, tea time",
            "Ward task, two people to check",
            "building-hospital",
            "circle",
            time="17:00",
            distance="in 18 min",
            owner=NOBODY,
            keys=KEYS,
        ),
        RowFacts(
            "ring",
            "Ring brother about Saturday visit",
            "Bed 11, Marianne Dashwood",
            "bed",
            "circle-half-2",
            state_token="info-text",
            time="17:30",
            distance="in 48 min",
            owner=ME,
            keys=KEYS,
        ),
        RowFacts(
            "weight",
            "Physical health check and weight",
            "Bed 7, Tess Durbeyfield",
            "bed",
            "circle",
            time="18:00",
            chips=(ChipFacts("Weekly", "neutral", "repeat"),),
            owner=JOE,
            keys=KEYS,
        ),
        RowFacts(
            "leave",
            "Section 17 leave: check return, 18:30",
            "Bed 14, Frederick Wentworth",
            "bed",
            "circle-half-2",
            state_token="info-text",
            time="18:30",
            chips=(ChipFacts("On leave", "info", "walk"),),
            owner=JANE,
            keys=KEYS,
        ),
        RowFacts(
            "drugs",
            "Controlled drugs stock count",
            "Ward task, audit",
            "building-hospital",
            "circle",
            time="20:30",
            chips=(ChipFacts("Important", "outline", "chevron-up"), ChipFacts("2 people", "neutral", "users")),
            owner=NOBODY,
            keys=KEYS,
        ),
    )


UNFILED = (
    RowFacts(
        "n1",
        "Catherine Earnshaw, bed 4",
        "Advocate referral, copied 38 min ago",
        buttons=(RowButton("filed", "Filed", "check"),),
    ),
    RowFacts(
        "n2", "Philip Pirrip, bed 2", "Duty to refer, copied 6 min ago", buttons=(RowButton("filed", "Filed", "check"),)
    ),
)
APPOINTMENTS = (
    RowFacts("a1", "Tribunal solicitor by video", "Bed 9, Sydney Carton, family room", time="17:15"),
    RowFacts("a2", "Family visit, two people", "Bed 16, Lucie Manette", time="18:00"),
)
RUNS = (
    RowFacts(
        "r1",
        "Adult safeguarding concern",
        "Bed 12, Amelia Sedley, started by Jane Eyre",
        progress=Progress("Step 4 of 8", 4, 8),
    ),
    RowFacts("r2", "Section 117 meeting", "Bed 4, Catherine Earnshaw", progress=Progress("Step 2 of 6", 2, 6)),
)
PATIENT_ROWS = (
    RowFacts(
        "p1",
        "Advocate referral (IMHA)",
        "Note copied 16:04, not yet filed",
        state_icon="clipboard-list",
        state_token="warn-text",
        buttons=(RowButton("copy", "Copy again"), RowButton("filed", "Filed", "check")),
    ),
    RowFacts(
        "p2",
        "Section 117 meeting",
        "Step 2 of 6, started by you at 15:10",
        state_icon="circle-dashed",
        state_token="info-text",
        buttons=(RowButton("resume", "Resume"),),
    ),
    RowFacts(
        "p3",
        "Duty to refer",
        "Filed 11 Nov by Jane Eyre",
        state_icon="file-check",
        state_token="ok-text",
        buttons=(RowButton("open", "Open", kind="text"),),
    ),
)
HISTORY = (
    HistoryFacts("16:04", "copy", "**Esther Summerson** copied the note **Advocate referral**", "warn-text", "Today"),
    HistoryFacts("15:10", "route", "**Esther Summerson** started **Section 117 meeting**", "info-text", "Today"),
    HistoryFacts(
        "11:40", "pencil", "**Dr Lydgate** moved expected discharge to 4 Dec. Reason: housing viewing", group="Today"
    ),
    HistoryFacts("09:05", "circle-check", "**Nelly Dean** finished **Weekly weight**", "ok-text", "Today"),
    HistoryFacts(
        "21:10",
        "arrows-exchange",
        "**Jane Eyre** handed **Housing: second viewing** to you, waiting on the council",
        group="Yesterday",
    ),
)
STEPS = (
    StepFacts("s1", "Before you start", "Read 15:51", "done"),
    StepFacts("s2", "Who can have an advocate", "1 of 3 ticked", "done"),
    StepFacts("s3", "Legal status", "Section 3", "done"),
    StepFacts("s4", "Consent", state="current"),
    StepFacts("s5", "Area and provider"),
    StepFacts("s6", "Form"),
    StepFacts("s7", "How it was sent"),
    StepFacts("s8", "Case note", state="locked"),
    StepFacts("s9", "Follow-up task"),
)
NOTE = (
    "Catherine Earnshaw, NHS 999 339 5633, bed 4. 20/11/2026 15:55. Patient was detained under Section 3 of the "
    "Mental Health Act. [CONSENT] A referral was made to [PROVIDER] by [METHOD] for [PURPOSE]. Completed by Esther "
    "Summerson, RMN, 20/11/2026 15:58."
)
