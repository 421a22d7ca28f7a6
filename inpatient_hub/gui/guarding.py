"""Guards an open ward: locks the window in time, gives drafts back, and reminds of the recovery key."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from inpatient_hub.gui.context import Context
from inpatient_hub.gui.drafts import Drafts
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.quick_lock import QuickLock
from inpatient_hub.gui.recovery_key import RecoveryKey
from inpatient_hub.gui.window_presenter import WindowPresenter

if TYPE_CHECKING:
    from inpatient_hub.host.place import Place


class Guard(QObject):
    """One for an open ward. Loaded with it, on the store's thread."""

    closed = Signal()
    """The window was locked and the store is closed."""

    def __init__(
        self,
        context: Context,
        window: MainWindow,
        presenter: WindowPresenter,
        *,
        keeps_process: bool,
        replacer: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._presenter = presenter
        self._keeps_process = keeps_process
        self._replacer = replacer
        self.quick_lock: QuickLock | None = None
        self.drafts = Drafts(context, window, presenter.navigator)
        hub = context.hub
        place = hub.place
        self.recovery_key = RecoveryKey(window, context.background, place, hub.clock, lock=hub.lock)
        context.background.run(lambda: _idle_minutes(place), owner=self, then=self._begin)

    def stop(self) -> None:
        """The store is about to be closed: there is nothing left to lock."""
        if self.quick_lock is not None:
            self.quick_lock.stop()

    def _begin(self, minutes: int) -> None:
        navigator = self._presenter.navigator
        self.quick_lock = lock = QuickLock(
            self._window,
            self._context,
            lambda: navigator.page,
            minutes=minutes,
            keeps_process=self._keeps_process,
            replacer=self._replacer,
        )
        self._presenter.lock_wanted.connect(lock.lock)
        lock.closed.connect(self.closed)


def _idle_minutes(place: "Place") -> int:
    """On the store's thread: it reads the trust's policy."""
    from inpatient_hub.bootstrap import vault_of

    return vault_of(place).policy.idle_minutes
