"""The Today page: this shift's work, whose it is, what waits beside it, and what others did meanwhile."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.tasks import Task
from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.moments import clock, long_day, short_day
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.pages.today.panels import ShiftCard
from inpatient_hub.gui.pages.today.side import SideColumn
from inpatient_hub.gui.theme import look_feed, page_padding
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.labels import loading_label
from inpatient_hub.gui.widgets.page_header import PageHeader
from inpatient_hub.gui.widgets.segment import Segment
from inpatient_hub.services.since_last_on import RecordChanged, SinceLastOn, WhatChanged
from inpatient_hub.services.today import TodayView
from inpatient_hub.services.whose import Whose

START_KEY, NEW_KEY, WHOSE_KEY = key_of("refer_today"), key_of("new_today"), key_of("whose_today")
UNFILED = "unfiled"
"""What the Notes page is opened about when the notes not filed yet are wanted."""

_FIRST_HINT = "The ward is set up. Is this computer fit for SystmOne?"
_WHOSE = ((Whose.MINE, "Mine"), (Whose.TEAM, "Team"), (Whose.WARD, "Ward"))

_PAGES = {Kind.NOTE: PageId.NOTE, Kind.RUN: PageId.RUN}
"""Where a change is shown that is not about the patient as a whole."""

_STACKED_BELOW = 760
"""Page width, in pixels at 100 %, below which the side cards stand under the list."""
_LONG_DATE_FROM, _DATE_FROM = 1100, 640
"""Page width from which the date is written in full, and from which there is room for it at all."""
_SIDE_WIDTHS = ((1600, 460), (1100, 376), (0, 312))
"""(page width from which, width of the side cards), in pixels at 100 %."""
_WAIT_MS = 150


class TodayPage(Page):
    """Can be filled before the application is open: what the person does then is kept, and told by `set_ready`."""

    whose_chosen = Signal(str)
    """Carries a `Whose`."""
    seen_wanted = Signal()
    """What others did has been read."""
    change_read = Signal(object)
    """Carries what others did, and was opened just now for the first time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: TodayView | None = None
        self._me, self._whose = "", Whose.WARD
        self._is_ready = False
        self._wants_keyboard = False
        self._wants_top = False
        self._added = ""
        self._held: list[tuple[SignalInstance, tuple[Any, ...]]] = []
        self.header = PageHeader("Today")
        self.whose = Segment(_WHOSE, name="Whose work is shown")
        self.new = Button("New task", kind="primary", icon="plus", key=NEW_KEY)
        self.work = ShiftCard()
        self.side = SideColumn()
        self.all_clear = Card()
        self.hint: BannerMessage | None = None
        self._clear_words = EmptyState("", button="New task", button_icon="plus")
        self._loading = loading_label()
        self._hint_place = QVBoxLayout()
        self._alone = QVBoxLayout()
        self._work_place = QVBoxLayout()
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self._connect()
        self._fit(self.width())
        QTimer.singleShot(_WAIT_MS, self, self._on_still_waiting)

    def show_view(self, view: TodayView, *, me: str, whose: Whose = Whose.WARD, more: bool = False) -> None:
        """Shows what waits at this moment; `me` is the id of the person at the computer. `view` is narrowed to `whose`
        already; `more` is whether there is work beside it."""
        self._view = view
        self._loading.hide()
        self._show_date()
        self.whose.set_current(whose)
        lists = (self.work.rows, *self.side.lists())
        had_keyboard = any(one.hasFocus() for one in lists)
        waits = more or not view.is_quiet
        self._show_clear(view)
        self.all_clear.setVisible(not waits)
        self.work.setVisible(waits)
        self.side.setVisible(waits)
        self.work.show_view(view, me, whose)
        self.side.show_view(view, me)
        if self._wants_top:
            self._wants_top = False
            self.work.go_to_top()
        is_other = bool(self._me) and whose is not self._whose
        self._me, self._whose = me, whose
        if self._wants_keyboard or (had_keyboard and not self._has_keyboard()):
            self._wants_keyboard = False
            self._focus_list(at_work=is_other)

    @override
    def task_added(self, task_id: str) -> None:
        self._added = task_id

    def find_added(self, there: Mapping[str, str]) -> None:
        """Chooses the row of the task typed last, once it is among these tasks of the ward, each with its title; else
        says why it is not shown."""
        if self._added not in there:
            return
        added, self._added = self._added, ""
        if any(one.select(added) for one in (self.work.rows, *self.side.lists())):
            return
        words = self.work.why_not_shown(added)
        if words:
            self._tell(self.added_unseen, f"Added: {there[added]}. {words}")

    def show_changes(self, since: SinceLastOn | None) -> None:
        """Shows what others did since the person was last on."""
        self.side.show_changes(since)

    def _show_clear(self, view: TodayView) -> None:
        """What is said when nothing waits: on a ward without patients, what comes first."""
        self._clear_words.set_icon("user-plus" if view.is_new else "plus")
        if view.is_new:
            alone = len(view.staff) < 2
            self._clear_words.set_words(
                f"{view.ward.name} is set up",
                "Add the patients who are here now; a name is enough to begin with. Then their work can be planned.",
                "Add the first patient",
                "Add the team" if alone else "",
            )
            return
        self._clear_words.set_words(
            f"Nothing is waiting on {view.ward.name}",
            "No task is due in the next 7 days, every copied note is filed, and no referral is under way.",
            "New task",
            "Start a referral",
        )

    @override
    def opened(self, about: str) -> None:
        """The keyboard goes to what waits first, as soon as it is there, and the list begins at its top again."""
        self._wants_keyboard = self._wants_top = True
        super().opened(about)

    @override
    def left(self) -> None:
        super().left()
        self.work.end_search()
        self._added = ""

    def show_first_hint(self) -> None:
        """The ward was set up just now: says once that this computer can be checked."""
        if self.hint is None:
            self.hint = BannerMessage("info", _FIRST_HINT, "", "Check this computer", closable=True)
            self._hint_place.addWidget(self.hint)
            self.hint.action_pressed.connect(self._on_hint)
            self.hint.close_requested.connect(self.hint.hide)

    def set_ready(self) -> None:
        """The application is open: what was done meanwhile is told now, and everything later at once."""
        self._is_ready = True
        held, self._held = self._held, []
        for signal, values in held:
            signal.emit(*values)

    def copy(self) -> None:
        """Ctrl+Shift+C: copies the unfiled note the keyboard is on once more."""
        self.side.unfiled.copy()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _build(self) -> None:
        for card in (self.work, self.side, self.all_clear, self._loading):
            card.hide()
        self.whose.set_current(Whose.WARD)
        self.whose.setToolTip(f"Whose work is shown ({WHOSE_KEY})")
        self.header.add_right(self.whose)
        self.header.add_primary(self.new)
        self.all_clear.add(self._clear_words)
        self._work_place.addWidget(self.work)
        self._cards.addLayout(self._work_place, 1)
        self._cards.addWidget(self.side)
        self._alone.addWidget(self._loading)
        self._alone.addWidget(self.all_clear)
        self._body = QVBoxLayout()
        self._body.setSpacing(12)
        self._body.addLayout(self._hint_place)
        self._body.addLayout(self._alone)
        self._body.addLayout(self._cards, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addLayout(self._body, 1)
        self._on_look_changed()

    def _connect(self) -> None:
        self.header.find_requested.connect(self.find_requested)
        self.new.clicked.connect(self._on_new)
        self.whose.chosen.connect(self._on_whose)
        self._clear_words.button_pressed.connect(self._on_clear_pressed)
        self._clear_words.second_pressed.connect(self._on_clear_second)
        for part in (self.work, self.side):
            part.act_wanted.connect(self._on_act)
            part.task_wanted.connect(self._on_task)
        self.work.new_wanted.connect(self._on_new)
        self.work.ward_wanted.connect(self._on_ward_wanted)
        self.side.seen_wanted.connect(self._on_seen)
        self.side.change_wanted.connect(self._on_change)
        self.side.start_requested.connect(self._on_start)
        self.side.run_wanted.connect(self._on_run_wanted)
        self.side.all_notes_wanted.connect(self._on_all_notes_wanted)
        self.side.unfiled.row_activated.connect(self._on_note_wanted)
        self.side.unfiled.filed_requested.connect(self._on_filed)
        self.side.unfiled.held_back.connect(self._on_held_back)
        self.side.unfiled.copy_again_requested.connect(self._on_copy_again)
        self.side.unfiled.not_filed_requested.connect(self._on_not_filed)
        look_feed().look_changed.connect(self._on_look_changed)
        keys = {
            START_KEY: self._on_start,
            NEW_KEY: self._on_new,
            WHOSE_KEY: self._on_next_whose,
            key_of("search"): self._on_search,
        }
        for key, what in keys.items():
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(what)

    def _tell(self, signal: SignalInstance, *values: Any) -> None:
        if self._is_ready:
            signal.emit(*values)
        else:
            self._held.append((signal, values))

    def _go(self, page: PageId, about: str = "") -> None:
        self._tell(self.go_requested, Destination(page, about))

    def _show_date(self) -> None:
        if self._view is not None:
            at, width = self._view.at, self.width()
            date = long_day(at) if width >= scaled(_LONG_DATE_FROM) else short_day(at)
            self.header.set_subtitle(f"{date}, {clock(at)}" if width >= scaled(_DATE_FROM) else "")
        self.new.set_label("New task" if self.width() >= scaled(_LONG_DATE_FROM) else "New")

    def _fit(self, width: int) -> None:
        stacked = width < scaled(_STACKED_BELOW)
        way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        self._cards.setDirection(way)
        self._cards.setStretchFactor(self._work_place, 2 if stacked else 1)
        self._cards.setStretchFactor(self.side, 1 if stacked else 0)
        beside = next(side for least, side in _SIDE_WIDTHS if width >= scaled(least))
        # The side column reaches the edge of the window, so that its scroll bar stands beside the cards.
        gutter = page_padding()
        self.side.set_gutter(gutter)
        self.side.set_width(0 if stacked else scaled(beside) + gutter)
        self._work_place.setContentsMargins(0, 0, gutter if stacked else 0, 0)
        self._alone.setContentsMargins(0, 0, gutter, 0)
        self._show_date()

    def _has_keyboard(self) -> bool:
        return any(one.hasFocus() for part in (self.work, self.side) for one in part.findChildren(QWidget))

    def _focus_list(self, *, at_work: bool) -> None:
        """The keyboard goes to what waits first; where other work was asked for, to its list, even an empty one."""
        if self.all_clear.isVisible():
            self._clear_words.focus_button()
            return
        if at_work:
            self.work.focus_first()
            return
        target = next((one for one in (self.work.rows, *self.side.lists()) if one.isVisible()), self.new)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_look_changed(self) -> None:
        side = page_padding()
        self._body.setContentsMargins(side, min(16, side), 0, min(16, side))
        self._hint_place.setContentsMargins(0, 0, side, 0)
        self._cards.setSpacing(16 if side > 12 else 12)
        self._fit(self.width())

    def _on_still_waiting(self) -> None:
        self._loading.setVisible(self._view is None)

    def _on_start(self) -> None:
        self._go(PageId.REFERRALS)

    def _on_new(self) -> None:
        self._tell(self.new_task_wanted, "")

    def _on_act(self, task: Task, wish: str) -> None:
        self._tell(self.task_act_wanted, task, wish)

    def _on_task(self, task: Task) -> None:
        self._tell(self.task_wanted, task)

    def _on_seen(self) -> None:
        self._tell(self.seen_wanted)

    def _on_change(self, change: WhatChanged | RecordChanged) -> None:
        """Opens what a change is about; then it is read."""
        if change.unread:
            self._tell(self.change_read, change)
        if isinstance(change, WhatChanged):
            self._on_task(change.line.task)
            return
        page = _PAGES.get(change.kind, PageId.PATIENT)
        self._go(page, change.entity_id if change.kind in _PAGES else change.patient_id)

    def _on_whose(self, whose: str) -> None:
        self._tell(self.whose_chosen, whose)

    def _on_next_whose(self) -> None:
        """V goes on to the next of mine, team and ward."""
        order = [key for key, _ in _WHOSE]
        place = order.index(Whose(self.whose.current() or Whose.WARD))
        chosen = order[(place + 1) % len(order)]
        self.whose.set_current(chosen)
        self._on_whose(chosen)

    def _on_ward_wanted(self) -> None:
        self._wants_keyboard = True
        self._on_whose(Whose.WARD)

    def _on_search(self) -> None:
        if self.work.isVisible():
            self.work.search()

    def _on_clear_pressed(self) -> None:
        if self._view is not None and self._view.is_new:
            self._tell(self.action_wanted, "add_patient")
        else:
            self._on_new()

    def _on_clear_second(self) -> None:
        if self._view is not None and self._view.is_new:
            self._tell(self.action_wanted, "team")
        else:
            self._on_start()

    def _on_hint(self) -> None:
        if self.hint is not None:
            self.hint.hide()
        self._go(PageId.COMPUTER)

    def _on_run_wanted(self, run_id: str) -> None:
        self._go(PageId.RUN, run_id)

    def _on_all_notes_wanted(self) -> None:
        self._go(PageId.NOTES, UNFILED)

    def _on_note_wanted(self, note_id: str) -> None:
        self._go(PageId.NOTE, note_id)

    def _on_filed(self, note_id: str) -> None:
        self._tell(self.filed_requested, note_id)

    def _on_held_back(self, words: str) -> None:
        self._tell(self.toast_wanted, words, None)

    def _on_copy_again(self, note_id: str) -> None:
        self._tell(self.copy_again_requested, note_id, 1)

    def _on_not_filed(self, note_id: str) -> None:
        self._tell(self.not_filed_requested, note_id)
