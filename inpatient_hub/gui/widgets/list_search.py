"""A way to look for something in a list: a word and its key, and a field in their place while it is used."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from inpatient_hub.domain.search_text import terms
from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.replaces import override
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.search_box import SearchBox

SEARCH_KEY = key_of("search")
SEARCH_WIDTH = 210
NO_MATCH, LOOKED_IN, CLEAR_WORDS = (
    "No task has these words",
    "Looked for in titles, beds and names.",
    "Clear the search",
)
"""What is said where nothing is found, the same on every page."""


class ListSearch(QWidget):
    """The page gives the keyboard back to its list when `left` is told, and shows what `words` leaves of it."""

    changed = Signal()
    """Other words are looked for, or none any more."""
    left = Signal()
    """The person goes on to the list: Enter, Down, or Escape in an empty field."""
    folded = Signal()
    """The field came, or went: there is other room beside it."""

    def __init__(self, hint: str = "Task, bed or name", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look_for = Button("Search", kind="text", icon="search", key=SEARCH_KEY, small=True)
        self.box = SearchBox(hint, key=SEARCH_KEY)
        self.box.setSizePolicy(self.look_for.sizePolicy())
        self.box.installEventFilter(self)
        self.box.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.box)
        row.addWidget(self.look_for)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.look_for.clicked.connect(self.begin)
        self.box.search_changed.connect(self._on_changed)
        self.box.moved_down.connect(self.left)
        self.box.submitted.connect(self.left)

    def words(self) -> tuple[str, ...]:
        """What is looked for, as it is compared; nothing while there is no search."""
        return terms(self.box.text())

    def is_open(self) -> bool:
        """Say whether the field is there."""
        return not self.box.isHidden()

    def begin(self) -> None:
        """Put the keyboard in the field."""
        self._show_box(shown=True)
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def end(self) -> None:
        """Look for nothing more: work must not stay hidden behind words typed an hour ago."""
        self.box.clear()
        self._show_box(shown=False)
        self.changed.emit()

    def clear(self) -> None:
        """Empty the field and stay in it."""
        self.box.clear()
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self, room: int, *, brief: bool = False) -> None:
        """Take so many pixels at the most for the field; `brief` leaves the word of the button out."""
        self.look_for.set_brief(brief)
        self.box.setFixedWidth(min(scaled(SEARCH_WIDTH), max(room, 1)))
        self.box.setFixedHeight(min(self.box.sizeHint().height(), scaled(30)))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field goes when it is left empty, and Escape leaves it."""
        if watched is self.box and not self.box.text():
            if event.type() == QEvent.Type.FocusOut:
                self._show_box(shown=False)
            elif isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def _show_box(self, *, shown: bool) -> None:
        self.box.setVisible(shown)
        self.look_for.setVisible(not shown)
        self.folded.emit()

    def _on_changed(self, _words: str) -> None:
        self.changed.emit()
