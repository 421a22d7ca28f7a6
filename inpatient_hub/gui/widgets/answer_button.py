"""An answer to a question as a button: long words, such as a patient's whole name, go on in the next line."""

from dataclasses import replace

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy
from typing_extensions import override

from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.button_paint import ButtonState, paint_button
from inpatient_hub.gui.widgets.marks import key_size, paint_key
from inpatient_hub.gui.widgets.wrapping import paint_wrapped, wrapped_height

_SIDE, _GAP, _ABOVE, _LEAST = 14, 8, 7, 160
_ROLE = "medium"


class AnswerButton(Button):
    """As wide as its words where there is room; narrower it is higher, and nothing of the words is left out."""

    def __init__(self, text: str, *, key: str = "", accessible: str = "") -> None:
        super().__init__(text, key=key, accessible=accessible)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), scaled(_LEAST)), hint.height())

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        hint = self.sizeHint()
        if width >= hint.width():
            return hint.height()
        words = wrapped_height(self.face().label, _ROLE, self._words_width(width))
        return max(hint.height(), words + 2 * scaled(_ABOVE))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)
            return
        painter, face = QPainter(self), self.face()
        state = ButtonState(
            enabled=self.isEnabled(), hover=self.underMouse(), pressed=self.isDown(), focus=self.hasFocus()
        )
        paint_button(painter, self.rect(), replace(face, label="", key=""), state)
        width = self._words_width(self.width())
        height = wrapped_height(face.label, _ROLE, width)
        place = QRect(scaled(_SIDE), (self.height() - height) // 2, width, height)
        ink = "text" if self.isEnabled() else "disabled-text"
        paint_wrapped(painter, place, face.label, _ROLE, ink)
        if face.key:
            size = key_size(face.key)
            left = self.width() - scaled(_SIDE) - size.width()
            above = (self.height() - size.height()) // 2
            paint_key(painter, QRect(left, above, size.width(), size.height()), face.key, ink=ink)

    def _words_width(self, width: int) -> int:
        key = self.face().key
        beside = key_size(key).width() + scaled(_GAP) if key else 0
        return max(1, width - 2 * scaled(_SIDE) - beside)
