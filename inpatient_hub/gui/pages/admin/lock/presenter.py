"""Runs the page of the lock: each change on the store's thread, as checking something typed takes half a second."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.locking import Way
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialogs.check_paper import CheckPaperDialog
from inpatient_hub.gui.dialogs.new_secret import NewSecretDialog
from inpatient_hub.gui.dialogs.recovery_key import RecoveryKeyDialog
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.new_recovery_key import serve
from inpatient_hub.gui.pages.admin.lock.page import LockPage
from inpatient_hub.gui.pages.admin.lock.view import NAMES, LockView
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.gui.widgets.dialog import ConfirmDialog
from inpatient_hub.gui.widgets.new_secret_form import NewPassphraseForm, NewPinForm

if TYPE_CHECKING:
    from inpatient_hub.bootstrap import Hub

_ON_SERVER = "This ward's work is kept on a database server, whose own sign-in protects it. Ask IT about it."
_FOR_TRIAL = "This ward is invented, and its key is thrown away when the window is closed."
_GONE = {
    Way.KEYRING: "From now on somebody has to type the passphrase at each start.",
    Way.PASSPHRASE: "It opens nothing any more. Somebody who kept an old copy of the folder could still use it there.",
    Way.PIN: "It opens nothing any more on this computer.",
}


class LockPresenter(Presenter):
    """Fills the page, and does what is asked there."""

    def __init__(self, context: Context, page: LockPage) -> None:
        super().__init__(context, page)
        self._page = page
        self._view: LockView | None = None
        page.shown_for.connect(self._on_shown)
        page.set_requested.connect(self._on_set)
        page.remove_requested.connect(self._on_remove)
        page.key_requested.connect(self._on_key)
        page.anew_requested.connect(self._on_anew)

    def refresh(self) -> None:
        """Shows how the lock stands."""
        hub, page = self.context.hub, self._page
        if not hub.lock.is_kept:
            page.show_nothing("There is no lock here", _ON_SERVER if hub.place.database_url else _FOR_TRIAL)
            return
        self.read(lambda: _look(hub), self._show, page.show_trouble)

    def _show(self, view: LockView) -> None:
        self._view = view
        self._page.show_view(view)

    def _on_shown(self, _about: str) -> None:
        self.refresh()

    @property
    def _window(self) -> QWidget:
        return self._page.window()

    # Ways in

    def _on_set(self, way: Way) -> None:
        self._page.forget_trouble()
        lock = self.context.hub.lock
        if way is Way.KEYRING:
            self._change(lock.remember_here, "This computer's keyring opens it from now on")
        elif way is Way.PIN:
            self._ask_secret(way, NewPinForm(length=lock.policy.pin_length), lock.set_pin)
        else:
            self._ask_secret(way, NewPassphraseForm(length=lock.policy.passphrase_length), lock.set_passphrase)

    def _ask_secret(
        self, way: Way, form: NewPassphraseForm | NewPinForm, set_it: Callable[[str], None]
    ) -> NewSecretDialog:
        name = "passphrase" if way is Way.PASSPHRASE else "PIN"
        is_made = self._view is not None and way in self._view.state.made
        question = f"Choose another {name}" if is_made else f"Choose a {name}"
        consequence = "The old one then opens nothing any more." if is_made else ""
        dialog = NewSecretDialog(self._window, question, consequence, form)

        def done(_none: None) -> None:
            dialog.accept()
            self._done(f"The {name} is set")

        def chosen(words: str) -> None:
            self.context.background.run(lambda: set_it(words), owner=dialog, then=done, otherwise=dialog.show_problem)

        dialog.secret_chosen.connect(chosen)
        dialog.open()
        return dialog

    def _on_remove(self, way: Way) -> None:
        self._page.forget_trouble()
        lock = self.context.hub.lock
        name = NAMES[way]
        is_keyring = way is Way.KEYRING
        question = "Let this computer's keyring forget it?" if is_keyring else f"Remove the {_lower(name)}?"
        dialog = ConfirmDialog(self._window, question, _GONE[way], verb="Forget" if is_keyring else "Remove")

        def agreed() -> None:
            self._change(lambda: lock.take_away(way), f"It no longer opens with {_article(way)}")

        dialog.accepted.connect(agreed)
        dialog.open()

    def _change(self, task: Callable[[], None], sentence: str) -> None:
        def done(_none: None) -> None:
            self._page.set_working(working=False)
            self._done(sentence)

        self._page.set_working(working=True)
        self.context.background.run(task, owner=self, then=done, otherwise=self._failed)

    def _done(self, sentence: str) -> None:
        self._page.toast_wanted.emit(sentence, None)
        self.refresh()

    def _failed(self, error: HubError) -> None:
        self._page.set_working(working=False)
        self._page.show_trouble(error)
        self.refresh()

    # The recovery key

    def _on_key(self, what: str) -> None:
        self._page.forget_trouble()
        lock = self.context.hub.lock
        if what == "check":
            self._check_paper()
        elif what == "show":
            self._ask_key(lambda: lock.unwritten_recovery_key() or "", "Write down the recovery key")
        else:
            dialog = ConfirmDialog(
                self._window,
                "Make a new recovery key?",
                "The one on paper then opens nothing any more. Have paper or a printer at hand.",
                verb="Make a new one",
            )

            def agreed() -> None:
                self._ask_key(lock.new_recovery_key, "Write down the new recovery key")

            dialog.accepted.connect(agreed)
            dialog.open()

    def _ask_key(self, task: Callable[[], str], title: str) -> None:
        lock = self.context.hub.lock

        def then(words: str) -> None:
            self._page.set_working(working=False)
            self.refresh()
            if not words:
                return  # typed back meanwhile
            dialog = RecoveryKeyDialog(self._window, words, title=title)

            def done() -> None:
                dialog.accept()
                self._fold_reminder()
                self._done("The recovery key is on paper, and nobody can show it again")

            serve(dialog.steps, self.context, parent=dialog, words=words, check=lock.recovery_key_written, done=done)
            dialog.open()

        self._page.set_working(working=True)
        self.context.background.run(task, owner=self, then=then, otherwise=self._failed)

    def _fold_reminder(self) -> None:
        """The line that reminds of it at each start has nothing to say any more."""
        window = self._window
        if isinstance(window, MainWindow) and "notice" in vars(window):
            window.notice.fold()

    def _check_paper(self) -> None:
        lock = self.context.hub.lock
        dialog = CheckPaperDialog(self._window)

        def done(_none: None) -> None:
            dialog.accept()
            self._done("The recovery key on the paper is the right one")

        def typed_back(typed: str) -> None:
            self.context.background.run(
                lambda: lock.recovery_key_written(typed), owner=dialog, then=done, otherwise=dialog.show_problem
            )

        dialog.typed_back.connect(typed_back)
        dialog.open()

    # A new key

    def _on_anew(self) -> None:
        """Whoever opened the lock with a passphrase has to choose another one, as the old one may be known."""
        self._page.forget_trouble()
        lock = self.context.hub.lock
        state = self._view.state if self._view is not None else None
        needs_passphrase = state is not None and (Way.PASSPHRASE in state.made or bool(state.keyring_fault))
        question = "Lock everything with a new key?"
        consequence = (
            "The ward is closed for it. The old recovery key, passphrase and PIN then open nothing any more. Have "
            "paper or a printer at hand for the new recovery key. Everybody signs in again."
        )
        if needs_passphrase:
            form = NewPassphraseForm("Lock everything anew", length=lock.policy.passphrase_length)
            asking = NewSecretDialog(self._window, question, consequence, form)

            def chosen(words: str) -> None:
                self._lock_anew(words, asking)

            asking.secret_chosen.connect(chosen)
            asking.open()
            return
        dialog = ConfirmDialog(self._window, question, consequence, verb="Lock everything anew", danger=True)

        def agreed() -> None:
            self._lock_anew(None, dialog)

        dialog.accepted.connect(agreed)
        dialog.open()

    def _lock_anew(self, passphrase: str | None, asked: ConfirmDialog | NewSecretDialog) -> None:
        """What could be refused is refused before the ward is closed."""
        lock = self.context.hub.lock

        def then(_none: None) -> None:
            if asked.isVisible():
                asked.accept()
            self.context.lock_anew(passphrase)

        refused = asked.show_problem if isinstance(asked, NewSecretDialog) else self._failed
        self.context.background.run(lambda: lock.may_lock_anew(passphrase), owner=self, then=then, otherwise=refused)


def _look(hub: "Hub") -> LockView:
    return LockView(hub.lock.state(), hub.lock.policy, hub.seat.may(Right.CHANGE_LOCK))


def _lower(name: str) -> str:
    return name if name.isupper() else name[:1].lower() + name[1:]


def _article(way: Way) -> str:
    return {Way.KEYRING: "this computer's keyring", Way.PASSPHRASE: "the passphrase", Way.PIN: "the PIN"}[way]
