"""The report on one page of paper: verdict, what to fix, a line for each group, and that it is an uncontrolled copy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSaveFile, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication

from inpatient_hub.domain.readiness import CheckResult, Report
from inpatient_hub.gui.icons import print_icon
from inpatient_hub.gui.pages.computer.fact_lines import remedy_words
from inpatient_hub.gui.pages.computer.view import judged
from inpatient_hub.gui.pages.computer.words import group_mark, mark_of, verdict_mark
from inpatient_hub.readiness.report_words import (
    GROUP_HEADINGS,
    NETWORK_NOT_RUN,
    NOT_TPPS_WORD,
    Standing,
    counts,
    gist,
    grouped,
    how_many_done,
    moment,
    one_line,
    standing_as,
    tally,
    took,
    who_words,
)

_DPI = 300
_PT = _DPI / 72
_MARGIN_MM = 12
_WORDS_PT = 9.5
_LINE_PT = 12.0
_FINE = 10
"""Words are laid out this much larger than they are drawn, so that letters keep their places at 9.5 points."""
_UNCONTROLLED = "Uncontrolled copy. It says how this computer was at that moment; shred it when it is no longer needed."


@dataclass(frozen=True, slots=True)
class _Words:
    """Words at a place of a block: all in points from its left edge."""

    text: str
    left: float = 0.0
    width: float = 0.0
    size: float = _WORDS_PT
    weight: QFont.Weight = QFont.Weight.Normal
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    most_lines: int = 0
    """0 for as many as they take."""


@dataclass(frozen=True, slots=True)
class _Block:
    """What is never torn apart: rows of words, each row as high as its highest; an icon at the first."""

    rows: Sequence[Sequence[_Words]]
    icon: str = ""
    after: float = 0.0
    line_below: bool = False


def write_pdf(path: Path, report: Report, *, printed_at: datetime) -> None:
    """Writes the page, whole or not at all. `printed_at` is on the ward's clock. Raises OSError."""
    file = QSaveFile(str(path))
    if not file.open(QSaveFile.OpenModeFlag.WriteOnly):
        raise OSError(0, file.errorString(), str(path))
    writer = QPdfWriter(file)
    writer.setResolution(_DPI)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(*(_MARGIN_MM,) * 4),
            QPageLayout.Unit.Millimeter,
        )
    )
    writer.setTitle(f"SystmOne readiness: {report.verdict.sentence}")
    writer.setCreator(f"Inpatient Hub {report.app_version}")
    painter = QPainter(writer)
    painter.scale(_PT / _FINE, _PT / _FINE)
    _Page(painter, writer.width() / _PT, writer.height() / _PT).paint(report, printed_at)
    painter.end()
    if not file.commit():
        raise OSError(0, file.errorString(), str(path))


class _Page:
    """One page. What does not fit is counted rather than cut; the groups and the foot always fit."""

    def __init__(self, painter: QPainter, width: float, height: float) -> None:
        self._painter = painter
        self._width, self._height = width, height
        self._y = 0.0

    def paint(self, report: Report, printed_at: datetime) -> None:
        foot = self._foot(report, printed_at)
        foot_height = self._height_of(foot)
        table = [self._heading("Everything checked"), *self._table(report)]
        room = self._height - foot_height - 14 - sum(self._height_of(block) for block in table)
        for block in self._head(report):
            self._draw(block)
        self._draw_as_fit("To fix", standing_as(report, Standing.TO_FIX), room)
        self._draw_as_fit("To look at", standing_as(report, Standing.TO_LOOK_AT), room)
        for block in table:
            self._draw(block)
        self._y = self._height - foot_height
        self._line(self._y - 4)
        self._draw(foot)

    def _draw_as_fit(self, heading: str, results: Sequence[CheckResult], room: float) -> None:
        """Draws as many as there is room for, and says how many there is none for."""
        if not results:
            return
        head, more = self._heading(heading), _Block([[_Words("And others", width=self._width)]], after=8)
        blocks = [self._result(one) for one in results]
        if self._y + self._height_of(head) + self._height_of(more) > room:
            return
        self._draw(head)
        for number, block in enumerate(blocks):
            spare = 0 if number == len(blocks) - 1 else self._height_of(more)
            if self._y + self._height_of(block) + spare > room:
                left = len(blocks) - number
                words = f"And {left} more: the web page of this report has them all."
                self._draw(_Block([[_Words(words, 16, self._width - 16)]], after=8))
                return
            self._draw(block)
        self._y += 5

    def _head(self, report: Report) -> list[_Block]:
        wide = self._width
        bold = QFont.Weight.DemiBold
        verdict = report.verdict
        icon, _kind = verdict_mark(verdict)
        done = f"{how_many_done(verdict)} on {moment(report.made_at)} in {took(report.duration_ms)}. {tally(verdict)}."
        lines = [f"Checked as: {report.profile_title}.", done]
        lines += [] if verdict.network_was_run else [NETWORK_NOT_RUN]
        lines += [f"Computer: {report.computer_name}"] if report.computer_name else []
        return [
            _Block(
                [
                    [
                        _Words("Is this computer ready for SystmOne?", width=wide / 2, weight=bold),
                        _Words(moment(report.made_at), wide / 2, wide / 2, align=Qt.AlignmentFlag.AlignRight),
                    ]
                ],
                after=10,
                line_below=True,
            ),
            _Block(
                [
                    [_Words(verdict.sentence, 26, wide - 26, size=16, weight=bold)],
                    *([_Words(line, 26, wide - 26)] for line in lines),
                ],
                icon=icon,
                after=10,
            ),
        ]

    def _heading(self, words: str) -> _Block:
        row = [_Words(words, width=self._width, size=11, weight=QFont.Weight.DemiBold)]
        return _Block([row], after=5, line_below=True)

    def _result(self, one: CheckResult) -> _Block:
        who = who_words(one)
        title = f"{one_line(one.headline, 160)} ({one.check_id}{f', {who}' if who else ''})"
        pairs = [("Found", one.found), ("Needed", one.needed), *(("Do this", words) for words in remedy_words(one))]
        rows = [[_Words(title, 16, self._width - 16, weight=QFont.Weight.DemiBold)]]
        rows += [
            [_Words(label, 16, 44), _Words(one_line(words, 300), 60, self._width - 60)]
            for label, words in pairs
            if words
        ]
        return _Block(rows, icon=mark_of(one).icon, after=6)

    def _table(self, report: Report) -> list[_Block]:
        blocks = []
        for group, results in grouped(judged(report.results)):
            icon, _token = group_mark(results)
            row = [
                _Words(GROUP_HEADINGS[group], 16, 124, weight=QFont.Weight.DemiBold, most_lines=1),
                _Words(gist(results), 140, self._width - 280, most_lines=1),
                _Words(counts(results), self._width - 136, 136, align=Qt.AlignmentFlag.AlignRight, most_lines=1),
            ]
            blocks.append(_Block([row], icon=icon, after=4))
        return blocks

    def _foot(self, report: Report, printed_at: datetime) -> _Block:
        small = 7.5
        lines = [
            f"Checked against: {'; '.join(report.editions)}",
            *(f"Changed by the trust's own file: {one}" for one in report.overlay[:2]),
            NOT_TPPS_WORD,
            f"Inpatient Hub {report.app_version}, printed {moment(printed_at)}. {_UNCONTROLLED}",
        ]
        return _Block([[_Words(one_line(line, 400), width=self._width, size=small)] for line in lines])

    # Strokes

    def _draw(self, block: _Block) -> None:
        if block.icon:
            first = block.rows[0][0]
            side = first.size * 1.25
            line = _LINE_PT * first.size / _WORDS_PT
            top = self._y + (line - side) / 2
            print_icon(self._painter, QRectF(0, top * _FINE, side * _FINE, side * _FINE), block.icon)
        for row in block.rows:
            for words in row:
                layout, _height = _laid_out(words)
                layout.draw(self._painter, QPointF(words.left, self._y) * _FINE)
            self._y += max(_laid_out(words)[1] for words in row)
        if block.line_below:
            self._line(self._y + 2)
        self._y += block.after

    def _line(self, y: float) -> None:
        self._painter.setPen(QPen(QColor(Qt.GlobalColor.black), 0.5 * _FINE))
        self._painter.drawLine(QPointF(0, y) * _FINE, QPointF(self._width, y) * _FINE)

    def _height_of(self, block: _Block) -> float:
        return sum(max(_laid_out(words)[1] for words in row) for row in block.rows) + block.after


def _laid_out(words: _Words) -> tuple[QTextLayout, float]:
    """The words in their width, and their height, in points."""
    font = QFont(QApplication.font())
    font.setPixelSize(round(words.size * _FINE))
    font.setWeight(words.weight)
    layout = QTextLayout(words.text, font)
    option = QTextOption(words.align)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line_height = _LINE_PT * words.size / _WORDS_PT
    y, count = 0.0, 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, words.width) * _FINE)
        line.setPosition(QPointF(0, y) * _FINE)
        y += line_height
        count += 1
        if words.most_lines and count == words.most_lines:
            break
    layout.endLayout()
    return layout, max(y, line_height)
