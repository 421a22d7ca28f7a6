"""A repeat that was being typed when the window was locked comes back as it stood, and is then saved."""

from datetime import date
from pathlib import Path

from inpatient_hub.bootstrap import Place
from inpatient_hub.domain.recurrence import Repeat, weekly_on
from inpatient_hub.domain.working_days import Nation
from inpatient_hub.services.new_series import NewSeries
from tests.e2e.conftest import Sit
from tests.e2e.keats import TODAY, a_ward, at
from tests.e2e.test_drafts_come_back import ASKED, lock, sign_in
from tests.fakes.seat import opened_by_program

WORDS = "Every Monday and Friday, not on bank holidays, on Night, from 20 Nov 2026."


def test_a_new_repeat_without_bank_holidays_comes_back_and_is_added(tmp_path: Path, sit: Sit) -> None:
    keats = a_ward(tmp_path, alone=False)
    who = sit(tmp_path, waits_for="Who is using this computer?")
    sign_in(who, "Jane Eyre")
    who.press("Ctrl+7")
    who.settle()
    who.press("N")
    who.dialog("What repeats?")
    who.fill_in("Task", "Fluids chart review")
    who.fill_in("How often", "On days of the week")
    who.fill_in("On these days", ["Mon", "Fri"])
    who.fill_in("On these shifts", ["Night"])
    who.click("Not on bank holidays")
    who.wait_for(WORDS)
    who.fill_in("Until", "30 Ja")
    lock(who)

    again = sit(tmp_path, waits_for="Who is using this computer?")
    sign_in(again, "Jane Eyre")
    again.dialog(ASKED)
    assert again.sees("A new repeat", within=again.shown)
    again.click("Put it back")
    again.dialog("What repeats?")
    assert again.field("Until").line.text() == "30 Ja"  # type: ignore[attr-defined]
    again.fill_in("Until", "30 Jan 2027")
    again.wait_for("Every Monday and Friday until 30 Jan 2027, not on bank holidays, on Night, from 20 Nov 2026.")
    again.click("Add")
    again.wait_for("Added: Fluids chart review")
    again.settle()
    assert again.opening.hub is not None
    (made,) = again.opening.hub.series.of_ward(keats.ward)
    assert made.repeat == Repeat(
        rule=weekly_on([0, 4]), starts_on=TODAY, ends_on=date(2027, 1, 30), not_on=Nation.ENGLAND
    )
    assert made.shifts == ("Night",)


def test_a_change_of_a_repeat_comes_back_over_it(tmp_path: Path, sit: Sit) -> None:
    keats = a_ward(tmp_path)
    with opened_by_program(Place(data_folder=tmp_path), clock=at()) as hub:
        new = NewSeries(title="Fridge", repeat=Repeat(rule="FREQ=DAILY", starts_on=TODAY), shifts=("Late",))
        hub.series.add(keats.ward, new, by=keats.esther)
    who = sit(tmp_path)
    who.press("Ctrl+7")
    who.wait_for("Fridge, Friday 20 November, Late: to do, nobody has it")
    who.settle()
    who.press(*["Left"] * 5, "Return")
    who.dialog("Change this repeat")
    who.fill_in("Task", "Both fridges")
    lock(who)
    again = sit(tmp_path)
    again.dialog(ASKED)
    assert again.sees("The repeat Fridge", within=again.shown)
    again.click("Put it back")
    again.dialog("Change this repeat")
    assert again.field("Task").value() == "Both fridges"
