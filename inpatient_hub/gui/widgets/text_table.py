"""A small table of words and figures that is only read: every cell wraps, and nothing is cut at any text size."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from inpatient_hub.gui.theme import set_variant
from inpatient_hub.gui.widgets.labels import WrapLabel


class TextTable(QWidget):
    """The first column is words, the others are figures, the noughts among them quiet."""

    def __init__(self, heads: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads = tuple(heads)
        set_variant(self, surface="surface")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        for column in range(len(self._heads)):
            self._grid.setColumnStretch(column, 2 if column == 0 else 1)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Shows these rows under the heads."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for column, head in enumerate(self._heads):
            self._put(0, column, head, "small-medium", "muted")
        for number, row in enumerate(rows, start=1):
            for column, words in enumerate(row):
                self._put(number, column, words, "body", "subtle" if words == "0" else "text")
        told = ("; ".join(f"{head} {words}" for head, words in zip(self._heads, row, strict=True)) for row in rows)
        self.setAccessibleName(". ".join(told))

    def _put(self, row: int, column: int, words: str, role: str, tone: str) -> None:
        label = WrapLabel(words, role, tone, min_width=40)
        self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
