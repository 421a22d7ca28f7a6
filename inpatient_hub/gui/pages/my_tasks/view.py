"""What My tasks shows: a person's own work in three columns, at one moment."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from inpatient_hub.domain.hand_back import waiting_words
from inpatient_hub.domain.search_text import folded
from inpatient_hub.domain.shifts import Shift
from inpatient_hub.domain.tasks import Standing, Task, TaskState
from inpatient_hub.services.my_work import MyTask, MyTasks


class Column(StrEnum):
    """The columns, in their order."""

    TO_DO = "to_do"
    WAITING = "waiting"
    DONE = "done"


COLUMN_WORDS = {Column.TO_DO: "To do", Column.WAITING: "Waiting", Column.DONE: "Done"}
COLUMN_ICONS = {Column.TO_DO: "circle", Column.WAITING: "hourglass", Column.DONE: "circle-check"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MyTasksView:
    """A person's work as it is shown; `at` is on the ward's clock, `shifts` are the ward's. With `words` only the tasks
    that hold them all are shown."""

    work: MyTasks
    at: datetime
    shifts: tuple[Shift, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def today(self) -> date:
        """The ward's day."""
        return self.at.date()

    def cards(self, column: Column) -> tuple[MyTask, ...]:
        """The tasks of a column that are looked for."""
        tasks = {
            Column.TO_DO: self.work.to_do,
            Column.WAITING: self.work.waiting,
            Column.DONE: self.work.done,
        }[column]
        return tuple(one for one in tasks if self._is_looked_for(one)) if self.words else tasks

    def tasks(self) -> dict[str, Task]:
        """Every task shown, also what was taken over by others, by id."""
        mine = (one.line.task for one in (*self.work.to_do, *self.work.waiting, *self.work.done))
        taken = (one.line.task for one in self.work.taken_from_me)
        return {task.id: task for task in (*taken, *mine)}

    @property
    def overdue(self) -> int:
        """How many are late and can still be done."""
        return self._count(Standing.OVERDUE)

    @property
    def to_chase(self) -> int:
        """How many are past their day to chase."""
        return self._count(Standing.TO_CHASE)

    def _count(self, stands: Standing) -> int:
        lines = [one.line for one in (*self.work.to_do, *self.work.waiting)]
        return sum(line.standing(self.today, self.at) is stands for line in lines)

    def _is_looked_for(self, one: MyTask) -> bool:
        line = one.line
        waits = waiting_words(line.task.waiting_on) if line.task.waiting_on else ""
        bed = f"Bed {line.bed}" if line.bed else ""
        said = folded(f"{line.task.title} {bed} {line.patient_name or ''} {waits} {one.from_whom or ''}")
        return all(word in said for word in self.words)


def column_of(task: Task) -> Column:
    """Where a task of one's own stands."""
    if task.state is TaskState.DONE:
        return Column.DONE
    return Column.WAITING if task.state is TaskState.WAITING else Column.TO_DO
