"""The ward's name in the strip as a button, where there is more than one ward."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from inpatient_hub.gui.replaces import override
from inpatient_hub.gui.tokens import RADIUS_CONTROL, SIZES
from inpatient_hub.gui.typography import line_height, scaled
from inpatient_hub.gui.widgets.painting import box, draw_text, focus_ring, width_of

_SIDE = 4
_LEAST = 60


class WardName(QAbstractButton):
    """Pressing it leads to another ward."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def set_ward(self, ward: str) -> None:
        """Shows the ward's name."""
        self.setText(ward)
        self.setAccessibleName(f"Ward: {ward}")
        self.setToolTip(f"{ward}. Press to go to another ward.")
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        height = max(scaled(SIZES["small"]), line_height("small-strong"))
        return QSize(width_of(self.text(), "small-strong") + 2 * _SIDE, height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(scaled(_LEAST), self.sizeHint().width()), self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            box(painter, self.rect(), RADIUS_CONTROL, fill_token="select")
        draw_text(painter, self.rect().adjusted(_SIDE, 0, -_SIDE, 0), self.text(), "small-strong", "text")
        if self.hasFocus():
            focus_ring(painter, self.rect(), radius=RADIUS_CONTROL)
