"""Makes the program's icon from the mark of the window: one .ico with every size that Windows shows."""

import os
import struct
from pathlib import Path

from windows.packages import ROOT

MARK = ROOT / "resources" / "icons" / "hub-mark.svg"
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""16 to 48 in lists and on the task bar at 100 to 200 %, the rest on the desktop and in folders."""

_EDGE = 0.06
"""What is left free around the mark, of the whole width; the smallest sizes have no pixel to spare."""


def icon_bytes(colour: str, ground: str) -> bytes:
    """The icon file, the mark in `ground` on a square of `colour`. The same bytes each time."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    app = QGuiApplication.instance() or QGuiApplication([])
    pictures = [_picture(size, colour, ground) for size in SIZES]
    del app
    at = 6 + 16 * len(SIZES)
    head = struct.pack("<HHH", 0, 1, len(SIZES))
    for size, picture in zip(SIZES, pictures, strict=True):
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), at)
        at += len(picture)
    return head + b"".join(pictures)


def _picture(size: int, colour: str, ground: str) -> bytes:
    """One size as an icon holds it: uncompressed below 256 pixels, which every reader understands, else as PNG."""
    from PySide6.QtCore import QBuffer, QByteArray, QRectF
    from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(0, 0, 0, 0))
    painter.setBrush(QColor(colour))
    edge = size * _EDGE if size > 24 else 0.0
    square = QRectF(edge, edge, size - 2 * edge, size - 2 * edge)
    painter.drawRoundedRect(square, size * 0.2, size * 0.2)
    svg = MARK.read_text(encoding="utf-8").replace("currentColor", ground)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, square)
    painter.end()
    if size == 256:
        kept = QByteArray()
        buffer = QBuffer(kept)
        QImageWriter(buffer, QByteArray(b"png")).write(image)
        return bytes(kept.data())
    return _bitmap(size, bytes(image.constBits()))


def _bitmap(size: int, pixels: bytes) -> bytes:
    """A bitmap with its rows upside down, and an empty mask behind it, since the pixels know how clear they are."""
    rows = [pixels[at : at + size * 4] for at in range(0, len(pixels), size * 4)]
    mask = bytes((size + 31) // 32 * 4 * size)
    head = struct.pack("<IiiHHIIiiII", 40, size, size * 2, 1, 32, 0, len(pixels) + len(mask), 0, 0, 0, 0)
    return head + b"".join(reversed(rows)) + mask


def write_icon(file: Path) -> None:
    """Write the icon in the colours of the window."""
    from inpatient_hub.gui.tokens import LIGHT

    file.write_bytes(icon_bytes(LIGHT["primary"], LIGHT["on-primary"]))
