"""Repeats: the standing work of a week, what was missed or late, and whose it is."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.desk.wishes import TaskWish
from inpatient_hub.gui.moments import short_day
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.pages.repeats.grid_table import GridTable
from inpatient_hub.gui.pages.repeats.view import RepeatsView, week_words
from inpatient_hub.gui.pages.repeats.week_bar import AFTER, BEFORE, NOW, WeekBar
from inpatient_hub.gui.theme import design_width, look_feed, page_padding
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.key_hint import KeyHint
from inpatient_hub.gui.widgets.labels import loading_label, text_label
from inpatient_hub.gui.widgets.list_search import CLEAR_WORDS, LOOKED_IN, SEARCH_KEY
from inpatient_hub.gui.widgets.page_header import PageHeader

NEW_KEY = key_of("new_repeat")
WISHES = {
    key_of("done"): (TaskWish.DONE, "done"),
    key_of("claim"): (TaskWish.CLAIM, "claim"),
    key_of("wait"): (TaskWish.WAIT, "wait"),
    key_of("move"): (TaskWish.MOVE, "move"),
}
_NONE_YET = (
    "No task repeats on this ward yet",
    "Standing work, such as fridge temperatures or a weekly weight, comes up by itself once it is added here.",
    "New repeat",
)
_NOT_FOUND = ("No repeat has these words", LOOKED_IN, CLEAR_WORDS)
_NONE_OF_KIND = ("There is nothing of this kind in this week", "", "Show everything")
_HINTS_FROM = 780
_WAIT_MS = 150


class RepeatsPage(Page):
    """A week at a time. A time is acted on where it stands; a repeat itself is changed from its title."""

    week_wanted = Signal(int)
    """-1 the week before, 1 the week after, 0 this week."""
    new_requested = Signal()
    change_requested = Signal(object, object)
    """(a `Series`, the `GridCell` it was asked from or None)."""
    leave_out_requested = Signal(object, object)
    """(a `Series`, the `GridCell` of the day)."""
    end_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: RepeatsView | None = None
        self._wants_keyboard = False
        self.header = PageHeader("Repeats")
        self.new = Button("New repeat", kind="primary", icon="plus", key=NEW_KEY)
        self.bar = WeekBar()
        self.table = GridTable(name="Repeats of the week", keys="".join(WISHES))
        self.card = Card()
        self.empty = EmptyState(*_NONE_YET, "plus")
        self._hints = _hints()
        self._loading = loading_label()
        self._body = QVBoxLayout()
        self._build()
        self._connect()
        QTimer.singleShot(_WAIT_MS, self, self._on_still_waiting)

    def show_view(self, view: RepeatsView) -> None:
        """Shows a week."""
        self._view = view
        self._loading.hide()
        has_any = bool(view.grid.rows or view.resting)
        had_keyboard = self.table.hasFocus()
        self.header.set_subtitle(week_words(view.grid.days))
        self.bar.show_view(view)
        self.bar.setVisible(has_any)
        self.card.show()
        self._show_rows()
        self._fit()
        if self._wants_keyboard or had_keyboard:
            self._wants_keyboard = False
            self.focus_grid()

    def focus_grid(self) -> None:
        """The keyboard goes to the grid, or to what begins one."""
        (self.table if self.table.isVisibleTo(self) else self.new).setFocus(Qt.FocusReason.OtherFocusReason)

    def search(self) -> None:
        """Puts the keyboard in the search box."""
        if self.bar.isVisible():
            self.bar.finder.begin()

    def _show_rows(self) -> None:
        """Shows what is looked for; a ward without a repeat, and a search that finds none, say so."""
        view = self._view
        if view is None:
            return
        found = replace(view, words=self.bar.finder.words(), only=self.bar.only())
        self.table.show_view(found)
        self.table.setVisible(bool(found.rows))
        self.empty.setVisible(not found.rows)
        narrowed = _NOT_FOUND if found.words else _NONE_OF_KIND if found.only else None
        self.empty.set_icon(None if narrowed else "plus")
        self.empty.set_words(*(narrowed or _NONE_YET))

    @override
    def opened(self, about: str) -> None:
        self._wants_keyboard = True
        super().opened(about)

    @override
    def left(self) -> None:
        super().left()
        self.bar.show_all()
        self.bar.finder.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def menu_for(self, index: QModelIndex) -> QMenu:
        """What can be done at a place of the grid: with the time, and with its repeat."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        line, facts = self.table.grid.line_at(index.row()), self.table.grid.cell_at(index)
        if facts is not None and facts.cell.task is not None:
            menu.addAction("Open\tEnter").triggered.connect(partial(self._on_opened, index))
            for key, (_, words) in WISHES.items():
                menu.addAction(f"{words.capitalize()}\t{key}").triggered.connect(partial(self._on_key, index, key))
            menu.addSeparator()
        if line is not None and line.row is not None:
            series, cell = line.row.series, facts.cell if facts is not None else None
            menu.addAction("Change this repeat...").triggered.connect(partial(self.change_requested.emit, series, cell))
            if cell is not None and self._view is not None and cell.day >= self._view.today:
                words = f"Leave out {short_day(cell.day)}..."
                menu.addAction(words).triggered.connect(partial(self.leave_out_requested.emit, series, cell))
            menu.addAction("End this repeat...").triggered.connect(partial(self.end_requested.emit, series))
        return menu

    def _build(self) -> None:
        self.header.add_primary(self.new)
        for widget in (self.bar, self.card, self._loading, self.empty):
            widget.hide()
        self.card.add(self.table, 1)
        self.card.add(self.empty)
        self._body.setSpacing(12)
        self._body.addWidget(self._loading)
        self._body.addWidget(self.bar)
        self._body.addWidget(self.card, 1)
        self._body.addWidget(self._hints)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addLayout(self._body, 1)
        self._on_look_changed()

    def _connect(self) -> None:
        self.header.find_requested.connect(self.find_requested)
        self.new.clicked.connect(self.new_requested)
        self.empty.button_pressed.connect(self._on_empty_pressed)
        self.bar.finder.changed.connect(self._show_rows)
        self.bar.only_changed.connect(self._show_rows)
        self.bar.finder.left.connect(self._on_search_left)
        self.bar.week_wanted.connect(self._on_week)
        self.bar.days_wanted.connect(self.table.turn)
        self.table.opened.connect(self._on_opened)
        self.table.key_pressed.connect(self._on_key)
        self.table.menu_wanted.connect(self._on_menu_wanted)
        self.table.days_changed.connect(self._on_days_changed)
        look_feed().look_changed.connect(self._on_look_changed)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, button in (
            (NEW_KEY, self.new),
            (BEFORE, self.bar.before),
            (AFTER, self.bar.after),
            (NOW, self.bar.now),
        ):
            QShortcut(QKeySequence(key), self, context=within).activated.connect(button.click)
        QShortcut(QKeySequence(SEARCH_KEY), self, context=within).activated.connect(self.search)

    def _fit(self) -> None:
        has_any = not self.bar.isHidden()
        self._hints.setVisible(has_any and design_width(self.width()) >= _HINTS_FROM)
        self.bar.fit(self.width())

    def _on_look_changed(self) -> None:
        side = page_padding()
        self._body.setContentsMargins(side, min(16, side), side, min(16, side))
        self._fit()

    def _on_still_waiting(self) -> None:
        self._loading.setVisible(self._view is None)

    def _on_week(self, step: int) -> None:
        self.week_wanted.emit(step)

    def _on_search_left(self) -> None:
        if self.table.isVisible():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.empty.focus_button()

    def _on_empty_pressed(self) -> None:
        if self.bar.finder.words():
            self.bar.finder.clear()
        elif self.bar.only():
            self.bar.show_all()
            self._show_rows()
            self.focus_grid()
        else:
            self.new_requested.emit()

    def _on_days_changed(self) -> None:
        self.bar.show_days(*self.table.shown_days())

    def _on_opened(self, index: QModelIndex) -> None:
        line, facts = self.table.grid.line_at(index.row()), self.table.grid.cell_at(index)
        if facts is not None and facts.cell.task is not None:
            self.task_wanted.emit(facts.cell.task)
        elif line is not None and line.row is not None:  # as the foot says: where there is no time, the repeat itself
            self.change_requested.emit(line.row.series, facts.cell if facts is not None else None)

    def _on_key(self, index: QModelIndex, key: str) -> None:
        facts = self.table.grid.cell_at(index)
        if facts is not None and facts.cell.task is not None:
            self.task_act_wanted.emit(facts.cell.task, WISHES[key][0])

    def _on_menu_wanted(self, index: QModelIndex, at: QPoint) -> None:
        self.menu_for(index).popup(at)


def _hints() -> QWidget:
    """The keys of a time, under the grid: there is no room for them in a cell."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for key, words in (*((key, words) for key, (_, words) in WISHES.items()), ("Enter", "open, or change the repeat")):
        row.addWidget(KeyHint(key))
        row.addWidget(text_label(words, "caption", "muted"))
        row.addSpacing(8)
    row.addStretch(1)
    return holder
