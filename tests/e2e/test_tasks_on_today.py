"""A task from its row on Today: with keys, with the mouse, in its panel and back to the row."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from inpatient_hub.domain.tasks import TaskState
from inpatient_hub.gui.widgets.row_list import RowList
from tests.e2e.conftest import Sit
from tests.e2e.desk_work import RING, Work, a_ward_with_work, open_panel, sit_down, task_of, undo
from tests.e2e.sitting import Sitting

ASKED = "Who is using this computer?"
SHIFT = "This shift"


def at_today(folder: Path, sit: Sit) -> tuple[Sitting, Work, RowList]:
    work = a_ward_with_work(folder)
    who = sit(folder, waits_for=ASKED)
    sit_down(who, "Esther Summerson")
    who.wait(lambda: any(RING in row for row in who.rows(SHIFT)))
    rows = next(one for one in who.window.findChildren(RowList) if one.isVisible() and one.accessibleName() == SHIFT)
    who.tab_to(rows)
    rows.select(work.ring)
    return who, work, rows


def test_its_row_is_claimed_waits_and_is_done_by_keys_and_undone(tmp_path: Path, sit: Sit) -> None:
    who, work, rows = at_today(tmp_path, sit)
    who.press("C")
    who.wait_for(f"Claimed: {RING}")
    who.settle()
    who.press("S")
    who.dialog("What does this wait on?")
    who.press("1", "Return")
    who.wait_for(f"Waiting on the doctor or consultant, chase tomorrow: {RING}")
    who.settle()
    undo(who, "Waiting on the doctor or consultant")
    who.wait(lambda: rows.select(work.ring))
    who.tab_to(rows)
    who.press("D")
    who.wait_for(f"Done: {RING}")
    who.settle()
    assert task_of(who, work.ring).state is TaskState.DONE
    undo(who, f"Done: {RING}")
    undo(who, f"Claimed: {RING}")
    assert (task_of(who, work.ring).state, task_of(who, work.ring).claimed_by) == (TaskState.TO_DO, None)


def test_return_opens_its_panel_and_esc_leads_back_to_the_row(tmp_path: Path, sit: Sit) -> None:
    who, work, rows = at_today(tmp_path, sit)
    who.press("Return")
    who.wait_for("To do, nobody has it")
    who.settle()
    panel = who.window.beside
    assert panel is not None
    assert panel.accessibleName() == f"Task: {RING}"
    who.press("C")
    who.wait_for("You have it, since 16:42")
    who.settle()
    who.press("Esc")
    who.wait(lambda: not panel.isVisible())
    who.wait(rows.hasFocus)
    assert rows.current_id() == work.ring


def test_a_double_click_opens_its_panel_and_a_page_of_the_rail_closes_it(tmp_path: Path, sit: Sit) -> None:
    who, work, rows = at_today(tmp_path, sit)
    at: QPoint = rows.visualRect(rows.row_model().index_of(work.ring)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)
    who.wait_for("To do, nobody has it")
    who.settle()
    panel = who.window.beside
    assert panel is not None
    who.press("Ctrl+3")
    who.settle()
    assert not panel.isVisible()


def test_what_was_done_on_one_page_is_undone_on_another(tmp_path: Path, sit: Sit) -> None:
    who, work, _rows = at_today(tmp_path, sit)
    who.press("C")
    who.wait_for(f"Claimed: {RING}")
    who.settle()
    who.press("Ctrl+3")
    who.wait(lambda: RING in who.words())
    open_panel(who, work.ring)
    undo(who, f"Claimed: {RING}")
    who.wait_for("To do, nobody has it")
    assert task_of(who, work.ring).claimed_by is None
