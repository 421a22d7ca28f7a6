"""What a card says when it has nothing to show: what would be here, and how it comes about."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSpacerItem, QVBoxLayout, QWidget

from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.labels import WrapLabel


class EmptyState(QWidget):
    """One sentence, one quiet line and at most one plain button."""

    button_pressed = Signal()

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
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._button.clicked.connect(self.button_pressed)
        self.set_words(sentence, muted, button)

    def set_words(self, sentence: str, muted: str = "", button: str = "") -> None:
        """Say something else."""
        self._sentence.setText(sentence)
        self._muted.setText(muted)
        self._muted.setVisible(bool(muted))
        self._button.set_label(button)
        self._button.setVisible(bool(button))
        self._gap.changeSize(0, 6 if button else 0)
        self._column.invalidate()
