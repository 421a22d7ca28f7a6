"""Where the cards stand: in two columns, or, where the window is narrow or the text large, in one."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inpatient_hub.gui.theme import page_padding
from inpatient_hub.gui.typography import scaled

_BESIDE_FROM = 1000
"""Page width, in pixels at 100 %, from which the side cards stand beside the others."""
_SIDE_WIDTHS = ((1600, 420), (0, 350))


class Columns(QHBoxLayout):
    """`beside` says what stands in the two columns, `stacked` in which order all stand in one."""

    def __init__(self, beside: tuple[Sequence[QWidget], Sequence[QWidget]], stacked: Sequence[QWidget]) -> None:
        super().__init__()
        self._beside_order, self._stacked_order = beside, stacked
        self._is_beside: bool | None = None
        self._main, self._side = QVBoxLayout(), QVBoxLayout()
        self._side.setContentsMargins(0, 0, 0, 0)
        self._main.addStretch(1)
        self._side.addStretch(1)
        self.side_holder = QWidget()
        self.side_holder.setLayout(self._side)
        self.addLayout(self._main, 1)
        self.addWidget(self.side_holder)

    def fit(self, width: int) -> None:
        """Arranges the cards for a page of this width in pixels."""
        beside = width >= scaled(_BESIDE_FROM)
        if beside:
            self.side_holder.setFixedWidth(scaled(next(side for least, side in _SIDE_WIDTHS if width >= scaled(least))))
        else:
            self.side_holder.setFixedWidth(0)
        roomy = page_padding() > 12
        self.setSpacing((16 if roomy else 12) if beside else 0)
        for layout in (self._main, self._side):
            layout.setSpacing(14 if roomy else 12)
        if beside != self._is_beside:
            self._is_beside = beside
            self._arrange()

    def _arrange(self) -> None:
        for card in self._stacked_order:
            # Taken away by `takeAt` instead, a card would keep its old item, and with it the height it once had.
            self._main.removeWidget(card)
            self._side.removeWidget(card)
        main, side = self._beside_order if self._is_beside else (self._stacked_order, ())
        for layout, cards in ((self._main, main), (self._side, side)):
            for place, card in enumerate(cards):
                layout.insertWidget(place, card)
