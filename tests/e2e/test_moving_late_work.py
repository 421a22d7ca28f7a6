"""What is late, or what another person has, is not moved without a word: by M, by Ctrl+Right and by the mouse."""

from datetime import timedelta
from pathlib import Path

import pytest

from inpatient_hub.domain.tasks import TaskState
from inpatient_hub.services.diary_views import LaneKind
from tests.e2e.conftest import Sit
from tests.e2e.desk_work import RING, a_ward_with_work, history, hub_of, open_panel, sit_down, task_of, undo
from tests.e2e.keats import TODAY, at
from tests.e2e.sitting import Sitting
from tests.e2e.test_diary import SATURDAY, drag, grid, in_lane

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
ASKED = "Who is using this computer?"
WHY = "Why was this not done in time?"
MONDAY = TODAY + timedelta(days=3)


def claimed_by_jane(who: Sitting, task_id: str, jane: str) -> None:
    """At another computer, or before this sitting."""
    hub = hub_of(who)
    with hub.store.writing() as other:
        other.tasks.claim(task_id, jane, hub.clock.now())


def test_m_on_a_colleagues_late_task_says_whose_it_is_and_asks_why_it_is_late(tmp_path: Path, sit: Sit) -> None:
    work = a_ward_with_work(tmp_path)
    who = sit(tmp_path, clock=at(minutes=221), waits_for=ASKED)  # 20:23, due at 17:30
    sit_down(who, "Esther Summerson")
    claimed_by_jane(who, work.ring, work.keats.jane)
    open_panel(who, work.ring)
    who.press("M")
    dialog = who.dialog("When is this to be done?")
    assert who.sees(f"{RING}. Jane Eyre has this, since 20:23.", within=dialog)
    who.type("23 nov")
    who.press("Return")
    asked = who.dialog(WHY)
    assert who.sees(f"{RING} moves to Mon 23 Nov.", within=asked)
    assert not who.sees("It was done in time and is only ticked now", within=asked)
    assert task_of(who, work.ring).due_on == TODAY
    who.press("2", "Return")
    who.wait_for(f"Moved to Mon 23 Nov, 17:30: {RING}")
    who.settle()
    assert (task_of(who, work.ring).due_on, task_of(who, work.ring).claimed_by) == (MONDAY, work.keats.jane)
    assert history(who, work.ring)[-1].endswith("to 23 Nov 2026, 17:30, late: too few staff")
    undo(who, "Moved to Mon 23 Nov")
    assert task_of(who, work.ring).due_on == TODAY


def test_escape_leaves_what_is_late_where_it_is(tmp_path: Path, sit: Sit) -> None:
    work = a_ward_with_work(tmp_path)
    who = sit(tmp_path, clock=at(minutes=221), waits_for=ASKED)
    sit_down(who, "Esther Summerson")
    open_panel(who, work.ring)
    who.press("M")
    who.dialog("When is this to be done?")
    who.type("23 nov")
    who.press("Return")
    who.dialog(WHY)
    who.press("Esc")
    who.settle()
    assert task_of(who, work.ring).due_on == TODAY


def at_the_diary(who: Sitting) -> None:
    who.press("Ctrl+2")
    who.wait_for("16 to 22 November 2026", RING)
    who.settle()


def to_tomorrow(who: Sitting) -> None:
    drag(who, RING, in_lane(who, SATURDAY, LaneKind.PATIENT))


def test_a_late_card_is_not_dragged_away_without_the_reason(tmp_path: Path, sit: Sit) -> None:
    work = a_ward_with_work(tmp_path)
    who = sit(tmp_path, clock=at(minutes=221), waits_for=ASKED)
    sit_down(who, "Esther Summerson")
    at_the_diary(who)
    to_tomorrow(who)
    who.dialog(WHY)
    who.press("1", "Return")
    who.wait_for(f"Moved to tomorrow: {RING}")
    who.settle()
    assert history(who, work.ring)[-1].endswith("late: there was an incident on the ward")


def test_a_colleagues_card_is_dragged_only_when_asked(tmp_path: Path, sit: Sit) -> None:
    work = a_ward_with_work(tmp_path)
    who = sit(tmp_path, waits_for=ASKED)
    sit_down(who, "Esther Summerson")
    claimed_by_jane(who, work.ring, work.keats.jane)
    at_the_diary(who)
    to_tomorrow(who)
    who.dialog("Jane Eyre has this. Move it?")
    who.press("Esc")
    who.settle()
    assert task_of(who, work.ring).due_on == TODAY
    to_tomorrow(who)
    who.dialog("Jane Eyre has this. Move it?")
    who.press("Return")
    who.wait_for(f"Moved to tomorrow: {RING}")
    who.settle()
    assert (task_of(who, work.ring).state, task_of(who, work.ring).claimed_by) == (TaskState.CLAIMED, work.keats.jane)


def test_the_keys_of_the_diary_ask_the_same(tmp_path: Path, sit: Sit) -> None:
    work = a_ward_with_work(tmp_path)
    who = sit(tmp_path, clock=at(minutes=221), waits_for=ASKED)
    sit_down(who, "Esther Summerson")
    at_the_diary(who)
    assert grid(who).select_task(work.ring)
    who.press("Ctrl+Right")
    who.dialog(WHY)
    who.press("6", "Return")
    who.wait_for(f"Moved to tomorrow: {RING}")
    who.settle()
    assert history(who, work.ring)[-1].endswith("late: it waited for somebody else")
