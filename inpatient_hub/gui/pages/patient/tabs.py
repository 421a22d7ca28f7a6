"""The tabs under the banner of a patient, and what is done to the rows in them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from inpatient_hub.gui.pages.patient.file_rows import note_rows, referral_rows
from inpatient_hub.gui.pages.patient.history_words import history_items
from inpatient_hub.gui.pages.patient.list_tab import CardTab, HistoryTab, RowTab
from inpatient_hub.gui.pages.patient.overview import Overview
from inpatient_hub.gui.pages.patient.task_rows import all_task_rows, appointments, open_tasks
from inpatient_hub.gui.pages.patient.view import PatientShown
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.tab_row import TabRow
from inpatient_hub.gui.widgets.yielding import Yielding

_TABS = (
    ("overview", "Overview"),
    ("tasks", "Tasks"),
    ("referrals", "Referrals"),
    ("notes", "Notes"),
    ("history", "History"),
)


class PatientTabs(Yielding):
    """Overview, tasks, referrals, notes and history. What a person does to a row goes up as a signal."""

    task_acted = Signal(object, str)
    """(task id, which button or key)."""
    task_opened = Signal(object)
    file_acted = Signal(object, str)
    """(row id as `file_rows` makes it, which button or key)."""
    file_opened = Signal(object)
    start_requested = Signal()
    new_task_requested = Signal()
    dates_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._row = TabRow([(key, label, "") for key, label in _TABS])
        self.overview = Overview()
        self.tasks = RowTab(
            "Tasks",
            EmptyState("No tasks", "Add one with N. Filing a note makes its follow-up task.", "New task", "plus"),
        )
        self.referrals = RowTab(
            "Referrals", EmptyState("No referrals yet", "Start one with R.", "Start referral", "route")
        )
        self.notes = RowTab(
            "Notes",
            EmptyState("No notes yet", "A referral makes its note from the answers, ready to paste into SystmOne."),
        )
        self.history = HistoryTab(
            EmptyState("Nothing has happened yet", "What people do for this patient is listed here.")
        )
        self._pages: dict[str, Overview | CardTab] = dict(
            zip(
                (key for key, _label in _TABS),
                (self.overview, self.tasks, self.referrals, self.notes, self.history),
                strict=True,
            )
        )
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._row)
        column.addWidget(self._stack, 1)
        self._connect()

    def _connect(self) -> None:
        self._row.tab_chosen.connect(self.show_tab)
        self.overview.tab_wanted.connect(self.show_tab)
        self.overview.new_task_requested.connect(self.new_task_requested)
        self.overview.dates_requested.connect(self.dates_requested)
        self.tasks.empty.button_pressed.connect(self.new_task_requested)
        self.referrals.empty.button_pressed.connect(self.start_requested)
        for rows in (self.overview.tasks, self.overview.appointments, self.tasks.rows):
            rows.key_pressed.connect(self.task_acted)
            rows.button_pressed.connect(self.task_acted)
            rows.row_activated.connect(self.task_opened)
        for rows in (self.overview.files, self.referrals.rows, self.notes.rows):
            rows.key_pressed.connect(self.file_acted)
            rows.button_pressed.connect(self.file_acted)
            rows.row_activated.connect(self.file_opened)

    def show_patient(self, shown: PatientShown) -> None:
        """Show this reading in every tab."""
        self.overview.show_patient(shown)
        self.tasks.show_rows(all_task_rows(shown))
        self.referrals.show_rows(referral_rows(shown))
        self.notes.show_rows(note_rows(shown))
        self.history.show_items(history_items(shown))
        counts = {
            "tasks": len(open_tasks(shown)) + len(appointments(shown)),
            "referrals": len(shown.view.runs),
            "notes": len(shown.view.notes),
        }
        for key, count in counts.items():
            self._row.set_count(key, str(count) if count else "")

    def current(self) -> str:
        """Return the id of the tab shown."""
        return self._row.current()

    def show_tab(self, key: str) -> None:
        """Show a tab by its id."""
        self._row.set_current(key)
        self._stack.setCurrentWidget(self._pages[key])

    def focus_first(self) -> bool:
        """Put the keyboard on the first list of the tab shown; False when there is none."""
        return self._pages[self.current()].focus_first()
