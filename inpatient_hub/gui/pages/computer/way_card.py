"""The way to SystmOne: before the press what would be sent and to whom, afterwards what was seen at each server."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.readiness import CheckResult
from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.pages.computer.fact_lines import FactLines
from inpatient_hub.gui.pages.computer.view import ComputerView, network_results
from inpatient_hub.gui.pages.computer.way_words import Line, WaySection, sections, sent_words, sentence_of
from inpatient_hub.gui.pages.computer.words import has_targets, moment_words
from inpatient_hub.gui.typography import line_height, scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.icon_line import LineIcon
from inpatient_hub.gui.widgets.labels import ElidedLabel, WrapLabel
from inpatient_hub.gui.widgets.painting import fill
from inpatient_hub.readiness.report_words import Standing, counts, standing

_LOOKS_LIKE_A_SCAN = (
    "Many ports next to each other are tried within a second. To a firewall that watches for scans this may look like "
    "one: on a network that you do not run, tell its team first."
)
_WHAT_WIDTH = 112


class WayCard(Card):
    """Nothing is sent until its button is pressed."""

    test_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("The way to SystmOne")
        self._counts = ElidedLabel("", "small", "muted")
        self.test = Button("Test the way to SystmOne", key=key_of("test_network"))
        self.why_not = WrapLabel("", "small", "muted")
        self._shown: tuple[object, ...] | None = None
        self._can_test = False
        self._is_testing = False
        self._cooling = 0
        self._inside = QVBoxLayout()
        self._inside.setSpacing(0)
        self._foot = QWidget()
        self._build()
        self.test.clicked.connect(self.test_wanted)

    def show_view(self, view: ComputerView) -> None:
        """Shows what was seen, or what would be sent."""
        results = network_results(view.report)
        was_run = view.report.verdict.network_was_run
        told = [one for one in results if standing(one) is not Standing.NOT_CHECKED] or results
        self._counts.setText(counts(told) if was_run else "")
        self._can_test = bool(results) and view.elsewhere is None
        shown = (view.network, was_run, results, view.profile.id, view.elsewhere)
        if shown != self._shown:
            self._shown = shown
            self._clear()
            self._fill(view, results)
        first = "Test the way to SystmOne" if has_targets(view) else "Look at the network"
        self.test.set_label("Test again" if was_run else first)
        self.test.set_kind("plain" if was_run or not self._can_test else "primary")
        self.test.setToolTip(f"{_LOOKS_LIKE_A_SCAN} ({key_of('test_network')})")
        self._when = f"Tested {moment_words(view.network_at, view.now)}." if was_run and view.network_at else ""
        self._show_foot()

    def set_testing(self, *, testing: bool) -> None:
        """A test is under way."""
        self._is_testing = testing
        self._show_foot()

    def set_cooling(self, seconds: int) -> None:
        """So many seconds until another test may be made."""
        self._cooling = seconds
        self._show_foot()

    def _fill(self, view: ComputerView, results: Sequence[CheckResult]) -> None:
        if not results:
            self._say("Nothing of this profile is tested over the network", "")
        elif view.report.verdict.network_was_run:
            for number, section in enumerate(sections(view.network, view.report, results)):
                self._inside.addWidget(_SectionHead(section, is_first=number == 0))
                for line in section.lines:
                    self._inside.addWidget(_LineRow(section, line))
        elif view.elsewhere is not None:
            self._say("The way to SystmOne was not tested", "The file holds no test of the network.")
        else:
            if not has_targets(view):
                self._say(
                    "This profile names no server to try",
                    "Which addresses lead to SystmOne on your organisation's own network depends on the region. TPP or "
                    "your IT department knows them, and the trust's own profile file can name them.",
                )
            self._inside.addWidget(_Plan(view))

    def _say(self, sentence: str, muted: str) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(14, 12, 14, 4)
        column.setSpacing(4)
        column.addWidget(WrapLabel(sentence, "strong"))
        if muted:
            column.addWidget(WrapLabel(muted, "small", "muted"))
        self._inside.addWidget(holder)

    def _show_foot(self) -> None:
        self._foot.setVisible(self._can_test)
        self.test.setEnabled(not self._cooling and not self._is_testing)
        if self._is_testing:
            words = "The test is under way."
        elif self._cooling:
            words = f"Again in {self._cooling} s, so as not to trouble SystmOne's servers."
        else:
            words = self._when
        self.why_not.setText(words)
        self.why_not.setVisible(bool(words))

    def _clear(self) -> None:
        while (item := self._inside.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _build(self) -> None:
        self._when = ""
        self.add_head(self._counts)
        self.body.addLayout(self._inside)
        row = QVBoxLayout(self._foot)
        row.setContentsMargins(14, 10, 14, 12)
        row.setSpacing(6)
        row.addWidget(self.test, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.why_not)
        self._foot.hide()
        self.why_not.hide()
        self.add(self._foot)


class _Plan(QWidget):
    """What a test would send, and to whom."""

    def __init__(self, view: ComputerView) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 0)
        column.setSpacing(8)
        column.addWidget(WrapLabel("Nothing has been sent yet. One press would try:", "small"))
        lines = FactLines()
        for label, words in sent_words(view.profile.targets):
            lines.add(label, words)
        column.addWidget(lines)
        column.addWidget(
            WrapLabel("Nothing about a patient, a person or this computer is in any of it.", "small", "muted")
        )


class _SectionHead(QWidget):
    """A server, and how long an answer takes."""

    def __init__(self, section: WaySection, *, is_first: bool) -> None:
        super().__init__()
        self._is_first = is_first
        row = QHBoxLayout(self)
        row.setContentsMargins(14, scaled(6), 14, scaled(6) + 1)
        row.setSpacing(8)
        row.addWidget(ElidedLabel(section.title, "small-strong"))
        row.addStretch(1)
        row.addWidget(ElidedLabel(section.trailing, "small", "muted"))
        self.setAccessibleName(", ".join(part for part in (section.title, section.trailing) if part))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill(painter, self.rect(), "sunken")
        fill(painter, QRect(0, self.height() - 1, self.width(), 1), "line")


class _LineRow(QWidget):
    """One thing that was tried, what was seen, and its mark at the right."""

    def __init__(self, section: WaySection, line: Line) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, scaled(6), 14, scaled(6) + 1)
        row.setSpacing(scaled(10))
        if line.what:
            what = WrapLabel(line.what, "small", min_width=40)
            what.setFixedWidth(scaled(_WHAT_WIDTH))
            what.setAlignment(Qt.AlignmentFlag.AlignTop)
            row.addWidget(what, 0, Qt.AlignmentFlag.AlignTop)
        words = WrapLabel(line.words, "small-medium" if line.is_bad else "small", "text" if line.is_bad else "muted")
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        row.addWidget(LineIcon(line.icon, line.token, 16), 0, Qt.AlignmentFlag.AlignTop)
        self.setMinimumHeight(line_height("small") + 2 * scaled(6) + 1)
        self.setAccessibleName(sentence_of(section, line))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        fill(QPainter(self), QRect(0, self.height() - 1, self.width(), 1), "line")
