"""The sheet with all keys, grouped by where they work."""

import sys
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.key_hint import KeyHint
from inpatient_hub.gui.widgets.labels import ElidedLabel, text_label
from inpatient_hub.gui.widgets.scroll_page import ScrollPage

_WIDTH = 880
_TWO_COLUMNS_FROM = 760
"""Width, in pixels at 100 %, from which the groups stand in two columns."""
_TALLEST = 540
_KEY_ROOM = 112
GROUPS = {
    "everywhere": "Everywhere",
    "lists": "In a list",
    "patient": "On a patient's page",
    "patients": "On Patients",
    "run": "In a referral",
    "note": "On a note",
    "notes": "On Notes",
    "today": "On Today",
    "diary": "In the diary",
    "my_tasks": "On My tasks",
    "repeats": "On Repeats",
    "reminders": "In the reminders",
    "task": "In a task's panel",
    "computer": "On Computer",
}

Keys = Sequence[tuple[str, str, str]]
"""(group, key as Qt writes it, what it does)."""


class KeysDialog(Dialog):
    """Half of the keys stand at the left, the others at the right; with large text all stand in one column."""

    def __init__(self, parent: QWidget | None, keys: Keys) -> None:
        super().__init__(parent, "All keys", width=_WIDTH)
        groups: dict[str, list[tuple[str, str]]] = {}
        for group, key, words in keys:
            groups.setdefault(str(group), []).append((key_words(key), words))
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(8)
        placed = 0
        for group, rows in groups.items():
            column = left if placed * 2 < len(keys) else right
            placed += len(rows)
            column.addWidget(text_label(GROUPS.get(group, group.capitalize()), "strong"))
            column.addWidget(_rows(rows))
            column.addSpacing(8)
        left.addStretch(1)
        right.addStretch(1)
        wide = self.width() >= scaled(_TWO_COLUMNS_FROM)
        columns = QBoxLayout(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        columns.setSpacing(24)
        columns.addLayout(left, 5)
        columns.addLayout(right, 4)
        self.sheet_area = ScrollPage(padded=False)
        self.sheet_area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sheet_area.setAccessibleName("All keys")
        self.sheet_area.body.addLayout(columns)
        self.sheet_area.body.addStretch(1)
        self.body.addWidget(self.sheet_area)
        close = self.add_button(Button("Close", kind="primary"))
        close.clicked.connect(self.accept)
        close.setFocus()
        self._fit()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def _fit(self) -> None:
        sheet = self.sheet_area.widget()
        wanted = sheet.sizeHint().height() if sheet is not None else 0
        parent = self.parentWidget()
        room = parent.window().height() - scaled(190) if parent is not None else scaled(_TALLEST)
        self.sheet_area.setFixedHeight(max(scaled(160), min(wanted, room)))


def key_words(key: str, platform: str = sys.platform) -> str:
    """A key as people know it: `Ctrl+Enter`; on a Mac `Cmd+Enter`."""
    words = key.replace("Return", "Enter")
    return words.replace("Ctrl", "Cmd") if platform == "darwin" else words


def _rows(rows: Sequence[tuple[str, str]]) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    for key, words in rows:
        hint = KeyHint(key)
        hint.setAccessibleName(key)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(hint)
        line.addSpacing(max(12, scaled(_KEY_ROOM) - hint.sizeHint().width()))
        line.addWidget(ElidedLabel(words, "small"))
        line.addStretch(1)
        column.addLayout(line)
    return holder
