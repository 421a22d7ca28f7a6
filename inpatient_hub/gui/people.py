"""Who is at the computer: asked at the start, changed on a shared one, and reminded of unfiled notes on leaving."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from inpatient_hub.domain.changes import Changes
from inpatient_hub.domain.staff import Staff
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialog_gone import close_if_there, problem_in, while_there
from inpatient_hub.gui.dialogs.sign_out import Leaving, SignOutDialog, not_filed_words
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.gui.tray import TrayPresenter
from inpatient_hub.services.ports import NoteLine
from inpatient_hub.services.sign_in import SignInLine

if TYPE_CHECKING:
    from inpatient_hub.gui.dialogs.people import SignInDialog


class _Known(NamedTuple):
    """Who may sign in here, and how many figures a PIN has at least."""

    people: Sequence[SignInLine]
    pin_length: int


class People(Presenter):
    """Asks who is there, and with what they show it. Nobody's name is put under a note by default."""

    person_ready = Signal()
    """Someone else than before has said who they are."""
    same_person_back = Signal()
    """Whoever was here has signed in again after their time was over."""
    nobody_yet = Signal()
    """Nobody may see anything of the ward yet."""
    nobody_stayed = Signal()
    """The first question was closed without an answer."""
    not_filed_requested = Signal(str)
    told = Signal(str)
    """A sentence to show for a moment."""

    def __init__(self, context: Context, window: MainWindow, tray: TrayPresenter) -> None:
        super().__init__(context, window)
        self._window = window
        self._tray = tray
        self._dialog: SignInDialog | None = None

    def begin(self, staff: Sequence[Staff], *, known_id: str = "") -> None:
        """At the start: whoever is signed in already, `known_id` on an invented ward, or the only person there is;
        otherwise it asks. Nobody passes whose ward wants a PIN."""
        seated = self.context.hub.seat.person
        if seated is not None:
            self._is_here(seated)
            return
        alone = staff[0].id if len(staff) == 1 else ""
        self._read_people(partial(self._begin_with, known_id or alone))

    def sign_in(self, staff_id: str) -> None:
        """Somebody for whom a name is enough."""
        self._sign_in(None, staff_id, "")

    def change(self) -> None:
        """Someone else sits down: letters typed at once find a name. What is not filed stands beside, in no way."""
        self._read_people(partial(self._ask, waiting=not_filed_words(self._tray.lines)))

    def sign_in_again(self) -> None:
        """The time of whoever is here is over, or it is not known who is: asks, and takes nothing off the screen."""
        if self._dialog is None and self.context.session.is_open:
            me = self.context.session.person.id
            self._read_people(partial(self._ask, prefer=me, must=True, stays=True))

    def change_secret(self) -> None:
        """Whoever is here changes their PIN, or chooses the first."""
        sign_in = self.context.hub.sign_in
        self.read(lambda: (sign_in.has_own_secret(), sign_in.pin_length), self._ask_new_secret)

    def leave(self, then: Callable[[], None]) -> None:
        """The person leaves; `then` is called when they have seen what is not filed and still want to."""
        if not self.context.session.is_open:
            then()
            return
        sign_in = self.context.hub.sign_in

        def go() -> None:
            self.write(sign_in.sign_out, then)

        self._remind(Leaving.QUIT, go)

    def _begin_with(self, known_id: str, told: _Known) -> None:
        known = next((line for line in told.people if line.id == known_id), None)
        if known is not None and known.needs is None:
            self.sign_in(known.id)
            return
        if any(line.needs is not None for line in told.people):
            self.nobody_yet.emit()
        self._ask(told, prefer=known_id, must=True)

    def _remind(self, leaving: Leaving, then: Callable[[], None]) -> None:
        lines = self._tray.lines
        if not lines:
            then()
            return
        hub = self.context.hub
        dialog = SignOutDialog(self._window, lines, at=hub.clock.local(hub.clock.now()), leaving=leaving)

        def show(changed: tuple[NoteLine, ...]) -> None:
            dialog.show_lines(changed, hub.clock.local(hub.clock.now()))

        following = self._tray.notes_changed.connect(show)

        def stop_following(_result: int) -> None:
            QObject.disconnect(following)

        dialog.finished.connect(stop_following)
        dialog.filed_requested.connect(self._tray.file)
        dialog.copy_again_requested.connect(self._tray.copy_again)
        dialog.not_filed_requested.connect(self.not_filed_requested)
        dialog.accepted.connect(then)
        dialog.open()

    def _read_people(self, then: Callable[[_Known], None]) -> None:
        sign_in, ward_id = self.context.hub.sign_in, self.ward_id
        self.read(lambda: _Known(sign_in.people(ward_id), sign_in.pin_length), then)

    def _ask(
        self, told: _Known, *, prefer: str = "", must: bool = False, stays: bool = False, waiting: str = ""
    ) -> None:
        """`must` for a question that somebody has to answer, or the window closes; `stays` where Esc does not."""
        from inpatient_hub.gui.dialogs.people import SignInDialog

        if self._dialog is not None:
            return
        session, people = self.context.session, told.people
        current = session.person.id if session.is_open else ""
        dialog = SignInDialog(
            QApplication.activeModalWidget() or self._window,
            people,
            current_id=current,
            cancel="Close Inpatient Hub" if must else "Cancel",
            pin_length=told.pin_length,
            stays=stays,
            waiting=waiting,
        )
        self._dialog = dialog
        dialog.sign_in_wanted.connect(partial(self._sign_in, dialog))
        dialog.own_chosen.connect(partial(self._choose_own, dialog))
        dialog.recovery_wanted.connect(partial(self._recover, dialog))
        dialog.finished.connect(self._on_dialog_finished)
        if must:
            dialog.rejected.connect(self.nobody_stayed)
        dialog.open()
        if prefer and any(line.id == prefer and line.needs is not None for line in people):
            dialog.choose(prefer)

    def _on_dialog_finished(self, _result: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
        self._dialog = None

    def _sign_in(self, dialog: "SignInDialog | None", staff_id: str, typed: str) -> None:
        sign_in = self.context.hub.sign_in
        self.read(
            lambda: sign_in.sign_in(staff_id, typed or None),
            partial(self._signed_in, dialog),
            while_there(dialog, dialog.show_trouble) if dialog is not None else None,
        )

    def _choose_own(self, dialog: "SignInDialog", staff_id: str, code: str, secret: str) -> None:
        sign_in = self.context.hub.sign_in
        self.read(
            lambda: sign_in.choose_secret(staff_id, proof=code, secret=secret),
            partial(self._signed_in, dialog),
            while_there(dialog, dialog.show_trouble),
        )

    def _recover(self, dialog: "SignInDialog", staff_id: str, words: str) -> None:
        sign_in = self.context.hub.sign_in
        code, trouble = while_there(dialog, dialog.show_code), while_there(dialog, dialog.show_trouble)
        self.read(lambda: sign_in.reset_by_recovery_key(staff_id, words), code, trouble)

    def _signed_in(self, dialog: "SignInDialog | None", person: Staff) -> None:
        if dialog is not None:
            close_if_there(dialog)
        self._is_here(person)

    def _is_here(self, person: Staff) -> None:
        session = self.context.session
        same = session.is_open and session.person.id == person.id
        session.set_person(person)
        (self.same_person_back if same else self.person_ready).emit()

    def _ask_new_secret(self, known: tuple[bool, int]) -> None:
        from inpatient_hub.gui.dialogs.own_secret import OwnSecretDialog

        has_one, pin_length = known
        sign_in, by = self.context.hub.sign_in, self.by
        dialog = OwnSecretDialog(self._window, has_one=has_one, pin_length=pin_length)

        def choose(present: str, secret: str) -> None:
            def task() -> Changes:
                if not has_one:
                    return sign_in.choose_first_secret(secret)
                sign_in.choose_secret(by, proof=present, secret=secret)
                return Changes()

            def done() -> None:
                close_if_there(dialog)
                self.told.emit("Your PIN is changed" if has_one else "Your PIN is set")

            self.write(task, done, problem_in(dialog, self.context.background.failed.emit))

        dialog.chosen.connect(choose)
        dialog.open()
