"""A task that is moved past the days shown is followed there, so that the next press still has it in hand."""

from dataclasses import dataclass
from datetime import date

from inpatient_hub.gui.pages.diary.grid import DiaryGrid
from inpatient_hub.gui.pages.diary.view import DiaryView


@dataclass(slots=True)
class Following:
    """Which task is on its way out of the days shown, and which is to be in hand where it went."""

    _leaving: tuple[str, date] | None = None
    _arriving: str = ""

    def moved(self, task_id: str, day: date, view: DiaryView | None) -> None:
        """A task is to go to this day; whether it may is not known yet."""
        is_shown = view is None or any(one.day == day for one in view.days)
        self._leaving = None if is_shown else (task_id, day)

    def day_gone_to(self, view: DiaryView, grid: DiaryGrid) -> date | None:
        """The day to be shown, where the task that was in hand is no longer on the days that were read. Asked before
        they are shown: somebody who has gone on to another task meanwhile is left there."""
        if self._leaving is None:
            return None
        task_id, day = self._leaving
        cell = grid.current_cell()
        if cell is None or cell.item is None or cell.item.line.task.id != task_id:
            self._leaving = None
            return None
        if any(item.line.task.id == task_id for one in view.days for lane in one.lanes for item in lane.items):
            return None
        self._leaving, self._arriving = None, task_id
        return day

    def take_in_hand(self, grid: DiaryGrid) -> None:
        """The day it went to is shown."""
        if self._arriving:
            grid.select_task(self._arriving)
            self._arriving = ""
