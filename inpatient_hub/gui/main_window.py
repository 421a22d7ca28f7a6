"""The main window: the rail at the left, one page, the unfiled bar and the status strip."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.keyboard_keeper import KeyboardKeeper
from inpatient_hub.gui.navigation import PageId
from inpatient_hub.gui.reading_order import bring_into_sight, next_stop
from inpatient_hub.gui.replaces import override
from inpatient_hub.gui.theme import fit_density
from inpatient_hub.gui.widgets.rail import NavigationRail, RailEntry
from inpatient_hub.gui.widgets.status_strip import StatusStrip

if TYPE_CHECKING:
    from inpatient_hub.gui.widgets.emergency_line import EmergencyLine
    from inpatient_hub.gui.widgets.notice_line import NoticeLine
    from inpatient_hub.gui.widgets.toast import ToastHost
    from inpatient_hub.gui.widgets.tray_bar import TrayBar

SMALLEST = (1024, 680)
"""The least the Warranted Environment Specification's 1024x768 leaves a window with a task bar."""

RAIL = (
    RailEntry(PageId.TODAY, "Today", "sun", key_of("today")),
    RailEntry(PageId.DIARY, "Diary", "calendar", key_of("diary")),
    RailEntry(PageId.MY_TASKS, "My tasks", "list-check", key_of("my_tasks")),
    RailEntry(PageId.PATIENTS, "Patients", "users", key_of("patients")),
    RailEntry(PageId.REFERRALS, "Referrals", "route", key_of("referrals")),
    RailEntry(PageId.NOTES, "Notes", "notes", key_of("notes")),
)
FOOT = (
    RailEntry(PageId.COMPUTER, "Computer", "device-desktop", key_of("computer")),
    RailEntry(PageId.ADMIN, "Admin", "shield-lock", key_of("admin")),
)
_WINDOW_KEYS = (
    "palette",
    "new_task",
    "repeats",
    "reminders",
    "unfiled",
    "back",
    "refresh",
    "regions",
    "undo",
    "person",
    "lock",
    "filed",
    "copy",
    "keys",
)


class MainWindow(QMainWindow):
    """The frame around the pages. It knows no service; it tells what the person asked for."""

    page_wanted = Signal(str)
    """A `PageId` of the rail."""
    action_wanted = Signal(str)
    """The id of a window-wide action of `gui.actions`."""
    emergency_back_requested = Signal()
    """From a ward that was opened in an emergency, back to one's own."""
    close_wanted = Signal()
    """The person closes the window; `let_close` allows it."""

    first_painted = Signal()
    """The window has been painted for the first time: what is slow may be loaded now."""

    def __init__(self) -> None:
        super().__init__()
        self._was_painted = False
        self.setObjectName("MainWindow")
        self.setWindowTitle("Inpatient Hub")
        self.setMinimumSize(*SMALLEST)
        self._may_close = False
        self.rail = NavigationRail(RAIL, FOOT)
        self.stack = QStackedWidget()
        self.beside: QWidget | None = None
        """What stands over the right of the page, if there is such a thing."""
        self.strip = StatusStrip()
        self._right = QVBoxLayout()
        self._build()
        self._keyboard = KeyboardKeeper(self, lambda: (self.stack, self.rail, self.strip))
        self.rail.page_chosen.connect(self.page_wanted)
        self.strip.unfiled_requested.connect(self._on_unfiled_requested)
        self.strip.person_requested.connect(self._on_person_requested)
        self.strip.ward_requested.connect(self._on_ward_requested)
        self.strip.lock_requested.connect(self._on_lock_requested)
        self.strip.action_requested.connect(self.action_wanted)
        self.strip.reminders_requested.connect(self._on_reminders_requested)
        for action_id in _WINDOW_KEYS:
            self._add_key(action_id)
        for entry in (*RAIL, *FOOT):
            shortcut = QShortcut(QKeySequence(entry.key), self)
            shortcut.activated.connect(self._page_key(entry.id))

    def _build(self) -> None:
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(0)
        self._right.addWidget(self.stack, 1)
        self._right.addWidget(self.strip)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(self._right, 1)
        centre = QWidget()
        centre.setLayout(across)
        self.setCentralWidget(centre)

    @cached_property
    def tray_bar(self) -> "TrayBar":
        """The unfiled bar, made when a ward is open: no start waits for it."""
        from inpatient_hub.gui.widgets.tray_bar import TrayBar

        bar = TrayBar()
        self._right.insertWidget(self._right.indexOf(self.strip), bar)
        return bar

    @cached_property
    def _emergency(self) -> "EmergencyLine":
        from inpatient_hub.gui.widgets.emergency_line import EmergencyLine

        line = EmergencyLine()
        self._right.insertWidget(0, line)
        line.back_requested.connect(self.emergency_back_requested)
        return line

    def show_emergency(self, ward: str, until: str, back_to: str) -> None:
        """Says over every page that this ward is open in an emergency."""
        self._emergency.show_emergency(ward, until, back_to)

    def hide_emergency(self) -> None:
        """The emergency is over."""
        if "_emergency" in self.__dict__:
            self._emergency.hide()

    @cached_property
    def notice(self) -> "NoticeLine":
        """The line about something that can wait, made when there is such a thing."""
        from inpatient_hub.gui.widgets.notice_line import NoticeLine

        line = NoticeLine()
        self._right.insertWidget(self._right.indexOf(self.stack) + 1, line)
        return line

    @cached_property
    def toast(self) -> "ToastHost":
        """The short words over the window, made when a ward is open."""
        from inpatient_hub.gui.widgets.toast import ToastHost

        return ToastHost(self, self.stack)

    def show_page(self, page: QWidget, rail_entry: str) -> None:
        """Shows a page, and lights the rail entry it belongs to, if any."""
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.rail.set_current(rail_entry)

    def let_close(self) -> None:
        """Closes the window for good."""
        self._may_close = True
        self.close()

    def set_working(self, *, working: bool) -> None:
        """Rail and strip can be used only once a ward is open."""
        self.rail.setEnabled(working)
        self.rail.setVisible(working)
        self.strip.setVisible(working)

    def to_next_region(self) -> None:
        """F6: rail, page, panel, bar, strip, and round again."""
        parts = (self.rail, self.stack, self.beside, self.tray_bar, self.strip)
        regions = [one for one in parts if one is not None and one.isVisible()]
        focused = QApplication.focusWidget()
        held = (n for n, one in enumerate(regions) if focused is not None and one.isAncestorOf(focused))
        here = max(held, default=-1)  # the panel stands in the page's place, so both hold what is in it
        for region in [*regions[here + 1 :], *regions[: here + 1]]:
            if _focus_first(region):
                return

    def _add_key(self, action_id: str) -> None:
        shortcut = QShortcut(QKeySequence(key_of(action_id)), self)
        shortcut.setAutoRepeat(False)  # held down, Ctrl+Enter files one note, and Alt+Left goes one page back

        def wanted() -> None:
            self.action_wanted.emit(action_id)

        shortcut.activated.connect(wanted)

    def _page_key(self, page_id: str) -> Callable[[], None]:
        def wanted() -> None:
            self.page_wanted.emit(page_id)

        return wanted

    def _on_unfiled_requested(self) -> None:
        self.action_wanted.emit("unfiled")

    def _on_person_requested(self) -> None:
        self.action_wanted.emit("person")

    def _on_ward_requested(self) -> None:
        self.action_wanted.emit("another_ward")

    def _on_reminders_requested(self) -> None:
        self.action_wanted.emit("reminders")

    def _on_lock_requested(self) -> None:
        self.action_wanted.emit("lock")

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        to = next_stop(self, QApplication.focusWidget(), forward=next)
        if to is None:
            return False
        to.setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
        bring_into_sight(to)
        return True

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fit_density(event.size().width())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.first_painted.emit)  # after the parts of the window have been painted too

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
            return
        event.ignore()
        self.close_wanted.emit()


def _focus_first(region: QWidget) -> bool:
    first = next_stop(region, None, forward=True)
    if first is not None:
        first.setFocus(Qt.FocusReason.TabFocusReason)
    return first is not None
