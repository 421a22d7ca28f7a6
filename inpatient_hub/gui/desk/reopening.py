"""How a question about a task is asked again after the window was locked over it."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from inpatient_hub.domain.errors import NotFound
from inpatient_hub.domain.tasks import Task
from inpatient_hub.gui.desk.wishes import TaskWish
from inpatient_hub.gui.kept_forms import Reopening

if TYPE_CHECKING:
    from inpatient_hub.bootstrap import Hub
    from inpatient_hub.gui.desk.task_desk import TaskDesk
    from inpatient_hub.gui.returning import Returning

TASK_FORM = "task"
LATE_FORM = "late"
"""Why a task was done late: asked when it is ticked, and no wish of its own."""
_WORDS = {
    TaskWish.CHANGE: "What you changed of the task {}",
    TaskWish.WAIT: "What the task {} waits on",
    TaskWish.HAND_BACK: "How far the task {} has come",
    TaskWish.MOVE: "The new day of the task {}",
    TaskWish.OFFER: "To whom the task {} is offered",
    TaskWish.CANCEL: "Why the task {} will not be done",
    TaskWish.DONE_AT: "When the task {} was done",
    LATE_FORM: "Why the task {} was done late",
}


def reopening(task: Task, wish: str, ward_id: str) -> Reopening:
    """A time of a repeat may be no task yet: then it is found again by its day and shift."""
    asked = {
        "wish": str(wish),
        "repeat": task.repeat_id or "",
        "day": task.repeat_on.isoformat() if task.repeat_on else "",
        "shift": task.shift or "",
    }
    return Reopening(
        form=f"{TASK_FORM}-{wish}", title=_WORDS[wish].format(task.title), ward=ward_id, about=task.id, asked=asked
    )


def ask_again(desk: "TaskDesk", returning: "Returning") -> None:
    """Asks what was being answered about a task when the window was locked."""
    hub, draft = desk.context.hub, returning.draft
    wish = str(draft.typed["asked"]["wish"])

    def then(task: Task) -> None:
        desk.asking.again(task, wish, returning)

    desk.read(lambda: _task(hub, returning), then, returning.failed)


def _task(hub: "Hub", returning: "Returning") -> Task:
    """On the store's thread. Raises NotFound."""
    draft = returning.draft
    asked = draft.typed["asked"]
    try:
        return hub.tasks.view(draft.about).line.task
    except NotFound:
        if not asked["day"]:
            raise
    day = date.fromisoformat(asked["day"])
    grid = hub.series.grid(draft.ward, day - timedelta(days=day.weekday()))
    cells = [cell for row in grid.rows if row.series.id == asked["repeat"] for cell in row.cells]
    for cell in cells:
        if cell.task is not None and (cell.day, cell.task.shift or "") == (day, asked["shift"]):
            return cell.task
    raise NotFound("Task")
