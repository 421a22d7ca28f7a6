"""What a typed line and what is chosen beside it add up to."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from inpatient_hub.domain.due_words import WardTime
from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.quick_add import taken_apart
from inpatient_hub.domain.quick_add_parts import PatientInBed, QuickAdd
from inpatient_hub.domain.shifts import USUAL_SHIFTS
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import AuditType, Category, DayPart, TaskKind
from inpatient_hub.services.quick_wanted import (
    Extras,
    first_days,
    timing_of,
    timing_words,
    wanted_series,
    wanted_task,
)

WARD = WardTime(now=datetime(2026, 11, 20, 16, 42, tzinfo=UTC), zone=ZoneInfo("Europe/London"), shifts=USUAL_SHIFTS)
BEDS = {"4": (PatientInBed("p4", "EARNSHAW, Catherine"),)}
TODAY, FRIDAY = date(2026, 11, 20), date(2026, 11, 27)


def read(line: str) -> QuickAdd:
    return taken_apart(line, WARD, BEDS)


def test_what_is_chosen_goes_before_what_the_line_says() -> None:
    said = read("Bed 4 CPA tomorrow at 14:00")
    assert timing_of(said, Extras(), WARD) == Timing(day=date(2026, 11, 21), at=time(14))
    assert timing_of(said, Extras(day=FRIDAY), WARD) == Timing(day=FRIDAY, at=time(14))
    assert timing_of(said, Extras(part=DayPart.MORNING), WARD) == Timing(day=date(2026, 11, 21), part=DayPart.MORNING)
    assert timing_of(said, Extras(shift="Night"), WARD) == Timing(day=date(2026, 11, 21), shift="Night")
    assert wanted_task(said, Extras(patient_id="p4"), WARD).patient_id == "p4"
    with pytest.raises(InvalidAnswer) as refused:
        wanted_task(said, Extras(patient_id="p9"), WARD)
    assert refused.value.message == "The line names another patient than the one that was chosen."


def test_without_a_day_it_is_today_unless_none_is_meant() -> None:
    said = read("Walkaround")
    assert timing_of(said, Extras(), WARD) == Timing(day=TODAY)
    assert timing_of(said, Extras(no_day=True), WARD) is None
    assert timing_of(said, Extras(no_day=True, day=FRIDAY), WARD) == Timing(day=FRIDAY)


def test_when_it_is_due_is_told_in_full() -> None:
    assert timing_words(Timing(day=FRIDAY, at=time(14, 30)), WARD) == "Fri 27 Nov 2026, 14:30"
    assert timing_words(Timing(day=FRIDAY, shift="Late"), WARD) == "Fri 27 Nov 2026, Late shift"
    assert timing_words(Timing(day=TODAY, part=DayPart.EVENING), WARD) == "Today, Fri 20 Nov 2026, evening"
    assert timing_words(Timing(day=FRIDAY, shift="Late", at=time(16)), WARD) == "Fri 27 Nov 2026, Late shift, 16:00"


def test_a_category_belongs_to_a_patient_and_an_audit_to_the_ward() -> None:
    both = Extras(category=Category.PHONE_CALL, audit_type=AuditType.WALKAROUND)
    ward, patient = wanted_task(read("Walkaround"), both, WARD), wanted_task(read("Bed 4 ring"), both, WARD)
    assert (ward.category, ward.audit_type, ward.kind) == (None, AuditType.WALKAROUND, TaskKind.WARD)
    assert (patient.category, patient.audit_type, patient.kind) == (Category.PHONE_CALL, None, TaskKind.PATIENT)


def test_a_repeat_begins_on_the_day_that_was_named() -> None:
    series = wanted_series(read("Bed 4 weight every wed early"), Extras(day=FRIDAY, needs_check=True), WARD)
    assert (series.repeat.starts_on, series.shifts, series.patient_id) == (FRIDAY, ("Early",), "p4")
    assert series.needs_check


@pytest.mark.parametrize(
    "extras",
    [
        Extras(kind=TaskKind.APPOINTMENT),
        Extras(place="Room 2"),
        Extras(people="Aunt"),
        Extras(duration=30),
        Extras(part=DayPart.MORNING),
        Extras(mine=True),
    ],
)
def test_what_a_repeat_cannot_have_is_refused_and_not_left_out(extras: Extras) -> None:
    with pytest.raises(InvalidAnswer):
        wanted_series(read("Review every day"), extras, WARD)


def test_the_first_days_leave_today_out_when_its_shift_is_over() -> None:
    early, late = read("Check every day early"), read("Check every day late")
    assert first_days(early, Extras(), WARD) == (date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 23))
    assert first_days(late, Extras(), WARD) == (TODAY, date(2026, 11, 21), date(2026, 11, 22))
    assert first_days(read("Check"), Extras(), WARD) == ()


@pytest.mark.parametrize(
    ("now", "shown", "begins"),
    [
        (datetime(2026, 11, 21, 11, tzinfo=UTC), "Tomorrow, Sun 22 Nov 2026, 02:30", date(2026, 11, 21)),
        (datetime(2026, 11, 21, 1, tzinfo=UTC), "Today, Sat 21 Nov 2026, 02:30", date(2026, 11, 20)),
    ],
)
def test_a_time_past_midnight_belongs_to_the_night_that_began_the_evening_before(
    now: datetime, shown: str, begins: date
) -> None:
    ward = WardTime(now=now, zone=ZoneInfo("Europe/London"), shifts=USUAL_SHIFTS)
    said = taken_apart("Fridge every day night 02:30", ward, BEDS)
    chosen = timing_of(said, Extras(), ward)
    assert chosen is not None
    assert timing_words(chosen, ward) == shown
    series = wanted_series(said, Extras(), ward)
    assert (series.repeat.starts_on, series.shifts, series.at) == (begins, ("Night",), time(2, 30))


def test_a_referral_or_note_goes_with_a_patients_task_and_with_each_time_of_their_repeat() -> None:
    said = read("Bed 4 ask for the advocate")
    assert wanted_task(said, Extras(workflow_id="imha"), WARD).workflow_id == "imha"
    assert wanted_task(said, Extras(), WARD).workflow_id is None
    assert (
        wanted_series(read("Bed 4 ask for the advocate daily"), Extras(workflow_id="imha"), WARD).workflow_id == "imha"
    )
