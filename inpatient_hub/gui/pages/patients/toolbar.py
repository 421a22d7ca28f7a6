"""The line over the patients table: search, filter and order."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from inpatient_hub.gui.pages.patients.view import Asked, PatientsView, filters_for, orders_for
from inpatient_hub.gui.search_words import search_words
from inpatient_hub.gui.theme import look_feed
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.combo import ComboBox
from inpatient_hub.gui.widgets.search_box import SearchBox
from inpatient_hub.gui.widgets.segment import Segment
from inpatient_hub.services.ports import PatientOrder

_GAP = 12
_COMBO = 196
_LEAST_SEARCH = 132


class PatientsToolbar(QWidget):
    """Search at the left, order at the right. The filter is a row of buttons where there is room, else a list."""

    query_changed = Signal(str)
    filter_chosen = Signal(str)
    order_chosen = Signal(object)
    """Carries a `PatientOrder`."""
    left_search = Signal()
    """The person goes on from the search box to the table."""

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchBox("Name, bed or NHS number")
        self._segment: Segment | None = None
        self._filters: dict[str, str] = {}
        self._short = ComboBox()
        self._short.setAccessibleName("Which patients")
        self._order = ComboBox()
        self._order.setAccessibleName("Order of the list")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._row.addWidget(self.search, 1)
        self._row.addWidget(self._short)
        self._row.addStretch(0)
        self._row.addWidget(self._order)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.search.search_changed.connect(self.query_changed)
        self.search.submitted.connect(self._on_submitted)
        self.search.moved_down.connect(self.left_search)
        self._short.activated.connect(self._on_short_activated)
        self._order.activated.connect(self._on_order_activated)
        look_feed().look_changed.connect(self._fit)

    def show_view(self, view: PatientsView) -> None:
        """Show the filters with their counts and the orders this ward can use."""
        self.search.set_hint(search_words(view.ward))
        self._offer_filters(filters_for(view.ward), view.counts, view.asked)
        self._offer_orders(view)
        self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(320), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _offer_filters(self, filters: dict[str, str], counts: Mapping[str, int], asked: Asked) -> None:
        words = {key: f"{label} {counts.get(key, 0):,}" for key, label in filters.items()}
        if self._segment is None or filters.keys() != self._filters.keys():
            self._replace_segment(words)
        for place, (key, label) in enumerate(words.items()):
            if self._segment is not None:
                self._segment.set_label(key, label)
            if self._short.count() > place:
                self._short.setItemText(place, label)
        self._filters = filters
        if self._segment is not None:
            self._segment.set_current(asked.filter)
        self._short.setCurrentIndex(self._short.findData(asked.filter))

    def _replace_segment(self, words: dict[str, str]) -> None:
        if self._segment is not None:
            self._row.removeWidget(self._segment)
            self._segment.deleteLater()
        self._segment = Segment(list(words.items()), name="Which patients")
        self._segment.chosen.connect(self.filter_chosen)
        self._row.insertWidget(1, self._segment)
        self._short.clear()
        for key, label in words.items():
            self._short.addItem(label, key)

    def _offer_orders(self, view: PatientsView) -> None:
        orders = orders_for(view.ward)
        if self._order.count() != len(orders):
            self._order.clear()
            for order, words in orders.items():
                self._order.addItem(words, order)
        self._order.setVisible(len(orders) > 1)
        self._order.setCurrentIndex(list(orders).index(view.asked.order))

    def _fit(self) -> None:
        room = min(scaled(_COMBO), (self.width() - scaled(_LEAST_SEARCH)) // 2 - _GAP)
        for combo in (self._short, self._order):
            combo.setFixedWidth(max(room, 80))
        if self._segment is None:
            return
        others = scaled(230) + self._order.width() + 2 * _GAP
        roomy = self.width() >= self._segment.sizeHint().width() + others
        shown, hidden = (self._segment, self._short) if roomy else (self._short, self._segment)
        had_focus = hidden.hasFocus() or hidden.isAncestorOf(self.focusWidget())
        shown.setVisible(True)
        hidden.setVisible(False)
        if had_focus:
            shown.setFocus()

    def _on_submitted(self, _text: str) -> None:
        self.left_search.emit()

    def _on_short_activated(self, _row: int) -> None:
        self.filter_chosen.emit(self._short.currentData())

    def _on_order_activated(self, _row: int) -> None:
        self.order_chosen.emit(PatientOrder(self._order.currentData()))
