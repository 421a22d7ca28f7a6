"""The cog at the foot of every page: how the window looks, its keys, and what program this is."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.replaces import override
from inpatient_hub.gui.tokens import RADIUS_CONTROL, SIZES
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.painting import box, focus_ring

MENU = (
    ("appearance", "Settings: light, dark, contrast and text size"),
    ("own_secret", "Change my PIN or passphrase"),
    ("keys", "All keys\t?"),
    ("about", "About Inpatient Hub"),
)
"""The id of a window-wide action, and its words."""


class MoreButton(QAbstractButton):
    """Opens a short menu by the mouse, Space or Return."""

    action_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText("Settings, keys and about")
        self.setAccessibleName(self.text())
        self.setToolTip(self.text())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._on_clicked)

    def menu(self) -> QMenu:
        """What it offers."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action_id, words in MENU:
            menu.addAction(words).setData(action_id)
        menu.triggered.connect(self._on_triggered)
        return menu

    def _on_clicked(self) -> None:
        menu = self.menu()
        above = QPoint(self.width() - menu.sizeHint().width(), -menu.sizeHint().height() - 2)
        menu.popup(self.mapToGlobal(above))
        menu.setActiveAction(menu.actions()[0])

    def _on_triggered(self, action: object) -> None:
        self.action_wanted.emit(action.data())  # type: ignore[attr-defined]

    @override
    def sizeHint(self) -> QSize:
        return QSize(scaled(SIZES["small"]), scaled(SIZES["small"]))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            box(painter, self.rect(), RADIUS_CONTROL, fill_token="select")
        side = scaled(SIZES["icon"])
        place = QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)
        paint_icon(painter, place, "settings", "muted")
        if self.hasFocus():
            focus_ring(painter, self.rect(), radius=RADIUS_CONTROL)
