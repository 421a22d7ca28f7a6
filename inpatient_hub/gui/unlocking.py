"""Between a locked ward and the window: asks for what opens the lock, or for the first passphrase."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.lock_troubles import (
    KeyFileDamaged,
    KeyFileMissing,
    KeyFileNewer,
    KeyFileOfAnother,
    KeyringUnavailable,
    Locked,
    MovedHere,
    NoSuchWay,
    PassphraseNeeded,
    PinSwitchedOff,
    PolicyUnreadable,
    WayNotAllowed,
)
from inpatient_hub.domain.locking import LockState, Way
from inpatient_hub.gui.background import Background
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.pages.unlock.first import FirstLockPage
from inpatient_hub.gui.pages.unlock.opened import OpenedPage
from inpatient_hub.gui.pages.unlock.page import UnlockPage
from inpatient_hub.host.place import Place

if TYPE_CHECKING:
    from inpatient_hub.services.ports import Clock

T = TypeVar("T")

_FOR_THE_FILE = (KeyFileDamaged, KeyFileMissing, KeyFileNewer, KeyFileOfAnother, PolicyUnreadable)
"""Nothing that could be typed helps against these."""
_WAYS_CHANGED = (PinSwitchedOff, NoSuchWay, WayNotAllowed, KeyringUnavailable)
"""After these, other ways in are left than were shown."""


class _Opened(NamedTuple):
    place: Place
    may_remember: bool
    may_set_passphrase: bool
    length: int


class Unlocking(QObject):
    """Loaded only when the keyring did not open the ward silently. No key is kept here: it goes on with its place."""

    unlocked = Signal(object)
    """Carries the `Place` with its key."""
    keyring_wanted = Signal()
    """The silent opening is to be tried once more."""
    trouble = Signal(object)
    """A HubError that has nothing to do with what was typed."""
    check_requested = Signal()

    def __init__(self, window: MainWindow, background: Background, clock: "Clock | None") -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._clock = clock
        self._place: Place | None = None
        self._page: UnlockPage | None = None
        self._first: FirstLockPage | None = None
        self._after: OpenedPage | None = None
        self._starts_again = False

    def meet(self, place: Place, error: HubError, *, starts_again: bool = False) -> None:
        """Shows the page for a `Locked` or a `PassphraseNeeded`. With `starts_again` the passphrase is for an empty
        store in the place of one whose key file is lost."""
        self._place, self._starts_again = place, starts_again
        if isinstance(error, PassphraseNeeded):
            self._ask_length(error)
        elif isinstance(error, Locked):
            self._show_locked(error)

    # The lock is there

    def _show_locked(self, locked: Locked, why: HubError | None = None) -> None:
        if self._page is None:
            self._page = page = UnlockPage()
            page.words_given.connect(self._on_words_given)
            page.keyring_wanted.connect(self.keyring_wanted)
            page.check_requested.connect(self.check_requested)
        page = self._page
        page.show_locked(locked)
        self._show(page)
        if why is not None:
            page.show_problem(why)
        page.focus_first()

    def _on_words_given(self, way: Way, typed: str) -> None:
        place = self._here
        self._run(lambda: _open_by(place, way, typed), self._on_opened, self._on_refused)

    def _on_opened(self, opened: _Opened) -> None:
        self._place = opened.place
        if self._page is not None:
            self._page.forget()
        if not (opened.may_remember or opened.may_set_passphrase):
            self._finish()
            return
        self._after = page = OpenedPage(
            may_remember=opened.may_remember, may_set_passphrase=opened.may_set_passphrase, length=opened.length
        )
        page.go_on_wanted.connect(self._finish)
        page.remember_wanted.connect(self._on_remember_wanted)
        page.passphrase_chosen.connect(self._on_new_passphrase)
        self._show(page)
        page.focus_first()

    def _on_refused(self, error: HubError) -> None:
        page = self._page
        if isinstance(error, _FOR_THE_FILE) or page is None:
            self.trouble.emit(error)
        elif isinstance(error, _WAYS_CHANGED):
            place = self._here

            def then(state: LockState) -> None:
                self._show_locked(MovedHere(state) if state.moved else Locked(state), error)

            self._run(lambda: _state_of(place), then, self.trouble.emit)
        else:
            page.show_problem(error)

    def _on_remember_wanted(self) -> None:
        place, page = self._here, self._after
        if page is not None:
            self._run(lambda: _remember(place), page.show_remembered, page.show_not_remembered)

    def _on_new_passphrase(self, words: str) -> None:
        place, page = self._here, self._after
        if page is not None:
            self._run(lambda: _set_passphrase(place, words), page.show_passphrase_set, page.show_passphrase_refused)

    # There is no lock yet

    def _ask_length(self, needed: HubError) -> None:
        place = self._here

        def then(length: int) -> None:
            self._first = page = FirstLockPage(needed, length=length)
            page.passphrase_chosen.connect(self._on_first_passphrase)
            page.keyring_wanted.connect(self.keyring_wanted)
            self._show(page)
            page.focus_first()

        self._run(lambda: _length(place), then, self.trouble.emit)

    def _on_first_passphrase(self, words: str) -> None:
        place, clock, page = self._here, self._clock, self._first
        if page is None:
            return
        page.form.set_working("Making the lock. This takes a moment.")
        starts_again = self._starts_again

        def task() -> Place:
            return _start_again(place, words) if starts_again else _lock_with(place, words, clock)

        def then(locked: Place) -> None:
            self._place = locked
            page.form.start_again()
            self._finish()

        self._run(task, then, page.form.show_problem)

    # Parts of both

    @property
    def _here(self) -> Place:
        if self._place is None:
            raise RuntimeError("nothing was met yet")
        return self._place

    def _finish(self) -> None:
        place, self._place = self._here, None
        self.unlocked.emit(place)
        for page in (self._page, self._first, self._after):
            if page is not None:
                self._window.stack.removeWidget(page)
                page.deleteLater()
        self._page = self._first = self._after = None

    def _show(self, page: UnlockPage | FirstLockPage | OpenedPage) -> None:
        self._window.set_working(working=False)
        self._window.show_page(page, "today")

    def _run(self, task: Callable[[], T], then: Callable[..., None], otherwise: Callable[[HubError], None]) -> None:
        def done(result: T) -> None:
            then() if result is None else then(result)

        self._background.run(task, owner=self, then=done, otherwise=otherwise)


def _open_by(place: Place, way: Way, typed: str) -> _Opened:
    """Opens it, and says what may be offered afterwards: only to somebody who needed the recovery key, or whose folder
    was moved here. Whoever types a passphrase every day does so because they want to."""
    from inpatient_hub.bootstrap import unlocked_by, vault_of

    opened = unlocked_by(place, way, typed)
    vault = vault_of(place)
    state, policy = vault.state(), vault.policy
    is_asked = way is Way.RECOVERY or state.moved
    can_remember = policy.allows(Way.KEYRING) and Way.KEYRING not in state.ways and not state.keyring_fault
    return _Opened(
        opened,
        may_remember=is_asked and can_remember,
        may_set_passphrase=way is Way.RECOVERY and policy.allows(Way.PASSPHRASE),
        length=policy.passphrase_length,
    )


def _state_of(place: Place) -> LockState:
    from inpatient_hub.bootstrap import vault_of

    return vault_of(place).state()


def _length(place: Place) -> int:
    from inpatient_hub.bootstrap import vault_of

    return vault_of(place).policy.passphrase_length


def _remember(place: Place) -> None:
    from inpatient_hub.bootstrap import vault_of

    vault_of(place).remember_here(place.key)


def _set_passphrase(place: Place, words: str) -> None:
    from inpatient_hub.bootstrap import vault_of

    vault_of(place).set_passphrase(place.key, words)


def _lock_with(place: Place, words: str, clock: "Clock | None") -> Place:
    from inpatient_hub.bootstrap import with_new_lock

    return with_new_lock(place, passphrase=words, clock=clock)


def _start_again(place: Place, words: str) -> Place:
    from inpatient_hub.bootstrap import START_EMPTY, go_way, vault_of

    fresh = place._replace(key=vault_of(place).key_to_start_again(passphrase=words))
    go_way(fresh, START_EMPTY)
    return fresh
