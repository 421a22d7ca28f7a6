"""A panel at the side of a page: the note so far, the answers, what happens next."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from inpatient_hub.gui.theme import look_feed, set_variant
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.labels import ElidedLabel
from inpatient_hub.gui.widgets.scroll_page import ScrollPage


class SidePanel(QWidget):
    """A panel of a set width (pixels at 100 %) at the right or left; its content scrolls under a fixed head."""

    def __init__(
        self, title: str = "", *, width: int = 372, side: str = "right", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        if side not in ("right", "left"):
            raise ValueError(f"A side panel stands right or left, not {side!r}.")
        set_variant(self, surface=f"side-{side}")
        self._width = width
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._title = ElidedLabel(title, "strong")
        self._head_widget = QWidget()
        self._head = QHBoxLayout(self._head_widget)
        self._head.setContentsMargins(18, 12, 18, 8)
        self._head.addWidget(self._title)
        self._head.addStretch(1)
        if not title:
            self._head_widget.hide()  # never shown here: without a parent yet it would be a window of its own
        self._page = ScrollPage(padded=False)
        self.body = self._page.body
        self.body.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(1 if side == "right" else 0, 0, 1 if side == "left" else 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head_widget)
        column.addWidget(self._page, 1)
        look_feed().look_changed.connect(self._on_look_changed)
        self._on_look_changed()

    def set_title(self, title: str) -> None:
        """Show another title; "" hides the head."""
        self._title.setText(title)
        self._head_widget.setVisible(bool(title))
        self.setAccessibleName(title)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Add a widget at the end of the panel."""
        self.body.addWidget(widget, stretch)

    def add_head(self, widget: QWidget) -> None:
        """Put a widget at the right of the head."""
        self._head.addWidget(widget)
        self._head_widget.setVisible(True)

    def _on_look_changed(self) -> None:
        self.setFixedWidth(scaled(self._width))
        self.body.setContentsMargins(18, 4 if self._head_widget.isVisibleTo(self) else 14, 18, 16)
