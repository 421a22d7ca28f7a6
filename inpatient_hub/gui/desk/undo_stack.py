"""What can be taken back, the newest first, until somebody else is at the computer."""

from collections.abc import Callable
from itertools import count
from typing import NamedTuple

from inpatient_hub.domain.access import NotAllowed, OtherWard
from inpatient_hub.domain.errors import ChangedElsewhere, HubError, InvalidAnswer, NotFound
from inpatient_hub.domain.task_acts import TaskRefused

_FOR_GOOD = (TaskRefused, ChangedElsewhere, NotFound, InvalidAnswer, NotAllowed, OtherWard)


class Undoable(NamedTuple):
    """One act: its token, what was said when it was done, and how it is taken back."""

    token: str
    words: str
    take_back: Callable[[], None]


class UndoStack:
    """Kept in memory only. What is taken from it is gone from it, unless it is put back."""

    def __init__(self) -> None:
        self._acts: list[Undoable] = []
        self._numbers = count(1)

    def __len__(self) -> int:
        return len(self._acts)

    def push(self, words: str, take_back: Callable[[], None]) -> str:
        """Remembers an act as the newest; gives its token."""
        act = Undoable(str(next(self._numbers)), words, take_back)
        self._acts.append(act)
        return act.token

    def take(self, token: str = "") -> Undoable | None:
        """The act of this token, or the newest; None when there is none."""
        found = next((act for act in reversed(self._acts) if token in ("", act.token)), None)
        if found is not None:
            self._acts.remove(found)
        return found

    def put_back(self, act: Undoable) -> None:
        """Keeps an act in its old place that could not be taken back now."""
        self._acts.append(act)
        self._acts.sort(key=lambda one: int(one.token))

    def clear(self) -> None:
        """Forgets everything: somebody else is here."""
        self._acts.clear()


def may_work_later(error: HubError) -> bool:
    """Whether taking back failed for a while only, such as in a store that was busy. What was refused for what others
    did since stays refused, and would only stand in the way of what was done before it."""
    return type(error) is not HubError and not isinstance(error, _FOR_GOOD)
