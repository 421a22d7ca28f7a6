"""The list of the Today page: this shift's work in a card of its own, with a way to look for something in it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from typing_extensions import override

from inpatient_hub.domain.tasks import Task
from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.pages.today.rows import FOLD, FOLDS, TaskRows, wish_of
from inpatient_hub.gui.pages.today.times import shift_line
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.labels import ElidedLabel
from inpatient_hub.gui.widgets.list_search import CLEAR_WORDS, LOOKED_IN, NO_MATCH, SEARCH_WIDTH, ListSearch
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.services.ports import TaskLine
from inpatient_hub.services.today import TodayView
from inpatient_hub.services.whose import Whose

_SHIFT_LINE_FROM = 680
"""Width of the card, in pixels at 100 %, from which its head says which hours the shift has."""
_NOBODYS = {
    Whose.MINE: (
        "Nothing here is yours",
        "What you claim stands here, and what nobody has about patients whose named nurse you are.",
    ),
    Whose.TEAM: (
        "Nothing waits for your team",
        "What is offered to your role, or to everybody, stands here, and what you have claimed.",
    ),
}
_NOT_SHOWN = {
    Whose.MINE: f"Mine does not show it: {key_of('whose_today')} shows the team's, then the ward.",
    Whose.TEAM: f"Team does not show it: {key_of('whose_today')} shows the ward.",
}


class ShiftCard(Card):
    """What is to be done, by how much it presses; the rest of today and the days after are folded."""

    act_wanted = Signal(object, str)
    """(a `Task`, a `TaskWish`)."""
    task_wanted = Signal(object)
    new_wanted = Signal()
    ward_wanted = Signal()
    """The whole ward's list is to be shown."""

    def __init__(self) -> None:
        super().__init__("This shift")
        self._view: TodayView | None = None
        self._me = ""
        self._whose = Whose.WARD
        self.urgent_elsewhere = self.overdue_elsewhere = 0
        """How much urgent work of this shift the ward has that is not among what is shown."""
        self._tasks: dict[str, Task] = {}
        self._opened: frozenset[str] = frozenset()
        self.rows = RowList(name="This shift")
        self.empty = EmptyState("", button="New task", button_icon="plus")
        self.finder = ListSearch()
        self.look_for, self.box = self.finder.look_for, self.finder.box
        self._shift = ElidedLabel("", "small", "muted")
        self._build()
        self.rows.row_activated.connect(self._on_row_activated)
        self.rows.row_clicked.connect(self._on_row_clicked)
        self.rows.key_pressed.connect(self._on_key_pressed)
        self.empty.button_pressed.connect(self._on_empty_pressed)
        self.finder.changed.connect(self._show_rows)
        self.finder.left.connect(self.focus_first)
        self.finder.folded.connect(self._fit)

    def show_view(self, view: TodayView, me: str, whose: Whose) -> None:
        """Shows the work of this view, which is narrowed to `whose` already."""
        self._view, self._me, self._whose = view, me, whose
        self._tasks = {line.task.id: line.task for line in _lines_of(view)}
        self._shift.setText(shift_line(view))
        self.set_count(_count_words(view, self.urgent_elsewhere, self.overdue_elsewhere))
        self._show_rows()

    def why_not_shown(self, task_id: str) -> str:
        """Why a task of the ward has no row here; empty where it is only folded away."""
        if task_id not in self._tasks:
            return _NOT_SHOWN.get(self._whose, "")
        return "The search does not show it: Escape ends the search." if self.finder.words() else ""

    def search(self) -> None:
        """Puts the keyboard in the search box."""
        self.finder.begin()

    def end_search(self) -> None:
        """Shows the whole list again."""
        self.finder.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _build(self) -> None:
        self.add_head(self._shift)
        self.add_head(self.finder)
        self.add(self.rows, 1)
        self.add(self.empty, 1)
        self.empty.hide()

    def _fit(self) -> None:
        searching = SEARCH_WIDTH if self.finder.is_open() else 0
        self._shift.setVisible(self.width() >= scaled(_SHIFT_LINE_FROM + searching))
        self.finder.fit(self.width() // 2)

    def _show_rows(self) -> None:
        if self._view is None:
            return
        words = self.finder.words()
        rows = TaskRows(self._view, self._me, words=words).of_list(self._opened | self._opened_anyway())
        has_work = bool(rows) if words else bool(self._tasks)
        if not has_work:
            self._say_empty(is_searching=bool(words))
        self.rows.set_rows(rows if has_work else [])
        self.rows.setVisible(has_work)
        self.empty.setVisible(not has_work)

    def _opened_anyway(self) -> frozenset[str]:
        """With nothing to do now, the part that comes next is open."""
        view = self._view
        if view is None or view.now or view.no_day or view.to_check:
            return frozenset()
        return frozenset([name for name in ("later", "coming", "waiting") if getattr(view, name)][:1])

    def _say_empty(self, *, is_searching: bool) -> None:
        if is_searching:
            self.empty.set_icon("x")
            self.empty.set_words(NO_MATCH, LOOKED_IN, CLEAR_WORDS)
        elif self._whose in _NOBODYS:
            title, words = _NOBODYS[self._whose]
            urgent = _urgent_words(self.urgent_elsewhere)
            self.empty.set_icon("alert-triangle" if urgent else None)
            self.empty.set_words(title, f"{urgent} in the ward. {words}" if urgent else words, "Show the whole ward")
        else:
            self.empty.set_icon("plus")
            self.empty.set_words(
                "No task is due in the next 7 days",
                "Type one in a line; a referral puts its follow-up here when its note is filed.",
                "New task",
            )

    def focus_first(self) -> None:
        """Puts the keyboard on the list, or on what leads to work where the list is empty."""
        if not self.rows.isHidden():
            self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.empty.focus_button()

    def go_to_top(self) -> None:
        """Shows the list from its beginning, with its first row in hand."""
        self.rows.go_to_top()

    def _toggle(self, name: str) -> None:
        self._opened ^= {name}
        self._show_rows()

    def _on_empty_pressed(self) -> None:
        if self.finder.words():
            self.finder.clear()
        elif self._whose in _NOBODYS:
            self.ward_wanted.emit()
        else:
            self.new_wanted.emit()

    def _on_row_activated(self, row_id: str) -> None:
        if row_id in self._tasks:
            self.task_wanted.emit(self._tasks[row_id])
        elif row_id.startswith(FOLD):
            self._toggle(row_id.removeprefix(FOLD))

    def _on_row_clicked(self, row_id: str) -> None:
        if row_id.removeprefix(FOLD) in FOLDS:
            self._toggle(row_id.removeprefix(FOLD))

    def _on_key_pressed(self, task_id: str, key: str) -> None:
        task = self._tasks.get(task_id)
        if task is not None:
            self.act_wanted.emit(task, wish_of(task, key))


def _lines_of(view: TodayView) -> tuple[TaskLine, ...]:
    return (*view.now, *view.no_day, *view.to_check, *view.later, *view.coming, *view.waiting, *view.missed)


def _urgent_words(count: int) -> str:
    return f"{count} urgent {'task waits' if count == 1 else 'tasks wait'}" if count else ""


def _count_words(view: TodayView, urgent_elsewhere: int, overdue_elsewhere: int) -> str:
    parts = [f"{len(view.now)} to do"] if view.now else []
    if view.now and not view.overdue and not overdue_elsewhere:
        parts.append("nothing overdue")
    if view.missed:
        parts.append(f"{len(view.missed)} missed")
    if overdue_elsewhere:
        parts.append(f"{overdue_elsewhere} overdue only in Ward")
    if urgent_elsewhere:
        parts.append(f"{urgent_elsewhere} urgent only in Ward")
    return ", ".join(parts)
