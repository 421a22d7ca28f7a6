"""Saves and prints the list of what differs after a rescue. It names records by their numbers, and nobody."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QPagedPaintDevice, QTextDocument
from PySide6.QtWidgets import QFileDialog, QWidget

from inpatient_hub.domain.errors import HubError
from inpatient_hub.host.own_files import refuse_own

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog

_POINTS = 8.5


def ask_where_to_save(parent: QWidget, then: Callable[[str], object]) -> QFileDialog:
    """Asks where the list is to be saved."""
    dialog = QFileDialog(parent, "Where is the list to be saved?", "", "Text (*.txt)")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("txt")
    dialog.selectFile("Inpatient Hub, what differs.txt")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(then)
    dialog.open()
    return dialog


def save_text(file: str, text: str) -> None:
    """Writes the list, as Windows' own editor reads it too. Raises HubError."""
    refuse_own(Path(file))
    try:
        Path(file).write_text(text, encoding="utf-8-sig", newline="\r\n")
    except OSError as error:
        raise HubError(
            "The list was not saved",
            f"The computer said: {error.strerror or type(error).__name__}.",
            remedy="Choose a folder in which you may write.",
        ) from None


def print_text(parent: QWidget, text: str) -> "QPrintDialog":
    """Asks for a printer and prints the list."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # large, and hardly ever wanted

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Inpatient Hub, what differs")
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def chosen() -> None:
        paint_text(printer, text)

    dialog.accepted.connect(chosen)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.show()
    return dialog


def paint_text(device: QPagedPaintDevice, text: str) -> None:
    """Paints the list on a printer or into a PDF, over as many pages as it takes."""
    document = QTextDocument()
    font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    font.setPointSizeF(_POINTS)
    document.setDefaultFont(font)
    document.setPlainText(text)
    document.print_(device)
