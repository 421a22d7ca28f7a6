"""Guards an open ward: locks the window in time, gives drafts back, and has the clock and the recovery key watched."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from inpatient_hub.gui.context import Context
from inpatient_hub.gui.drafts import Drafts
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.navigation import PageId
from inpatient_hub.gui.quick_lock import QuickLock
from inpatient_hub.gui.recovery_key import RecoveryKey
from inpatient_hub.gui.window_presenter import WindowPresenter

if TYPE_CHECKING:
    from inpatient_hub.gui.reminders.work_watch import WorkWatch
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
        self.work_watch: WorkWatch | None = None
        self.drafts = Drafts(context, window, presenter)
        hub = context.hub
        place = hub.place
        self.recovery_key = RecoveryKey(window, context.background, place, hub.clock, lock=hub.lock)
        context.background.run(lambda: _idle_minutes(place), owner=self, then=self._begin)

    def stop(self) -> None:
        """The store is about to be closed: there is nothing left to lock."""
        if self.quick_lock is not None:
            self.quick_lock.stop()
        if self.work_watch is not None:
            self.work_watch.stop()

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
        lock.fell.connect(self._on_fell)
        lock.lifted.connect(self._on_lifted)
        if self._context.session.is_open:
            self._load_watch()
        else:
            self._presenter.people.person_ready.connect(self._load_watch)

    def _load_watch(self) -> None:
        """Behind the first page: neither its modules nor what it does is waited for by a start."""
        self._context.background.run(_load_reminders, owner=self, then=self._watch)

    def _watch(self, _none: None) -> None:
        if self.work_watch is not None or not self._context.session.is_open:
            return
        from inpatient_hub.gui.reminders.presenter import RemindersPresenter
        from inpatient_hub.gui.reminders.work_watch import WorkWatch

        navigator = self._presenter.navigator
        reminders = RemindersPresenter(self._context, self._window, lambda: navigator.page)
        self._presenter.reminders_wanted.connect(reminders.open)
        reminders.told.connect(self._presenter.desk.say)
        reminders.undo_wanted.connect(self._presenter.desk.undo)
        self.work_watch = WorkWatch(self._context, self._window, reminders)
        if self.quick_lock is not None and self.quick_lock.is_locked:
            self.work_watch.hold(held=True)

    def _on_fell(self) -> None:
        if self.work_watch is not None:
            self.work_watch.hold(held=True)

    def _on_lifted(self) -> None:
        if self.work_watch is not None:
            self.work_watch.hold(held=False)
        here = self._presenter.navigator.here
        if here is not None and here.page is PageId.TODAY:
            self._presenter.navigator.reopen()  # whoever comes back begins at its top


def _load_reminders() -> None:
    import inpatient_hub.gui.reminders.presenter
    import inpatient_hub.gui.reminders.work_watch  # noqa: F401  loaded here, so that the window's thread need not


def _idle_minutes(place: "Place") -> int:
    """On the store's thread: it reads the trust's policy."""
    from inpatient_hub.bootstrap import vault_of

    return vault_of(place).policy.idle_minutes
