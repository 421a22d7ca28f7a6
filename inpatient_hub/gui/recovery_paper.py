"""Prints the recovery key: one sheet for the place where the ward keeps its keys."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QPagedPaintDevice, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.errors import HubError

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog

_WORDS = """\
It opens the ward's work in Inpatient Hub when nothing else does: when the computer breaks, when Windows is set up \
again, or when the data folder is moved to another computer.
Keep this sheet where the ward keeps its keys, and not beside the computer. Whoever has it and the computer's files \
can read everything in them.
There is no letter I, L, O or U in it. Capitals, spaces and hyphens make no difference."""


def print_recovery_key(
    parent: QWidget, words: str, *, made: str, otherwise: Callable[[HubError], None]
) -> "QPrintDialog":
    """Asks for a printer and prints the sheet; `made` is the day that stands on it. `otherwise` hears why it could not
    be printed."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # large, and wanted once in a ward's life

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Inpatient Hub recovery key")
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def chosen() -> None:
        if not paint_sheet(printer, words, made=made):
            otherwise(
                HubError(
                    "The recovery key was not printed",
                    "The printer did not take the page.",
                    remedy="Write it down by hand, or choose another printer.",
                )
            )

    dialog.accepted.connect(chosen)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.show()
    return dialog


def paint_sheet(device: QPagedPaintDevice, words: str, *, made: str) -> bool:
    """Paints the sheet on a printer or into a PDF. False when the device could not be begun."""
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageMargins(QMarginsF(25, 25, 25, 25), QPageLayout.Unit.Millimeter)
    painter = QPainter()
    if not painter.begin(device):
        return False
    unit = device.logicalDpiX() / 25.4
    top = _draw(painter, "Recovery key of a ward in Inpatient Hub", 0, size=18, bold=True, unit=unit)
    top = _draw(painter, f"Made on {made}", top + 2 * unit, size=10, unit=unit)
    groups = words.split("-")
    for start in range(0, len(groups), 4):
        line = "   ".join(groups[start : start + 4])
        top = _draw(painter, line, top + 8 * unit, size=22, bold=True, unit=unit, wide=True)
    for words_below in _WORDS.splitlines():
        top = _draw(painter, words_below, top + 7 * unit, size=11, unit=unit)
    return painter.end()


def _draw(
    painter: QPainter, words: str, top: float, *, size: int, unit: float, bold: bool = False, wide: bool = False
) -> float:
    """Draws words that wrap, and returns where they end."""
    font = QFont("Inter")
    font.setPointSize(size)
    font.setBold(bold)
    if wide:
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 112)
    painter.setFont(font)
    page = QRectF(0, top, painter.device().width(), 200 * unit)
    room = painter.boundingRect(page, int(Qt.TextFlag.TextWordWrap), words)
    painter.drawText(page, int(Qt.TextFlag.TextWordWrap), words)
    return float(room.bottom())
