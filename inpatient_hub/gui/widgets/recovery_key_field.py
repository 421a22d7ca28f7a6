"""A field for the recovery key: groups form while it is typed, and a group with a mistake is named at once."""

from typing_extensions import Unpack, override

from inpatient_hub.domain.lock_troubles import MistypedRecoveryKey
from inpatient_hub.domain.recovery_words import GROUP_SIGNS, GROUPS, first_mistake, typed_signs
from inpatient_hub.gui.widgets.entry_line import EntryLine
from inpatient_hub.gui.widgets.field import Field, FieldWords

_WHOLE = GROUPS * GROUP_SIGNS


class RecoveryKeyField(Field):
    """One line; its value is what was typed, in groups. Capitals, spaces and hyphens make no difference."""

    def __init__(self, label: str = "Recovery key", **words: Unpack[FieldWords]) -> None:
        self.line = EntryLine()
        words.setdefault("help", "Eight groups of five letters and figures. Capitals and spaces make no difference.")
        super().__init__(label, self.line, **words)
        self.line.setPlaceholderText("XXXXX-XXXXX-...")
        self.line.setMaxLength(4 * _WHOLE)  # room for other people's ways to space it
        self.line.textEdited.connect(self._on_edited)

    @override
    def value(self) -> str:
        return self.line.text().strip()

    @override
    def set_value(self, value: str | None) -> None:
        self.line.setText(value or "")

    @override
    def problem(self) -> str:
        return _words(first_mistake(self.line.text()))

    def is_whole(self) -> bool:
        """Whether eight groups are there."""
        return len(typed_signs(self.line.text())) == _WHOLE

    def clear_typed(self) -> None:
        """Empties the line."""
        self.line.clear()

    def select_typed(self) -> None:
        """Marks what is typed, and gives the keyboard back."""
        self.line.selectAll()
        self.focus_field()

    def show_mistake(self, error: MistypedRecoveryKey) -> None:
        """Says which group is wrong, and puts the cursor behind it."""
        self.set_error(f"{error.message} {error.remedy}")
        self.focus_field()
        if error.group:
            start = (error.group - 1) * (GROUP_SIGNS + 1)
            self.line.setSelection(start, GROUP_SIGNS)

    def _on_edited(self, _text: str) -> None:
        if self.line.cursorPosition() == len(self.line.text()):
            self._group()
        self._changed()
        self.set_error(self.problem())

    def _group(self) -> None:
        """Puts the hyphens in, where the cursor is at the end: elsewhere it would jump."""
        signs = typed_signs(self.line.text())
        grouped = "-".join(signs[start : start + GROUP_SIGNS] for start in range(0, len(signs), GROUP_SIGNS))
        if grouped != self.line.text():
            self.line.setText(grouped)


def _words(group: int) -> str:
    return f"Group {group} is not as it was written down." if group else ""
