"""Labels beside words: found, needed, do this, source; the figures stand out."""

import re

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.readiness import CheckResult, Evidence, SourceRef, Who
from inpatient_hub.gui.theme import colour, look_feed
from inpatient_hub.gui.typography import line_height, scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.gui.widgets.painting import fill, width_of
from inpatient_hub.gui.widgets.wrapping import lay_out
from inpatient_hub.readiness.report_words import WHO_WORDS

LABEL_WIDTH = 63
_FIGURE = re.compile(
    r"\d[\d,.]*(?:\s(?:GB|MB|KB|GHz|MHz|ms|Mbps|Kbps|Gbps|%|inches|cores|bit)\b|-bit)|\b\d{3,5} x \d{3,5}\b"
)


class FigureLabel(WrapLabel):
    """Words that wrap, with each measured figure in the weight of titles."""

    def __init__(self, text: str, tone: str = "text") -> None:
        super().__init__(text, "small", tone, min_width=80)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)

    @override
    def _lay_out(self, width: int) -> tuple[QTextLayout, int]:
        return lay_out(self.text(), self.font(), line_height("small"), width, formats=self._figures())

    def _figures(self) -> list[QTextLayout.FormatRange]:
        heavy = QTextCharFormat()
        heavy.setFontWeight(QFont.Weight.DemiBold)
        found = []
        for match in _FIGURE.finditer(self.text()):
            one = QTextLayout.FormatRange()
            one.start, one.length, one.format = match.start(), len(match[0]), heavy
            found.append(one)
        return found


class FactLines(QWidget):
    """Rows of a quiet label and its words, the labels as wide as each other everywhere on the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(2)
        self._grid.setHorizontalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        look_feed().look_changed.connect(self._on_look_changed)
        self._on_look_changed()

    def add(self, label: str, words: str, tone: str = "text") -> None:
        """Add a row; one without words leaves no hole."""
        if words:
            self.add_widget(label, FigureLabel(words, tone), words)

    def add_widget(self, label: str, widget: QWidget, spoken: str = "", *, top: int = 0) -> None:
        """Add a row with something else than words at the right, whose own words begin so many pixels down."""
        row = self._grid.rowCount()
        name = _Label(label, top=top)
        if spoken:
            widget.setAccessibleName(f"{label}: {spoken}" if label else spoken)
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(widget, row, 1)

    def _on_look_changed(self) -> None:
        self._grid.setColumnMinimumWidth(0, scaled(LABEL_WIDTH))


class _Label(WrapLabel):
    """A quiet label on the same line as the first words beside it."""

    def __init__(self, words: str, *, top: int) -> None:
        super().__init__(words, "small", "muted", min_width=LABEL_WIDTH - 8)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setContentsMargins(0, 0, 0, 0)
        self._top = top

    @override
    def heightForWidth(self, width: int) -> int:
        return super().heightForWidth(width) + scaled(self._top)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        layout, _height = self._lay_out(self.width())
        painter = QPainter(self)
        painter.setPen(colour("muted"))
        layout.draw(painter, QPointF(0, scaled(self._top)))


class SourceLines(QWidget):
    """Where a rule comes from; its very sentence is shown on request."""

    def __init__(self, sources: tuple[SourceRef, ...], about: str) -> None:
        super().__init__()
        self._quotes = [_Quote(one) for one in sources if one.quote]
        self.top = 5 if self._quotes else 0
        """Where its words begin: they stand level with the button beside them."""
        self.toggle = Button(kind="text", small=True, parent=self)
        self.toggle.setVisible(bool(self._quotes))
        names = list(dict.fromkeys(source_words(one) for one in sources))
        self._name = _SourceName(names[0], top=self.top)
        self._others = [WrapLabel(name, "small", min_width=80) for name in names[1:]]
        self._is_under: bool | None = None
        self._first = QHBoxLayout()
        self._first.setSpacing(0)
        self._first.addWidget(self._name)
        self._first.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(self._first)
        for part in (*self._others, *self._quotes):
            self._column.addWidget(part)
        self._about = about
        self.show_quotes(shown=False)
        self._place_toggle(under=False)
        self.toggle.clicked.connect(self._on_toggled)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needs = self._name.sizeHint().width() + self.toggle.sizeHint().width()
        self._place_toggle(under=needs > event.size().width())

    def _place_toggle(self, *, under: bool) -> None:
        """Puts the button after the first name; where it is too narrow for both, under the last."""
        if under == self._is_under or not self._quotes:
            return
        self._is_under = under
        self._first.removeWidget(self.toggle)
        self._column.removeWidget(self.toggle)
        left = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        if under:
            self._column.insertWidget(1 + len(self._others), self.toggle, 0, left)
        else:
            self._first.insertWidget(1, self.toggle, 0, left)
        self.updateGeometry()

    def show_quotes(self, *, shown: bool) -> None:
        """Show or hide the sentences."""
        self._shown = shown
        many = len(self._quotes) > 1
        words = f"{'hide' if shown else 'show'} the {'sentences' if many else 'sentence'}"
        self.toggle.set_label(words)
        self.toggle.setAccessibleName(f"{words}: {self._about}")
        for quote in self._quotes:
            quote.setVisible(shown)

    def _on_toggled(self) -> None:
        self.show_quotes(shown=not self._shown)


class _SourceName(WrapLabel):
    """As wide as its words, so that the button stands close."""

    def __init__(self, words: str, *, top: int) -> None:
        super().__init__(words, "small", min_width=80)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._top = top

    @override
    def sizeHint(self) -> QSize:
        width = width_of(self.text(), "small") + 3
        return QSize(width, self.heightForWidth(width))

    @override
    def heightForWidth(self, width: int) -> int:
        return super().heightForWidth(width) + 2 * scaled(self._top)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        layout, _height = self._lay_out(self.width())
        painter = QPainter(self)
        painter.setPen(colour("text"))
        layout.draw(painter, QPointF(0, scaled(self._top)))


class _Quote(QWidget):
    """A sentence of a document, set off by a line at its left."""

    def __init__(self, source: SourceRef) -> None:
        super().__init__()
        words = WrapLabel(f"\u201c{source.quote}\u201d", "small", "muted", min_width=80)
        edition = WrapLabel(source.edition, "caption", "subtle", min_width=80)
        column = QVBoxLayout(self)
        column.setContentsMargins(scaled(12), 2, 0, 2)
        column.setSpacing(2)
        column.addWidget(words)
        column.addWidget(edition)
        edition.setVisible(bool(source.edition))
        self.setAccessibleName(f"The sentence: {source.quote} {source.edition}".strip())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        fill(QPainter(self), QRect(0, 0, 3, self.height()), "line-strong")


class EvidenceLines(QWidget):
    """The raw values behind a finding, and how each was read."""

    def __init__(self, evidence: tuple[Evidence, ...]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for one in evidence:
            how = f" ({one.how})" if one.how else ""
            label = WrapLabel(f"{one.label}: {one.value}{how}", "small", "muted", min_width=80)
            column.addWidget(label)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(80), super().minimumSizeHint().height())


def source_words(source: SourceRef) -> str:
    """`WES, section 2.6.1`."""
    return ", ".join(part for part in (source.doc, source.section) if part)


def remedy_words(one: CheckResult) -> tuple[str, ...]:
    """What to do, a line each; who is asked is named where several are."""
    many = len({remedy.who for remedy in one.remedies}) > 1
    return tuple(f"{_asked(remedy.who)}: {remedy.text}" if many else remedy.text for remedy in one.remedies)


def _asked(who: Who) -> str:
    return "You" if who is Who.YOU else WHO_WORDS[who]
