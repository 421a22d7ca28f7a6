"""Fields that pick one from a list, with or without typing to narrow it."""

from collections.abc import Mapping, Sequence

import shiboken6
from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QListView
from typing_extensions import Unpack, override

from inpatient_hub.gui.theme import set_variant
from inpatient_hub.gui.widgets.combo import ComboBox
from inpatient_hub.gui.widgets.field import Field, FieldWords

Options = Sequence[tuple[str, str]]

_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class ChoiceField(Field):
    """Pick one of (id, label) pairs; its value is the id, None when nothing is picked."""

    def __init__(
        self, label: str, options: Options = (), *, placeholder: str = "Choose", **words: Unpack[FieldWords]
    ) -> None:
        self.combo = self._make_combo()
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

    def _make_combo(self) -> ComboBox:
        return ComboBox()

    def _on_activated(self, _row: int) -> None:
        self._changed()


class _SearchCombo(ComboBox):
    """Arrows walk through the list only from what is in it: after other words they would pick what nobody meant."""

    unknown_walked = Signal()

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        line = self.lineEdit()
        typed = line.text().strip() if line is not None else ""
        if e.key() in _ARROWS and typed and self.findText(typed, Qt.MatchFlag.MatchFixedString) < 0:
            self.unknown_walked.emit()
            e.accept()
            return
        super().keyPressEvent(e)


class _Found(QSortFilterProxyModel):
    """The choices that all the words typed are found in: anywhere in a label, or at the beginning of a further word."""

    def __init__(self, choices: QAbstractItemModel, also: Mapping[str, str], parent: QObject) -> None:
        super().__init__(parent)
        self._typed: tuple[str, ...] = ()
        self._also = {key: tuple(words.casefold().split()) for key, words in also.items()}
        self.setSourceModel(choices)

    def set_typed(self, typed: str) -> None:
        """Keep only what fits these words."""
        self._typed = tuple(typed.casefold().split())
        self.invalidate()

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex) -> bool:
        index = self.sourceModel().index(source_row, 0, source_parent)
        label = str(index.data() or "").casefold()
        also = self._also.get(str(index.data(Qt.ItemDataRole.UserRole)), ())
        return all(word in label or any(one.startswith(word) for one in also) for word in self._typed)


class SearchChoiceField(ChoiceField):
    """The same, and typing any part of a label narrows the list; words not in the list are a problem."""

    def __init__(
        self,
        label: str,
        options: Options = (),
        *,
        placeholder: str = "Type to search",
        also: Mapping[str, str] | None = None,
        **words: Unpack[FieldWords],
    ) -> None:
        """`also` are further words, by id, that find a choice."""
        super().__init__(label, options, placeholder=placeholder, **words)
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
        line = self.combo.lineEdit()
        if line is None:
            raise RuntimeError("An editable combo box has no line to type in.")
        self._line = line
        self._line.setPlaceholderText(placeholder)
        self._found = _Found(self.combo.model(), also or {}, self)
        completer = QCompleter(self._found, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._popup = popup = QListView()
        set_variant(popup, popup=True)
        completer.setPopup(popup)
        self.combo.setCompleter(completer)
        self._completer = completer
        completer.activated.connect(self._on_completed)
        if isinstance(self.combo, _SearchCombo):
            self.combo.unknown_walked.connect(self._on_unknown_walked)
        self._line.textEdited.connect(self._found.set_typed)
        self._line.returnPressed.connect(self._take_only_one)
        self._line.installEventFilter(self)
        self._line.editingFinished.connect(self._on_editing_finished)
        self.entry = self._line
        self._name_entry()
        self.set_value(None)

    @override
    def _make_combo(self) -> ComboBox:
        return _SearchCombo()

    def _on_unknown_walked(self) -> None:
        """Shows what holds the words typed, or says that nothing does."""
        self._found.set_typed(self._line.text())
        if self._found.rowCount() > 0:
            self._completer.complete()
        else:
            self.set_error(self.problem())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The Enter that takes the only match does nothing else: what it took is to be seen first.
        if watched is self._line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._take_only_one():
                return True
        return super().eventFilter(watched, event)

    def _take_only_one(self) -> bool:
        """Whether words that are no choice by themselves fit one alone, which is then taken."""
        typed = self._line.text().strip()
        if not typed or self._row_of(typed) >= 0:
            return False
        self._found.set_typed(typed)
        if self._found.rowCount() != 1:
            return False
        self._popup.hide()
        self.combo.setCurrentIndex(self._found.mapToSource(self._found.index(0, 0)).row())
        self._changed()
        return True

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
        if not shiboken6.isValid(self._line):
            return  # the dialog is taken down with the keyboard in it, which leaves the line last of all
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
