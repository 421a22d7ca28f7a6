"""A line to type in, with an icon before the words and a small button after them that grow with the text."""

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.tokens import SIZES
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import IconButton


class EntryLine(QLineEdit):
    """A line edit; ``most`` is its greatest width in pixels at 100 %, 0 for none. With ``replaces`` all of it is
    selected when it is given the keyboard, so that what is typed takes the place of what is there."""

    def __init__(
        self, *, icon: str | None = None, most: int = 0, replaces: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._replaces = replaces
        self._lead = icon
        self._most = most
        self._end: IconButton | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._grow()

    def add_button(self, icon: str, name: str, key: str = "") -> IconButton:
        """Put a button after the words and return it; it takes no focus, so its key must work in the line."""
        button = IconButton(icon, name, kind="quiet", key=key, parent=self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        self._end = button
        self._grow()
        return button

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._replaces and event.reason() == Qt.FocusReason.OtherFocusReason:
            self.selectAll()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._grow()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._lead:
            side = scaled(SIZES["icon"])
            token = "subtle" if self.isEnabled() else "disabled-text"
            paint_icon(QPainter(self), QRect(10, (self.height() - side) // 2, side, side), self._lead, token)

    def _grow(self) -> None:
        lead = scaled(SIZES["icon"]) + 6 if self._lead else 0
        self.setTextMargins(lead, 0, scaled(SIZES["small"]) - 2 if self._end else 0, 0)
        if self._most:
            self.setMaximumWidth(scaled(self._most))
        self._settle()

    def _settle(self) -> None:
        if self._end:
            size = self._end.sizeHint()
            top = (self.height() - size.height()) // 2
            self._end.setGeometry(self.width() - size.width() - 4, top, size.width(), size.height())
