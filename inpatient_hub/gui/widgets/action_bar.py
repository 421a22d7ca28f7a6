"""The bar at the foot of a page with what is pressed next; nothing is ever laid over it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from inpatient_hub.gui.theme import set_variant


class ActionBar(QWidget):
    """Ways back at the left, the way on at the right."""

    def __init__(self, left: Sequence[QWidget], right: Sequence[QWidget]) -> None:
        super().__init__()
        set_variant(self, surface="header")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 11, 20, 11)
        row.setSpacing(14)
        for part in left:
            row.addWidget(part)
        row.addStretch(1)
        for part in right:
            row.addWidget(part)
