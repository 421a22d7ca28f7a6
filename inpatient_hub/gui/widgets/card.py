"""A card: a white sheet on the page with a head, a count and room at the right of the head."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.theme import colour, set_variant
from inpatient_hub.gui.tokens import RADIUS_CARD, SIZES
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.labels import ElidedLabel
from inpatient_hub.gui.widgets.painting import box, fill

CARD_TONES = ("plain", "warn", "primary")
_EDGES = {"plain": "line", "warn": "warn-solid", "primary": "primary"}
_PADDING = 14


class Card(QWidget):
    """A card of tone plain, warn (amber head and edge) or primary (blue edge); a title of "" has no head."""

    def __init__(
        self,
        title: str = "",
        count: str = "",
        *,
        tone: str = "plain",
        icon: str | None = None,
        ground: str = "bg",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        if tone not in CARD_TONES:
            raise ValueError(f"There is no card of tone {tone!r}. Choose from: {', '.join(CARD_TONES)}.")
        self._tone = tone
        self._corners: list[_Corner] = []
        self._title = ElidedLabel(title, "strong", "warn" if tone == "warn" else "text")
        self._title.set_least(150)
        self._count = ElidedLabel(count, "body", "warn" if tone == "warn" else "muted")
        self._head = _Head(self._title, self._count, icon, tone)
        if not title:
            self._head.hide()  # never shown here: without a parent yet it would be a window of its own
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addLayout(self.body, 1)
        self._corners = [_Corner(self, place, _EDGES[tone], ground) for place in range(4)]
        self.setAccessibleName(f"{title} {count}".strip())

    def set_title(self, title: str) -> None:
        """Show another title; "" hides the head."""
        self._title.setText(title)
        self._head.setVisible(bool(title))
        self.setAccessibleName(f"{title} {self._count.text()}".strip())

    def set_count(self, count: str) -> None:
        """Show other quiet words after the title: a count, or "11 to do"."""
        self._count.setText(count)
        self.setAccessibleName(f"{self._title.text()} {count}".strip())

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Add a widget that reaches the card's edges: a list, a table."""
        self.body.addWidget(widget, stretch)

    def add_padded(self, widget: QWidget, stretch: int = 0) -> QHBoxLayout:
        """Add a widget with the card's padding around it."""
        row = QHBoxLayout()
        row.setContentsMargins(_PADDING, 12, _PADDING, _PADDING)
        row.addWidget(widget)
        self.body.addLayout(row, stretch)
        return row

    def add_head(self, widget: QWidget) -> None:
        """Put a widget at the right of the head."""
        self._head.add(widget)

    def head_room(self) -> int:
        """Return the pixels between the head's icon and its words; nought where it has no icon."""
        return self._head.icon_room()

    def add_line(self) -> None:
        """Add a divider across the card."""
        self.body.addWidget(Divider(self))

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ChildPolished:
            self._raise_corners()
        return super().event(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._raise_corners()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box(painter, self.rect(), RADIUS_CARD, fill_token="surface", edge_token=_EDGES[self._tone])

    def _raise_corners(self) -> None:
        for corner in self._corners:
            corner.settle(self.rect())


class Divider(QWidget):
    """A line of one pixel across its parent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        fill(QPainter(self), self.rect(), "line")


class _Head(QWidget):
    """The head of a card: icon, title, count and what was put at its right."""

    def __init__(self, title: ElidedLabel, count: ElidedLabel, icon: str | None, tone: str) -> None:
        super().__init__()
        self._icon = icon
        self._tone = tone
        self._row = QHBoxLayout(self)
        self._right = _PADDING
        self._row.setSpacing(8)
        self._row.addWidget(title)
        self._row.addWidget(count)
        self._row.addStretch(1)
        set_variant(title, role="strong")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._settle()

    def add(self, widget: QWidget) -> None:
        self._row.addWidget(widget)
        if isinstance(widget, Button) and widget.face().kind == "text":
            # A text button brings its own space; its words line up with what stands under the head.
            self._right = _PADDING - 10
            self._settle()

    def _settle(self) -> None:
        left = _PADDING + (scaled(SIZES["icon"]) + 8 if self._icon else 0)
        self._row.setContentsMargins(left, 0, self._right, 0)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._settle()  # the icon grows with the text

    def icon_room(self) -> int:
        """Return the pixels between the icon and the words."""
        return self._row.contentsMargins().left() - _PADDING - scaled(SIZES["icon"]) if self._icon else 0

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), scaled(38))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._tone == "warn":
            box(painter, self.rect().adjusted(0, 0, 0, 8), RADIUS_CARD - 1, fill_token="warn-tint")
        if self._icon:
            side = scaled(SIZES["icon"])
            at = QRect(_PADDING, (self.height() - side) // 2, side, side)
            paint_icon(painter, at, self._icon, "warn-text" if self._tone == "warn" else "muted")
        fill(painter, QRect(0, self.height() - 1, self.width(), 1), "line")


class _Corner(QWidget):
    """Rounds one corner over whatever lies in the card: a style's radius does not clip what is inside."""

    def __init__(self, card: QWidget, place: int, edge: str, ground: str) -> None:
        super().__init__(card)
        self._place = place
        self._edge = edge
        self._ground = ground
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedSize(RADIUS_CARD, RADIUS_CARD)

    def settle(self, around: QRect) -> None:
        right = self._place % 2
        below = self._place // 2
        self.move((around.width() - RADIUS_CARD) * right, (around.height() - RADIUS_CARD) * below)
        self.raise_()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        side = float(RADIUS_CARD)
        centre = QPointF(0 if self._place % 2 else side, 0 if self._place // 2 else side)
        outside = QPainterPath()
        outside.addRect(QRectF(self.rect()))
        disc = QPainterPath()
        disc.addEllipse(centre, side, side)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(outside.subtracted(disc), colour(self._ground))
        painter.setPen(QPen(colour(self._edge), 1))
        painter.drawEllipse(centre, side - 0.5, side - 0.5)
