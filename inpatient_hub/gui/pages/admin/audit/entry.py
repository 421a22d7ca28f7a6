"""One entry of the audit trail with everything it says, and what a check of all of them came to."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from inpatient_hub.gui.pages.admin.audit.view import as_text
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.labels import WrapLabel, text_label

_WIDTH = 640


class EntryDialog(Dialog):
    """Only to be read; Esc or Close leaves it."""

    def __init__(self, parent: QWidget | None, title: str, facts: Sequence[tuple[str, str]]) -> None:
        super().__init__(parent, title, width=_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleDescription(as_text(facts))
        self.facts = tuple(facts)
        self.body.setSpacing(2)
        for caption, value in facts:
            words = WrapLabel(_breakable(value), "body")
            words.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            words.setAccessibleName(f"{caption}: {value}")
            self.body.addWidget(text_label(caption, "caption", "muted"))
            self.body.addWidget(words)
            self.body.addSpacing(6)
        self.close_button = self.add_button(Button("Close", kind="primary"))
        self.close_button.clicked.connect(self.accept)
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)


class VerdictDialog(Dialog):
    """What a check or an export came to, in sentences."""

    def __init__(self, parent: QWidget | None, title: str, lines: Sequence[str], *, is_sound: bool) -> None:
        super().__init__(parent, title, width=_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.lines = tuple(lines)
        self.setAccessibleDescription(" ".join(lines))
        for number, words in enumerate(lines):
            icon = "info-circle" if number else "circle-check" if is_sound else "alert-circle"
            token = "muted" if number else "ok-text" if is_sound else "act-text"
            self.body.addWidget(IconLine(icon, words, token, role="body"))
        self.close_button = self.add_button(Button("Close", kind="primary"))
        self.close_button.clicked.connect(self.accept)
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)


def _breakable(value: str) -> str:
    """A hash in groups of eight, so that it can be read and goes on in the next line."""
    if len(value) == 64 and " " not in value:
        return " ".join(value[at : at + 8] for at in range(0, 64, 8))
    return value
