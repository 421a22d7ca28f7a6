"""What the menu of a task's row offers beside its keys: all that its panel does."""

from inpatient_hub.domain.tasks import Task
from inpatient_hub.gui.desk.task_panel_wishes import wishes_of
from inpatient_hub.gui.desk.wishes import may_be_unmade
from inpatient_hub.gui.models.rows import RowKey


def more_of(task: Task, me: str = "") -> tuple[RowKey, ...]:
    """Each a `TaskWish` with its words; the keyboard has no key for them."""
    wishes = wishes_of(task, me, made=not may_be_unmade(task))
    return tuple(RowKey(one.wish.value, one.words, hinted=False) for one in wishes if not one.key)


def keyed_of(task: Task, me: str = "") -> tuple[RowKey, ...]:
    """What has a key as well, in the panel's words: of a date that a rule worked out "Correct the date", of a task that
    is done "Open again"."""
    wishes = wishes_of(task, me, made=not may_be_unmade(task))
    return tuple(RowKey(one.key, one.words) for one in wishes if one.key)
