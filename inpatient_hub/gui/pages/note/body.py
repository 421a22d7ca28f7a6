"""What stands under the patient of a note: its text, and beside it what happened to it."""

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.gui.pages.note.sheet import NoteSheet
from inpatient_hub.gui.pages.note.side import NoteSide


class NoteBody(QWidget):
    """Asks for what the text needs to be read, or the side where it takes its turn, and takes what there is."""

    def __init__(self, sheet: NoteSheet, side: NoteSide) -> None:
        super().__init__()
        self._sheet_shown = sheet
        self._side = side
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(sheet, 1)
        row.addWidget(side)
        inside = side.body.parentWidget()
        if inside is not None:
            inside.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self.updateGeometry()  # what scrolls tells nobody outside that its words need another height
        return super().eventFilter(watched, event)

    @override
    def hasHeightForWidth(self) -> bool:
        return False  # else Qt takes the height it would like for the least it needs

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        if self._side.isHidden() or not self._sheet_shown.isHidden():
            beside = 0 if self._side.isHidden() else self._side.width()
            return QSize(1, self._sheet_shown.least_height(max(1, self.width() - beside)))
        return QSize(1, self._side.whole_height(self.width()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
