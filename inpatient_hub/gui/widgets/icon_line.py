"""An icon with a sentence beside it: a reason, a check, a hint; at most one thing to press."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.typography import line_height, scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.labels import WrapLabel

_TONES = {"act-text": "act", "warn-text": "warn", "ok-text": "ok", "info-text": "info"}


class LineIcon(QWidget):
    """An icon that stays on the first line of the words beside it."""

    def __init__(self, name: str, token: str, side: int = 16, *, role: str = "small") -> None:
        super().__init__()
        self._name, self._token, self._side, self._role = name, token, side, role
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, token: str) -> None:
        """Show another icon."""
        self._name, self._token = name, token
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(scaled(self._side), max(scaled(self._side), line_height(self._role)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        side = scaled(self._side)
        if self._name:
            paint_icon(QPainter(self), QRect(0, (self.height() - side) // 2, side, side), self._name, self._token)


class IconLine(QWidget):
    """An icon and words that wrap beside it; ``token`` colours both, ``action`` adds a text button."""

    action_pressed = Signal()

    def __init__(
        self,
        icon: str,
        text: str,
        token: str = "muted",
        *,
        action: str = "",
        role: str = "small",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = LineIcon(icon, token, role=role)
        self._words = WrapLabel(text, role, _TONES.get(token, token))
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._action = Button(kind="text", small=True)
        self._line = QHBoxLayout()
        self._line.setSpacing(8)
        self._line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._line.addWidget(self._words, 1)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addLayout(self._line, 1)
        row.addWidget(self._action, 0, Qt.AlignmentFlag.AlignTop)
        # Room to spare lies above and below, so that the line stands level with a button beside it.
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.set_action(action)
        self._action.clicked.connect(self.action_pressed)

    def text(self) -> str:
        """Return the words."""
        return self._words.text()

    def set_line(self, icon: str, text: str, token: str = "muted") -> None:
        """Show another icon and other words."""
        self._icon.show_icon(icon, token)
        self._words.setText(text)
        self._words.set_tone(_TONES.get(token, token))

    def set_action(self, action: str) -> None:
        """Name the thing to press; "" takes it away."""
        self._action.set_label(action)
        self._action.setVisible(bool(action))
        # The first line of the words stands level with the button's.
        self._line.setContentsMargins(0, scaled(5) if action else 0, 0, 0)
