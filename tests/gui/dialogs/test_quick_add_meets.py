"""A line that is read as an appointment is offered as one in the dialog: a chip that can be thrown out."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from inpatient_hub.domain.tasks import TaskKind
from tests.gui.desk import press
from tests.gui.dialogs.one_line import Line

Key = Qt.Key


def test_an_appointment_of_the_line_is_saved_with_its_place(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("Bed 4 dentist mon 2.30pm family room")
    assert line.chips()[0] == "Appointment"
    assert "Place: Family room" in line.chips()
    assert line.dialog.shown.more.place._help.text() == "From the line: Family room"
    line.enter()
    [task] = line.tasks()
    assert (task.kind, task.title, task.place) == (TaskKind.APPOINTMENT, "dentist", "Family room")


def test_an_appointment_of_the_line_can_be_thrown_out(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("Bed 4 dentist mon 2.30pm family room")
    press(line.dialog.shown.chips["meets"], Key.Key_Delete)
    assert line.chips()[0] == "Patient task"
    assert not any(words.startswith("Place") for words in line.chips())
    line.enter()
    [task] = line.tasks()
    assert (task.kind, task.title, task.place) == (TaskKind.PATIENT, "dentist family room", None)


def test_a_task_that_was_chosen_to_be_one_is_no_appointment(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("Bed 4 dentist mon 2.30pm family room")
    line.dialog.shown.more.kind.chosen.emit(TaskKind.PATIENT.value)
    assert line.chips()[0] == "Patient task"
    assert line.title() == "dentist family room"
