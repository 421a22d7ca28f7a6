"""The Today page: what is overdue, what is due, which notes are not filed, which referrals are under way."""

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.moments import clock, long_day, short_day
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.pages.today.panels import FollowUpsCard, SideColumn
from inpatient_hub.gui.theme import look_feed, page_padding
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.labels import text_label
from inpatient_hub.gui.widgets.page_header import PageHeader
from inpatient_hub.services.today import TodayView

START_KEY = key_of("refer_today")
UNFILED = "unfiled"
"""What the Notes page is opened about when the notes not filed yet are wanted."""

_FIRST_HINT = "The ward is set up. Is this computer fit for SystmOne?"

_STACKED_BELOW = 760
"""Page width, in pixels at 100 %, below which the side cards stand under the follow-ups."""
_LONG_DATE_FROM = 1100
_SIDE_WIDTHS = ((1600, 460), (1100, 376), (0, 312))
"""(page width from which, width of the side cards), in pixels at 100 %."""
_WAIT_MS = 150


class TodayPage(Page):
    """Can be filled before the application is open: what the person does then is kept, and told by `set_ready`."""

    done_requested = Signal(str)
    claim_requested = Signal(str)
    give_back_requested = Signal(str)
    """Each carries a task's id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: TodayView | None = None
        self._is_ready = False
        self._wants_keyboard = False
        self._held: list[tuple[SignalInstance, tuple[Any, ...]]] = []
        self.header = PageHeader("Today")
        self.start = Button("Start a referral", kind="primary", icon="plus", key=START_KEY)
        self.header.add_primary(self.start)
        self.follow_ups = FollowUpsCard()
        self.side = SideColumn()
        self.all_clear = Card()
        self.hint: BannerMessage | None = None
        self._clear_words = EmptyState("", button="Start a referral", button_icon="plus")
        self._loading = text_label("Loading", "body", "muted")
        self._hint_place = QVBoxLayout()
        self._alone = QVBoxLayout()
        self._follow_place = QVBoxLayout()
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self._connect()
        self._fit(self.width())
        QTimer.singleShot(_WAIT_MS, self, self._on_still_waiting)

    def show_view(self, view: TodayView, *, me: str) -> None:
        """Shows what waits at this moment; `me` is the id of the person at the computer."""
        self._view = view
        self._loading.hide()
        self._show_date()
        lists = (self.follow_ups.rows, self.side.unfiled, self.side.runs)
        had_keyboard = any(one.hasFocus() for one in lists)
        waits = bool(view.unfiled or view.runs or view.overdue or view.due_today or view.coming)
        self._show_clear(view)
        self.all_clear.setVisible(not waits)
        self.follow_ups.setVisible(waits)
        self.side.setVisible(waits)
        self.follow_ups.show_view(view, me)
        self.side.show_view(view, me)
        if self._wants_keyboard or (had_keyboard and not any(one.hasFocus() for one in lists)):
            self._wants_keyboard = False
            self._focus_list()

    def _show_clear(self, view: TodayView) -> None:
        """What is said when nothing waits: on a ward without patients, what comes first."""
        self._clear_words.set_icon("user-plus" if view.is_new else "plus")
        if view.is_new:
            alone = len(view.staff) < 2
            self._clear_words.set_words(
                f"{view.ward.name} is set up",
                "Add the patients who are here now; a name is enough to begin with. Then referrals can be started.",
                "Add the first patient",
                "Add the team" if alone else "",
            )
            return
        self._clear_words.set_words(
            f"Nothing is waiting on {view.ward.name}",
            "No follow-up is due in the next 7 days, every copied note is filed, and no referral is under way.",
            "Start a referral",
        )

    @override
    def opened(self, about: str) -> None:
        """The keyboard goes to what waits first, as soon as it is there."""
        self._wants_keyboard = True
        super().opened(about)

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
        for card in (self.follow_ups, self.side, self.all_clear, self._loading):
            card.hide()
        self.all_clear.add(self._clear_words)
        self._follow_place.addWidget(self.follow_ups)
        self._cards.addLayout(self._follow_place, 1)
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
        self.start.clicked.connect(self._on_start)
        self._clear_words.button_pressed.connect(self._on_clear_pressed)
        self._clear_words.second_pressed.connect(self._on_team_wanted)
        self.follow_ups.done_requested.connect(self._on_done)
        self.follow_ups.claim_requested.connect(self._on_claim)
        self.follow_ups.give_back_requested.connect(self._on_give_back)
        self.follow_ups.patient_wanted.connect(self._on_patient_wanted)
        self.side.start_requested.connect(self._on_start)
        self.side.run_wanted.connect(self._on_run_wanted)
        self.side.all_notes_wanted.connect(self._on_all_notes_wanted)
        self.side.unfiled.row_activated.connect(self._on_note_wanted)
        self.side.unfiled.filed_requested.connect(self._on_filed)
        self.side.unfiled.copy_again_requested.connect(self._on_copy_again)
        self.side.unfiled.not_filed_requested.connect(self._on_not_filed)
        look_feed().look_changed.connect(self._on_look_changed)
        shortcut = QShortcut(QKeySequence(START_KEY), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_start)

    def _tell(self, signal: SignalInstance, *values: Any) -> None:
        if self._is_ready:
            signal.emit(*values)
        else:
            self._held.append((signal, values))

    def _go(self, page: PageId, about: str = "") -> None:
        self._tell(self.go_requested, Destination(page, about))

    def _show_date(self) -> None:
        if self._view is not None:
            at = self._view.at
            wide = self.width() >= scaled(_LONG_DATE_FROM)
            self.header.set_subtitle(f"{long_day(at) if wide else short_day(at)}, {clock(at)}")

    def _fit(self, width: int) -> None:
        stacked = width < scaled(_STACKED_BELOW)
        way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        self._cards.setDirection(way)
        self._cards.setStretchFactor(self.side, 1 if stacked else 0)
        beside = next(side for least, side in _SIDE_WIDTHS if width >= scaled(least))
        # The side column reaches the edge of the window, so that its scroll bar stands beside the cards.
        gutter = page_padding()
        self.side.set_gutter(gutter)
        self.side.set_width(0 if stacked else scaled(beside) + gutter)
        self._follow_place.setContentsMargins(0, 0, gutter if stacked else 0, 0)
        self._alone.setContentsMargins(0, 0, gutter, 0)
        self._show_date()

    def _focus_list(self) -> None:
        if self._view is not None and self._view.is_new:
            self._clear_words.focus_button()
            return
        shown = (self.follow_ups.rows, self.side.unfiled, self.side.runs, self.start)
        target = next((one for one in shown if one.isVisible()), self.start)
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

    def _on_clear_pressed(self) -> None:
        if self._view is not None and self._view.is_new:
            self._tell(self.action_wanted, "add_patient")
        else:
            self._on_start()

    def _on_team_wanted(self) -> None:
        self._tell(self.action_wanted, "team")

    def _on_hint(self) -> None:
        if self.hint is not None:
            self.hint.hide()
        self._go(PageId.COMPUTER)

    def _on_done(self, task_id: str) -> None:
        self._tell(self.done_requested, task_id)

    def _on_claim(self, task_id: str) -> None:
        self._tell(self.claim_requested, task_id)

    def _on_give_back(self, task_id: str) -> None:
        self._tell(self.give_back_requested, task_id)

    def _on_patient_wanted(self, patient_id: str) -> None:
        self._go(PageId.PATIENT, patient_id)

    def _on_run_wanted(self, run_id: str) -> None:
        self._go(PageId.RUN, run_id)

    def _on_all_notes_wanted(self) -> None:
        self._go(PageId.NOTES, UNFILED)

    def _on_note_wanted(self, note_id: str) -> None:
        self._go(PageId.NOTE, note_id)

    def _on_filed(self, note_id: str) -> None:
        self._tell(self.filed_requested, note_id)

    def _on_copy_again(self, note_id: str) -> None:
        self._tell(self.copy_again_requested, note_id, 1)

    def _on_not_filed(self, note_id: str) -> None:
        self._tell(self.not_filed_requested, note_id)
