"""Quick lock: content leaves the screen at once, and a fresh process takes the place of the one that held the key."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog

from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.idle import IdleWatch
from inpatient_hub.gui.lock_key import LockKey
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.session_watch import SessionWatch
from inpatient_hub.host.settings import read_settings, write_settings

if TYPE_CHECKING:
    from pathlib import Path

    from inpatient_hub.bootstrap import Hub
    from inpatient_hub.domain.drafts import Draft
    from inpatient_hub.gui.curtain import Curtain
    from inpatient_hub.gui.widgets.idle_warning import IdleWarning

_LOCKING = "What was typed is kept. A fresh start follows."
_INVENTED = "This ward is invented, so it stays open behind this. Press Unlock to go on."


class QuickLock(QObject):
    """Locks when it is told to, when the computer is locked or goes to sleep, and when nobody has worked at the window
    for as long as the trust allows.

    A ward that is thrown away at the end (`keeps_process`) would be gone with its process, key and all. Everyone in it
    is invented, so there the curtain is enough.
    """

    fell = Signal()
    """Nothing of the ward is on the screen any more."""
    lifted = Signal()
    """It is again: the ward stayed open behind."""
    closed = Signal()
    """The store is closed, and the process about to be replaced."""

    def __init__(
        self,
        window: MainWindow,
        context: Context,
        page: Callable[[], Page | None],
        *,
        minutes: int,
        keeps_process: bool,
        replacer: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._page = page
        self._keeps_process = keeps_process
        self._replacer = replacer
        self._is_locked = False
        self._next_step: Callable[[], None] = self._keep_drafts
        self.session = SessionWatch(self)
        self._key = LockKey(self)
        self.idle = IdleWatch(context.hub.clock, minutes, self)
        self._connect()
        self.idle.begin()
        self.session.begin_soon()

    def _connect(self) -> None:
        self.idle.warned.connect(self._on_warned)
        self.idle.stayed.connect(self._on_stayed)
        self.idle.ran_out.connect(self.lock)
        self.session.left.connect(self.lock)
        self._key.pressed.connect(self.lock)

    @cached_property
    def curtain(self) -> "Curtain":
        """Made when it first falls: no start waits for it."""
        from inpatient_hub.gui.curtain import Curtain

        made = Curtain(self._window)
        made.lift_wanted.connect(self._on_lift_wanted)
        made.again_wanted.connect(self._on_again_wanted)
        made.quit_wanted.connect(self._on_quit_wanted)
        return made

    @cached_property
    def warning(self) -> "IdleWarning":
        """Made when it is first shown."""
        from inpatient_hub.gui.widgets.idle_warning import IdleWarning

        made = IdleWarning(self._window)
        made.stay_wanted.connect(self.idle.stay)
        return made

    def _on_warned(self, seconds: int) -> None:
        self.warning.show_seconds(seconds)

    def _on_stayed(self) -> None:
        self.warning.hide()

    def stop(self) -> None:
        """The store is closed for another reason: there is nothing left to lock."""
        self.idle.stop()
        self.session.left.disconnect(self.lock)
        self._key.pressed.disconnect(self.lock)

    @property
    def is_locked(self) -> bool:
        """Whether the curtain is down."""
        return self._is_locked

    def lock(self) -> None:
        """Takes everything off the screen, and begins what follows."""
        if self._is_locked:
            return
        self._is_locked = True
        self.idle.stop()
        self.curtain.fall(_INVENTED if self._keeps_process else _LOCKING, may_lift=self._keeps_process)
        self._context.clipboard.clear_all_of_ours()
        self.fell.emit()
        if self._keeps_process:
            return
        page = self._page()
        if page is not None:
            page.left()  # saves what can be saved; what the store refuses comes back to the page before the next step
        self._context.background.run(_nothing, owner=self, then=self._on_saved)

    def _on_saved(self, _none: None) -> None:
        self._keep_drafts()

    def _keep_drafts(self) -> None:
        hub, session = self._context.hub, self._context.session
        by = session.person.id if session.is_open else ""
        drafts = self._drafts() if by else []
        place = bytes(self._window.saveGeometry().data()).hex()
        self._next_step = self._keep_drafts
        self._context.background.run(
            lambda: _put_away(hub, drafts, by, place), owner=self, then=self._on_put_away, otherwise=self._on_failed
        )

    def _drafts(self) -> "list[Draft]":
        from inpatient_hub.gui.kept_forms import KeptForm  # nothing a start needs

        page = self._page()
        found = [page.draft()] if page is not None else []
        for dialog in QApplication.topLevelWidgets():
            ask = getattr(dialog, "draft", None)
            if isinstance(dialog, QDialog) and ask is not None:
                found.append(ask())
            found += [kept.draft() for kept in dialog.findChildren(KeptForm)] if isinstance(dialog, QDialog) else []
        return [draft for draft in found if draft is not None]

    def _on_put_away(self, _none: None) -> None:
        self.closed.emit()
        self._replace()

    def _replace(self) -> None:
        self._context.clipboard.clear_all_of_ours()  # a copy that was under way may have come after the curtain
        self._next_step = self._replace
        try:
            self._replacer()
        except HubError as error:
            self.curtain.show_trouble(error, may_try_again=True)

    def _on_failed(self, error: HubError) -> None:
        self.curtain.show_trouble(error, may_try_again=True)

    def _on_again_wanted(self) -> None:
        self._next_step()

    def _on_quit_wanted(self) -> None:
        QApplication.exit(0)

    def _on_lift_wanted(self) -> None:
        if self._keeps_process and self._is_locked:
            self._is_locked = False
            self.curtain.lift()
            self.lifted.emit()
            self.idle.begin_again()


def _nothing() -> None:
    return


def _put_away(hub: "Hub", drafts: "list[Draft]", by: str, window_place: str) -> None:
    """Keeps the drafts, and closes the store. The backup of the sitting is made by the next one: it takes its time, and
    the key has to go now. Raises HubError when the drafts could not be kept; then the store is still open."""
    hub.drafts.keep(drafts, staff_id=by)
    if by:
        _sign_out(hub)
    _remember_place(hub.place.data_folder, window_place)
    hub.close()


def _sign_out(hub: "Hub") -> None:
    """A store that cannot be written must not keep anybody from locking."""
    try:
        hub.sign_in.sign_out()
    except HubError:
        return


def _remember_place(folder: "Path", window_place: str) -> None:
    try:
        write_settings(folder, replace(read_settings(folder), window_place=window_place))
    except HubError:
        return
