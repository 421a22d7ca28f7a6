"""My tasks through the real window: claimed, waiting, done, taken over, moved with the keys and with the mouse."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from inpatient_hub.bootstrap import Place
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import TaskState
from inpatient_hub.gui.pages.my_tasks.card_list import CardList
from inpatient_hub.services.new_tasks import NewTask
from tests.e2e.conftest import Sit
from tests.e2e.dragging import drag
from tests.e2e.keats import TODAY, Keats, a_ward, at
from tests.e2e.sitting import Sitting
from tests.fakes.seat import opened_by_program

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
TO_DO, WAITING, DONE = "To do", "Waiting", "Done"


def a_ward_with_work(folder: Path) -> Keats:
    """Esther has two tasks for tomorrow; Jane took a third one over from her."""
    keats = a_ward(folder, alone=False)
    with opened_by_program(Place(data_folder=folder), clock=at()) as hub:
        for title in ("Ring the brother", "Care plan review", "Chase bloods"):
            new = NewTask(title=title, due=Timing(day=TODAY + timedelta(days=1)), mine=True)
            hub.tasks.add(keats.ward, new, by=keats.esther)
        bloods = next(line.task for line in hub.tasks.find(keats.ward, "bloods"))
        hub.tasks.take_over(bloods.id, seen=keats.esther, by=keats.jane)
    return keats


def sign_in(who: Sitting) -> None:
    """Esther says who she is."""
    who.dialog("Who is using this computer?")
    who.type("Esther Summerson")
    who.press("Return")
    who.wait_for("Signed in: Esther Summerson")
    who.settle()


@pytest.fixture
def who(tmp_path: Path, sit: Sit) -> Sitting:
    """Esther at My tasks, opened with its key."""
    a_ward_with_work(tmp_path)
    sitting = sit(tmp_path, waits_for="Who is using this computer?")
    sign_in(sitting)
    sitting.press("Ctrl+3")
    sitting.wait(lambda: len(sitting.rows(TO_DO)) == 2)
    sitting.settle()
    return sitting


def cards(who: Sitting, name: str) -> CardList:
    found = [one for one in who.window.findChildren(CardList) if one.accessibleName() == name]
    assert len(found) == 1
    return found[0]


def titles(who: Sitting, name: str) -> list[str]:
    """The titles in a column, without the heads of days."""
    known = ("Ring the brother", "Care plan review", "Chase bloods")
    return [title for row in who.rows(name) for title in known if title in row]


def state(who: Sitting, title: str) -> TaskState:
    hub = who.opening.hub
    assert hub is not None
    return hub.tasks.find(hub.wards.all()[0].id, title)[0].task.state


def drop(who: Sitting, title: str, source: str, to: str) -> None:
    """Drags a card from one column to another."""
    column = cards(who, source)
    model = column.row_model()
    place = next(n for n, row in enumerate(model.rows()) if title in row.sentence())
    holder = cards(who, to).parentWidget()
    assert holder is not None
    who.wait(lambda: holder.isVisible() and holder.x() >= 0 and column.isVisible())
    start = column.visualRect(model.index(place)).center()
    drag(column.viewport(), start, holder, QPoint(holder.width() // 2, holder.height() - 40))


def test_with_the_keys_a_task_is_done_and_opened_again_and_undone(who: Sitting) -> None:
    assert who.sees("Taken over from you", "Jane Eyre has it now")
    first = titles(who, TO_DO)[0]
    who.press("D")
    who.dialog("This is for tomorrow, Sat 21 Nov")
    who.click("It is done already")
    who.wait(lambda: titles(who, DONE) == [first])
    who.settle()
    assert state(who, first) is TaskState.DONE
    assert titles(who, TO_DO) == [one for one in ("Ring the brother", "Care plan review") if one != first]
    who.press("Right")
    who.press("D")
    who.wait(lambda: len(titles(who, TO_DO)) == 2)
    who.settle()
    assert state(who, first) is TaskState.CLAIMED
    who.press("Ctrl+Z")
    who.wait(lambda: titles(who, DONE) == [first])


def test_with_the_keys_a_task_waits_and_is_given_back(who: Sitting) -> None:
    first = titles(who, TO_DO)[0]
    who.press("S")
    who.dialog("What does this wait on?")
    who.press("4")
    who.click("It waits")
    who.wait(lambda: titles(who, WAITING) == [first])
    who.settle()
    assert state(who, first) is TaskState.WAITING
    second = titles(who, TO_DO)[0]
    who.press("C")
    who.wait(lambda: titles(who, TO_DO) == [])
    who.settle()
    assert state(who, second) is TaskState.TO_DO
    assert cards(who, WAITING).hasFocus()


def test_return_opens_the_panel_of_the_task(who: Sitting) -> None:
    first = titles(who, TO_DO)[0]
    who.press("Return")
    who.wait_for(f"Task: {first}")


def test_with_the_mouse_a_card_is_dragged_to_done_and_back(who: Sitting) -> None:
    drop(who, "Ring the brother", TO_DO, DONE)
    who.dialog("This is for tomorrow, Sat 21 Nov")
    who.click("It is done already")
    who.wait(lambda: titles(who, DONE) == ["Ring the brother"])
    who.settle()
    assert state(who, "Ring the brother") is TaskState.DONE
    drop(who, "Ring the brother", DONE, TO_DO)
    who.wait(lambda: len(titles(who, TO_DO)) == 2)
    who.settle()
    assert state(who, "Ring the brother") is TaskState.CLAIMED


def test_with_the_mouse_a_card_is_dragged_to_waiting_asked_about_and_carried_on_with(who: Sitting) -> None:
    drop(who, "Care plan review", TO_DO, WAITING)
    who.dialog("What does this wait on?")
    who.press("1")
    who.click("It waits")
    who.wait(lambda: titles(who, WAITING) == ["Care plan review"])
    who.settle()
    drop(who, "Care plan review", WAITING, TO_DO)
    who.wait(lambda: len(titles(who, TO_DO)) == 2)
    who.settle()
    assert state(who, "Care plan review") is TaskState.CLAIMED
    assert who.sees("No longer waiting: Care plan review")


def test_a_card_let_go_where_it_was_stays_as_it_is(who: Sitting) -> None:
    drop(who, "Ring the brother", TO_DO, TO_DO)
    who.settle()
    assert state(who, "Ring the brother") is TaskState.CLAIMED
    assert len(titles(who, TO_DO)) == 2


def test_a_press_with_the_mouse_chooses_a_card(who: Sitting) -> None:
    column = cards(who, TO_DO)
    place = column.visualRect(column.row_model().index(1)).center()
    QTest.mouseClick(column.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert column.currentIndex().row() == 1


def test_n_adds_a_task_that_is_mine_at_once(who: Sitting) -> None:
    who.press("N")
    who.dialog("New task")
    who.type("Order the taxi tomorrow")
    who.wait_for("Mine")
    who.press("Return")
    who.wait(lambda: any("Order the taxi" in row for row in who.rows(TO_DO)))
    who.settle()
    assert state(who, "Order the taxi") is TaskState.CLAIMED
