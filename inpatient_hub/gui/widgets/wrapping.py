"""Lays out words over several lines with the line height of their type role, for painted parts and labels."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption

from inpatient_hub.gui.theme import colour
from inpatient_hub.gui.typography import line_height, role_font
from inpatient_hub.gui.widgets.painting import draw_text

_LINE_SEPARATOR = "\u2028"


def lay_out(
    text: str,
    font: QFont,
    line: int,
    width: int,
    *,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    formats: Sequence[QTextLayout.FormatRange] = (),
) -> tuple[QTextLayout, int]:
    """Return text laid out in a width with lines of ``line`` pixels, and its height; letters sit mid-line."""
    layout = QTextLayout(text.replace("\n", _LINE_SEPARATOR), font)
    option = QTextOption(align)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    if formats:
        layout.setFormats(list(formats))
    layout.beginLayout()
    y = 0
    while (row := layout.createLine()).isValid():
        row.setLineWidth(max(1, width))
        row.setPosition(QPointF(0, y + round((line - row.height()) / 2)))
        y += line
    layout.endLayout()
    return layout, max(y, line)


def wrapped_height(text: str, role: str, width: int) -> int:
    """Return the height of wrapped words in a type role, in pixels; 0 for no words."""
    return lay_out(text, role_font(role), line_height(role), width)[1] if text else 0


def paint_wrapped(painter: QPainter, rect: QRect, text: str, role: str, token: str) -> int:
    """Paint wrapped words from the top left of a rectangle, in its width; return the height used."""
    if not text:
        return 0
    layout, height = lay_out(text, role_font(role), line_height(role), rect.width())
    painter.setPen(colour(token))
    layout.draw(painter, QPointF(rect.topLeft()))
    return height


def paint_in_two(painter: QPainter, lines: tuple[QRect, QRect], text: str, role: str, token: str) -> None:
    """Paint words over two lines, broken between words; what does not fit in the second ends in an ellipsis."""
    first, second = lines
    layout, _ = lay_out(text, role_font(role), line_height(role), first.width())
    ends = layout.lineAt(0).textLength()
    draw_text(painter, first, text[:ends].rstrip(), role, token)
    draw_text(painter, second, text[ends:].lstrip(), role, token)
