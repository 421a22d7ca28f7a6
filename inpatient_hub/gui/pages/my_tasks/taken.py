"""What others took over from me of late: one strip over the columns that unfolds."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal

from inpatient_hub.gui.pages.my_tasks.cards import taken_rows
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.services.since_last_on import WhatChanged

_SHOWN = 1
"""Rows shown before it is unfolded: the columns below are what the page is for."""
_MOST = 5


class TakenStrip(Card):
    """Nothing is shown when nothing was taken over."""

    task_wanted = Signal(object)
    """Carries a task id."""

    def __init__(self) -> None:
        super().__init__("Taken over from you", icon="arrows-exchange")
        self.rows = RowList(name="Taken over from you", fit=True)
        self.fold = Button(kind="text", small=True)
        self._taken: tuple[WhatChanged, ...] = ()
        self._at: datetime | None = None
        self._is_open = False
        self.add_head(self.fold)
        self.add(self.rows)
        self.hide()
        self.fold.clicked.connect(self._on_fold)
        self.rows.row_activated.connect(self.task_wanted)

    def show_taken(self, taken: Sequence[WhatChanged], at: datetime) -> None:
        """Shows the latest first, each task once."""
        seen: dict[str, WhatChanged] = {}
        for one in taken:
            seen.setdefault(one.line.task.id, one)
        self._taken, self._at = tuple(seen.values()), at
        self._show()

    def _show(self) -> None:
        if self._at is None:
            return
        count = len(self._taken)
        shown = self._taken[: _MOST if self._is_open else _SHOWN]
        self.set_count(str(count))
        self.rows.set_rows(taken_rows(shown, self._at))
        self.fold.setVisible(count > _SHOWN)
        self.fold.set_label("Show one" if self._is_open else f"Show {min(count, _MOST)}")
        self.setVisible(count > 0)

    def _on_fold(self) -> None:
        self._is_open = not self._is_open
        self._show()
