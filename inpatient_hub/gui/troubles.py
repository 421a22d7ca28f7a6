"""What the window shows while the ward cannot be opened: the trouble and its ways forward, or what opens the lock."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.lock_troubles import Locked, PassphraseNeeded
from inpatient_hub.gui.background import Background
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.host.place import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inpatient_hub.bootstrap import Way
    from inpatient_hub.gui.mending import Mending
    from inpatient_hub.gui.pages.trouble.page import TroublePage
    from inpatient_hub.gui.unlocking import Unlocking
    from inpatient_hub.services.ports import Clock

_KNOCKED = "The window that is open already was asked to come to the front. This one can be closed."
_PACK_LEFT = (
    "The window that is open already did not take the content pack. Close it, then open the pack again; or choose "
    "Try again here once it is closed."
)


class Troubles(QObject):
    """Loaded only when the ward did not open by itself. `pack` is the file of a content pack that was to be offered."""

    try_again_requested = Signal()
    unlocked = Signal(object)
    """Carries the `Place` with its key: a person opened the lock."""
    check_requested = Signal()
    """Whether this computer is fit for SystmOne."""

    def __init__(self, window: MainWindow, background: Background, clock: "Clock | None", pack: str = "") -> None:
        super().__init__(window)
        self._pack = pack
        self._window = window
        self._background = background
        self._clock = clock
        self._place: Place | None = None
        self._unlocking: Unlocking | None = None
        self._mending: Mending | None = None
        self._page: TroublePage | None = None

    def meet(self, place: Place, error: HubError) -> None:
        """Shows what is the matter with this place, and what helps."""
        self._place = place
        if isinstance(error, Locked | PassphraseNeeded):
            self._unlock().meet(place, error)
        else:
            self._show(error)

    def _unlock(self) -> "Unlocking":
        from inpatient_hub.gui.unlocking import Unlocking

        if self._unlocking is None:
            self._unlocking = unlocking = Unlocking(self._window, self._background, self._clock)
            unlocking.unlocked.connect(self.unlocked)
            unlocking.keyring_wanted.connect(self.try_again_requested)
            unlocking.trouble.connect(self._show)
            unlocking.check_requested.connect(self.check_requested)
        return self._unlocking

    def _show(self, error: HubError) -> None:
        from inpatient_hub.bootstrap import ways_forward

        place = self._here
        self._background.run(lambda: ways_forward(place, error), owner=self, then=partial(self._show_ways, error))

    def _show_ways(self, error: HubError, ways: "Sequence[Way]") -> None:
        from inpatient_hub.bootstrap import knock
        from inpatient_hub.gui.pages.trouble.page import TroublePage

        self._page = page = TroublePage()
        page.show_trouble(error, [(way.id, way.label, way.explanation) for way in ways])
        page.try_again_requested.connect(self.try_again_requested)
        page.way_chosen.connect(self._on_way_chosen)
        page.check_requested.connect(self.check_requested)
        self._window.set_working(working=False)
        self._window.show_page(page, "today")
        if knock(self._here, error, pack=self._pack):
            page.say_elsewhere(_KNOCKED)
            if self._pack:
                self._hand_over(page)

    def _hand_over(self, page: "TroublePage") -> None:
        from inpatient_hub.gui.handing import Handing

        Handing(self._here, page, taken=self._window.let_close, left=partial(page.say_elsewhere, _PACK_LEFT))

    def _on_way_chosen(self, way: str) -> None:
        from inpatient_hub.bootstrap import RESCUE, RESTORE, go_way

        place = self._here
        if way == RESCUE:
            self._mend().rescue()
            return
        if way.startswith(RESTORE):
            self._mend().restore(way.removeprefix(RESTORE))
            return

        def then(_done: object) -> None:
            self.try_again_requested.emit()

        def otherwise(error: HubError) -> None:
            if isinstance(error, PassphraseNeeded):
                self._unlock().meet(place, error, starts_again=True)
            else:
                self.meet(place, error)

        self._background.run(lambda: go_way(place, way), owner=self, then=then, otherwise=otherwise)

    def _mend(self) -> "Mending":
        """Restores and rescues are shown before and after."""
        from inpatient_hub.gui.mending import Mending

        self._mending = mending = Mending(self._window, self._background, self._clock, self._here)
        mending.open_requested.connect(self.try_again_requested)

        mending.failed.connect(self._on_not_mended)
        return mending

    def _on_not_mended(self, error: HubError) -> None:
        """Things are as they were, and the other ways are still open."""
        from inpatient_hub.gui.errors import show_error

        if self._page is not None:
            self._window.show_page(self._page, "today")
        show_error(self._window, error)

    @property
    def _here(self) -> Place:
        if self._place is None:
            raise RuntimeError("no trouble was met yet")
        return self._place
