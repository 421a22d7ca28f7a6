"""Whole screens of the gallery, made of the foundation's parts alone, after the design's pictures."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inpatient_hub.gui.theme import fit_density, page_padding, set_variant
from inpatient_hub.gui.widgets.button import Button, IconButton
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.chip import Chip
from inpatient_hub.gui.widgets.data_table import DataTable
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.history_list import HistoryList
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.key_hint import KeyHint
from inpatient_hub.gui.widgets.labels import WrapLabel, text_label
from inpatient_hub.gui.widgets.note_preview import NotePreview
from inpatient_hub.gui.widgets.option_list import OptionFacts, OptionList
from inpatient_hub.gui.widgets.page_header import PageHeader
from inpatient_hub.gui.widgets.patient_banner import PatientBanner
from inpatient_hub.gui.widgets.rail import NavigationRail
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.gui.widgets.scroll_page import ScrollPage
from inpatient_hub.gui.widgets.search_box import SearchBox
from inpatient_hub.gui.widgets.segment import Segment
from inpatient_hub.gui.widgets.side_panel import SidePanel
from inpatient_hub.gui.widgets.status_strip import StatusStrip
from inpatient_hub.gui.widgets.step_trail import StepTrail
from inpatient_hub.gui.widgets.tab_row import TabRow
from inpatient_hub.gui.widgets.tray_bar import TrayBar
from tests.gui.foundation import example_ward as ward
from tests.gui.foundation.example_table import patients_table


class Screen(QWidget):
    """Rail, page and strip; ``page`` takes what stands between header and strip."""

    def __init__(self, page: str, width: int, height: int) -> None:
        super().__init__()
        set_variant(self, surface="bg")
        fit_density(width)
        self.resize(width, height)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        self.rail = NavigationRail(ward.PAGES, ward.FOOT)
        self.rail.set_current(page)
        self.rail.set_badge("notes", 2, "notes not filed")
        across.addWidget(self.rail)
        self.page = QVBoxLayout()
        self.page.setSpacing(0)
        across.addLayout(self.page, 1)
        self.strip = StatusStrip()
        self.strip.set_ward("Keats Ward")
        self.strip.set_shift("Late shift, ends 21:30")
        self.strip.set_person("Esther Summerson, RMN", "ES")
        self.strip.set_saved("All changes saved 16:41")
        self.strip.set_unfiled(2, "38 min")

    def finish(self) -> "Screen":
        """Put the strip at the foot."""
        self.page.addWidget(self.strip)
        return self


def today(width: int, height: int) -> QWidget:
    """The Today picture."""
    screen = Screen("today", width, height)
    header = PageHeader("Today", "Friday 20 November 2026, 16:42")
    view = Segment((("mine", "Mine"), ("team", "Team"), ("ward", "Ward")), name="Whose tasks")
    view.set_current("team")
    header.add_right(view)
    header.add_primary(Button("New task", kind="primary", icon="plus", key="N"))
    screen.page.addWidget(header)
    body = QHBoxLayout()
    body.setContentsMargins(page_padding(), 16, page_padding(), 16)
    body.setSpacing(16)
    shift = Card("This shift", "11 to do")
    shift.add_head(text_label("Late shift, 13:30 to 21:30. 4 h 48 min left", "caption", "muted"))
    shift.add_head(Button("Filter", kind="text", icon="filter", key="F"))
    rows = RowList(name="This shift")
    rows.set_rows(ward.shift_rows())
    rows.select("round")
    rows.setObjectName("focus")
    shift.add(rows, 1)
    body.addWidget(shift, 9)
    side = QVBoxLayout()
    side.setSpacing(12)
    for title, count, tone, facts in (
        ("Copied, not yet filed", "2", "warn", ward.UNFILED),
        ("Appointments", "2 left today", "plain", ward.APPOINTMENTS),
        ("Referrals in progress", "2", "plain", ward.RUNS),
    ):
        card = Card(title, count, tone=tone, icon="clipboard-list" if tone == "warn" else None)
        listed = RowList(name=title, fit=True)
        listed.set_rows(facts)
        card.add(listed)
        side.addWidget(card)
    since = Card("Since you were last on", "0 changes")
    since.add(EmptyState("Nothing changed since 07:30", "Changes to your patients come here."))
    side.addWidget(since)
    side.addStretch(1)
    body.addLayout(side, 4)
    screen.page.addLayout(body, 1)
    return screen.finish()


def run(width: int, height: int) -> QWidget:
    """The picture of a referral run."""
    screen = Screen("referrals", width, height)
    header = PageHeader("Independent mental health advocate", find=False, compact=True)
    header.set_back("Referrals")
    header.add_left(Chip("Version 3, reviewed 2 Nov 2026"))
    header.add_right(Button("Print steps", kind="text", icon="printer"))
    header.add_right(Button("Abandon…", small=True))
    screen.page.addWidget(header)
    screen.page.addWidget(PatientBanner(ward.CATHERINE))
    middle = QHBoxLayout()
    middle.setSpacing(0)
    trail = StepTrail(ward.STEPS)
    trail.set_foot(("Started by Jane Eyre, today 15:31", "Resumed by you, 15:50"))
    middle.addWidget(trail)
    middle.addWidget(_question(), 1)
    if width >= 1200:
        middle.addWidget(_note_so_far())
    screen.page.addLayout(middle, 1)
    screen.page.addWidget(_foot_bar())
    return screen.finish()


def _question() -> QWidget:
    page = ScrollPage(max_width=660)
    page.body.setSpacing(10)
    page.body.addWidget(text_label("Step 4 of 9, Consent", "caption", "muted"))
    page.body.addWidget(WrapLabel("Does Catherine agree to this referral?", "question"))
    page.body.addWidget(
        WrapLabel(
            "Choose what happened. The answer goes into the note in the words shown, and nothing else does.",
            "small",
            "muted",
        )
    )
    answers = OptionList(
        (
            OptionFacts("yes", "Yes, consent given", "The note will say: consent was given for this referral."),
            OptionFacts(
                "no",
                "No, declined",
                "The note will say: the referral was explained and declined. The run ends here, with a review date.",
            ),
            OptionFacts("lacks", "Lacks capacity for this decision", "An advocate can still be asked for."),
            OptionFacts("later", "Not asked yet", "The run waits. A task to ask again is made for this shift."),
        ),
        name="Does Catherine agree to this referral?",
    )
    answers.set_chosen(("yes",))
    page.body.addWidget(answers)
    page.body.addWidget(
        IconLine(
            "info-circle",
            "Everyone on section 3 has a right to an advocate. If unsure, see the guide.",
            "muted",
            action="Open the guide",
        )
    )
    page.body.addStretch(1)
    return page


def _note_so_far() -> QWidget:
    panel = SidePanel("The note so far")
    panel.add_head(Chip("4 blanks left", "warn"))
    note = NotePreview(fit=True)
    note.set_text(ward.NOTE)
    panel.add(note)
    panel.add(IconLine("lock", "Copy stays off until every blank is answered. You can change the words at step 8."))
    then = Card("Then", ground="sunken")
    lines = QWidget()
    column = QVBoxLayout(lines)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(IconLine("copy", "Copy, paste into SystmOne, save, Filed"))
    column.addWidget(IconLine("clock", "Task: check the advocate replied, Wed 25 Nov"))
    then.add_padded(lines)
    panel.add(then)
    panel.body.addStretch(1)
    return panel


def _foot_bar() -> QWidget:
    bar = QWidget()
    set_variant(bar, surface="strip")
    row = QHBoxLayout(bar)
    row.setContentsMargins(page_padding(), 11, page_padding(), 11)
    row.setSpacing(14)
    row.addWidget(Button("Back", icon="chevron-left", key="Alt+Left"))
    row.addWidget(IconLine("check", "Saved 15:58. You can close this and come back", "ok-text"), 1)
    row.addWidget(IconLine("lock", "Next needs an answer about consent"), 1)
    later = Button("Next", kind="primary", icon_after="chevron-right")
    later.setEnabled(False)
    row.addWidget(later)
    return bar


def patient(width: int, height: int) -> QWidget:
    """The patient's picture."""
    screen = Screen("patients", width, height)
    header = PageHeader("", "4 of 20, Keats Ward", compact=True)
    header.set_title("")
    header.set_back("Patients")
    header.add_left(IconButton("chevron-up", "Patient before"))
    header.add_left(IconButton("chevron-down", "Next patient"))
    screen.page.addWidget(header)
    banner = PatientBanner(ward.MANY_ALERTS)
    banner.add_action(Button("Start referral", icon="route"))
    banner.add_action(Button("New note", kind="primary", icon="notes"))
    screen.page.addWidget(banner)
    screen.page.addWidget(
        TabRow(
            (
                ("overview", "Overview", ""),
                ("tasks", "Tasks", "6"),
                ("notes", "Notes", "14"),
                ("history", "History", ""),
            )
        )
    )
    body = QHBoxLayout()
    body.setContentsMargins(page_padding(), 14, page_padding(), 14)
    body.setSpacing(14)
    left = QVBoxLayout()
    left.setSpacing(12)
    tasks = Card("Open tasks", "6")
    for key in ("D", "C", "S"):
        tasks.add_head(KeyHint(key))
    listed = RowList(name="Open tasks", fit=True)
    listed.set_rows(ward.shift_rows()[1:3])
    tasks.add(listed)
    left.addWidget(tasks)
    notes = Card("Referrals and notes")
    rows = RowList(name="Referrals and notes", fit=True)
    rows.set_rows(ward.PATIENT_ROWS)
    rows.setObjectName("focus")
    notes.add(rows)
    left.addWidget(notes)
    left.addStretch(1)
    body.addLayout(left, 5)
    history = Card("History")
    history.add_head(Button("Everything since admission", kind="text"))
    events = HistoryList(name="History")
    events.set_items(ward.HISTORY)
    history.add(events, 1)
    body.addWidget(history, 3)
    screen.page.addLayout(body, 1)
    return screen.finish()


def patients(width: int, height: int) -> QWidget:
    """A list of patients: search, table and tray."""
    screen = Screen("patients", width, height)
    header = PageHeader("Patients", "20 on Keats Ward")
    header.add_primary(Button("Add patient", kind="primary", icon="user-plus", key="N"))
    screen.page.addWidget(header)
    body = QVBoxLayout()
    body.setContentsMargins(page_padding(), 14, page_padding(), 14)
    body.setSpacing(12)
    tools = QHBoxLayout()
    tools.addWidget(SearchBox("Name, preferred name, bed or NHS number"), 1)
    tools.addWidget(Chip("On the ward", "info", "filter", closable=True), 0, Qt.AlignmentFlag.AlignVCenter)
    tools.addStretch(1)
    body.addLayout(tools)
    card = Card()
    table = DataTable(name="Patients")
    table.set_model(patients_table(table))
    table.sort_by(0)
    table.select(4)
    table.setObjectName("focus")
    card.add(table, 1)
    body.addWidget(card, 1)
    screen.page.addLayout(body, 1)
    tray = TrayBar()
    screen.page.addWidget(tray)
    tray.open_for(
        "Paste into Catherine Earnshaw's record, save there, then press Filed",
        "Copied just now. One more note is waiting: Tess Durbeyfield, weekly weight, copied 18 min ago",
    )
    return screen.finish()


SCREENS: dict[str, Callable[[int, int], QWidget]] = {
    "today": today,
    "run": run,
    "patient": patient,
    "patients": patients,
}
