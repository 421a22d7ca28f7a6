"""What a card says when it has nothing to show: what would be here, and how it comes about."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSpacerItem, QVBoxLayout, QWidget

from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.labels import WrapLabel


class EmptyState(QWidget):
    """One sentence, one quiet line and a plain button; a second one only where a beginning has two ways."""

    button_pressed = Signal()
    second_pressed = Signal()

    def __init__(
        self,
        sentence: str,
        muted: str = "",
        button: str = "",
        button_icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(14, 16, 14, 18)
        column.setSpacing(4)
        self._sentence = WrapLabel(sentence, "strong")
        self._muted = WrapLabel(muted, "small", "muted")
        self._button = Button(button, icon=button_icon)
        column.addWidget(self._sentence)
        column.addWidget(self._muted)
        self._gap = QSpacerItem(0, 0)
        column.addItem(self._gap)
        self._second = Button("")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._button)
        buttons.addWidget(self._second)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(1)
        self._button.clicked.connect(self.button_pressed)
        self._second.clicked.connect(self.second_pressed)
        self.set_words(sentence, muted, button)

    def set_icon(self, icon: str | None) -> None:
        """Show another icon on the button, or none."""
        self._button.set_icon(icon)

    def focus_button(self) -> None:
        """Put the keyboard on the button."""
        self._button.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_words(self, sentence: str, muted: str = "", button: str = "", second: str = "") -> None:
        """Say something else."""
        self._sentence.setText(sentence)
        self._muted.setText(muted)
        self._muted.setVisible(bool(muted))
        self._button.set_label(button)
        self._button.setVisible(bool(button))
        self._second.set_label(second)
        self._second.setVisible(bool(second))
        self._gap.changeSize(0, 6 if button else 0)
        self._column.invalidate()
