"""A line about another patient, with an end of a repeat, or for two roles: asked or said before it is saved."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from inpatient_hub.gui.dialogs.quick_add_line import preset_line
from tests.gui.desk import click
from tests.gui.dialogs.one_line import Line
from tests.gui.made_up import NOW

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_line_about_another_than_the_page_was_opened_for_asks_whom_it_is_for(begin: Callable[..., Line]) -> None:
    line = begin(preset_line("cathy"))
    line.type("Bed 7 ECG")
    question = line.dialog.shown.question
    asked = question.question()
    assert asked is not None
    assert asked.sentence.startswith("This is for EARNSHAW, Catherine, bed 4. The line says 'Bed 7': ")
    line.enter()
    assert line.is_open
    assert line.tasks() == []
    click(line.dialog.shown.question.buttons[1])  # Earnshaw, without the words
    assert (line.entry.text().strip(), line.title()) == ("ECG", "ECG")
    line.enter()
    (task,) = line.tasks()
    assert (task.title, task.patient_id) == ("ECG", "cathy")


def test_the_other_patient_is_taken_where_that_is_the_answer_and_the_next_line_is_for_the_page_again(
    begin: Callable[..., Line],
) -> None:
    line = begin(preset_line("cathy"))
    line.type("Bed 7 ECG")
    click(line.dialog.shown.question.buttons[0])
    assert line.dialog.extras().patient_id == "tess"
    assert line.dialog.understood().questions == ()
    assert "bed 7" in line.chips()[1]
    line.enter(control=True)
    (task,) = line.tasks()
    assert (task.title, task.patient_id) == ("ECG", "tess")
    assert line.chips()[1] == "EARNSHAW, Catherine, bed 4"


def test_a_patient_chosen_under_more_is_asked_about_where_the_line_names_another(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("Bed 7 ECG")
    line.dialog.shown.more.patient.set_value("cathy")
    line.dialog.shown.more.changed.emit()
    asked = line.dialog.shown.question.question()
    assert asked is not None
    assert asked.sentence.startswith("This is for EARNSHAW, Catherine, bed 4. ")


def test_a_repeat_that_ends_says_its_last_day(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("Weigh daily for 3 days")
    assert line.chips() == ["Ward task", "Repeats every day", "For 3 days"]
    assert "The last day is Sun 22 Nov 2026." in line.dialog.shown._next.text()
    line.enter()
    (series,) = line.desk.context.hub.series.of_ward("keats")
    assert series.repeat.ends_on == NOW.date() + timedelta(days=2)
    assert line.told[0][0] == "Added: Weigh, repeats every day, for 3 days"


def test_of_two_roles_either_can_be_taken_out(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("Bloods @HCA @OT")
    click(line.dialog.shown.question.buttons[1])
    assert line.chips()[-2] == "For OT"
    assert line.title() == "Bloods"
