"""My tasks: what I have to do, what waits, and what I did in the last week."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.tasks import Task
from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.desk.wishes import TaskWish
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.pages.my_tasks.board import Board
from inpatient_hub.gui.pages.my_tasks.cards import CLAIM, DONE, HAND_BACK, KEYS, MOVE, WAIT
from inpatient_hub.gui.pages.my_tasks.taken import TakenStrip
from inpatient_hub.gui.pages.my_tasks.view import Column, MyTasksView
from inpatient_hub.gui.theme import design_width, look_feed, page_padding
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.chip import Chip
from inpatient_hub.gui.widgets.key_hint import KeyHint
from inpatient_hub.gui.widgets.labels import loading_label, text_label
from inpatient_hub.gui.widgets.list_search import SEARCH_KEY, ListSearch
from inpatient_hub.gui.widgets.marks import ChipFacts
from inpatient_hub.gui.widgets.page_header import PageHeader

NEW_KEY = key_of("new_mine")
_WISHES = {
    DONE: TaskWish.DONE,
    CLAIM: TaskWish.CLAIM,
    WAIT: TaskWish.WAIT,
    HAND_BACK: TaskWish.HAND_BACK,
    MOVE: TaskWish.MOVE,
}
_DROPS = {
    (Column.TO_DO, Column.WAITING): TaskWish.WAIT,
    (Column.TO_DO, Column.DONE): TaskWish.DONE,
    (Column.WAITING, Column.DONE): TaskWish.DONE,
    (Column.WAITING, Column.TO_DO): TaskWish.CARRY_ON,
    (Column.DONE, Column.TO_DO): TaskWish.DONE,
}
_HINTS_FROM = 780
_WAIT_MS = 150


class MyTasksPage(Page):
    """A page of cards. It does nothing itself: it tells which task is meant and what is wanted of it."""

    new_tasks_are_mine = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: MyTasksView | None = None
        self._tasks: dict[str, Task] = {}
        self._wants_keyboard = False
        self.header = PageHeader("My tasks")
        self.new = Button("New task for me", kind="primary", icon="plus", key=NEW_KEY)
        self.late = Chip("", "act", "alert-triangle")
        self.chase = Chip("", "warn", "hourglass")
        self.finder = ListSearch()
        self.taken = TakenStrip()
        self.board = Board()
        self._bar = QWidget()
        self._hints = _Hints()
        self._loading = loading_label()
        self._body = QVBoxLayout()
        self._build()
        self._connect()
        QTimer.singleShot(_WAIT_MS, self, self._on_still_waiting)

    def show_view(self, view: MyTasksView) -> None:
        """Shows a person's work as it is now, and of it what is looked for."""
        self._view, self._tasks = view, view.tasks()
        self._loading.hide()
        self.board.show()
        has_any = bool(view.work.to_do or view.work.waiting or view.work.done)
        self._bar.setVisible(has_any)
        self._fit()
        self.late.set_facts(ChipFacts(f"{view.overdue} overdue", "act", "alert-triangle"))
        self.late.setVisible(view.overdue > 0)
        self.chase.set_facts(ChipFacts(f"{view.to_chase} to chase", "warn", "hourglass"))
        self.chase.setVisible(view.to_chase > 0)
        self.taken.show_taken(view.work.taken_from_me, view.at)
        self.board.show_view(replace(view, words=self.finder.words()))
        if self._wants_keyboard:
            self._wants_keyboard = False
            self.focus_list()

    def focus_list(self) -> None:
        """The keyboard goes to the first card there is."""
        if not self.board.focus_list():
            self.new.setFocus(Qt.FocusReason.OtherFocusReason)

    def search(self) -> None:
        """Puts the keyboard in the search box."""
        if self._bar.isVisible():
            self.finder.begin()

    @override
    def opened(self, about: str) -> None:
        self._wants_keyboard = True
        super().opened(about)

    @override
    def left(self) -> None:
        super().left()
        self.finder.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _build(self) -> None:
        self.header.add_primary(self.new)
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(8)
        bar.addWidget(self.late)
        bar.addWidget(self.chase)
        bar.addStretch(1)
        bar.addWidget(self.finder)
        for widget in (self.late, self.chase, self.board, self._loading, self._bar, self._hints):
            widget.hide()
        self._body.setSpacing(12)
        self._body.addWidget(self._loading)
        self._body.addWidget(self._bar)
        self._body.addWidget(self.taken)
        self._body.addWidget(self.board, 1)
        self._body.addWidget(self._hints)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addLayout(self._body, 1)
        self._on_look_changed()

    def _connect(self) -> None:
        self.header.find_requested.connect(self.find_requested)
        self.new.clicked.connect(self._on_new)
        self.board.new_wanted.connect(self._on_new)
        self.board.key_pressed.connect(self._on_key)
        self.board.activated.connect(self._on_opened)
        self.board.dropped.connect(self._on_dropped)
        self.taken.task_wanted.connect(self._on_opened)
        self.finder.changed.connect(self._on_looked_for)
        self.finder.left.connect(self._on_search_left)
        look_feed().look_changed.connect(self._on_look_changed)
        for key, what in ((NEW_KEY, self._on_new), (SEARCH_KEY, self.search)):
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(what)

    def _fit(self) -> None:
        has_any = self._view is not None and not self._bar.isHidden()
        self._hints.setVisible(has_any and design_width(self.width()) >= _HINTS_FROM)
        self.finder.fit(self.width() // 2)

    def _on_look_changed(self) -> None:
        side = page_padding()
        self._body.setContentsMargins(side, min(16, side), side, min(16, side))
        self._fit()
        self.board.fit()

    def _on_still_waiting(self) -> None:
        self._loading.setVisible(self._view is None)

    def _on_looked_for(self) -> None:
        if self._view is not None:
            self.board.show_view(replace(self._view, words=self.finder.words()))

    def _on_search_left(self) -> None:
        self.board.focus_list()  # where nothing is found the keyboard stays in the field

    def _on_new(self) -> None:
        self.new_task_wanted.emit("")

    def _wish(self, task_id: str, wish: TaskWish) -> None:
        task = self._tasks.get(task_id)
        if task is not None:
            self.task_act_wanted.emit(task, wish)

    def _on_key(self, task_id: object, key: str) -> None:
        self._wish(str(task_id), _WISHES.get(key) or TaskWish(key))

    def _on_opened(self, task_id: object) -> None:
        task = self._tasks.get(str(task_id))
        if task is not None:
            self.task_wanted.emit(task)

    def _on_dropped(self, task_id: str, source: str, to: str) -> None:
        self._wish(task_id, _DROPS[Column(source), Column(to)])


class _Hints(QWidget):
    """The keys of a card, under the columns: on a narrow card there is no room for them."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for key, words in (
            *((one.key, one.words) for one in KEYS[Column.TO_DO]),
            ("Enter", "open"),
        ):
            row.addWidget(KeyHint(key))
            row.addWidget(text_label(words, "caption", "muted"))
            row.addSpacing(8)
        row.addStretch(1)
