"""What makes sense to do with a task as it stands, each with its words and its key."""

from collections.abc import Sequence
from typing import NamedTuple

from inpatient_hub.domain.tasks import OPEN, Task, TaskState
from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.desk.wishes import TaskWish

MOST_BUTTONS = 4
_CORRECT = "Correct the date"
_MAIN = (TaskWish.CHECK, TaskWish.DONE, TaskWish.CARRY_ON, TaskWish.CLAIM, TaskWish.NOTE, TaskWish.WAIT, TaskWish.MOVE)
"""What is wanted most of a task, the first foremost."""


class WishFacts(NamedTuple):
    """A button of the panel."""

    wish: TaskWish
    words: str
    icon: str
    key: str = ""


def wishes_of(task: Task, me: str, *, made: bool = True) -> tuple[WishFacts, ...]:
    """The first is what is most likely wanted. A task that is closed can be opened again, one in error restored."""
    if task.state is TaskState.IN_ERROR:
        return (WishFacts(TaskWish.RESTORE, "It is not in error", "arrow-back-up"),)
    if task.state in OPEN:
        return _open(task, me, made=made)
    again = WishFacts(TaskWish.DONE, "Open again", "arrow-back-up", key_of("done"))
    wishes = [again, *_note(task), WishFacts(TaskWish.IN_ERROR, "Entered in error", "ban")]
    if task.awaits_check and task.done_by != me:
        wishes.insert(0, WishFacts(TaskWish.CHECK, "I checked it too", "users"))
    return tuple(wishes)


def _open(task: Task, me: str, *, made: bool) -> tuple[WishFacts, ...]:
    claim = "Claim" if task.claimed_by is None else "Unclaim" if task.claimed_by == me else "Take over"
    back = "Say how far it is" if task.claimed_by is None else "Hand back"
    came = (
        (WishFacts(TaskWish.CARRY_ON, "It came: carry on", "player-play"),) if task.state is TaskState.WAITING else ()
    )
    return (
        WishFacts(TaskWish.DONE, "Done", "check", key_of("done")),
        WishFacts(TaskWish.CLAIM, claim, "circle-half-2", key_of("claim")),
        *came,
        WishFacts(TaskWish.WAIT, "Waiting", "hourglass", key_of("wait")),
        WishFacts(TaskWish.HAND_BACK, back, "arrow-back-up", key_of("hand_back")),
        _move(task),
        *_note(task),
        WishFacts(TaskWish.DONE_AT, "Done earlier", "history"),
        WishFacts(TaskWish.OFFER, "Offer to a role", "users-group"),
        WishFacts(TaskWish.CHANGE, "Change", "pencil"),
        WishFacts(TaskWish.CANCEL, "Will not be done", "circle-x"),
        *((WishFacts(TaskWish.IN_ERROR, "Entered in error", "ban"),) if made else ()),
    )


def _move(task: Task) -> WishFacts:
    icon = "calendar-event" if task.clock_rule is None else "scale"
    return WishFacts(TaskWish.MOVE, move_words(task), icon, key_of("move"))


def move_words(task: Task) -> str:
    """A date that a rule worked out is not moved: it is corrected, and the reason is asked. Everywhere in these words,
    so that one key is not called two things."""
    return "Move" if task.clock_rule is None else _CORRECT


def main_and_more(wishes: Sequence[WishFacts]) -> tuple[tuple[WishFacts, ...], tuple[WishFacts, ...]]:
    """The few that stand as buttons, in their order, and those that the menu beside them holds. Of a date that a rule
    worked out, setting it right is wanted sooner than waiting for it."""
    if len(wishes) <= MOST_BUTTONS:
        return tuple(wishes), ()
    order = [wish for wish in _MAIN if wish is not TaskWish.WAIT or all(one.words != _CORRECT for one in wishes)]
    by_weight = sorted(wishes, key=lambda one: order.index(one.wish) if one.wish in order else len(order))
    main = tuple(one for one in wishes if one in by_weight[: MOST_BUTTONS - 1])
    return main, tuple(one for one in wishes if one not in main)


def _note(task: Task) -> tuple[WishFacts, ...]:
    if task.workflow_id is None or task.patient_id is None:
        return ()
    return (WishFacts(TaskWish.NOTE, "Its case note", "file-text"),)
