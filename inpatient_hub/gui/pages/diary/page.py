"""The ward's diary: a day, a week or fifteen days, and what is wanted of the task in hand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.saved_filters import SavedFilter
from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.desk.wishes import TaskMove, TaskWish
from inpatient_hub.gui.moments import day as day_words
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.pages.diary.board import BoardMaker
from inpatient_hub.gui.pages.diary.cells import Cell
from inpatient_hub.gui.pages.diary.filter_dialog import FilterDialog
from inpatient_hub.gui.pages.diary.filtering import (
    DiaryFilter,
    Stand,
    count_of,
    filter_from,
    filtered,
    without_stand,
)
from inpatient_hub.gui.pages.diary.following import Following
from inpatient_hub.gui.pages.diary.grid import DiaryGrid
from inpatient_hub.gui.pages.diary.toolbar import DiaryToolbar
from inpatient_hub.gui.pages.diary.view import SPANS, DiaryView, Span, range_words
from inpatient_hub.gui.theme import look_feed, page_padding
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.labels import loading_label
from inpatient_hub.gui.widgets.page_header import PageHeader
from inpatient_hub.gui.widgets.segment import Segment

_WISHES = {"D": TaskWish.DONE, "C": TaskWish.CLAIM, "S": TaskWish.WAIT, "H": TaskWish.HAND_BACK, "M": TaskWish.MOVE}
_WAIT_MS = 150


class DiaryPage(Page):
    """Opens on this week. What is done with a task is asked of the window; which days are read, of the presenter."""

    span_chosen = Signal(str)
    turned = Signal(int)
    weeks_turned = Signal(int)
    edge_passed = Signal(int)
    now_wanted = Signal()
    day_wanted = Signal(object)
    filter_named = Signal(str, object, str)
    """(name, body, the id of the kept filter it takes the place of or empty)."""
    filter_removed = Signal(object)
    """Carries a `SavedFilter`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: DiaryView | None = None
        self._filter = DiaryFilter()
        self._saved: SavedFilter | None = None
        self._wants_keyboard = False
        self._following = Following()
        self.header = PageHeader("Diary")
        self.segment = Segment(SPANS, name="How many days")
        self.new = Button("New task", kind="primary", icon="plus", key=key_of("new_diary"))
        self.toolbar = DiaryToolbar()
        self.grid = DiaryGrid(name="Diary")
        self.card = Card()
        self.empty = EmptyState("")
        self.empty_card = Card()
        self._loading = loading_label()
        self._body = QVBoxLayout()
        self._build()
        self._connect()
        QTimer.singleShot(_WAIT_MS, self, self._on_still_waiting)

    # What is shown

    def show_view(self, view: DiaryView, *, select: date | None = None) -> None:
        """Shows these days; the place, what is in hand and the filter stay. `select` takes a day in hand."""
        gone_to = self._following.day_gone_to(view, self.grid)
        self._view = view
        if self._saved is not None:
            self._saved = next((one for one in view.saved if one.id == self._saved.id), None)
        self._loading.hide()
        self.card.show()
        self._show()
        if select is not None:
            self.grid.select_day(select)
            self._following.take_in_hand(self.grid)
        if gone_to is not None:
            self.day_wanted.emit(gone_to)
        if self._wants_keyboard:
            self._wants_keyboard = False
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def view(self) -> DiaryView | None:
        """What is shown; None until it was read."""
        return self._view

    def choose(self, kept: SavedFilter) -> None:
        """Shows what was kept under a name."""
        self._saved = kept
        self._set_filter(filter_from(kept.body))

    def day_in_hand(self) -> date | None:
        """The day that is in hand, else today where it is shown, else the first shown."""
        day = self.grid.day_in_hand()
        if day is not None or self._view is None:
            return day
        return self._view.today if self._view.shows_today else self._view.days[0].day

    @override
    def opened(self, about: str) -> None:
        """The keyboard goes to the days, as soon as they are there."""
        self._wants_keyboard = self._view is None
        super().opened(about)
        if not self._wants_keyboard:
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        view = self._view
        if view is None:
            return
        days = filtered(view.days, self._filter, view.viewer)
        first, last = view.days[0].day, view.days[-1].day
        self.header.set_subtitle(range_words(first, last))
        self.segment.set_current(view.span)
        self.toolbar.show_span(view.span, first, view.today)
        name = self._saved.name if self._saved is not None else self._filter.words()
        self.toolbar.show_filter(name, is_saved=self._saved is not None, others=bool(view.saved))
        self._show_counts(view)
        self._show_empty(has_any=any(lane.items for day in days for lane in day.lanes))
        self.grid.set_times(view.today, [shift.name for shift in view.shifts], me=view.viewer.staff_id)
        if view.span is Span.DAY or self.grid.expanded not in {one.day for one in view.days}:
            self.grid.expanded = None
        self.grid.show_board(BoardMaker(view, days))

    def _show_counts(self, view: DiaryView) -> None:
        among = filtered(view.days, without_stand(self._filter), view.viewer)
        counts = {stand: count_of(among, stand) for stand in (Stand.OVERDUE, Stand.TO_CHASE, Stand.MISSED, Stand.LATE)}
        this = view.span is Span.WEEK and view.shows_today
        self.toolbar.show_counts(counts, self._filter.stands, "missed this week" if this else "missed")

    def _show_empty(self, *, has_any: bool) -> None:
        self.empty_card.setVisible(not has_any)
        if has_any:
            return
        if self._filter.is_open:
            self.empty.set_words(
                "Nothing is in the diary on these days",
                "Tasks, appointments and the ward's standing work appear here as they are added.",
            )
        else:
            self.empty.set_words("Nothing on these days matches the filter", "", "Show everything")

    # Making it

    def _build(self) -> None:
        self.header.add_right(self.segment)
        self.header.add_primary(self.new)
        self.card.add(self.grid, 1)
        self.empty_card.add(self.empty)
        self.empty_card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._body.setSpacing(12)
        self._body.addWidget(self.toolbar)
        self._body.addWidget(self._loading)
        self._body.addWidget(self.empty_card)
        self._body.addWidget(self.card, 1)
        self._body.addStretch(0)
        for widget in (self.card, self.empty_card, self._loading):
            widget.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addLayout(self._body, 1)
        self._on_look_changed()

    def _connect(self) -> None:
        self.header.find_requested.connect(self.find_requested)
        self.segment.chosen.connect(self.span_chosen)
        self.new.clicked.connect(self._on_new)
        self.toolbar.turned.connect(self.turned)
        self.toolbar.now_wanted.connect(self.now_wanted)
        self.toolbar.day_wanted.connect(self.day_wanted)
        self.toolbar.filter_wanted.connect(self._on_filter_wanted)
        self.toolbar.filter_cleared.connect(self._on_filter_cleared)
        self.toolbar.stand_toggled.connect(self._on_stand_toggled)
        self.toolbar.repeats_wanted.connect(self._on_repeats)
        self.empty.button_pressed.connect(self._on_filter_cleared)
        self.grid.item_opened.connect(self._on_item_opened)
        self.grid.key_pressed.connect(self._on_key_pressed)
        self.grid.move_wanted.connect(self._on_move_wanted)
        self.grid.no_shift.connect(self._on_no_shift)
        self.grid.edge_passed.connect(self.edge_passed)
        self.grid.weeks_turned.connect(self.weeks_turned)
        look_feed().look_changed.connect(self._on_look_changed)
        self._bind("new_diary", self._on_new)
        self._bind("diary_view", self._on_view_key)
        self._bind("diary_now", self.now_wanted.emit)
        self._bind("diary_before", self.toolbar.before.click)
        self._bind("diary_after", self.toolbar.after.click)
        self._bind("search", self.ask_filter)

    def _bind(self, action_id: str, slot: Callable[[], object]) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(key_of(action_id)), self, context=within).activated.connect(slot)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._on_look_changed()

    def _on_look_changed(self) -> None:
        side = page_padding()
        self._body.setContentsMargins(side, min(14, side), side, min(14, side))
        self.new.set_brief(self.width() < scaled(760))

    def _on_still_waiting(self) -> None:
        self._loading.setVisible(self._view is None)

    # What is wanted

    def _on_new(self) -> None:
        day = self.day_in_hand()
        self.new_task_wanted.emit(f"on {day_words(day)} " if day is not None else "")

    def _on_view_key(self) -> None:
        spans = [Span(key) for key, _words in SPANS]
        here = self.segment.current()
        wanted = spans[(spans.index(Span(here)) + 1) % len(spans)] if here else Span.WEEK
        self.segment.set_current(wanted)  # at once: the key may be pressed again before the days are read
        self.span_chosen.emit(wanted)

    def _on_item_opened(self, cell: Cell) -> None:
        if cell.item is not None:
            self.task_wanted.emit(cell.item.line.task)

    def _on_key_pressed(self, cell: Cell, key: str) -> None:
        if cell.item is not None:
            self.task_act_wanted.emit(cell.item.line.task, _WISHES.get(key) or TaskWish(key))

    def _on_move_wanted(self, cell: Cell, day: date, shift: str | None) -> None:
        if cell.item is not None:
            task = cell.item.line.task
            self._following.moved(task.id, day, self._view)
            # In the lane of its own shift it keeps its time: a shift that is named would be the whole of it.
            self.task_move_wanted.emit(TaskMove(task=task, day=day, shift=shift if shift != task.shift else None))

    def _on_no_shift(self, _cell: Cell) -> None:
        self.show_error(
            HubError(
                "Not moved", "This belongs to no shift.", remedy=f"Press {key_of('move')} to choose when it is due."
            )
        )

    def _on_repeats(self) -> None:
        self.go_requested.emit(Destination(PageId.REPEATS))

    # The filter

    def _set_filter(self, wanted: DiaryFilter) -> None:
        self._filter = wanted
        self._show()

    def _on_filter_cleared(self) -> None:
        had_keyboard = self.toolbar.chip.hasFocus() or self.empty_card.isAncestorOf(self.focusWidget())
        self._saved = None
        self._set_filter(DiaryFilter())
        if had_keyboard:
            self.toolbar.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_stand_toggled(self, stand: str) -> None:
        self._saved = None
        self._set_filter(replace(self._filter, stands=self._filter.stands ^ {Stand(stand)}))

    def _on_filter_wanted(self) -> None:
        if self._view is None or not self._view.saved:
            self.ask_filter()
            return
        menu = self.filter_menu()
        menu.popup(self.toolbar.filter.mapToGlobal(QPoint(0, self.toolbar.filter.height() + 2)))

    def filter_menu(self) -> QMenu:
        """The filters kept, to choose and to remove, and the way to another."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        kept = self._view.saved if self._view is not None else ()
        for one in kept:
            menu.addAction(one.name.replace("&", "&&")).triggered.connect(lambda _on=False, one=one: self.choose(one))
        menu.addSeparator()
        menu.addAction("Choose what is shown…").triggered.connect(self.ask_filter)
        if self._saved is not None:
            words = f"Remove '{self._saved.name}'".replace("&", "&&")
            menu.addAction(words).triggered.connect(self._on_remove)
        return menu

    def ask_filter(self) -> FilterDialog:
        """Asks what is to be shown."""
        dialog = FilterDialog(self.window(), self._filter, self._patients(), self._saved)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._on_filter_chosen)
        dialog.open()
        return dialog

    def _patients(self) -> list[tuple[str, str]]:
        """The patients on the days shown, by name."""
        days = self._view.days if self._view is not None else ()
        lines = (item.line for day in days for lane in day.lanes for item in lane.items)
        named = {line.task.patient_id: line for line in lines if line.task.patient_id and line.patient_name}
        words = {
            one: f"{line.patient_name}, bed {line.bed}" if line.bed else line.patient_name or ""
            for one, line in named.items()
        }
        return sorted(((one or "", said) for one, said in words.items()), key=lambda pair: pair[1].casefold())

    def _on_filter_chosen(self, wanted: DiaryFilter, name: str) -> None:
        same = self._saved is not None and self._saved.name == name and filter_from(self._saved.body) == wanted
        kept_id = self._saved.id if self._saved is not None and self._saved.name == name else ""
        if name and not same:
            self.filter_named.emit(name, wanted.body(), kept_id)
        if not same:
            self._saved = None
        self._set_filter(wanted)

    def filter_kept(self, kept: SavedFilter) -> None:
        """It is kept now: it is the one shown, as long as nothing else was chosen meanwhile."""
        if replace(self._filter, patient_id="", patient_name="") == filter_from(kept.body):
            self._saved = kept
            self._show()

    def _on_remove(self) -> None:
        if self._saved is not None:
            self.filter_removed.emit(self._saved)
            self._on_filter_cleared()
