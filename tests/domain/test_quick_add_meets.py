"""A time with a place of the ward, or with a word for an appointment, is offered as one; work about one is not."""

import pytest

from inpatient_hub.domain.quick_add import taken_apart
from inpatient_hub.domain.quick_add_parts import ChipKind, QuickAdd
from inpatient_hub.domain.tasks import TaskKind
from inpatient_hub.services.quick_wanted import Extras, wanted_task
from tests.domain.test_quick_add import BEDS, WARD


def read(line: str, **more: object) -> QuickAdd:
    return taken_apart(line, WARD, BEDS, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "title", "place"),
    [
        ("bed 4 dentist fri 2.30pm family room", "dentist", "Family room"),
        ("bed 4 mum fri 2:30pm in the family room", "mum", "Family room"),
        ("family visit mon 14:00", "family visit", None),
        ("tribunal mon 10am", "tribunal", None),
        ("CPA bed 4 tues 11:00 meeting room", "CPA", "Meeting room"),
        ("MDT mon am", "MDT", None),
        ("scan mon 9am", "scan", None),
        ("eye clinic appt mon 9am", "eye clinic appt", None),
        ("solicitor at 15:00 in the quiet room", "solicitor", "Quiet room"),
        ("walk at 15:00 in the garden with dad", "walk with dad", "Garden"),
    ],
)
def test_a_time_with_a_place_or_such_a_word_is_an_appointment(line: str, title: str, place: str | None) -> None:
    found = read(line)
    assert (found.title, found.doubts) == (title, ())
    new = wanted_task(found, Extras(), WARD)
    assert (new.kind, new.place) == (TaskKind.APPOINTMENT, place)
    assert new.due is not None
    assert new.due.at is not None or new.due.part is not None


@pytest.mark.parametrize(
    "line",
    [
        "ring dentist mon 2pm",
        "chase scan mon 9am",
        "tribunal report mon 10am",
        "CPA paperwork by mon 10am",
        "dentist by mon 2pm",
        "dentist mon",
        "clean family room 14:00",
        "family room fridge 14:00",
        "weigh mon 14:00",
        "MDT every mon",
    ],
)
def test_work_is_no_appointment(line: str) -> None:
    found = read(line)
    assert found.chip(ChipKind.APPOINTMENT) is None
    assert found.chip(ChipKind.PLACE) is None


def test_an_appointment_can_be_thrown_out_with_its_place() -> None:
    line = "dentist, mon 2.30pm family room"
    found = read(line)
    chip = found.chip(ChipKind.APPOINTMENT)
    assert chip is not None
    assert chip.because == "dentist,"
    kept = read(line, kept=["dentist,", "family room"])
    assert kept.title == "dentist, family room"
    assert wanted_task(kept, Extras(), WARD).kind is TaskKind.WARD
    rejected = read(line, rejected=(ChipKind.APPOINTMENT, ChipKind.PLACE))
    assert (rejected.title, rejected.chip(ChipKind.APPOINTMENT)) == ("dentist, family room", None)


def test_what_was_chosen_goes_before_the_place_of_the_line() -> None:
    found = read("dentist mon 2.30pm family room")
    assert wanted_task(found, Extras(place="Clinic room"), WARD).place == "Clinic room"
