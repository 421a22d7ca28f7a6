"""Results one under the other: open where they must be seen, folded to a line where they need not."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.readiness import CheckResult, Status
from inpatient_hub.gui.pages.computer.result_body import ResultBody, Wishes
from inpatient_hub.gui.pages.computer.view import ComputerView
from inpatient_hub.gui.pages.computer.words import mark_of, result_sentence, title_of, who_chips
from inpatient_hub.gui.theme import look_feed
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.chip_title import ChipTitle
from inpatient_hub.gui.widgets.fold_head import FoldFacts, FoldHead
from inpatient_hub.gui.widgets.icon_line import LineIcon
from inpatient_hub.gui.widgets.painting import fill
from inpatient_hub.readiness.report_words import status_words

INSIDE = 72
"""Where words begin inside a folded row, in pixels at 100 % from the card's edge."""


class ResultRow(QWidget):
    """Base of the rows of one result."""

    def __init__(self, one: CheckResult, view: ComputerView, wishes: Wishes) -> None:
        super().__init__()
        self.one = one
        self._view = view
        self._wishes = wishes
        self.setAccessibleName(result_sentence(one))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def is_still(self, one: CheckResult, view: ComputerView) -> bool:
        """Whether this row already shows just that."""
        return one == self.one and _beside(view) == _beside(self._view)


class OpenRow(ResultRow):
    """What must be fixed: always open, with who can fix it beside its title."""

    def __init__(self, one: CheckResult, view: ComputerView, wishes: Wishes) -> None:
        super().__init__(one, view, wishes)
        mark = mark_of(one)
        title = ChipTitle(title_of(one), who_chips(one))
        self.body = ResultBody(one, view, wishes, brief=True, title=title)
        self._row = QHBoxLayout(self)
        self._row.addWidget(LineIcon(mark.icon, mark.token, 20), 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self.body, 1)
        look_feed().look_changed.connect(self._on_look_changed)
        self._on_look_changed()

    def _on_look_changed(self) -> None:
        self._row.setContentsMargins(scaled(16), scaled(10), scaled(16), scaled(12))
        self._row.setSpacing(scaled(14))


class FoldRow(ResultRow):
    """A line that opens to the whole result. Its body is made when it is first opened."""

    def __init__(self, one: CheckResult, view: ComputerView, wishes: Wishes, *, indent: int, brief: bool) -> None:
        super().__init__(one, view, wishes)
        self._indent, self._is_brief = indent, brief
        self.head = FoldHead(self._facts())
        self._body: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self.head.open_changed.connect(self._on_open_changed)

    def _facts(self) -> FoldFacts:
        mark, one = mark_of(self.one), self.one
        chips = who_chips(one) if self._is_brief else ()
        return FoldFacts(
            title_of(one),
            mark.icon,
            mark.token,
            summary="" if self._is_brief else one.found,
            trailing="" if self._is_brief or one.status is Status.PASS else status_words(one),
            chip=chips[0] if chips else None,
            indent=self._indent,
            strong=self._is_brief,
            tells_always=False,
            spoken=result_sentence(one),
        )

    def _on_open_changed(self, is_open: bool) -> None:
        if is_open and self._body is None:
            body = ResultBody(self.one, self._view, self._wishes, brief=False)
            self._body = QWidget()
            inside = QVBoxLayout(self._body)
            inside.setContentsMargins(scaled(INSIDE + self._indent), 0, scaled(16), scaled(12))
            inside.addWidget(body)
            self._column.addWidget(self._body)  # which shows it, once for all that are added in one go
        elif self._body is not None:
            self._body.setVisible(is_open)


class ResultList(QWidget):
    """Rows with a line between them. A row whose result did not change stays as it is, open or folded; one that did
    keeps its place and the keyboard."""

    def __init__(self, wishes: Wishes, *, is_open: bool = False, indent: int = 0, brief: bool = True) -> None:
        super().__init__()
        self._wishes = wishes
        self._are_open, self._indent, self._is_brief = is_open, indent, brief
        self._rows: dict[str, ResultRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def rows(self) -> tuple[ResultRow, ...]:
        """The rows, in order."""
        return tuple(self._rows.values())

    def heads(self) -> tuple[FoldHead, ...]:
        """The heads of those rows that fold."""
        return tuple(row.head for row in self._rows.values() if isinstance(row, FoldRow))

    def show_results(self, results: Sequence[CheckResult], view: ComputerView) -> None:
        """Shows these results."""
        before, self._rows = self._rows, {}
        keyboard = next(((one_id, stop) for one_id, row in before.items() if (stop := _stop_in(row)) is not None), None)
        for place, one in enumerate(results):
            old = before.pop(one.check_id, None)
            row = old if old is not None and old.is_still(one, view) else self._made(one, view, old)
            self._rows[one.check_id] = row
            self._column.insertWidget(place, row)
        for gone in before.values():
            self._remove(gone)
        if keyboard is not None and keyboard[0] in self._rows:
            _give_keyboard(self._rows[keyboard[0]], keyboard[1])
        self.update()

    def _made(self, one: CheckResult, view: ComputerView, old: ResultRow | None) -> ResultRow:
        row: ResultRow
        if self._are_open:
            row = OpenRow(one, view, self._wishes)
        else:
            row = FoldRow(one, view, self._wishes, indent=self._indent, brief=self._is_brief)
        if isinstance(row, FoldRow) and isinstance(old, FoldRow) and old.head.is_open():
            row.head.set_open(True)
        if old is not None:
            self._remove(old)
        return row

    def _remove(self, row: ResultRow) -> None:
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for row in list(self._rows.values())[1:]:
            fill(painter, QRect(0, row.y() - 1, self.width(), 1), "line")


def _beside(view: ComputerView) -> tuple[object, ...]:
    """What a row shows besides its result."""
    return dict(view.answers), view.by, view.elsewhere, view.opens_settings


def _stops_in(row: QWidget) -> list[QWidget]:
    """Where the keyboard can be inside a row, in the order they were made."""
    return [one for one in row.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]


def _stop_in(row: ResultRow) -> int | None:
    """Which of them has the keyboard; None when it is elsewhere."""
    here = QApplication.focusWidget()
    if here is None or not row.isAncestorOf(here):
        return None
    stops = _stops_in(row)
    return stops.index(here) if here in stops else 0


def _give_keyboard(row: ResultRow, place: int) -> None:
    """Puts the keyboard back where it was in a row that may have been made anew."""
    row.show()
    stops = [one for one in _stops_in(row) if one.isVisible() and one.isEnabled()]
    here = QApplication.focusWidget()
    if stops and here not in stops:
        stops[min(place, len(stops) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
