"""The part of a page that gives way first when there is little room: what stands above it, the patient, stays whole."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from typing_extensions import override


class Yielding(QWidget):
    """Put what scrolls into it. With large text in a low window it is squeezed, and never the banner above it."""

    @override
    def hasHeightForWidth(self) -> bool:
        return False  # else Qt takes the height it would like for the least it needs

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(1, 1)
