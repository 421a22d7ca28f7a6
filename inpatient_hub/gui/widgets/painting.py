"""Strokes and words that every painted part shares: sharp lines, rounded boxes, focus rings, elided text."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen

from inpatient_hub.gui.theme import colour
from inpatient_hub.gui.typography import role_font

_ONE_LINE = Qt.TextFlag.TextSingleLine.value
_MIDDLE = Qt.AlignmentFlag.AlignVCenter.value
LEFT = Qt.AlignmentFlag.AlignLeft.value | _MIDDLE | _ONE_LINE
"""Plain numbers, put together once: Python's flags take longer to put together than a short word takes to draw."""
RIGHT = Qt.AlignmentFlag.AlignRight.value | _MIDDLE | _ONE_LINE
CENTRE = Qt.AlignmentFlag.AlignCenter.value | _ONE_LINE


def width_of(text: str, role: str = "body", weight: int | None = None) -> int:
    """Return the width of a line of text in pixels in a type role."""
    return QFontMetrics(role_font(role, weight)).horizontalAdvance(text)


def draw_text(
    painter: QPainter,
    rect: QRect,
    text: str,
    role: str,
    token: str,
    *,
    align: int = LEFT,
    weight: int | None = None,
    struck: bool = False,
) -> int:
    """Draw one line of text, cut with an ellipsis when the rectangle is too narrow, with a line through it when it is
    ``struck``; return the width used."""
    font = role_font(role, weight)
    if struck:
        font = QFont(font)
        font.setStrikeOut(True)
    return draw_font_text(painter, rect, text, font, token, align=align)


def draw_font_text(painter: QPainter, rect: QRect, text: str, font: QFont, token: str, *, align: int = LEFT) -> int:
    """Draw one line in a given font, cut with an ellipsis when too long; return the width used."""
    if not text or rect.width() <= 0:
        return 0
    metrics = QFontMetrics(font)
    width = metrics.horizontalAdvance(text)
    if width > rect.width():
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        width = rect.width()
    painter.setFont(font)
    painter.setPen(colour(token))
    painter.drawText(rect, align, text)
    return width


def fill(painter: QPainter, rect: QRect | QRectF, token: str) -> None:
    """Fill a rectangle with a token, its edges snapped to whole pixels of the screen so that lines stay sharp."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if painter.device().devicePixelRatio() == 1:
        painter.fillRect(rect, colour(token))
        return
    box = QRectF(rect)
    transform = painter.combinedTransform()
    if transform.isAffine() and not transform.isRotating():
        on_screen = transform.mapRect(box)
        left, top = round(on_screen.left()), round(on_screen.top())
        width, height = max(1, round(on_screen.width())), max(1, round(on_screen.height()))
        box = transform.inverted()[0].mapRect(QRectF(left, top, width, height))
    painter.fillRect(box, colour(token))


def line_below(painter: QPainter, rect: QRect, token: str = "line") -> None:
    """Draw a divider of one pixel along the lower edge of a rectangle."""
    fill(painter, QRect(rect.left(), rect.bottom(), rect.width(), 1), token)


def box(
    painter: QPainter,
    rect: QRect,
    radius: float,
    *,
    fill_token: str | None = None,
    edge_token: str | None = None,
    edge: float = 1,
    dashed: bool = False,
) -> None:
    """Draw a rounded box; its edge, in pixels, lies inside the rectangle."""
    inset = edge / 2 if edge_token else 0
    shape = QRectF(rect).adjusted(inset, inset, -inset, -inset)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setBrush(colour(fill_token) if fill_token else Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(edge_token, edge, dashed=dashed) if edge_token else Qt.PenStyle.NoPen)
    corner = max(0.0, radius - inset)
    painter.drawRoundedRect(shape, corner, corner)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def focus_ring(painter: QPainter, rect: QRect, token: str = "focus", radius: float = 0) -> None:
    """Draw the keyboard's ring, two pixels wide, just inside a rectangle."""
    box(painter, rect, radius, edge_token=token, edge=2)


def _pen(token: str, width: float, *, dashed: bool) -> QPen:
    pen = QPen(colour(token), width)
    if dashed:
        pen.setDashPattern([3.0, 3.0])
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen
