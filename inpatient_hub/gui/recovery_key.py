"""Sees to it that the recovery key of a new lock gets onto paper: asks once, then reminds calmly at every start."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.background import Background
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.moments import day
from inpatient_hub.host.place import Place

if TYPE_CHECKING:
    from datetime import date

    from inpatient_hub.gui.dialogs.recovery_key import RecoveryKeyDialog
    from inpatient_hub.gui.pages.unlock.recovery import RecoveryKeyPage
    from inpatient_hub.gui.widgets.recovery_key_steps import RecoveryKeySteps
    from inpatient_hub.services.lock import LockService
    from inpatient_hub.services.ports import Clock

_NOT_YET = "The ward's recovery key is not on paper yet."


class RecoveryKey(QObject):
    """Keeps no key and no words: each is read when it is to be shown."""

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        place: Place,
        clock: "Clock",
        *,
        lock: "LockService | None" = None,
    ) -> None:
        """`lock` asks whether whoever is signed in may see the key at all; without it the lock was just made by whoever
        is there."""
        super().__init__(window)
        self._lock = lock
        self._window = window
        self._background = background
        self._place = place
        self._clock = clock
        self._was_reminded = False
        self._page: RecoveryKeyPage | None = None
        self._dialog: RecoveryKeyDialog | None = None

    def ask_first(self, go_on: Callable[[], None]) -> None:
        """Right after the lock was made: shows the page when the key is not written down, then goes on."""

        def then(words: str | None) -> None:
            if words is None:
                go_on()
            else:
                self._show_page(words, go_on)

        self._read(then, _pass_over(go_on))

    def remind_once(self) -> None:
        """At each start: a line in the window that opens it again, as long as nobody has typed it back. It is for those
        who may change the lock: with this key somebody could make themselves an admin."""
        if self._was_reminded:
            return

        def then(waits: bool) -> None:
            self._was_reminded = True
            if waits:
                self._window.notice.say("info", _NOT_YET, "", "Show it", self.open)

        self._background.run(self._waits, owner=self, then=then, otherwise=_nothing)

    def open(self) -> None:
        """Shows the key over the window."""

        def then(words: str | None) -> None:
            if words is None:
                self._window.notice.fold()
                return
            from inpatient_hub.gui.dialogs.recovery_key import RecoveryKeyDialog

            self._dialog = dialog = RecoveryKeyDialog(self._window, words)
            self._serve(dialog.steps, dialog, words, dialog.accept)
            dialog.open()

        self._background.run(self._ask, owner=self, then=then)

    def _show_page(self, words: str, go_on: Callable[[], None]) -> None:
        from inpatient_hub.gui.pages.unlock.recovery import RecoveryKeyPage

        self._page = page = RecoveryKeyPage(words)

        def leave() -> None:
            page.steps.forget()
            go_on()
            self._window.stack.removeWidget(page)
            page.deleteLater()

        self._serve(page.steps, page, words, leave)
        page.steps.put_off.connect(leave)
        self._window.set_working(working=False)
        self._window.show_page(page, "today")
        page.focus_first()

    def _serve(self, steps: "RecoveryKeySteps", parent: QWidget, words: str, done: Callable[[], None]) -> None:
        place, today, lock = self._place, self._clock.today(), self._lock

        def check(typed: str) -> Callable[[], None]:
            if lock is not None:
                return lambda: lock.recovery_key_written(typed)
            return lambda: _note_written(place, typed, today)

        def checked(_none: None) -> None:
            self._window.notice.fold()
            done()

        def on_typed_back(typed: str) -> None:
            self._background.run(check(typed), owner=steps, then=checked, otherwise=steps.show_problem)

        def on_print() -> None:
            from inpatient_hub.gui.recovery_paper import print_recovery_key

            print_recovery_key(parent, words, made=day(self._clock.today()), otherwise=steps.show_problem)

        steps.typed_back.connect(on_typed_back)
        steps.print_requested.connect(on_print)

    def _read(self, then: Callable[[str | None], None], otherwise: Callable[[HubError], None]) -> None:
        self._background.run(self._ask, owner=self, then=then, otherwise=otherwise)

    def _waits(self) -> bool:
        """Runs on the store's thread. Only asks, and shows nobody the key."""
        if self._lock is not None:
            return self._lock.is_kept and self._lock.recovery_key_waits()
        return self._ask() is not None

    def _ask(self) -> str | None:
        """Runs on the store's thread. None on a server and for a ward that is thrown away: they have no such key."""
        from inpatient_hub.bootstrap import vault_of

        if self._lock is not None:
            return self._lock.unwritten_recovery_key() if self._lock.is_kept else None
        if self._place.database_url is not None or self._place.key is None:
            return None
        vault = vault_of(self._place)
        return vault.unwritten_recovery_key(self._place.key) if vault.exists() else None


def _note_written(place: Place, typed: str, on: "date") -> None:
    from inpatient_hub.bootstrap import vault_of

    vault_of(place).recovery_key_written(place.key, typed, on=on)


def _pass_over(go_on: Callable[[], None]) -> Callable[[HubError], None]:
    """A key file that cannot be read now is told at the next start; work need not wait for it."""

    def otherwise(_error: HubError) -> None:
        go_on()

    return otherwise


def _nothing(_error: HubError) -> None:
    return
