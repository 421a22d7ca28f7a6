"""A message across a page or dialog: what happened, what to do about it, and one thing to press."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.gui.tokens import RADIUS_CONTROL
from inpatient_hub.gui.widgets.button import Button, IconButton
from inpatient_hub.gui.widgets.icon_line import LineIcon
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.gui.widgets.painting import box

_ICONS = {"info": "info-circle", "warn": "alert-triangle", "act": "alert-circle", "ok": "circle-check"}
_SPOKEN = {"info": "For your information", "warn": "Warning", "act": "Error", "ok": "Done"}


class BannerMessage(QWidget):
    """A message of kind info, warn, act (an error) or ok."""

    action_pressed = Signal()
    close_requested = Signal()

    def __init__(
        self,
        kind: str = "info",
        sentence: str = "",
        remedy: str = "",
        action: str = "",
        *,
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)  # its height is that of its words at this width, never that of a narrower guess
        self.setSizePolicy(policy)
        self._icon = LineIcon("", "muted", 18)
        self._sentence = WrapLabel("", "medium")
        self._remedy = WrapLabel("", "small", "muted")
        self._action = Button("", small=True)
        self._close = IconButton("x", "Close this message", kind="quiet")
        self._words = words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._sentence)
        words.addWidget(self._remedy)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 9, 10, 9)
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._action, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._close.setVisible(closable)
        self._action.clicked.connect(self.action_pressed)
        self._close.clicked.connect(self.close_requested)
        self.set_message(kind, sentence, remedy, action)

    def set_message(self, kind: str, sentence: str, remedy: str = "", action: str = "") -> None:
        """Say something else; ``remedy`` is what to do, ``action`` the button that does it."""
        if kind not in _ICONS:
            raise ValueError(f"There is no message of kind {kind!r}. Choose from: {', '.join(_ICONS)}.")
        self._kind = kind
        self._icon.show_icon(_ICONS[kind], f"{kind}-text")
        self._sentence.setText(sentence)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self._action.set_label(action)
        self._action.setVisible(bool(action))
        # A layout in a layout keeps its old size until the next event; a page that asks now would grow far too high.
        self._words.invalidate()
        self.updateGeometry()
        self.setAccessibleName(f"{_SPOKEN[kind]}: {sentence} {remedy}".strip())
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        box(
            QPainter(self),
            self.rect(),
            RADIUS_CONTROL,
            fill_token=f"{self._kind}-tint",
            edge_token=f"{self._kind}-solid",
        )
