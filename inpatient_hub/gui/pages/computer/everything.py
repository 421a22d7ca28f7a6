"""Everything that was checked, a line for each group, each line to be opened."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.readiness import CheckResult, Group
from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.pages.computer.result_body import Wishes
from inpatient_hub.gui.pages.computer.result_rows import ResultList
from inpatient_hub.gui.pages.computer.view import ComputerView, judged
from inpatient_hub.gui.pages.computer.words import group_mark
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.fold_head import FoldFacts, FoldHead
from inpatient_hub.gui.widgets.painting import fill
from inpatient_hub.readiness.report_words import GROUP_HEADINGS, Standing, counts, gist, grouped, standing

_TITLE_WIDTH = 200
_INDENT = 28


class EverythingCard(Card):
    """The groups in the order of the report's headings."""

    heads_changed = Signal()

    def __init__(self, wishes: Wishes) -> None:
        super().__init__("Everything checked")
        self._wishes = wishes
        self._groups: dict[Group, GroupRow] = {}
        self.open_all = Button("Open all", kind="text", small=True, key=key_of("open_all"))
        self.add_head(self.open_all)
        self.open_all.clicked.connect(self.toggle_all)

    def show_view(self, view: ComputerView) -> None:
        """Shows every group of this report."""
        held = dict(grouped(judged(view.report.results)))
        for group in [one for one in self._groups if one not in held]:
            gone = self._groups.pop(group)
            self.body.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, (group, results) in enumerate(held.items()):
            if group not in self._groups:
                self._groups[group] = row = GroupRow(group, self._wishes)
                row.head.open_changed.connect(self._on_open_changed)
            self._groups[group].show_results(results, view, is_first=place == 0)
            self.body.insertWidget(place, self._groups[group])
        self._groups = {group: self._groups[group] for group in held}
        self._say_all()

    def group(self, group: Group) -> "GroupRow":
        """The row of a group. Raises KeyError when the report has none."""
        return self._groups[group]

    def heads(self) -> tuple[FoldHead, ...]:
        """Every head that can be seen, from the top."""
        return tuple(self._heads())

    def is_all_open(self) -> bool:
        """Whether nothing is folded."""
        return bool(self._groups) and all(row.is_all_open() for row in self._groups.values())

    def toggle_all(self) -> None:
        """Opens everything; folds it when everything is open."""
        wanted = not self.is_all_open()
        column = self.layout()
        if column is not None:
            column.setEnabled(False)  # once for everything, rather than once for each line
        for row in self._groups.values():
            row.set_all_open(wanted)
        if column is not None:
            column.setEnabled(True)
            column.activate()
        self._say_all()

    def _heads(self) -> Iterator[FoldHead]:
        for row in self._groups.values():
            yield row.head
            if row.head.is_open():
                yield from row.results.heads()

    def _say_all(self) -> None:
        is_open = self.is_all_open()
        self.open_all.set_label("Fold all" if is_open else "Open all")
        self.open_all.setAccessibleName(f"{'Fold' if is_open else 'Open'} everything checked")

    def _on_open_changed(self, _is_open: bool) -> None:
        self._say_all()


class GroupRow(QWidget):
    """One group: its head, and its results once it is open."""

    def __init__(self, group: Group, wishes: Wishes) -> None:
        super().__init__()
        self._group = group
        self._is_first = True
        self._shown: tuple[tuple[CheckResult, ...], ComputerView] | None = None
        self.head = FoldHead(FoldFacts(GROUP_HEADINGS[group], "circle-dashed", "subtle"))
        self.results = ResultList(wishes, indent=_INDENT, brief=False)
        self.results.hide()
        self._is_filled = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(1)
        self._column.addWidget(self.head)
        self._column.addWidget(self.results)
        self.head.open_changed.connect(self._on_open_changed)

    def show_results(self, results: tuple[CheckResult, ...], view: ComputerView, *, is_first: bool) -> None:
        """Shows these results of the group."""
        self._shown = results, view
        self._is_first = is_first
        self._column.setContentsMargins(0, 0 if is_first else 1, 0, 0)
        icon, token = group_mark(results)
        heading = GROUP_HEADINGS[self._group]
        self.head.set_facts(
            FoldFacts(heading, icon, token, summary=gist(results), trailing=counts(results), title_width=_TITLE_WIDTH)
        )
        self._is_filled = False
        if self.head.is_open():
            self._fill()
        self.update()

    def is_all_open(self) -> bool:
        """Whether the group and each of its results are open."""
        return self.head.is_open() and all(head.is_open() for head in self.results.heads())

    def set_all_open(self, is_open: bool) -> None:
        """Opens or folds the group with all its results."""
        self.head.set_open(is_open)
        for head in self.results.heads():
            head.set_open(is_open)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._is_first:
            fill(painter, QRect(0, 0, self.width(), 1), "line")
        if self.head.is_open():
            fill(painter, QRect(0, self.results.y() - 1, self.width(), 1), "line")

    def _fill(self) -> None:
        if self._shown is None or self._is_filled:
            return
        results, view = self._shown
        is_new = not self.results.rows()
        self.results.show_results(results, view)
        self._is_filled = True
        if is_new:  # what is not fine is why somebody opens a group
            for one, head in zip(results, self.results.heads(), strict=True):
                head.set_open(standing(one) in (Standing.TO_FIX, Standing.TO_LOOK_AT))

    def _on_open_changed(self, is_open: bool) -> None:
        if is_open:
            self._fill()
        self.results.setVisible(is_open)
        self.update()
