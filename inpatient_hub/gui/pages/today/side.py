"""What stands beside the list: notes to file, appointments, referrals in progress, and what others did."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from inpatient_hub.domain.tasks import Task
from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.models.rows import RowFacts
from inpatient_hub.gui.pages.today.rows import FOLD, TaskRows, wish_of
from inpatient_hub.gui.pages.today.side_rows import change_rows, run_rows
from inpatient_hub.gui.pages.today.times import is_over
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.unfiled_list import UnfiledList
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.gui.widgets.scroll_page import ScrollPage
from inpatient_hub.services.since_last_on import SinceLastOn
from inpatient_hub.services.today import TodayView

_MOST_UNFILED = 6
_MOST_CHANGES = 8
_MOST_RUNS = 5
_ALL_CHANGES, _ALL_RUNS = f"{FOLD}changes", f"{FOLD}runs"
_LONG_LABEL_FROM = 340
"""Width of the column, in pixels at 100 %, from which the button of a referral has all its words."""
_NO_LIMIT = 16777215


class SideColumn(ScrollPage):
    """Scrolls when there are many."""

    start_requested = Signal()
    run_wanted = Signal(str)
    all_notes_wanted = Signal()
    act_wanted = Signal(object, str)
    task_wanted = Signal(object)
    seen_wanted = Signal()
    change_wanted = Signal(object)
    """Carries what others did: what it is about is to be opened."""

    def __init__(self) -> None:
        super().__init__(padded=False)
        self._view: TodayView | None = None
        self._me = ""
        self._since: SinceLastOn | None = None
        self._opened: set[str] = set()
        self._tasks: dict[str, Task] = {}
        self.unfiled = UnfiledList(fit=True)
        self.appointments = RowList(name="Appointments", fit=True)
        self.runs = RowList(name="Referrals in progress", fit=True)
        self.changes = RowList(name="Since you were last on", fit=True)
        self.unfiled_card = Card("Copied, not yet filed", tone="warn", icon="clipboard-list")
        self.appointments_card = Card("Appointments")
        self.runs_card = Card("Referrals in progress")
        self.changes_card = Card("Since you were last on")
        self.all_notes = Button("All", kind="text", small=True, accessible="All notes not filed yet")
        self.start = Button(
            "Start a referral",
            kind="text",
            icon="plus",
            key=key_of("refer_today"),
            small=True,
            accessible="Start a referral",
        )
        self.seen = Button("Mark as read", kind="text", small=True, accessible="Mark all changes as read")
        self.all_filed = Card()
        self.no_appointments = Card()
        self.no_runs = EmptyState(
            "No referral is under way", "A referral stays here from its first step until its note is filed."
        )
        self.no_changes = EmptyState(
            "Nobody changed anything of yours",
            "What others do with your tasks and your patients stands here.",
        )
        self._build()
        self._connect()

    def show_view(self, view: TodayView, me: str) -> None:
        """Shows the notes, appointments and referrals of this view."""
        self._view, self._me = view, me
        count = len(view.unfiled)
        self.unfiled_card.set_count(str(count))
        self.unfiled_card.setVisible(bool(count))
        self.all_filed.setVisible(not count)
        self.all_notes.set_label(f"All {count}")
        self.all_notes.setVisible(count > _MOST_UNFILED)
        self.unfiled.show_lines(view.unfiled[:_MOST_UNFILED], view.at)
        self._show_appointments(view, me)
        self.runs_card.set_count(str(len(view.runs)) if view.runs else "")
        self.runs.set_rows(self._some(run_rows(view.runs, me), _MOST_RUNS, _ALL_RUNS))
        self.runs.setVisible(bool(view.runs))
        self.no_runs.setVisible(not view.runs)
        self._show_changes()

    def show_changes(self, since: SinceLastOn | None) -> None:
        """Shows what others did; None while nobody is at the computer."""
        self._since = since
        self._show_changes()

    def lists(self) -> tuple[RowList, ...]:
        """The lists from the top."""
        return self.unfiled, self.appointments, self.runs, self.changes

    def set_width(self, width: int) -> None:
        """Takes this width in pixels; 0 takes what there is."""
        roomy = not width or width >= scaled(_LONG_LABEL_FROM)
        self.start.set_label("Start a referral" if roomy else "Start")
        self.seen.set_label("Mark as read" if roomy else "Read")
        self.setMinimumWidth(width)
        self.setMaximumWidth(width or _NO_LIMIT)

    def _show_appointments(self, view: TodayView, me: str) -> None:
        lines = view.appointments
        left = sum(not is_over(line.task, view.at) for line in lines)
        self._tasks = {line.task.id: line.task for line in lines}
        self.appointments_card.set_count(f"{left} left today" if lines else "")
        self.appointments.set_rows(TaskRows(view, me).appointments())
        self.appointments_card.setVisible(bool(lines))
        self.no_appointments.setVisible(not lines)

    def _show_changes(self) -> None:
        since, view = self._since, self._view
        self.changes_card.setVisible(since is not None)
        if since is None or view is None:
            return
        rows = change_rows(since, view.at, self._me)
        self.changes.set_rows(self._some(rows, _MOST_CHANGES, _ALL_CHANGES))
        self.changes.setVisible(bool(rows))
        self.no_changes.setVisible(not rows)
        self.changes_card.set_count(f"{since.unread} new" if since.unread else "nothing new" if rows else "")
        self.seen.setVisible(bool(since.unread))

    def _build(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.unfiled_card.add_head(self.all_notes)
        self.unfiled_card.add(self.unfiled)
        self.appointments_card.add(self.appointments)
        self.runs_card.add_head(self.start)
        self.runs_card.add(self.runs)
        self.runs_card.add(self.no_runs)
        self.changes_card.add_head(self.seen)
        self.changes_card.add(self.changes)
        self.changes_card.add(self.no_changes)
        self.all_filed.add(_padded(IconLine("circle-check", "Every copied note is filed", "ok-text")))
        words = f"No appointment today. {key_of('new_today')} adds one"
        self.no_appointments.add(_padded(IconLine("calendar-event", words, "muted")))
        self.body.setSpacing(12)
        notes, times = (self.unfiled_card, self.all_filed), (self.appointments_card, self.no_appointments)
        for card in (*notes, *times, self.runs_card, self.changes_card):
            self.body.addWidget(card)
        self.body.addStretch(1)
        self.changes_card.hide()

    def _connect(self) -> None:
        self.all_notes.clicked.connect(self.all_notes_wanted)
        self.start.clicked.connect(self.start_requested)
        self.seen.clicked.connect(self._on_seen)
        self.runs.row_activated.connect(self._on_run_chosen)
        self.runs.row_clicked.connect(self._on_run_chosen)
        self.appointments.row_activated.connect(self._on_appointment_chosen)
        self.appointments.key_pressed.connect(self._on_appointment_key)
        self.changes.row_activated.connect(self._on_change_chosen)
        self.changes.row_clicked.connect(self._on_change_chosen)
        for rows in self.lists():
            rows.current_changed.connect(self._on_current_changed)

    def _some(self, rows: list[RowFacts], most: int, fold: str) -> list[RowFacts]:
        """The first of these rows, and one that shows the others."""
        if len(rows) <= most or fold in self._opened:
            return rows
        return [*rows[:most], _more_row(fold, len(rows) - most)]

    def _unfold(self, fold: str) -> None:
        self._opened.add(fold)
        if self._view is not None:
            self.show_view(self._view, self._me)

    def _on_run_chosen(self, run_id: str) -> None:
        if run_id == _ALL_RUNS:
            self._unfold(run_id)
        else:
            self.run_wanted.emit(run_id)

    def _on_appointment_chosen(self, task_id: str) -> None:
        if task_id in self._tasks:
            self.task_wanted.emit(self._tasks[task_id])

    def _on_appointment_key(self, task_id: str, key: str) -> None:
        if task_id in self._tasks:
            self.act_wanted.emit(self._tasks[task_id], wish_of(self._tasks[task_id], key))

    def _on_change_chosen(self, event_id: str) -> None:
        if event_id == _ALL_CHANGES:
            self._unfold(event_id)
            return
        changes = self._since.changes if self._since is not None else ()
        chosen = next((change for change in changes if change.id == event_id), None)
        if chosen is not None:
            self.change_wanted.emit(chosen)

    def _on_seen(self) -> None:
        """What was never shown is not marked as read without a question."""
        unread = self._since.unread if self._since is not None else 0
        if unread <= _MOST_CHANGES or _ALL_CHANGES in self._opened:
            self._mark_seen()
            return
        from inpatient_hub.gui.widgets.dialog import ConfirmDialog

        words = f"Only {_MOST_CHANGES} of them are shown here. The others have not been looked at."
        dialog = ConfirmDialog(self.window(), f"Mark all {unread} as read?", words, verb=f"Mark {unread} as read")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._mark_seen)
        dialog.open()

    def _mark_seen(self) -> None:
        self.changes.setFocus()
        self.seen_wanted.emit()

    def _on_current_changed(self, _item_id: object) -> None:
        rows = self.sender()
        if isinstance(rows, RowList) and rows.hasFocus() and rows.currentIndex().isValid():
            where = rows.visualRect(rows.currentIndex()).center()
            sheet = self.widget()
            if sheet is not None:
                seen = rows.viewport().mapTo(sheet, where)
                self.ensureVisible(seen.x(), seen.y(), 0, 48)


def _more_row(fold: str, count: int) -> RowFacts:
    return RowFacts(
        id=fold,
        title=f"{count} more",
        muted=True,
        accessible=f"{count} more. Press Enter to show them.",
    )


def _padded(widget: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(14, 10, 14, 10)
    column.addWidget(widget)
    return holder
