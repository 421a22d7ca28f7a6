"""Before someone leaves: the notes they may still have to file, the oldest first."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from inpatient_hub.gui.dialogs.list_height import list_height
from inpatient_hub.gui.unfiled_list import UnfiledList
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.dialog import ConfirmDialog
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.services.ports import NoteLine

_WIDTH = 640
_MOST_ROWS = 6
_MOST_NAMES = 3
_BESIDE = 260
"""Pixels at 100 % of everything in the dialog but the list."""


class Leaving(StrEnum):
    """Why the person leaves."""

    SIGN_OUT = "sign_out"
    QUIT = "quit"


_VERBS = {Leaving.SIGN_OUT: "sign out", Leaving.QUIT: "close"}


class SignOutDialog(ConfirmDialog):
    """Accepted when the person leaves, rejected when they stay. Enter and Esc stay."""

    filed_requested = Signal(str)
    copy_again_requested = Signal(str, int)
    """(note id, part)."""
    not_filed_requested = Signal(str)

    def __init__(self, parent: QWidget | None, lines: Sequence[NoteLine], *, at: datetime, leaving: Leaving) -> None:
        self._verb = _VERBS[leaving]
        super().__init__(
            parent,
            _question(len(lines)),
            "Nobody has said yet that they are saved in SystmOne. Left here, they wait on Today and in Notes for the "
            "next person.",
            verb=f"Leave them and {self._verb}",
            cancel="Stay",
            width=_WIDTH,
        )
        self.notes = UnfiledList(roomy=True)
        self._card = Card("Copied, not yet filed", tone="warn", icon="clipboard-list", ground="surface")
        self._all_filed = IconLine("circle-check", "Every copied note is filed", "ok-text", role="body")
        self._card.add(self.notes)
        self.body.addWidget(self._card)
        self.body.addWidget(self._all_filed)
        self.notes.filed_requested.connect(self.filed_requested)
        self.notes.copy_again_requested.connect(self._on_copy_again)
        self.notes.not_filed_requested.connect(self.not_filed_requested)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.show_lines(lines, at)

    def show_lines(self, lines: Sequence[NoteLine], at: datetime) -> None:
        """These are the notes now, the oldest first; none is good news."""
        self.notes.show_lines(lines, at)
        self._card.set_count(str(len(lines)))
        self._card.setVisible(bool(lines))
        self._all_filed.setVisible(not lines)
        self.notes.setFixedHeight(list_height(self, max(2, min(len(lines), _MOST_ROWS)), beside=_BESIDE))
        if lines:
            self._question.setText(_question(len(lines)))
            self.verb_button.set_label(f"Leave {'it' if len(lines) == 1 else 'them'} and {self._verb}")
        else:
            self._question.setText("Nothing is left to file")
            self._consequence.hide()
            self.verb_button.set_label(self._verb.capitalize())
            self.verb_button.setFocus()
        self.setWindowTitle(self._question.text())
        self.setAccessibleName(self._question.text())
        self.adjustSize()

    def _on_copy_again(self, note_id: str) -> None:
        self.copy_again_requested.emit(note_id, 1)


def not_filed_words(lines: Sequence[NoteLine]) -> str:
    """`3 notes not filed: Esther Summerson 2, Jane Eyre 1`, for whoever sits down next; empty where there are none."""
    if not lines:
        return ""
    whose = Counter(line.author for line in lines)
    shown = whose.most_common(_MOST_NAMES)
    names = [name if len(whose) == 1 else f"{name} {count}" for name, count in shown]
    more = [f"others {len(lines) - sum(count for _, count in shown)}"] if len(whose) > len(shown) else []
    return f"{len(lines)} note{'' if len(lines) == 1 else 's'} not filed: {', '.join(names + more)}"


def _question(count: int) -> str:
    return "Leave 1 note not filed?" if count == 1 else f"Leave {count} notes not filed?"
