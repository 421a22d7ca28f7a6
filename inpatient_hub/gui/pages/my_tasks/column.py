"""One column of My tasks: its head with the count, its cards, and what to do when there are none."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inpatient_hub.gui.pages.my_tasks.card_list import CardList
from inpatient_hub.gui.pages.my_tasks.cards import cards_of
from inpatient_hub.gui.pages.my_tasks.view import COLUMN_ICONS, COLUMN_WORDS, Column, MyTasksView
from inpatient_hub.gui.tokens import RADIUS_CARD
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.list_search import LOOKED_IN, NO_MATCH
from inpatient_hub.gui.widgets.painting import box

_EMPTY = {
    Column.TO_DO: (
        "Nothing of yours to do",
        "Claim what you take on from Today or the diary with C, or add a task for yourself.",
        "New task for me",
    ),
    Column.WAITING: (
        "Nothing of yours waits",
        "When a task waits for somebody, drag it here or press S on it. It comes up again on the day you choose.",
        "",
    ),
    Column.DONE: (
        "Nothing done in the last 7 days",
        "Drag a task here, or press D on it, when it is done. A week later it leaves this list and stays in the diary.",
        "",
    ),
}


class BoardColumn(QWidget):
    """A card with a list. While a task is dragged over it and may be dropped here, it says so with a blue edge."""

    def __init__(self, column: Column) -> None:
        super().__init__()
        self.column = column
        words = COLUMN_WORDS[column]
        self.card = Card(words, icon=COLUMN_ICONS[column])
        self.list = CardList(name=words)
        self._is_searching = False
        sentence, muted, button = _EMPTY[column]
        self.empty = EmptyState(sentence, muted, button, "plus" if button else None)
        self._target = _Target(self)
        self.card.add(self.list, 1)
        self.card.add(self.empty, 1)
        self.list.hide()
        self.card.setParent(self)
        self._target.hide()

    def show_view(self, view: MyTasksView) -> None:
        """Shows the tasks of this column."""
        count = len(view.cards(self.column))
        self.card.set_count(str(count))
        self.list.set_rows(cards_of(view, self.column))
        if bool(view.words) != self._is_searching:
            self._is_searching = bool(view.words)
            self.empty.set_words(*((NO_MATCH, LOOKED_IN, "") if self._is_searching else _EMPTY[self.column]))
        self.list.setVisible(count > 0)
        self.empty.setVisible(count == 0)

    def set_target(self, target: bool) -> None:
        """Shows or hides that what is dragged may be dropped here."""
        self._target.setVisible(target)
        self._target.raise_()

    def set_head(self, shown: bool) -> None:
        """Hides the head where a switch above says which column it is."""
        self.card.set_title(COLUMN_WORDS[self.column] if shown else "")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.card.setGeometry(self.rect())
        self._target.setGeometry(self.rect())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(200), scaled(120))


class _Target(QWidget):
    """The blue edge over a column; it catches no press."""

    def __init__(self, column: QWidget) -> None:
        super().__init__(column)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), self.rect(), RADIUS_CARD, edge_token="primary", edge=3)
