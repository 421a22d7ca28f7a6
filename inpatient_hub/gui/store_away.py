"""Closes the ward's store, does to it what nobody may watch, and shows what was done: a restore, or a new key."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.held_people import shortened
from inpatient_hub.gui.backup_words import DO_AGAIN, Preview, compared, when
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.pages.mended.page import MendedPage

if TYPE_CHECKING:
    from inpatient_hub.bootstrap import Hub

T = TypeVar("T")

_UNCHANGED = "The ward's work is as it was before."


class StoreAway(QObject):
    """Whoever is at the computer has agreed by now. From here on the window only shows this one page, and a fresh start
    follows."""

    def __init__(
        self,
        window: MainWindow,
        context: Context,
        *,
        let_go: Callable[[], None],
        start_afresh: Callable[[], None],
    ) -> None:
        """`let_go` is called before the store is closed: from then on nothing else in the window asks it.
        `start_afresh` puts a fresh process in the place of this one, or raises HubError."""
        super().__init__(window)
        self._let_go = let_go
        self._start_afresh = start_afresh
        self._window = window
        self._context = context
        self.page = MendedPage()
        self.page.open_requested.connect(self._on_open)

    def restore(self, preview: Preview) -> None:
        """Puts a backup back, with the present store kept aside."""
        hub = self._context.hub

        def done(come: tuple[Path | None, tuple[str, ...]]) -> None:
            self._show_restored(preview, *come)

        self._begin(
            "Putting the backup back",
            "It is checked first. The store of now is kept beside it.",
            lambda: _restored(hub, preview),
            done,
        )

    def lock_anew(self, passphrase: str | None) -> None:
        """Locks store and backups with a new key. Then its recovery key has to be written down."""
        hub = self._context.hub
        self._begin(
            "Locking everything with a new key",
            "The store and its backups are copied, compared and locked anew. That takes a moment for each of them.",
            lambda: _locked_anew(hub, passphrase),
            self._show_locked_anew,
        )

    def _begin(self, title: str, message: str, task: Callable[[], T], done: Callable[[T], None]) -> None:
        context, window = self._context, self._window
        self._let_go()
        self.page.show_working(title, message)
        window.set_working(working=False)
        window.tray_bar.fold()
        window.notice.end()
        window.show_page(self.page, "admin")

        def then(_none: None) -> None:
            context.background.run(task, owner=self, then=done, otherwise=self._show_failed)

        # A backup that is under way is finished first.
        context.archive.run(lambda: None, owner=self, then=then)

    def _show_restored(self, preview: Preview, kept: Path | None, people: tuple[str, ...]) -> None:
        local = self._context.hub.clock.local
        moment = f"of {when(local(preview.made_at))} " if preview.made_at else ""
        aside = f"The store it replaced is kept: {kept}" if kept is not None else ""
        self.page.show_done(
            f"The backup {moment}is in the store's place",
            aside,
            " ".join((DO_AGAIN, *shortened(people))),
            compared(preview.contents, preview.present, local) if preview.present is not None else (),
        )

    def _show_locked_anew(self, recovery_key: "tuple[Callable[[str], None], str]") -> None:
        check, words = recovery_key
        self.page.show_done(
            "Everything is locked with a new key",
            "The old recovery key, passphrase and PIN open nothing any more. Copies in the second place keep the old "
            "lock: remove them there when they are no longer needed.",
            "Write the new recovery key down now.",
        )
        self._show_steps(words, check)

    def _show_steps(self, words: str, check: Callable[[str], None]) -> None:
        """Puts the new recovery key on the page, in a card that goes when it is on paper or put off; also by itself, as
        the idle lock ended with the store and the key opens everything."""
        from inpatient_hub.gui.new_recovery_key import serve
        from inpatient_hub.gui.widgets.card import Card
        from inpatient_hub.gui.widgets.recovery_key_steps import RecoveryKeySteps

        page, steps, card = self.page, RecoveryKeySteps(words), Card("The new recovery key")
        card.add_padded(steps)
        page.extra.addWidget(card)

        def done() -> None:
            card.hide()
            page.say_saved("The new recovery key is on paper. Nobody can show it again.")
            page.open_button.setFocus()

        def put_off() -> None:
            card.hide()
            page.open_button.setFocus()

        def forgotten() -> None:
            if not card.isHidden():
                put_off()
                page.say_saved("The recovery key was taken off the screen. Admin, Lock shows it again.")

        timer = QTimer(card, singleShot=True, interval=self._context.hub.lock.policy.idle_minutes * 60_000)
        timer.timeout.connect(forgotten)
        timer.start()
        steps.put_off.connect(put_off)
        serve(steps, self._context, parent=page, words=words, check=check, done=done)
        steps.focus_first()

    def _show_failed(self, error: HubError) -> None:
        self.page.show_failed(error, _UNCHANGED)

    def _on_open(self) -> None:
        try:
            self._start_afresh()
        except HubError as error:
            self.page.show_failed(error, "")


def _restored(hub: "Hub", preview: Preview) -> tuple[Path | None, tuple[str, ...]]:
    """Returns where the replaced store is kept, and a sentence about each person who was held back."""
    from inpatient_hub.bootstrap import restore_backup

    person, told = hub.seat.person, list[str]()
    hub.close()
    kept = restore_backup(
        hub.place, preview.file, words=preview.words, clock=hub.clock, person=person, tell=told.extend
    )
    return kept, tuple(told)


def _locked_anew(hub: "Hub", passphrase: str | None) -> "tuple[Callable[[str], None], str]":
    """Returns what checks the new recovery key back, and its words."""
    from inpatient_hub.bootstrap import vault_of, with_lock_anew

    person = hub.seat.person
    hub.close()
    place = with_lock_anew(hub.place, passphrase=passphrase, clock=hub.clock, person=person)
    vault = vault_of(place)
    words = vault.unwritten_recovery_key(place.key)

    def check(typed: str) -> None:
        vault.recovery_key_written(place.key, typed, on=hub.clock.today())

    return check, words or ""
