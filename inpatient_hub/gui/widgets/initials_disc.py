"""The disc with a person's initials: yours is filled, nobody's is a dashed ring."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.marks import Owner, paint_disc


class InitialsDisc(QWidget):
    """A disc of ``size`` pixels; empty initials mean nobody yet."""

    def __init__(
        self, initials: str = "", *, mine: bool = False, name: str = "", size: int = 24, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_person(initials, mine=mine, name=name)

    def set_person(self, initials: str, *, mine: bool = False, name: str = "") -> None:
        """Show another person's initials; the name goes to the tool tip and the screen reader."""
        self._owner = Owner(initials, name, mine)
        self.setToolTip(name)
        self.setAccessibleName(name or initials or "Nobody yet")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(scaled(self._size), scaled(self._size))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_disc(QPainter(self), self.rect(), self._owner)
