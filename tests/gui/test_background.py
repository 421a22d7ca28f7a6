"""What the window gives to another thread comes back to its own, and is let go of there."""

import threading
import weakref
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.background import Background


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


class Owner(QObject):
    """Belongs to nobody in Qt: the last who holds on to it takes it down."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []

    def ask(self, background: Background, task: Callable[[], object]) -> None:
        background.run(lambda: (self, task())[1], owner=self, then=self.heard.append, otherwise=self.heard.append)


def refused() -> None:
    raise HubError("No", "It was refused.", remedy="Ask again.")


@pytest.mark.parametrize("task", [lambda: "an answer", refused], ids=["answered", "refused"])
def test_an_owner_is_taken_down_on_the_windows_thread(
    background: Background, qtbot: QtBot, task: Callable[[], object]
) -> None:
    told: list[str] = []
    owner = Owner()
    heard = owner.heard
    weakref.finalize(owner, lambda: told.append(threading.current_thread().name))
    owner.ask(background, task)
    del owner
    qtbot.waitUntil(lambda: background.is_idle)
    assert len(heard) == 1
    heard.clear()
    background.run(lambda: None, owner=background)
    qtbot.waitUntil(lambda: background.is_idle)
    assert told == [threading.main_thread().name]
