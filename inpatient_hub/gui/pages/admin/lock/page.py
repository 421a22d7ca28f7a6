"""The page of the lock: its ways in, its recovery key, when the window locks, and locking everything anew."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.locking import Way
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.pages.admin.lock.view import LockView, idle_words
from inpatient_hub.gui.pages.admin.lock.way_row import WayRow
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.gui.widgets.scroll_page import ScrollPage

_WIDEST = 1260
_ORDER = (Way.KEYRING, Way.PASSPHRASE, Way.PIN, Way.RECOVERY)
_ANEW = (
    "Changing a passphrase does not help against somebody who kept an old copy of the folder and knows the old one. "
    "A new key does: the store and its backups are locked anew. Do this when a passphrase or the recovery key may be "
    "known to somebody else, or when somebody who knew them has left."
)


class LockPage(Page):
    """Shows how the lock stands and tells what the person wants."""

    set_requested = Signal(object)
    """A `Way` that is to be made, changed or used here."""
    remove_requested = Signal(object)
    """A `Way` that is to be taken away."""
    key_requested = Signal(str)
    """About the recovery key: `show`, `check` or `new`."""
    anew_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows = {way: WayRow(way) for way in _ORDER}
        self._trouble = BannerMessage("act", closable=True)
        self._not_written = BannerMessage(
            "warn",
            "The recovery key is not on paper yet.",
            "Without it a broken computer would take the ward's work and its backups with it.",
        )
        self._moved = BannerMessage("info")
        self._working = IconLine("hourglass", "This takes a moment, so that guessing takes a thief very long.")
        self._reason = IconLine("lock", "Changing the lock is for a ward admin.")
        self._idle = WrapLabel("")
        self.anew_button = Button("Lock everything with a new key", icon="refresh")
        self.nothing = EmptyState("There is no lock here")
        self._scroll = ScrollPage(max_width=_WIDEST)
        self._parts: list[QWidget] = []
        self._build()
        self._connect()

    # What is shown

    def show_nothing(self, sentence: str, why: str) -> None:
        """There is no lock to look after, and why."""
        self.nothing.set_words(sentence, why)
        self.nothing.show()
        for part in self._parts:
            part.hide()

    def show_view(self, view: LockView) -> None:
        """Shows how the lock stands."""
        for row in self.rows.values():
            row.show_view(view)
        self._not_written.setVisible(view.state.recovery_not_written)
        self._moved.setVisible(bool(view.state.moved or view.state.keyring_fault))
        if view.state.keyring_fault:
            sentence = f"This computer's keyring cannot be used. {view.state.keyring_fault}"
            self._moved.set_message("info", sentence, "The passphrase opens the ward here, and never a file instead.")
        elif view.state.moved:
            sentence = "The lock was made with another computer's or another user's keyring."
            self._moved.set_message("info", sentence, "Remember it here, if this is where the ward's work stays.")
        self._idle.setText(idle_words(view.policy))
        self._reason.setVisible(not view.may_change)
        self.anew_button.setVisible(view.may_change)

    def set_working(self, *, working: bool) -> None:
        """Something about the lock is being changed."""
        self._working.setVisible(working)
        self.anew_button.setEnabled(not working)
        for row in self.rows.values():
            row.set_working(working=working)

    def show_trouble(self, error: HubError) -> None:
        """Says what did not go well, at the top of the page until it is closed."""
        self._trouble.set_message("act", f"{error.title}. {error.message}", error.remedy)
        self._trouble.show()
        self._scroll.reveal(self._trouble)

    def forget_trouble(self) -> None:
        """Something else is being done."""
        self._trouble.hide()

    @override
    def opened(self, about: str) -> None:
        here = QApplication.focusWidget()
        if here is None or not self.isAncestorOf(here):
            self._focus_first()
        super().opened(about)

    def _focus_first(self) -> None:
        buttons = (button for row in self.rows.values() for button in (row.first, row.second))
        first = next((button for button in buttons if button.isVisible()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    # How it is built

    def _build(self) -> None:
        ways = Card("Ways in")
        for place, row in enumerate(self.rows.values()):
            if place:
                ways.add_line()
            ways.add(row)
        idle = Card("When the window locks")
        idle.add_padded(self._idle)
        anew = Card("A new key")
        anew.add_padded(self._anew())
        self._parts = [self._trouble, self._not_written, self._moved, self._working, self._reason, ways, idle, anew]
        body = self._scroll.body
        body.addWidget(self.nothing)
        for part in self._parts:
            body.addWidget(part)
        body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)
        for hidden in (self.nothing, *self._parts[:5]):
            hidden.hide()

    def _anew(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(WrapLabel(_ANEW))
        row = QHBoxLayout()
        row.addWidget(self.anew_button)
        row.addStretch(1)
        column.addLayout(row)
        return inside

    def _connect(self) -> None:
        self._trouble.close_requested.connect(self._trouble.hide)
        self.anew_button.clicked.connect(self.anew_requested)
        for row in self.rows.values():
            row.first.clicked.connect(self._on_first)
            row.second.clicked.connect(self._on_second)

    # What was pressed

    def _on_first(self) -> None:
        row = self._pressed()
        if row.way is Way.RECOVERY:
            self.key_requested.emit("show" if row.first.face().label == "Show it" else "check")
        else:
            self.set_requested.emit(row.way)

    def _on_second(self) -> None:
        row = self._pressed()
        if row.way is Way.RECOVERY:
            self.key_requested.emit("new")
        else:
            self.remove_requested.emit(row.way)

    def _pressed(self) -> WayRow:
        sender = self.sender()
        return next(row for row in self.rows.values() if sender in (row.first, row.second))
