"""Ends the program in tests at any step of its work with files, as a kill or a lost plug does."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from inpatient_hub.store import sqlite_file

STEPS = ("put_in_place", "remove", "new_private_file", "sync")


class Killed(BaseException):
    """The program ends here."""


def end_at(monkeypatch: pytest.MonkeyPatch, step: int, *more: tuple[ModuleType, str]) -> Callable[[], int]:
    """Ends the program at the step of this number, counted from 1: each act on a file has one before it and one after
    it. `more` names functions that count besides those of `sqlite_file`. Returns what tells how many there were."""
    taken = 0

    def counted(act: Callable[..., Any]) -> Callable[..., Any]:
        def take(*arguments: Any, **named: Any) -> Any:
            nonlocal taken
            taken += 1
            if taken == step:
                raise Killed
            done = act(*arguments, **named)
            taken += 1
            if taken == step:
                raise Killed
            return done

        return take

    for module, name in (*((sqlite_file, name) for name in STEPS), *more):
        monkeypatch.setattr(module, name, counted(getattr(module, name)))
    return lambda: taken
