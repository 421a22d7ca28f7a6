"""A repeat that is being changed: it is asked whether one time is meant, or all from now on, and then saved."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QObject

from inpatient_hub.domain.series import Series
from inpatient_hub.domain.tasks import OPEN, Task
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialog_gone import close_if_there, problem_in
from inpatient_hub.gui.dialogs.repeat_editor import RepeatEditor
from inpatient_hub.gui.dialogs.repeat_ending import ask_to_end, ask_to_leave_out
from inpatient_hub.gui.dialogs.repeat_scope import THIS_ONE, ScopeDialog
from inpatient_hub.gui.moments import short_day
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.taking_back import tell_repeat, way_back
from inpatient_hub.services.new_series import NewSeries
from inpatient_hub.services.repeat_grid import GridCell
from inpatient_hub.services.series_undo import SeriesActed
from inpatient_hub.services.task_records import Acted

T = TypeVar("T")


class Changing(QObject):
    """One editor for a repeat that is there. What it began is finished and told, also when the editor was closed."""

    def __init__(
        self, context: Context, page: Page, editor: RepeatEditor, series: Series, cell: GridCell | None
    ) -> None:
        super().__init__(editor)
        self._context, self._page, self._editor = context, page, editor
        self._series, self._cell = series, cell
        editor.given.connect(self._on_given)
        editor.leave_out_wanted.connect(self._on_leave_out_wanted)
        editor.end_wanted.connect(self._on_end_wanted)
        editor.open()

    @property
    def _from_day(self) -> date:
        today = self._context.hub.clock.today()
        return max(today, self._cell.day) if self._cell is not None else today

    def _on_given(self, new: NewSeries) -> None:
        if new == as_asked(self._series):
            self._editor.accept()  # nothing was changed: there is nothing to ask
            return
        dialog = ScopeDialog(
            self._editor,
            this_one=_cell_words(self._cell),
            why_not=why_not_this_one(self._series, new, self._cell),
            from_day=self._from_day,
        )

        def save(scope: str) -> None:
            if scope == THIS_ONE and self._cell is not None:
                self._change_this_one(dialog, new, self._cell)
            else:
                self._change_from_now_on(dialog, new)

        dialog.scope_chosen.connect(save)
        dialog.open()

    def _change_this_one(self, dialog: ScopeDialog, new: NewSeries, cell: GridCell) -> None:
        hub, by, series_id = self._context.hub, self._context.session.person.id, self._series.id

        def task() -> tuple[Task, Acted]:
            return hub.series.change_this_one(
                series_id, cell.day, cell.shift, by=by, title=new.title, priority=new.priority
            )

        def done(found: tuple[Task, Acted]) -> None:
            changed, acted = found
            self._context.feed.announce(acted)
            words = f"Changed this once: {changed.title}"
            self._page.toast_wanted.emit(words, self._undo(words, acted))
            self._close(dialog)

        self._run(dialog, task, done)

    def _change_from_now_on(self, dialog: ScopeDialog, new: NewSeries) -> None:
        hub, by, series, day = self._context.hub, self._context.session.person.id, self._series, self._from_day

        def done(found: tuple[Series, SeriesActed]) -> None:
            changed, acted = found
            self._context.feed.announce(acted)
            tell_repeat(self._context, self._page, f"Changed from {short_day(day)} on: {changed.title}", acted)
            self._close(dialog)

        self._run(
            dialog, lambda: hub.series.change_from_now_on(series.id, day, new, by=by, version=series.version), done
        )

    def _run(self, dialog: ScopeDialog, task: Callable[[], T], done: Callable[[T], None]) -> None:
        failed = problem_in(dialog, self._page.show_error)
        self._context.background.run(task, owner=self._page, then=done, otherwise=failed)

    def _undo(self, words: str, acted: Acted) -> Callable[[], None] | None:
        tasks, by = self._context.hub.tasks, self._context.session.person.id
        if not acted.event_id:
            return None
        return way_back(self._context, self._page, words, lambda: tasks.undo(acted.event_id, by=by))

    def _close(self, dialog: ScopeDialog) -> None:
        close_if_there(dialog)
        close_if_there(self._editor)

    def _on_leave_out_wanted(self) -> None:
        if self._cell is not None:
            self._editor.accept()
            ask_to_leave_out(self._context, self._page, self._series, self._cell)

    def _on_end_wanted(self) -> None:
        ask_to_end(self._context, self._page, self._series, over=self._editor)


def why_not_this_one(series: Series, new: NewSeries, cell: GridCell | None) -> str:
    """Why a change cannot be made for one time alone; empty when it can."""
    if cell is None:
        return "For one day alone, press Enter on that day in the grid, then Change."
    if cell.task is None or cell.task.state not in OPEN:
        return "This time is over. What was done is not changed any more."
    once = replace(as_asked(series), title=new.title, priority=new.priority)
    if once != new:
        return "Only the words and the priority can be changed for one time. Move it with M in the grid."
    return ""


def as_asked(series: Series) -> NewSeries:
    """A repeat as one would ask for it."""
    return NewSeries(
        title=series.title,
        repeat=series.repeat,
        kind=series.kind,
        priority=series.priority,
        patient_id=series.patient_id,
        category=series.category,
        audit_type=series.audit_type,
        offered_to=series.offered_to,
        needs_check=series.needs_check,
        workflow_id=series.workflow_id,
        guide_id=series.guide_id,
        shifts=series.shifts,
        at=series.at,
        missed=series.missed,
    )


def _cell_words(cell: GridCell | None) -> str:
    if cell is None:
        return ""
    return f"{short_day(cell.day)}, {cell.shift}" if cell.shift else short_day(cell.day)
