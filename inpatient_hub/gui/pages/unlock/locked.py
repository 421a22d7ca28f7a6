"""Shown by a fresh process after a quick lock: nothing of the ward is loaded, and any key goes on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from inpatient_hub.gui.pages.unlock.sheet import UnlockSheet
from inpatient_hub.gui.widgets.button import Button

_MODIFIERS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
    }
)
"""Keys that mean nothing alone, or that move the keyboard."""


class LockedPage(UnlockSheet):
    """One button. The lock is opened only when somebody is there."""

    unlock_requested = Signal()

    def __init__(self) -> None:
        super().__init__("lock", widest=420)
        self.set_words("Locked", "Press any key. What was being typed is kept for whoever typed it.")
        self.unlock = Button("Unlock", kind="primary", icon="lock-open")
        self.body.addWidget(self.unlock, 0, Qt.AlignmentFlag.AlignLeft)
        self.unlock.clicked.connect(self._on_wanted)

    def focus_first(self) -> None:
        """Gives the keyboard to the button."""
        self.unlock.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_wanted(self) -> None:
        if self.unlock.isEnabled():
            self.unlock.setEnabled(False)
            self.unlock_requested.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if Qt.Key(event.key()) in _MODIFIERS or held:
            super().keyPressEvent(event)
            return
        self._on_wanted()
