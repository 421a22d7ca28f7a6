"""Goes a way forward from a store that cannot be opened: shows a backup before it is put back, or what differs."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.held_people import shortened
from inpatient_hub.domain.lock_troubles import PassphraseNeeded
from inpatient_hub.domain.rescue import Rescue
from inpatient_hub.gui.background import Background
from inpatient_hub.gui.backup_words import DO_AGAIN, Preview, when
from inpatient_hub.gui.dialogs.new_secret import NewSecretDialog
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.pages.mended.page import MendedPage
from inpatient_hub.gui.pages.mended.words import rescue_text
from inpatient_hub.gui.restore_flow import RestoreFlow
from inpatient_hub.gui.widgets.new_secret_form import NewPassphraseForm
from inpatient_hub.host.clock import SystemClock
from inpatient_hub.host.place import Place

if TYPE_CHECKING:
    from inpatient_hub.services.ports import Clock


class Mending(QObject):
    """Loaded only when a restore or a rescue is chosen."""

    open_requested = Signal()
    """The ward is to be opened now."""
    failed = Signal(object)
    """Carries the `HubError`: things are as they were."""

    def __init__(self, window: MainWindow, background: Background, clock: "Clock | None", place: Place) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._clock = clock or SystemClock()
        self._place = place
        self._page: MendedPage | None = None
        self._flow = flow = RestoreFlow(window, background, self._clock, self._look)
        flow.agreed.connect(self._on_agreed)
        flow.failed.connect(self.failed)

    def restore(self, backup: str) -> None:
        """Shows what a backup holds, and puts it back when that is wanted."""
        self._flow.begin(backup)

    def rescue(self) -> None:
        """Saves what can be read, and shows what differs."""
        place, clock = self._place, self._clock
        self._show_working("Saving what can be read", "The damaged store is read piece by piece. It is kept.")
        self._background.run(
            lambda: _rescued(place, clock), owner=self, then=self._show_rescue, otherwise=self.failed.emit
        )

    def _look(self, file: str, words: str | None) -> Preview:
        """On the store's thread. The store here cannot be read, so there is nothing to compare with."""
        from inpatient_hub.bootstrap import preview_backup, when_made

        place = self._place
        contents = preview_backup(place, file, words=words)
        return Preview(file=file, words=words, made_at=when_made(place, file), contents=contents, present=None)

    def _on_agreed(self, preview: Preview) -> None:
        self._put_back(preview, None, self._refused)

    def _put_back(
        self, preview: Preview, passphrase: str | None, otherwise: Callable[[Preview, HubError], None]
    ) -> None:
        place, clock, told = self._place, self._clock, list[str]()

        def task() -> Path | None:
            from inpatient_hub.bootstrap import restore_backup

            return restore_backup(
                place, preview.file, words=preview.words, passphrase=passphrase, clock=clock, tell=told.extend
            )

        def done(kept: Path | None) -> None:
            self._show_restored(preview, kept, told)

        def refused(error: HubError) -> None:
            otherwise(preview, error)

        self._show_working("Putting the backup back", "It is checked first. The damaged store is kept beside it.")
        self._background.run(task, owner=self, then=done, otherwise=refused)

    def _refused(self, preview: Preview, error: HubError) -> None:
        if isinstance(error, PassphraseNeeded):
            self._ask_passphrase(preview, error)
        else:
            self.failed.emit(error)

    def _ask_passphrase(self, preview: Preview, needed: HubError) -> None:
        """The folder's own lock is gone, and there is no keyring to make another one with."""
        dialog = NewSecretDialog(self._window, needed.title, needed.message, NewPassphraseForm())

        def again(words: str) -> None:
            self._put_back(preview, words, refused)

        def refused(_preview: Preview, error: HubError) -> None:
            dialog.show_problem(error)

        def given_up() -> None:
            self.failed.emit(needed)

        dialog.secret_chosen.connect(again)
        dialog.rejected.connect(given_up)
        self.open_requested.connect(dialog.accept)
        dialog.open()

    def _show_working(self, title: str, message: str) -> None:
        if self._page is None:
            self._page = page = MendedPage()
            page.open_requested.connect(self._on_open)
        self._page.show_working(title, message)
        self._window.set_working(working=False)
        self._window.show_page(self._page, "today")

    def _show_restored(self, preview: Preview, kept: Path | None, people: Sequence[str]) -> None:
        moment = f"of {when(self._clock.local(preview.made_at))} " if preview.made_at else ""
        if self._page is not None:
            self._page.show_done(
                f"The backup {moment}is in the store's place",
                f"The damaged store is kept: {kept}" if kept is not None else "",
                " ".join((DO_AGAIN, *shortened(people))),
            )

    def _show_rescue(self, told: Rescue) -> None:
        page, local = self._page, self._clock.local
        if page is None:
            return
        text = rescue_text(told, local(self._clock.now()), local)

        def save(file: str) -> None:
            from inpatient_hub.gui.rescue_paper import save_text

            try:
                save_text(file, text)
            except HubError as error:
                page.say_not_saved(error)
            else:
                page.say_saved(f"Saved: {file}")

        def on_save() -> None:
            from inpatient_hub.gui.rescue_paper import ask_where_to_save

            ask_where_to_save(self._window, save)

        def on_print() -> None:
            from inpatient_hub.gui.rescue_paper import print_text

            print_text(self._window, text)

        page.save_requested.connect(on_save)
        page.print_requested.connect(on_print)
        page.show_rescue(told, local)

    def _on_open(self) -> None:
        page, self._page = self._page, None
        self.open_requested.emit()
        if page is not None:
            self._window.stack.removeWidget(page)
            page.deleteLater()


def _rescued(place: Place, clock: "Clock") -> Rescue:
    from inpatient_hub.bootstrap import rescue_store

    return rescue_store(place, clock=clock)
