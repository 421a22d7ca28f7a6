"""Start codes to hand over, shown this once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget
from typing_extensions import override

from inpatient_hub.gui.theme import set_variant
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.dialog import ConfirmDialog, Dialog
from inpatient_hub.gui.widgets.labels import WrapLabel, text_label

_ONE = (
    "Write it down or say it now: it is not shown again. It is good for one sign-in within seven days, at which the "
    "person chooses a PIN of their own."
)
_SEVERAL = (
    "Write them down or say them now: they are not shown again. Each is good for one sign-in within seven days, at "
    "which the person chooses a PIN of their own."
)


class StartCodesDialog(Dialog):
    """Each name with its code. They can be selected, not copied by one press: they belong on paper, or said aloud."""

    another_wanted = Signal()
    """It is handed over, and the next person of a team is to be added."""

    def __init__(self, parent: QWidget | None, codes: Sequence[tuple[str, str]], *, of_new: bool = False) -> None:
        """`of_new` for the code of somebody just added: another can follow."""
        super().__init__(
            parent,
            "Hand over the start code" if len(codes) == 1 else "Hand over the start codes",
            consequence=_ONE if len(codes) == 1 else _SEVERAL,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        self.codes: list[QLabel] = []
        for row, (name, code) in enumerate(codes):
            words = text_label(code, "question")
            set_variant(words, selectable=True)
            words.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            words.setAccessibleName(f"Start code of {name}: {' '.join(code)}")
            self.codes.append(words)
            grid.addWidget(WrapLabel(name, "body"), row, 0)
            grid.addWidget(words, row, 1, Qt.AlignmentFlag.AlignRight)
        self.body.addWidget(holder)
        self.another_button = Button("Add another", icon="plus")
        if of_new:
            self.add_button(self.another_button)
        self.done_button = self.add_button(
            Button("I have handed it over" if len(codes) == 1 else "I have handed them over", kind="primary")
        )
        self.done_button.clicked.connect(self.accept)
        self.another_button.clicked.connect(self._on_another)
        # The keyboard is on the code: the Enter that made it, pressed twice, must not take it away unread. There Enter
        # goes on to the button, and Enter on the button closes.
        self.codes[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def reject(self) -> None:
        """Escape asks first."""
        several = len(self.codes) > 1
        ask = ConfirmDialog(
            self,
            "Have the start codes been handed over?" if several else "Has the start code been handed over?",
            f"{'They are' if several else 'It is'} not shown again. Whoever has none needs a new one, from an admin.",
            verb="Close",
            cancel="Show them" if several else "Show it",
        )
        ask.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ask.accepted.connect(self.accept)
        ask.open()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.isAutoRepeat():
            return
        elif isinstance(button := self.focusWidget(), Button):
            button.click()
        else:
            self.done_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_another(self) -> None:
        self.accept()
        self.another_wanted.emit()
