"""The head of a page: its title, the way back, and what can be done here."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from inpatient_hub.gui.theme import current_look, look_feed, page_padding, set_variant
from inpatient_hub.gui.tokens import SIZES
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.find_box import FindBox
from inpatient_hub.gui.widgets.labels import ElidedLabel


class PageHeader(QWidget):
    """60 pixels high; ``compact`` is 48, for a page with a patient banner under it."""

    find_requested = Signal()
    back_requested = Signal()

    def __init__(
        self,
        title: str = "",
        subtitle: str = "",
        *,
        find: bool = True,
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._is_compact = compact
        set_variant(self, surface="header")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._back = Button(kind="text", icon="chevron-left", parent=self)
        self._back.hide()
        self._title = ElidedLabel(title, "title")
        self._title.setAccessibleName(title)
        self._title.set_least(220)
        self._subtitle = ElidedLabel(subtitle, "small", "muted")
        self._find = FindBox(self)
        self._find.setVisible(find)
        self._left = _slots()
        self._right = _slots()
        self._primary = _slots()
        self._row = QHBoxLayout(self)
        self._row.setSpacing(12)
        self._row.addWidget(self._back)
        self._row.addWidget(self._title)
        self._row.addWidget(self._subtitle)
        self._row.addLayout(self._left)
        self._row.addStretch(1)
        self._row.addLayout(self._right)
        self._row.addWidget(self._find, 2)
        self._row.addLayout(self._primary)
        self._back.clicked.connect(self.back_requested)
        self._find.clicked.connect(self.find_requested)
        look_feed().look_changed.connect(self._on_look_changed)
        self._on_look_changed()
        self.set_subtitle(subtitle)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)
        self._title.setAccessibleName(title)
        self._title.setVisible(bool(title))

    def set_subtitle(self, subtitle: str) -> None:
        """Show another line beside the title, such as the date."""
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def set_back(self, label: str) -> None:
        """Show the way back, named by where it leads ("Referrals"); an empty label hides it."""
        self._back.set_label(label)
        self._back.setVisible(bool(label))
        self._back.setToolTip(f"Back to {label} (Alt+Left)")
        self._on_look_changed()

    def set_compact(self, compact: bool) -> None:
        """Shrink to 48 pixels, or grow back to 60."""
        self._is_compact = compact
        self._on_look_changed()

    def add_left(self, widget: QWidget) -> None:
        """Put a widget after the title: a chip, a count, a pair of arrows."""
        self._left.addWidget(widget)

    def add_right(self, widget: QWidget) -> None:
        """Put a widget before the find box: a view switch, a quiet button."""
        self._right.addWidget(widget)

    def add_primary(self, widget: QWidget) -> None:
        """Put the page's one primary button at the far right."""
        self._primary.addWidget(widget)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(120), self._height())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Back and self._back.isVisible():
            self.back_requested.emit()
            return
        super().keyPressEvent(event)

    def _height(self) -> int:
        if self._is_compact:
            return max(SIZES["header-compact"], scaled(SIZES["control"]) + 14)
        spare = 26 if current_look().density.name == "comfortable" else 20
        return scaled(SIZES["control"]) + spare

    def _on_look_changed(self) -> None:
        # A text button has ten pixels of its own at its sides: pull it left so that its words line up.
        left = page_padding() - (scaled(10) if not self._back.isHidden() else 0)
        self._row.setContentsMargins(max(0, left), 0, page_padding(), 0)
        set_variant(self._title, role="title" if not self._is_compact else "heading")
        self.updateGeometry()


def _slots() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    return row
