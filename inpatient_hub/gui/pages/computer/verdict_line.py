"""The verdict, first and large: one sentence, one small line, the counts, and how far a check has come."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.gui.theme import look_feed, page_padding
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.chip import Chip
from inpatient_hub.gui.widgets.icon_line import LineIcon
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.gui.widgets.marks import ChipFacts
from inpatient_hub.gui.widgets.painting import fill

_EDGE = 6
_BAR = 4
_BESIDE_FROM = 900
"""Width, in pixels at 100 %, from which the counts stand at the right of the sentence."""


class VerdictLine(QWidget):
    """A band across the page with an edge in the worst colour, and words and an icon that say the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._icon = LineIcon("", "muted", 36)
        self.sentence = WrapLabel("", "verdict")
        self.line = WrapLabel("", "small", "muted")
        self._chips = QHBoxLayout()
        self._chips.setSpacing(8)
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("How far the check has come")
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        look_feed().look_changed.connect(self._on_look_changed)
        self._on_look_changed()

    def show_verdict(self, icon: str, kind: str, sentence: str, line: str, chips: Sequence[ChipFacts] = ()) -> None:
        """Shows a verdict; `kind` is act, warn, ok or info. No progress is shown any more."""
        is_news = sentence != self.sentence.text()
        self._show(icon, kind, sentence, line)
        self._show_chips(chips)
        self.progress.hide()
        if is_news and self.isVisible():  # a screen reader says what the check came to without being sent there
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{sentence}. {line}"))

    def show_progress(self, sentence: str, line: str, done: int, total: int) -> None:
        """Shows how far a check has come; `total` 0 is when that is not known yet."""
        self._show("hourglass", "info", sentence, line)
        self._show_chips(())
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)
        self.progress.show()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.progress.setGeometry(_EDGE, self.height() - _BAR, self.width() - _EDGE, _BAR)
        self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill(painter, self.rect(), "surface")
        fill(painter, QRect(0, self.height() - 1, self.width(), 1), "line")
        if self._kind:
            fill(painter, QRect(0, 0, _EDGE, self.height()), f"{self._kind}-solid")

    def _show(self, icon: str, kind: str, sentence: str, line: str) -> None:
        self._kind = kind
        self._icon.show_icon(icon, f"{kind}-text")
        self.sentence.setText(sentence)
        self.line.setText(line)
        self.line.setVisible(bool(line))
        self.setAccessibleName(f"{sentence}. {line}".strip())
        self.updateGeometry()
        self.update()

    def _show_chips(self, chips: Sequence[ChipFacts]) -> None:
        while (item := self._chips.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for facts in chips:
            self._chips.addWidget(Chip(facts.words, facts.kind))
        self._chips.addStretch(1)

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.sentence)
        words.addWidget(self.line)
        self._across.addLayout(words, 1)
        self._across.addLayout(self._chips)
        self._row = QHBoxLayout()
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(self._across, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, 0, 0, 1)
        column.setSpacing(0)
        column.addLayout(self._row, 1)
        self.progress.hide()  # it lies over the lower edge, so that nothing moves when it comes and goes

    def _fit(self) -> None:
        beside = self.width() >= scaled(_BESIDE_FROM)
        self._across.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._across.setSpacing(16 if beside else 8)
        self.updateGeometry()

    def _on_look_changed(self) -> None:
        side = page_padding()
        self._row.setContentsMargins(side + 2, scaled(13), side, scaled(12))
        self._row.setSpacing(scaled(16))
        self._fit()
