"""The three columns side by side, or one under a switch where the window is narrow; cards are dragged between them."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.gui.announcing import announce
from inpatient_hub.gui.models.rows import RowFacts
from inpatient_hub.gui.pages.my_tasks.card_list import CardList
from inpatient_hub.gui.pages.my_tasks.column import BoardColumn
from inpatient_hub.gui.pages.my_tasks.view import COLUMN_WORDS, Column, MyTasksView
from inpatient_hub.gui.theme import design_width
from inpatient_hub.gui.tokens import RADIUS_CONTROL
from inpatient_hub.gui.typography import line_height, scaled
from inpatient_hub.gui.widgets.painting import box, draw_text, width_of
from inpatient_hub.gui.widgets.segment import Segment

_COLUMNS_FROM = 780
"""Width in pixels at 100 % from which the columns stand side by side."""
MAY_GO = {
    Column.TO_DO: (Column.WAITING, Column.DONE),
    Column.WAITING: (Column.TO_DO, Column.DONE),
    Column.DONE: (Column.TO_DO,),
}
"""Where a card of each column may be dropped: what is done has to be open again before it can wait."""
_REFUSED = "Open it again first: drop it on To do"


def _over_words(title: str, source: Column, to: Column | None) -> str:
    """Where a card is held, for a screen reader."""
    if to is source:
        return f"Holding {title}, on {COLUMN_WORDS[source]}. Let go on another column, or press Escape to leave it"
    if to is None:
        return "Beside the columns: it would stay"
    return f"Over {COLUMN_WORDS[to]}" if to in MAY_GO[source] else f"Not here: {_REFUSED}"


class Board(QWidget):
    """Tells what is wanted by ids; what it means for the task is for the page."""

    dropped = Signal(str, str, str)
    """(task id, column it came from, column it goes to)."""
    key_pressed = Signal(object, str)
    activated = Signal(object)
    new_wanted = Signal()
    told = Signal(str)
    """What becomes of a card that is held, in words for a screen reader."""

    def __init__(self) -> None:
        super().__init__()
        self._told = ""
        self.columns = {column: BoardColumn(column) for column in Column}
        self.switch = Segment([(column.value, words) for column, words in COLUMN_WORDS.items()], name="Which tasks")
        self._ghost = _Ghost(self)
        self._is_narrow = False
        self._across = QHBoxLayout()
        self._build()
        self._connect()

    def _build(self) -> None:
        self._across.setSpacing(12)
        for column in self.columns.values():
            self._across.addWidget(column, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.switch)
        whole.addLayout(self._across, 1)
        self.switch.set_current(Column.TO_DO)
        self.switch.hide()
        self._ghost.hide()

    def _connect(self) -> None:
        self.switch.chosen.connect(self._on_chosen)
        for one in self.columns.values():
            one.list.key_pressed.connect(self.key_pressed)
            one.list.row_activated.connect(self.activated)
            one.list.stepped.connect(self._on_stepped)
            one.list.drag_moved.connect(self._on_drag_moved)
            one.list.drag_ended.connect(self._on_drag_ended)
            one.list.drag_given_up.connect(self._on_given_up)
            one.empty.button_pressed.connect(self.new_wanted)

    def show_view(self, view: MyTasksView) -> None:
        """Shows a person's work. The keyboard stays in its column, or goes to the next that has something."""
        here = self.column_in_hand()
        for column, one in self.columns.items():
            one.show_view(view)
            self.switch.set_label(column, f"{COLUMN_WORDS[column]} {len(view.cards(column))}")
        if here is not None and not self.columns[here].list.hasFocus():
            self.focus_list()

    def lists(self) -> tuple[CardList, ...]:
        """The lists that can be seen and hold something."""
        return tuple(one.list for one in self.columns.values() if one.isVisible() and one.list.isVisible())

    def column_in_hand(self) -> Column | None:
        """The column the keyboard is in."""
        return next((column for column, one in self.columns.items() if one.list.hasFocus()), None)

    def focus_list(self) -> bool:
        """Gives the keyboard to the first column with something in it; False when there is none."""
        if self._is_narrow and not self.lists():
            filled = [column for column, one in self.columns.items() if one.list.row_model().rowCount()]
            if filled:
                self._choose(filled[0])
        lists = self.lists()
        if lists:
            lists[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(lists)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Side by side, or one at a time."""
        here = self.column_in_hand()
        self._is_narrow = design_width(self.width()) < _COLUMNS_FROM
        self.switch.setVisible(self._is_narrow)
        for one in self.columns.values():
            one.set_head(not self._is_narrow)
        if self._is_narrow:
            self._choose(here or Column(self.switch.current() or Column.TO_DO))
        else:
            for one in self.columns.values():
                one.show()

    def _choose(self, column: Column) -> None:
        self.switch.set_current(column)
        for other, one in self.columns.items():
            one.setVisible(other is column)

    def _on_chosen(self, key: str) -> None:
        self._choose(Column(key))

    def _on_stepped(self, step: int) -> None:
        here = self.column_in_hand()
        if here is None:
            return
        order = list(Column)
        place = order.index(here) + step
        while 0 <= place < len(order):
            one = self.columns[order[place]]
            if one.list.row_model().rowCount():
                if self._is_narrow:
                    self._choose(order[place])
                one.list.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            place += step

    def _on_drag_moved(self, task_id: object, at: QPoint) -> None:
        source = self._source()
        if source is None:
            return
        to = self._column_at(at)
        may = to in MAY_GO[source.column]
        for column, one in self.columns.items():
            one.set_target(may and column is to)
        row = source.list.row_model().row_at(source.list.row_model().index_of(str(task_id)))
        title = row.title if isinstance(row, RowFacts) else ""
        refused = to is Column.WAITING and source.column is Column.DONE
        self._ghost.follow(self.mapFromGlobal(at), title, _REFUSED if refused else "")
        self._tell(_over_words(title, source.column, to))

    def _on_drag_ended(self, task_id: object, at: QPoint) -> None:
        source = next((one for one in self.columns.values() if one.list is self.sender()), None)
        to = self._column_at(at)
        self._end_drag()
        may = source is not None and to in MAY_GO[source.column]
        self._tell(f"Let go on {COLUMN_WORDS[to]}" if may and to is not None else "Let go, not moved")
        if source is not None and to in MAY_GO[source.column]:
            self.dropped.emit(str(task_id), source.column, to)

    def _tell(self, words: str) -> None:
        """To a screen reader, once for each place."""
        if words != self._told:
            self._told = words
            self.told.emit(words)
            announce(self, words)

    def _end_drag(self) -> None:
        self._ghost.hide()
        for one in self.columns.values():
            one.set_target(False)

    def _on_given_up(self) -> None:
        self._end_drag()
        self._tell("Let go, not moved")

    def _source(self) -> BoardColumn | None:
        return next((one for one in self.columns.values() if one.list.is_dragging), None)

    def _column_at(self, at: QPoint) -> Column | None:
        """The column under a point of the screen; where there is one at a time, the part of the switch."""
        if self._is_narrow:
            return next((Column(key) for key in Column if self.switch.part_at(at) == key), None)
        here = self.mapFromGlobal(at)
        return next((column for column, one in self.columns.items() if one.geometry().contains(here)), None)


class _Ghost(QWidget):
    """What is dragged, beside the pointer; it catches no press."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words, self._refusal = "", ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def follow(self, at: QPoint, words: str, refusal: str) -> None:
        """Shows these words at the pointer, and why it may not be dropped here."""
        self._words, self._refusal = words, refusal
        lines = 2 if refusal else 1
        width = min(scaled(320), max(width_of(words, "strong"), width_of(refusal, "small")) + scaled(24))
        self.resize(width, lines * line_height("body") + scaled(16))
        self.move(at + QPoint(scaled(10), scaled(10)))
        self.show()
        self.raise_()
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box(painter, self.rect(), RADIUS_CONTROL, fill_token="surface", edge_token="primary", edge=2)
        place = self.rect().adjusted(scaled(12), scaled(8), -scaled(8), -scaled(8))
        place.setHeight(line_height("body"))
        draw_text(painter, place, self._words, "strong", "text")
        draw_text(painter, place.translated(0, line_height("body")), self._refusal, "small", "muted")
