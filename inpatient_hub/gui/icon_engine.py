"""Gives the icon set to Qt's own buttons and menus, which ask for a picture whenever they are painted."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from typing_extensions import override

from inpatient_hub.gui.icons import paint_icon, pixmap


def engine_icon(name: str, token: str, size: int) -> QIcon:
    """Return an icon that renders itself anew, in the theme shown, whenever it is asked for."""
    return QIcon(_TokenEngine(name, token, size))


class _TokenEngine(QIconEngine):
    """Renders one icon in one token; disabled shows in the disabled colour."""

    def __init__(self, name: str, token: str, size: int) -> None:
        super().__init__()
        self._name = name
        self._token = token
        self._size = size

    def _token_for(self, mode: QIcon.Mode) -> str:
        return "disabled-text" if mode == QIcon.Mode.Disabled else self._token

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint_icon(painter, rect, self._name, self._token_for(mode))

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    @override
    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return pixmap(self._name, self._token_for(mode), min(size.width(), size.height()), scale)

    @override
    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        side = min(size.width(), size.height()) if size.isValid() else self._size
        return QSize(side, side)

    @override
    def availableSizes(self, mode: QIcon.Mode = QIcon.Mode.Normal, state: QIcon.State = QIcon.State.Off) -> list[QSize]:
        return [QSize(self._size, self._size)]

    @override
    def clone(self) -> QIconEngine:
        return _TokenEngine(self._name, self._token, self._size)

    @override
    def iconName(self) -> str:
        return self._name

    @override
    def key(self) -> str:
        return "inpatient-hub"
