"""Two columns of values side by side, such as what a backup holds and what is here now; what differs stands out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from inpatient_hub.gui.theme import set_variant
from inpatient_hub.gui.widgets.labels import WrapLabel


class CompareGrid(QWidget):
    """Rows of (what, one, other). A pair that differs is in the weight of names; other may be left out everywhere."""

    def __init__(self, heads: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads = heads
        self._rows: Sequence[tuple[str, str, str]] = ()
        set_variant(self, surface="surface")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        for column, stretch in enumerate((4, 3, 3)):
            self._grid.setColumnStretch(column, stretch)

    def rows(self) -> Sequence[tuple[str, str, str]]:
        """The rows shown."""
        return self._rows

    def show_rows(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Shows these rows under the heads."""
        self._rows = tuple(rows)
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for column, head in enumerate(("", *self._heads)):
            self._put(0, column, head, "small-medium", "muted")
        for number, (what, one, other) in enumerate(rows, start=1):
            role = "strong" if other and one != other else "body"
            self._put(number, 0, what, "body", "muted")
            self._put(number, 1, one, role, "text")
            self._put(number, 2, other, role, "text")
        self.setAccessibleName("; ".join(self._spoken(*row) for row in rows))

    def _spoken(self, what: str, one: str, other: str) -> str:
        return f"{what}: {self._heads[0]} {one}" + (f", {self._heads[1]} {other}" if other else "")

    def _put(self, row: int, column: int, words: str, role: str, tone: str) -> None:
        label = WrapLabel(words, role, tone, min_width=60)
        self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
