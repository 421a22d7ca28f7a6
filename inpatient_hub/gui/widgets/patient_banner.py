"""The patient banner: who this screen is about, never scrolled away, the same in page, dialog and tray."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.patients import names_allergy
from inpatient_hub.gui.theme import design_width, look_feed, page_padding
from inpatient_hub.gui.tokens import RADIUS_CONTROL, SIZES
from inpatient_hub.gui.typography import line_height, scaled, text_scale
from inpatient_hub.gui.widgets.alert_line import AlertFacts, AlertLine
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.gui.widgets.marks import ChipFacts
from inpatient_hub.gui.widgets.painting import box, draw_text, fill, line_below, width_of
from inpatient_hub.gui.widgets.value_row import ValueRow

Values = tuple[tuple[str, str], ...]
_EDGE = 6
_ROOMY = 1200 - SIZES["rail"]
"""Narrower than this, in pixels, the banner shows neither nurse nor consultant nor day."""


@dataclass(frozen=True)
class BannerFacts:
    """A patient as the banner shows them; every text is ready to show, an empty one leaves no hole.

    ``values`` and ``side`` are (label, value) pairs; ``alerts`` are (words, stands out) pairs; ``similar`` warns of
    another patient's name and is amber when ``similar_strong``.
    """

    title: str
    values: tuple[tuple[str, str], ...] = ()
    legal: str = ""
    alerts: tuple[tuple[str, bool], ...] = ()
    similar: str = ""
    similar_strong: bool = False
    side: tuple[tuple[str, str], ...] = ()

    def sentence(self) -> str:
        """Return the whole banner in words, for a screen reader."""
        told = [self.title, *(f"{label} {value}".strip() for label, value in (*self.values, *self.side) if value)]
        told += [text for text in (self.legal, self.similar) if text]
        told += [f"alert: {text}" for text, _stands_out in self.alerts]
        return ", ".join(told)


_LIKES = "Likes to be called"
_LARGE = 150
"""Per cent of the usual size of text."""


def alert_facts(facts: BannerFacts) -> AlertFacts:
    """Return the chips under a patient's name: allergies first, then what stands out."""
    ordered = sorted(facts.alerts, key=lambda alert: (not names_allergy(alert[0]), not alert[1]))
    alerts = tuple(
        ChipFacts(text, "warn", "alert-triangle") if strong else ChipFacts(text, "neutral", "info-circle")
        for text, strong in ordered
    )
    short = facts.similar.replace("Similar name: ", "Similar: ", 1)
    similar = ChipFacts(facts.similar, "warn" if facts.similar_strong else "line", "users", short=short)
    return AlertFacts(
        before=(ChipFacts(facts.legal, "legal", "gavel"),) if facts.legal else (),
        alerts=alerts,
        kept=sum(names_allergy(text) for text, _strong in ordered),
        after=(similar,) if facts.similar else (),
    )


class PatientBanner(QWidget):
    """The banner; ``size`` is full (under a page header) or strip (in a dialog, a picker, a confirmation)."""

    alerts_requested = Signal()

    def __init__(self, facts: BannerFacts | None = None, *, size: str = "full", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_strip = size == "strip"
        self._facts = BannerFacts("")
        self._title = _NameLabel("", "heading" if self._is_strip else "title")
        self._lead = ValueRow()
        self._values = ValueRow()
        self._alerts = AlertLine()
        self._side = _SideValues()
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        self._first = QHBoxLayout()
        self._first.setSpacing(24)
        self._first.addWidget(self._title)
        self._first.addWidget(self._lead)
        self._first.addWidget(self._values)
        self._first.addStretch(1)
        self._first.addLayout(self._actions)
        second = QHBoxLayout()
        second.setSpacing(16)
        second.addWidget(self._alerts, 1)
        second.addWidget(self._side)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(6)
        self._column.addLayout(self._first)
        self._column.addLayout(second)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._is_stacked = False
        self._alerts.alerts_requested.connect(self.alerts_requested)
        look_feed().look_changed.connect(self._on_look_changed)
        self._on_look_changed()
        if facts:
            self.set_facts(facts)

    def facts(self) -> BannerFacts:
        """Return the patient shown."""
        return self._facts

    def set_facts(self, facts: BannerFacts) -> None:
        """Show another patient."""
        self._facts = facts
        self._title.setText(facts.title)
        line = alert_facts(facts)
        self._alerts.set_facts(line)
        self._side.set_values(() if self._is_strip else facts.side)
        self._alerts.setVisible(not self._alerts.is_empty() or not self._is_strip)
        self.setAccessibleName("Patient: " + facts.sentence())
        self._fit(self.width())

    def add_action(self, widget: QWidget) -> None:
        """Put a button at the right of the first line."""
        self._actions.addWidget(widget)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._is_strip:
            box(painter, self.rect(), RADIUS_CONTROL, fill_token="surface", edge_token="line")
            box(painter, QRect(0, 0, 8, self.height()), RADIUS_CONTROL, fill_token="primary")
            fill(painter, QRect(4, 1, 4, self.height() - 2), "surface")
            return
        fill(painter, self.rect(), "surface")
        line_below(painter, self.rect())
        fill(painter, QRect(0, 0, _EDGE, self.height()), "primary")

    def _fit(self, width: int) -> None:
        """Put the values under the name when one line cannot hold both, and drop the side values when narrow."""
        margins = self._column.contentsMargins()
        room = width - margins.left() - margins.right()
        # Alerts come before names of staff: the side values show only where no alert that stands out must hide.
        beside = room - self._side.sizeHint().width() - 16 >= self._alerts.needed_width()
        roomy = design_width(width) >= _ROOMY and beside
        self._side.setVisible(not self._is_strip and bool(self._facts.side) and roomy)
        taken = self._title.sizeHint().width() + self._first.spacing()
        taken += self._actions.sizeHint().width() + self._first.spacing() if self._actions.count() else 0
        # In a dialog with large text there is room for what tells one patient from another, and for the question.
        left_out = _LIKES if self._is_strip and text_scale() >= _LARGE else ""
        values = tuple(pair for pair in self._facts.values if pair[1] and pair[0] != left_out)
        stacked = taken + ValueRow.width_of(values) > room
        lead = _leading(values, room=room, beside=room - taken) if stacked else ()
        self._lead.set_values(lead)
        self._lead.setVisible(bool(lead))
        self._values.set_values(values[len(lead) :])
        self._stack(stacked)

    def _stack(self, stacked: bool) -> None:
        if stacked == self._is_stacked:
            return
        self._is_stacked = stacked
        if stacked:
            self._first.removeWidget(self._values)
            self._column.insertWidget(1, self._values)
        else:
            self._column.removeWidget(self._values)
            self._first.insertWidget(2, self._values)
        self.updateGeometry()

    def _on_look_changed(self) -> None:
        if self._is_strip:
            self._column.setContentsMargins(16, 10, 12, 10)
        else:
            self._column.setContentsMargins(max(page_padding(), _EDGE + 10), 9, page_padding(), 11)
        self._fit(self.width())
        self.updateGeometry()


def _leading(values: Values, *, room: int, beside: int) -> Values:
    """The first values that fit beside the name, where that saves the others a line of their own."""
    for count in range(1, len(values)):
        if ValueRow.width_of(values[:count]) <= beside and ValueRow.width_of(values[count:]) <= room:
            return values[:count] if ValueRow.width_of(values) > room else ()
    return ()


class _NameLabel(WrapLabel):
    """A patient's name: on one line where there is room, else on more, and never cut."""

    @override
    def sizeHint(self) -> QSize:
        width = QFontMetrics(self.font()).horizontalAdvance(self.text()) + 1
        return QSize(width, self.heightForWidth(width))


class _SideValues(QWidget):
    """The quiet values at the right of the second line: nurse, consultant, day."""

    def __init__(self) -> None:
        super().__init__()
        self._values: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_values(self, values: tuple[tuple[str, str], ...]) -> None:
        self._values = tuple(pair for pair in values if pair[1])
        self.setAccessibleName(", ".join(f"{label} {value}".strip() for label, value in self._values))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        width = sum(self._width(label, value) + scaled(12) for label, value in self._values)
        return QSize(max(0, width - scaled(12)) + 1, max(line_height("small"), scaled(SIZES["chip"])))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        x = 0
        for label, value in self._values:
            place = self.rect().adjusted(x, 0, 0, 0)
            used = draw_text(painter, place, f"{label} " if label else "", "small", "muted")
            role, token = ("small-medium", "text") if label else ("small", "muted")
            draw_text(painter, place.adjusted(used, 0, 0, 0), value, role, token)
            x += self._width(label, value) + scaled(12)

    @staticmethod
    def _width(label: str, value: str) -> int:
        if not label:
            return width_of(value, "small")
        return width_of(f"{label} ", "small") + width_of(value, "small-medium")
