"""Fields that pick one from a list, with or without typing to narrow it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QListView
from typing_extensions import Unpack, override

from inpatient_hub.gui.theme import set_variant
from inpatient_hub.gui.widgets.combo import ComboBox
from inpatient_hub.gui.widgets.field import Field, FieldWords

Options = Sequence[tuple[str, str]]


class ChoiceField(Field):
    """Pick one of (id, label) pairs; its value is the id, None when nothing is picked."""

    def __init__(
        self, label: str, options: Options = (), *, placeholder: str = "Choose", **words: Unpack[FieldWords]
    ) -> None:
        self.combo = ComboBox()
        super().__init__(label, self.combo, **words)
        self.combo.setPlaceholderText(placeholder)
        self.set_options(options)
        self.combo.activated.connect(self._on_activated)

    def set_options(self, options: Options) -> None:
        """Offer other choices; the one picked stays picked when it is still offered."""
        before = self.value()
        self.combo.blockSignals(True)
        self.combo.clear()
        for key, words in options:
            self.combo.addItem(words, key)
        self.set_value(before)
        self.combo.blockSignals(False)

    @override
    def value(self) -> str | None:
        found = self.combo.currentData()
        return found if isinstance(found, str) else None

    @override
    def set_value(self, value: str | None) -> None:
        self.combo.setCurrentIndex(-1 if value is None else self.combo.findData(value))

    def _on_activated(self, _row: int) -> None:
        self._changed()


class SearchChoiceField(ChoiceField):
    """The same, and typing any part of a label narrows the list; words not in the list are a problem."""

    def __init__(
        self, label: str, options: Options = (), *, placeholder: str = "Type to search", **words: Unpack[FieldWords]
    ) -> None:
        super().__init__(label, options, placeholder=placeholder, **words)
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
        line = self.combo.lineEdit()
        if line is None:
            raise RuntimeError("An editable combo box has no line to type in.")
        self._line = line
        self._line.setPlaceholderText(placeholder)
        completer = QCompleter(self.combo.model(), self)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup = QListView()
        set_variant(popup, popup=True)
        completer.setPopup(popup)
        self.combo.setCompleter(completer)
        completer.activated.connect(self._on_completed)
        self._line.editingFinished.connect(self._on_editing_finished)
        self.entry = self._line
        self._name_entry()
        self.set_value(None)

    @override
    def value(self) -> str | None:
        row = self._row_of(self._line.text()) if hasattr(self, "_line") else self.combo.currentIndex()
        found = self.combo.itemData(row) if row >= 0 else None
        return found if isinstance(found, str) else None

    @override
    def set_value(self, value: str | None) -> None:
        super().set_value(value)
        if hasattr(self, "_line"):
            if self.combo.currentIndex() < 0:
                self._line.clear()
            self._line.setCursorPosition(0)  # a long answer shows its beginning

    @override
    def problem(self) -> str:
        typed = self._line.text().strip()
        return f"{typed!r} is not in the list. Choose one from the list." if typed and self.value() is None else ""

    @override
    def _mark_error(self, error: bool) -> None:
        set_variant(self.combo, error=error)

    def _row_of(self, text: str) -> int:
        wanted = text.strip()
        return self.combo.findText(wanted, Qt.MatchFlag.MatchFixedString) if wanted else -1

    def _on_editing_finished(self) -> None:
        row = self._row_of(self._line.text())
        if row >= 0 and row != self.combo.currentIndex():
            self.combo.setCurrentIndex(row)
            self._changed()
        elif problem := self.problem():
            self.set_error(problem)

    def _on_completed(self, text: str) -> None:
        row = self._row_of(text)
        if row >= 0:
            self.combo.setCurrentIndex(row)
            self._changed()
