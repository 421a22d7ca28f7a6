"""Asks the person to open the lock: by PIN, passphrase or recovery key, the easiest way that works here first."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.lock_troubles import (
    Locked,
    MistypedRecoveryKey,
    WrongPassphrase,
    WrongPin,
    WrongRecoveryKey,
)
from inpatient_hub.domain.locking import LockState, Way
from inpatient_hub.gui.pages.unlock.sheet import UnlockSheet
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.recovery_key_field import RecoveryKeyField
from inpatient_hub.gui.widgets.secret_field import SecretField

_INSTEAD = {
    Way.PIN: "Use the PIN",
    Way.PASSPHRASE: "Use the passphrase",
    Way.RECOVERY: "Use the recovery key",
}
_WRONG = {WrongPin: Way.PIN, WrongPassphrase: Way.PASSPHRASE, WrongRecoveryKey: Way.RECOVERY}
_MOVED = "Enter the recovery key"


class UnlockPage(UnlockSheet):
    """One way at a time, with the others a press away. Nothing typed is kept longer than it is shown."""

    words_given = Signal(object, str)
    """(the `Way`, what was typed)."""
    keyring_wanted = Signal()
    """Ask the keyring once more."""
    check_requested = Signal()
    """Whether this computer is fit can be asked all the same."""

    def __init__(self) -> None:
        super().__init__("lock")
        self._state: LockState | None = None
        self._way = Way.PASSPHRASE
        self.pin = SecretField("PIN")
        self.passphrase = SecretField("Passphrase")
        self.recovery_key = RecoveryKeyField()
        self._fields: dict[Way, SecretField | RecoveryKeyField] = {
            Way.PIN: self.pin,
            Way.PASSPHRASE: self.passphrase,
            Way.RECOVERY: self.recovery_key,
        }
        self.unlock = Button("Unlock", kind="primary", icon="lock-open")
        self.instead = {way: Button(words, kind="text") for way, words in _INSTEAD.items()}
        self.check_computer = Button("Check this computer", kind="text", icon="device-desktop")
        self._keyring = BannerMessage("info")
        self._trouble = BannerMessage("act")
        self._working = IconLine("hourglass", "")
        self._build()
        self.pin.line.setInputMethodHints(self.pin.line.inputMethodHints() | Qt.InputMethodHint.ImhDigitsOnly)
        self.unlock.clicked.connect(self._on_unlock)
        self.check_computer.clicked.connect(self.check_requested)
        self._keyring.action_pressed.connect(self.keyring_wanted)
        for field in self._fields.values():
            field.line.returnPressed.connect(self._on_unlock)
        for way, button in self.instead.items():
            button.clicked.connect(self._chooser(way))

    def show_locked(self, locked: Locked, *, way: Way | None = None) -> None:
        """Shows what opens the lock now; `way` is the one to begin with, where it still works."""
        state = self._state = locked.state
        self.set_working(working=False)
        if state.moved:
            self.set_words(_MOVED, locked.message)
        else:
            self.set_words(locked.title, "Nothing of it can be read until it is opened. Nothing is lost.")
        self.pin.set_help(_tries_words(state.pin_tries))
        self._keyring.setVisible(bool(state.keyring_fault))
        if state.keyring_fault:
            self._keyring.set_message(
                "info", "This computer's keyring cannot be used.", state.keyring_fault, "Ask it again"
            )
        ways = self._offered()
        usual = Way.RECOVERY if state.moved and Way.RECOVERY in ways else next(iter(ways), Way.RECOVERY)
        self._trouble.hide()
        self._show_way(way if way in ways else usual)

    def way(self) -> Way:
        """The way that is asked for."""
        return self._way

    def set_working(self, *, working: bool) -> None:
        """What was typed is being checked; that takes a moment, so that a thief cannot try many."""
        self._working.set_line("hourglass", "Checking. This takes a moment." if working else "")
        self._working.setVisible(working)
        for part in (*self._fields.values(), self.unlock, *self.instead.values()):
            part.setEnabled(not working)

    def show_problem(self, error: HubError) -> None:
        """Says why it stays locked: beside the line where it is about what was typed, else above it."""
        self.set_working(working=False)
        way = _WRONG.get(type(error))
        if isinstance(error, MistypedRecoveryKey):
            self.recovery_key.show_mistake(error)
        elif way is not None:
            if isinstance(error, WrongPin):
                self.pin.set_help(_tries_words(error.tries))
            self._fields[way].set_error(f"{error.title}. {error.message} {error.remedy}")
            self._fields[way].select_typed()
        else:
            self._trouble.set_message("act", f"{error.title}. {error.message}", error.remedy)
            self._trouble.show()
            self._fields[self._way].focus_field()

    def forget(self) -> None:
        """Forgets everything typed."""
        for field in self._fields.values():
            field.clear_typed()

    def focus_first(self) -> None:
        """Gives the keyboard to the line that is asked for."""
        self._fields[self._way].focus_field()

    def _build(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._working, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addStretch(0)
        foot.addWidget(self.unlock)
        for part in (self._keyring, self._trouble, *self._fields.values()):
            self.body.addWidget(part)
        self.body.addLayout(foot)
        for button in (*self.instead.values(), self.check_computer):
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.setSpacing(10)
        for hidden in (self._keyring, self._trouble, self._working):
            hidden.hide()

    def _offered(self) -> tuple[Way, ...]:
        ways = self._state.ways if self._state is not None else ()
        return tuple(way for way in ways if way in self._fields)

    def _show_way(self, way: Way) -> None:
        self._way = way
        self.forget()
        for one, field in self._fields.items():
            field.clear_error()
            field.setVisible(one is way)
        for one, button in self.instead.items():
            button.setVisible(one is not way and one in self._offered())
        self.focus_first()

    def _chooser(self, way: Way) -> Callable[[], None]:
        def choose() -> None:
            self._trouble.hide()
            self._show_way(way)

        return choose

    def _on_unlock(self) -> None:
        if not self.unlock.isEnabled():
            return
        self._trouble.hide()
        typed = self._fields[self._way].value()
        if not typed:
            self._fields[self._way].set_error(f"Type {_what(self._way)} first.")
            self._fields[self._way].focus_field()
            return
        self.set_working(working=True)
        self.words_given.emit(self._way, typed)


def _what(way: Way) -> str:
    return {Way.PIN: "the PIN", Way.PASSPHRASE: "the passphrase"}.get(way, "the recovery key")


def _tries_words(tries: int | None) -> str:
    if tries is None:
        return ""
    return (
        "One more wrong PIN, and it is switched off on this computer."
        if tries == 1
        else f"After {tries} wrong ones the PIN is switched off on this computer."
    )
