"""The chips that say what somebody did with a task and left for others: handed back, offered to a role."""

from collections.abc import Iterator

from inpatient_hub.domain.tasks import TEAM_WORDS, Task, TaskState, Team
from inpatient_hub.gui.widgets.marks import ChipFacts

_HANDED_BACK = ChipFacts(
    "Handed back", "info", "arrow-back-up", accessible="handed back: its history says how far it is"
)


def left_chips(task: Task) -> Iterator[ChipFacts]:
    """What stands on a task that nobody has: somebody began it and gave it back, or it is offered to a role."""
    if task.claimed_by is not None:
        return
    if task.hand_backs > 0 and task.state is TaskState.TO_DO:
        yield _HANDED_BACK
    if task.offered_to is not None:
        yield offered_chip(task.offered_to)


def offered_chip(team: Team) -> ChipFacts:
    """`Offered to Nursing`."""
    return ChipFacts(f"Offered to {TEAM_WORDS[team]}", "neutral", "users-group")
