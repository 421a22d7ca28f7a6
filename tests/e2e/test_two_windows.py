"""Two people at two windows on one store: of two who want the same task one has it, and the other is told who."""

from collections.abc import Iterator
from contextlib import closing
from datetime import time
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtWidgets import QApplication

from inpatient_hub.bootstrap import Place, open_hub
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import TaskKind, TaskState
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.services.new_tasks import NewTask
from tests.contracts.keepers import postgres_server
from tests.e2e.conftest import Sit
from tests.e2e.desk_work import history, sit_down, task_of
from tests.e2e.keats import TODAY, Keats, at, set_up
from tests.e2e.sitting import Sitting

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
ASKED = "Who is using this computer?"
RING, SHIFT = "Ring housing", "This shift"


class Two(NamedTuple):
    """Esther at one window and Jane at the other, both with the same task on Today."""

    esther: Sitting
    jane: Sitting
    keats: Keats
    task: str


@pytest.fixture
def two(tmp_path: Path, sit: Sit) -> Iterator[Two]:
    """A ward on a server, and two computers with a window each."""
    server = postgres_server()
    with server.database() as name:
        url = server.url(name)
        keats, task = a_ward_on(url, tmp_path)
        windows = []
        for person in ("Esther", "Jane"):
            folder = tmp_path / person
            folder.mkdir()
            who = sit(folder, server=url, waits_for=ASKED)
            sit_down(who, {"Esther": "Esther Summerson", "Jane": "Jane Eyre"}[person])
            who.wait(lambda who=who: row_of(who))
            windows.append(who)
        yield Two(windows[0], windows[1], keats, task)
        for who in windows:
            who.close()


def a_ward_on(url: str, folder: Path) -> tuple[Keats, str]:
    """Keats Ward on this server with one task of today; the ward and the task."""
    with closing(open_hub(Place(data_folder=folder, database_url=url), clock=at())) as hub, hub.seat.as_program():
        keats = set_up(hub, alone=False)
        new = NewTask(title=RING, kind=TaskKind.PATIENT, patient_id=keats.cathy, due=Timing(day=TODAY, at=time(17, 30)))
        return keats, hub.tasks.add(keats.ward, new, by=keats.esther)[0].id


def row_of(who: Sitting) -> str:
    """The task as Today shows it."""
    return next((row for row in _rows(who) if RING in row), "")


def _rows(who: Sitting) -> list[str]:
    lists = [one for one in who.window.findChildren(RowList) if one.isVisible() and one.accessibleName() == SHIFT]
    return [row.sentence() for one in lists for row in one.row_model().rows()]


def at_the_row(who: Sitting, task_id: str) -> None:
    """Goes to this window, and to the task."""
    who.turn_to()
    (rows,) = (one for one in who.window.findChildren(RowList) if one.isVisible() and one.accessibleName() == SHIFT)
    assert rows.select(task_id)
    rows.setFocus()


def test_of_two_who_claim_it_one_has_it_and_the_other_is_told_who_and_may_take_it_over(two: Two) -> None:
    at_the_row(two.jane, two.task)
    two.jane.press("C")
    two.jane.wait(lambda: row_of(two.jane).endswith("claimed by you"))
    two.jane.settle()
    assert row_of(two.esther).endswith("unclaimed")  # she has not looked since
    at_the_row(two.esther, two.task)
    two.esther.press("C")
    two.esther.dialog("Take this over from Jane Eyre?")
    two.esther.press("Esc")
    two.esther.wait(lambda: "Jane Eyre" in row_of(two.esther))
    two.esther.settle()
    assert task_of(two.esther, two.task).claimed_by == two.keats.jane
    at_the_row(two.esther, two.task)
    two.esther.press("C")
    two.esther.dialog("Take this over from Jane Eyre?")
    two.esther.press("Return")
    two.esther.wait(lambda: row_of(two.esther).endswith("claimed by you"))
    two.esther.settle()
    two.jane.turn_to()
    two.jane.press("F5")
    two.jane.wait(lambda: "Esther Summerson" in row_of(two.jane))
    assert any("took it over from you" in row for row in two.jane.rows("Since you were last on"))


def test_of_two_who_do_it_one_did_and_the_other_is_told_who_and_when(two: Two) -> None:
    at_the_row(two.jane, two.task)
    two.jane.press("D")
    two.jane.wait(lambda: not row_of(two.jane))
    two.jane.settle()
    at_the_row(two.esther, two.task)
    two.esther.press("D")
    two.esther.wait_for("Jane Eyre marked it done at 16:42, so your change was not saved over it.")
    two.esther.press("Esc")
    two.esther.wait(lambda: QApplication.activeModalWidget() is None)
    two.esther.wait(lambda: not row_of(two.esther))
    two.esther.settle()
    assert task_of(two.esther, two.task).done_by == two.keats.jane
    assert history(two.esther, two.task)[1:] == ["Jane Eyre marked it done"]


def test_what_one_did_is_not_undone_once_the_other_has_gone_on_with_it(two: Two) -> None:
    at_the_row(two.jane, two.task)
    two.jane.press("C")
    two.jane.wait(lambda: row_of(two.jane).endswith("claimed by you"))
    two.jane.settle()
    two.esther.turn_to()
    two.esther.press("F5")
    two.esther.wait(lambda: "Jane Eyre" in row_of(two.esther))
    two.esther.settle()
    at_the_row(two.esther, two.task)
    two.esther.press("D")
    two.esther.dialog("Jane Eyre has this. Mark it done?")
    two.esther.press("Return")
    two.esther.wait(lambda: not row_of(two.esther))
    two.esther.settle()
    two.jane.turn_to()
    two.jane.press("Ctrl+Z")
    two.jane.wait_for("Something else was done with the task since.")
    two.jane.press("Esc")
    two.jane.wait(lambda: QApplication.activeModalWidget() is None)
    two.jane.settle()
    assert task_of(two.jane, two.task).state is TaskState.DONE
    assert history(two.jane, two.task)[-1] == "Esther Summerson marked it done"
