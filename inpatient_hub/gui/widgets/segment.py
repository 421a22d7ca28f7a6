"""A switch between a few views or answers: joined buttons, exactly one chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from inpatient_hub.gui.theme import colour
from inpatient_hub.gui.tokens import RADIUS_CONTROL, SIZES
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.arrow_button import ArrowButton
from inpatient_hub.gui.widgets.painting import CENTRE, box, draw_text, fill, focus_ring, width_of


class Segment(QWidget):
    """Joined buttons from (id, label) pairs; Left and Right move the choice, and "" means nothing chosen yet."""

    chosen = Signal(str)

    def __init__(self, items: Sequence[tuple[str, str]] = (), *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._has_error = False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._buttons: dict[str, _Part] = {}
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._on_clicked)
        for place, (key, label) in enumerate(items):
            part = _Part(key, label, is_first=place == 0, is_last=place == len(items) - 1, parent=self)
            self._buttons[key] = part
            self._group.addButton(part)
            self._row.addWidget(part)

    def current(self) -> str:
        """Return the id of the chosen part, "" when none is."""
        return next((key for key, part in self._buttons.items() if part.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Choose a part without telling anyone; "" takes the choice back."""
        self._group.setExclusive(False)
        for own, part in self._buttons.items():
            part.setChecked(own == key)
        self._group.setExclusive(True)

    def set_label(self, key: str, label: str) -> None:
        """Show other words on a part, such as a new count."""
        part = self._buttons[key]
        part.setText(label)
        part.setAccessibleName(label)
        part.updateGeometry()

    def part_at(self, at: QPoint) -> str:
        """Return the id of the part under a point of the screen, "" when there is none."""
        return next((key for key, part in self._buttons.items() if part.rect().contains(part.mapFromGlobal(at))), "")

    def set_error(self, error: bool) -> None:
        """Show or clear the edge of a field with a fault."""
        self._has_error = error
        self.update()

    def focus_first(self) -> None:
        """Give the focus to the chosen part, or to the first."""
        part = self._buttons.get(self.current()) or next(iter(self._buttons.values()))
        part.setFocus(Qt.FocusReason.TabFocusReason)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge, width = ("act-solid", 2) if self._has_error else ("line-strong", 1)
        box(painter, self.rect(), RADIUS_CONTROL, fill_token="surface", edge_token=edge, edge=width)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        parts = list(self._buttons.values())
        place = next((at for at, part in enumerate(parts) if part.hasFocus()), None)
        if step is None or place is None:
            super().keyPressEvent(event)
            return
        part = parts[(place + step) % len(parts)]
        part.setFocus(Qt.FocusReason.TabFocusReason)
        part.click()

    def _on_clicked(self, button: QAbstractButton) -> None:
        if isinstance(button, _Part):
            self.chosen.emit(button.key)


class _Part(ArrowButton):
    """One button of a segment."""

    def __init__(self, key: str, label: str, *, is_first: bool, is_last: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self._is_first, self._is_last = is_first, is_last
        self.setText(label)
        self.setAccessibleName(label)
        self.setCheckable(True)

    @override
    def sizeHint(self) -> QSize:
        # The chosen weight is the widest: the segment must not move when the choice does.
        return QSize(width_of(self.text(), "strong") + scaled(28), scaled(SIZES["control"]))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        inside = self.rect().adjusted(1 if self._is_first else 0, 1, -1 if self._is_last else 0, -1)
        ground = "select" if self.isChecked() else "sunken" if self.underMouse() and self.isEnabled() else None
        if ground:
            self._fill(painter, inside, ground)
        if not self._is_last:
            fill(painter, QRect(self.width() - 1, 1, 1, self.height() - 2), "line-strong")
        role = "strong" if self.isChecked() else "medium"
        ink = "disabled-text" if not self.isEnabled() else "info-text" if self.isChecked() else "text"
        draw_text(painter, self.rect(), self.text(), role, ink, align=CENTRE)
        if self.hasFocus():
            focus_ring(painter, self.rect(), radius=RADIUS_CONTROL if self._is_first or self._is_last else 0)

    def _fill(self, painter: QPainter, inside: QRect, token: str) -> None:
        """Fill with round corners only at the segment's own ends."""
        radius = RADIUS_CONTROL - 1
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(inside, radius, radius)
        if not self._is_first:
            path.addRect(inside.adjusted(0, 0, -radius, 0))
        if not self._is_last:
            path.addRect(inside.adjusted(radius, 0, 0, 0))
        painter.fillPath(path, colour(token))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.update()
