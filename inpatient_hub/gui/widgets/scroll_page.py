"""The body of a page that scrolls up and down, never sideways, with the padding of the density."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.gui.theme import look_feed, page_padding
from inpatient_hub.gui.typography import scaled


class ScrollPage(QScrollArea):
    """Put widgets into ``body``; ``max_width`` (pixels at 100 %) keeps lines readable on a wide screen."""

    def __init__(self, *, max_width: int = 0, padded: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._max_width = max_width
        self._is_padded = padded
        self._gutter = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sheet = QWidget()
        # A minimum of its own keeps the sheet as wide as the window: what cannot shrink is cut with an ellipsis,
        # and nothing ever lies out of reach to the right.
        self._sheet.setMinimumWidth(1)
        self._column = QWidget()
        self.body = QVBoxLayout(self._column)
        self.body.setSpacing(14)
        row = QHBoxLayout(self._sheet)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._column, 1)
        if max_width:
            row.addStretch(0)
        self.setWidget(self._sheet)
        # setWidget makes it paint a ground of its own, which would hide the panel it lies on.
        self._sheet.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().installEventFilter(self)
        look_feed().look_changed.connect(self._on_look_changed)
        self.body.setContentsMargins(0, 0, 0, 0)
        self._on_look_changed()

    def reveal(self, widget: QWidget) -> None:
        """Scroll until a widget of the page can be seen."""
        self.ensureWidgetVisible(widget, 0, 24)

    def set_gutter(self, width: int) -> None:
        """Keep so many pixels free at the right for the scroll bar, whether it shows or not."""
        self._gutter = width
        self._settle_margins()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide) and watched is self.verticalScrollBar():
            self._settle_margins()
        return super().eventFilter(watched, event)

    def _settle_margins(self) -> None:
        if not (self._is_padded or self._gutter):
            return  # whoever uses it sets the margins
        side = self._padding()
        top = min(16, side)
        bar = self.verticalScrollBar()
        # The bar takes its room from the padding, so that cards end where the page's head ends, scrolled or not.
        taken = bar.sizeHint().width() if bar.isVisible() else 0
        self.body.setContentsMargins(side, top, max(0, side + self._gutter - taken), top)

    def _padding(self) -> int:
        return page_padding() if self._is_padded else 0

    def _on_look_changed(self) -> None:
        self._settle_margins()
        if self._max_width:
            self._column.setMaximumWidth(scaled(self._max_width) + 2 * self._padding())
