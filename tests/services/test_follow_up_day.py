"""The follow-up of a note falls on a day on which whoever it was sent to works, and is never moved for anybody else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from inpatient_hub.bootstrap import Hub, hub_over
from inpatient_hub.domain.directory import ContactSpec, Directory
from inpatient_hub.services.run_views import FollowUpPlan
from tests.services.making import DIRECTORY, Desk

SATURDAY, MONDAY = date(2026, 11, 28), date(2026, 11, 30)
OFFICE = "Monday to Friday, 09:00 to 17:00"


def with_hours(desk: Desk, hours: str) -> Hub:
    """The same ward, whose contacts keep these hours."""
    contacts = tuple(one.model_copy(update={"hours": hours}) for one in DIRECTORY.contacts)
    content = replace(desk.content, directory=Directory(areas=DIRECTORY.areas, contacts=contacts))
    return hub_over(desk.store, place=desk.hub.place, content=content, clock=desk.clock, close=desk.store.close)


def plan_of(hub: Hub, run_id: str) -> FollowUpPlan:
    plan = hub.runs.view(run_id).follow_up
    assert plan is not None
    return plan


@pytest.fixture
def on_saturday(desk: Desk) -> Callable[[str], tuple[Hub, str]]:
    """A note that is ready on a Saturday, a week before the day of its follow-up."""

    def made(hours: str) -> tuple[Hub, str]:
        desk.later(days=1)
        return with_hours(desk, hours), desk.ready()

    return made


def test_sent_to_an_office_it_falls_on_the_next_working_day_and_says_for_whom(
    on_saturday: Callable[[str], tuple[Hub, str]],
) -> None:
    plan = plan_of(*on_saturday(OFFICE))
    assert (plan.due_on, plan.waits_for) == (MONDAY, "North Advocacy")


@pytest.mark.parametrize("hours", ["", "Email at any time; phone at any hour when someone is in danger now"])
def test_sent_to_anybody_else_it_stays_where_it_is(on_saturday: Callable[[str], tuple[Hub, str]], hours: str) -> None:
    plan = plan_of(*on_saturday(hours))
    assert (plan.due_on, plan.waits_for) == (SATURDAY, "")


def test_a_day_that_was_chosen_stays(desk: Desk, on_saturday: Callable[[str], tuple[Hub, str]]) -> None:
    hub, run_id = on_saturday(OFFICE)
    hub.runs.answer(run_id, "later", {"wanted": "yes", "due_on": SATURDAY.isoformat()}, by=desk.by)
    assert (plan_of(hub, run_id).due_on, plan_of(hub, run_id).waits_for) == (SATURDAY, "")


def test_not_sent_to_anybody_it_stays_where_it_is(desk: Desk, on_saturday: Callable[[str], tuple[Hub, str]]) -> None:
    hub, run_id = on_saturday(OFFICE)
    hub.runs.answer(run_id, "consent", "declined", by=desk.by)
    plan = hub.runs.view(run_id).follow_up
    assert plan is None or plan.waits_for == ""


def test_the_task_that_filing_makes_is_due_on_the_day_that_was_shown(
    desk: Desk, on_saturday: Callable[[str], tuple[Hub, str]]
) -> None:
    hub, run_id = on_saturday(OFFICE)
    shown = hub.notes.preview(run_id, by=desk.by)
    note = hub.notes.copy(run_id, made_at=shown.made_at, by=desk.by).note
    hub.notes.mark_filed(note.id, by=desk.by)
    with desk.store.reading() as work:
        assert [task.due_on for task in work.tasks.of_run(run_id)] == [MONDAY]


@pytest.mark.parametrize(
    ("hours", "keeps"),
    [(OFFICE, True), ("Mon-Fri 9 to 5", True), ("monday - friday", True), ("Monday to Sunday", False), ("", False)],
)
def test_office_days_are_read_from_the_hours(hours: str, keeps: bool) -> None:
    contact: ContactSpec = DIRECTORY.contacts[0].model_copy(update={"hours": hours})
    assert contact.keeps_office_days is keeps
