"""A field of a form: its label above, help, whether it is required in words, and its error in a sentence."""

from typing import Any, TypedDict

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.gui.theme import set_variant
from inpatient_hub.gui.typography import line_height
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.labels import WrapLabel, text_label


class FieldWords(TypedDict, total=False):
    """What every field may be told: help under its label, and whether an answer is required."""

    help: str
    required: bool


class Field(QWidget):
    """Base of all fields; ``entry`` is the part that takes the focus, ``control`` what stands under the label."""

    value_changed = Signal(object)

    def __init__(
        self,
        label: str,
        control: QWidget,
        *,
        entry: QWidget | None = None,
        help: str = "",  # noqa: A002  the word a reader expects here
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.control = control
        self.entry = entry or control
        self._error = ""
        self._keeps_help_room = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._label = text_label(label, "small-medium")
        self._label.setBuddy(self.entry)
        self._required = text_label("(required)", "small", "subtle")
        self._help = WrapLabel(help, "small", "muted")
        self._error_line = IconLine("alert-circle", "", "act-text")
        head = QHBoxLayout()
        head.setSpacing(5)
        head.addWidget(self._label)
        head.addWidget(self._required)
        head.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(head)
        self._column.addWidget(self._help)
        self._column.addWidget(control)
        self._column.addWidget(self._error_line)
        self._error_line.hide()
        self.set_help(help)
        self.set_required(required)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_label(event.size().width())

    def _fit_label(self, width: int) -> None:
        """A label too long for its line wraps; one that fits stays beside its "(required)"."""
        beside = self._required.sizeHint().width() + 5 if self._required.isVisibleTo(self) else 0
        needs = self._label.fontMetrics().horizontalAdvance(self._label.text()) + 2
        wraps = needs > width - beside
        self._label.setWordWrap(wraps)
        self._label.setMinimumWidth(max(width - beside, 0) if wraps else 0)

    def label_text(self) -> str:
        """Return the field's label."""
        return self._label.text()

    def value(self) -> Any:
        """Return the answer in the field's own type; None or "" when there is none."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show an answer without telling anyone."""
        raise NotImplementedError

    def problem(self) -> str:
        """Return what is wrong with what was typed, in a sentence; "" when nothing is."""
        return ""

    def half_typed(self) -> str:
        """Return what was typed and is no answer yet, such as half a date; "" when it is one or nothing is there."""
        return self.entry.text() if isinstance(self.entry, QLineEdit) and self.problem() else ""

    def put_half_typed(self, words: str) -> None:
        """Show again what `half_typed` gave, and what is wrong with it."""
        if isinstance(self.entry, QLineEdit):
            self.entry.setText(words)
            self.set_error(self.problem())

    def typed(self) -> Any:
        """Return what stands in the field in a form that JSON can hold, half an answer too."""
        return self.entry.text() if isinstance(self.entry, QLineEdit) else self.value()

    def put_typed(self, typed: Any) -> None:
        """Show again what `typed` gave, and tell of it as if it were typed now."""
        if isinstance(self.entry, QLineEdit):
            self.entry.setText(str(typed))
        else:
            self.set_value(typed if isinstance(typed, str | bool) else None)
        self._changed()
        if self.problem():
            self.set_error(self.problem())

    def set_required(self, required: bool) -> None:
        """Say in words whether an answer is required."""
        self._required.setVisible(required)
        self._name_entry()

    def set_help(self, words: str) -> None:
        """Show other help under the label."""
        self._help.setText(words)
        self._help.setVisible(bool(words) or self._keeps_help_room)
        self._name_entry()

    def has_help(self) -> bool:
        """Whether help stands under the label."""
        return bool(self._help.text())

    def keep_help_room(self, keeps: bool) -> None:
        """Keep a line free under the label where no help stands, or no longer."""
        self._keeps_help_room = keeps
        self._help.setMinimumHeight(line_height("small") if keeps else 0)
        self._help.setVisible(self.has_help() or keeps)

    def set_error(self, sentence: str) -> None:
        """Show what is wrong, in a sentence under the field; "" clears it."""
        self._error = sentence
        self._error_line.set_line("alert-circle", sentence, "act-text")
        self._error_line.setVisible(bool(sentence))
        self._mark_error(bool(sentence))
        self._name_entry()

    def keep_error_room(self, lines: int) -> None:
        """Keep this many lines free under the entry, so that an error that comes and goes moves nothing on the screen.
        Words that need more still get it."""
        policy = self._error_line.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._error_line.setSizePolicy(policy)
        self._error_line.setMinimumHeight(lines * line_height("small"))

    def clear_error(self) -> None:
        """Take the error away."""
        if self._error:
            self.set_error("")

    def error(self) -> str:
        """Return the error shown, "" when there is none."""
        return self._error

    def focus_field(self) -> None:
        """Give the focus to the part that is typed in."""
        self.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def label_widget(self) -> QLabel:
        """Return the label, for forms that set it beside the field."""
        return self._label

    def _mark_error(self, error: bool) -> None:
        set_variant(self.entry, error=error)

    def _name_entry(self) -> None:
        required = ", required" if not self._required.isHidden() else ""
        self.entry.setAccessibleName(self._label.text() + required)
        self.entry.setAccessibleDescription(" ".join(part for part in (self._error, self._help.text()) if part))

    def _changed(self) -> None:
        """Tell of a new answer; an error shown before is stale once the person types."""
        self.clear_error()
        self.value_changed.emit(self.value())


def level(*fields: Field) -> None:
    """Fields beside each other stand on one line: where one has help under its label, the others keep its room."""
    shown = [field for field in fields if not field.isHidden()]
    has_help = any(field.has_help() for field in shown)
    for field in fields:
        field.keep_help_room(has_help and len(shown) > 1)
