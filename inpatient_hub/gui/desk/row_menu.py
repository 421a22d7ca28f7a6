"""What the menu of a task's row offers beside its keys: all that its panel does."""

from inpatient_hub.domain.tasks import Task
from inpatient_hub.gui.desk.task_panel_wishes import wishes_of
from inpatient_hub.gui.desk.wishes import may_be_unmade
from inpatient_hub.gui.models.rows import RowKey


def more_of(task: Task, me: str = "") -> tuple[RowKey, ...]:
    """Each a `TaskWish` with its words; the keyboard has no key for them."""
    wishes = wishes_of(task, me, made=not may_be_unmade(task))
    return tuple(RowKey(one.wish.value, one.words, hinted=False) for one in wishes if not one.key)
