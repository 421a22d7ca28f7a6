"""Ctrl+K finds tasks by the words of their titles, and says which one is to be opened."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.tasks import TaskState
from inpatient_hub.gui.palette_presenter import STATE_WORDS, PalettePresenter
from inpatient_hub.gui.widgets.palette import CommandPalette, PaletteItem
from inpatient_hub.services.content import WorkflowLine
from tests.contracts.making import a_task, save
from tests.gui.desk import Desk, Shown, desks, heard, look, press, shown
from tests.gui.made_up import ESTHER, WARD
from tests.gui.ward import TODAY, a_busy_ward

__all__ = ["desks", "look", "shown"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class NoWorkflows:
    """Stands where the library of workflows would."""

    def workflows(self) -> tuple[WorkflowLine, ...]:
        return ()


class Finding:
    """The palette over a busy ward."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        object.__setattr__(desk.context.hub, "library", NoWorkflows())
        self.desk = desk
        self.window = window
        self.owner = QObject()
        self.palette = CommandPalette(window)
        self.presenter = PalettePresenter(desk.context, self.owner, self.palette)
        self.wanted = heard(self.presenter.task_wanted)
        self.presenter.open()

    def type(self, words: str) -> list[PaletteItem]:
        press(self.palette._line, words)
        self.desk.settle()
        return [row for row in self.palette._model.shown() if isinstance(row, PaletteItem)]


@pytest.fixture
def finding(desks: Callable[..., Desk], shown: Shown) -> Finding:
    return Finding(desks(a_busy_ward(), ward=WARD, person=ESTHER), shown(QWidget(), (1024, 720)))


def test_every_state_has_its_word() -> None:
    assert set(STATE_WORDS) == set(TaskState)


def test_a_task_is_found_by_the_beginnings_of_its_words_and_says_whose_and_when(finding: Finding) -> None:
    found = [item for item in finding.type("chase adv") if item.group == "Tasks"]
    assert [(item.title, item.subtitle) for item in found] == [
        ("Chase the advocate", "EARNSHAW, Catherine, bed 4, due Wed 18 Nov, 2 days late")
    ]


def test_enter_on_it_asks_for_its_panel(finding: Finding) -> None:
    finding.type("chase adv")
    press(finding.palette._line, Qt.Key.Key_Return)
    assert [task.id for task in finding.wanted] == ["late"]


@pytest.mark.parametrize("words", ["emergency", "break glass", "other ward", "another ward"])
def test_emergency_access_is_found_by_what_people_call_it(finding: Finding, words: str) -> None:
    assert "action:another_ward" in [item.id for item in finding.type(words)]


def test_without_words_no_task_is_listed(finding: Finding) -> None:
    finding.desk.settle()
    rows = [row for row in finding.palette._model.shown() if isinstance(row, PaletteItem)]
    assert "Tasks" not in {item.group for item in rows}
    assert "New task" in [item.title for item in rows]


def test_a_command_called_by_its_first_word_stands_before_tasks_that_hold_it(finding: Finding) -> None:
    save(finding.desk.context.hub.store, a_task(WARD, ESTHER, id="about", title="Talk about leave", due_on=TODAY))
    assert [item.group for item in finding.type("about")][:2] == ["Actions", "Tasks"]


def test_settings_are_found_by_that_name(finding: Finding) -> None:
    titles = [item.title for item in finding.type("settings")]
    assert titles[0] == "Settings: light, dark, contrast and text size"
    assert "Ward settings: what is kept, how notes begin" in titles
