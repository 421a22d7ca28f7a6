"""Draws the icon set by name, in a colour of the theme and sharp on every screen."""

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from inpatient_hub.gui.theme import colour, current_look, look_feed
from inpatient_hub.host.resources import resource_path

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon
    from PySide6.QtSvg import QSvgRenderer

_FINE_FROM = 17
"""Icons of this many pixels and more are drawn with the finer stroke."""

_UNSEEN = b'<path stroke="none" d="M0 0h24v24H0z" fill="none" />'
"""The square every icon of the set begins with. On paper QtSvg draws it."""

_pixmaps: dict[tuple[str, str, int, float, str], QPixmap] = {}


class UnknownIconError(KeyError):
    """An icon was asked for by a name the set does not hold."""


@cache
def icon_names() -> frozenset[str]:
    """Return the names of all icons that ship with the program."""
    return frozenset(path.stem for path in resource_path("icons").glob("*.svg"))


def icon(name: str, token: str = "text", size: int = 18) -> "QIcon":
    """Return an icon by name that follows the theme; ``size`` in pixels is what buttons show unless told.

    Raises UnknownIconError for a name not in the set.
    """
    from inpatient_hub.gui.icon_engine import engine_icon  # the first paint has no button, and needs no engine

    _source(name)
    return engine_icon(name, token, size)


def paint_icon(painter: QPainter, rect: QRect, name: str, token: str) -> None:
    """Paint an icon centred in a rectangle, as large as its shorter side."""
    side = min(rect.width(), rect.height())
    corner = QPoint(rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2)
    painter.drawPixmap(corner, pixmap(name, token, side, painter.device().devicePixelRatio()))


def print_icon(painter: QPainter, rect: QRectF, name: str) -> None:
    """Paint an icon in black, for paper: QtSvg draws the set's own colour so."""
    drawn = _source(name).replace(b'stroke-width="2"', b'stroke-width="1.75"').replace(_UNSEEN, b"")
    painter.save()
    _renderer_class()(QByteArray(drawn)).render(painter, rect)
    painter.restore()


def pixmap(name: str, token: str, size: int, dpr: float = 1.0) -> QPixmap:
    """Return an icon as a picture of ``size`` logical pixels square at a device pixel ratio."""
    key = (name, token, size, dpr, current_look().theme.name)
    found = _pixmaps.get(key)
    if found is None:
        found = _pixmaps[key] = _render(name, token, size, dpr)
    return found


@cache
def _source(name: str) -> bytes:
    try:
        return resource_path("icons", f"{name}.svg").read_bytes()
    except FileNotFoundError:
        raise UnknownIconError(f"There is no icon called {name!r} in resources/icons.") from None


@cache
def _renderer_class() -> "type[QSvgRenderer]":
    """Import the SVG module when the first icon is drawn, not before."""
    from PySide6.QtSvg import QSvgRenderer

    look_feed().look_changed.connect(_pixmaps.clear)
    return QSvgRenderer


def _render(name: str, token: str, size: int, dpr: float) -> QPixmap:
    # QtSvg draws currentColor in black, so the colour goes into the source first.
    drawn = _source(name).replace(b"currentColor", colour(token).name().encode())
    if size >= _FINE_FROM:
        drawn = drawn.replace(b'stroke-width="2"', b'stroke-width="1.75"')
    renderer = _renderer_class()(QByteArray(drawn))
    device = round(size * dpr)
    picture = QPixmap(device, device)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, device, device))
    painter.end()
    picture.setDevicePixelRatio(dpr)
    return picture
