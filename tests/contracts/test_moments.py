"""Moments and days: aware and equal after a round trip, and right on the nights the clocks change."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import Ward
from inpatient_hub.services.ports import NoteFilter, Store
from inpatient_hub.store.errors import StoreBug
from tests.contracts.making import LONDON, NOW, a_copied_note, a_note, a_patient, a_task, an_event, save

MOMENTS = [
    NOW,
    datetime(2026, 11, 20, 14, 5, 0, 1, tzinfo=UTC),
    datetime(2026, 11, 20, 14, 5, 59, 999999, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=0),
    datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1),
    datetime(2027, 3, 28, 0, 59, 59, tzinfo=LONDON),
    datetime(2026, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=5, minutes=45))),
    datetime(1970, 1, 1, tzinfo=UTC),
]


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_moment_is_aware_and_the_same_after_a_round_trip(
    store: Store, patient: Patient, nurse: Staff, moment: datetime
) -> None:
    note = a_note(patient, nurse, event_at=moment, made_at=moment)
    save(store, note)
    with store.reading() as work:
        found = work.notes.get(note.id)
    assert found.event_at.utcoffset() == timedelta(0)
    assert found.event_at.isoformat() == moment.astimezone(UTC).isoformat()


def test_the_hour_that_comes_twice_is_two_hours(store: Store, ward: Ward, patient: Patient, nurse: Staff) -> None:
    first, second = (datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=fold) for fold in (0, 1))
    save(
        store,
        a_copied_note(patient, nurse, second, title="second", made_at=second),
        a_copied_note(patient, nurse, first, title="first", made_at=first),
        a_copied_note(patient, nurse, first + timedelta(microseconds=1), title="between", made_at=first),
    )
    with store.reading() as work:
        assert [line.title for line in work.notes.unfiled(ward.id)] == ["first", "between", "second"]
        assert work.notes.page(NoteFilter(ward_id=ward.id), limit=1).items[0].title == "second"


def test_a_moment_without_a_zone_is_refused(store: Store, patient: Patient, nurse: Staff) -> None:
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(StoreBug, match="time zone"), store.writing() as work:
        work.notes.add(a_note(patient, nurse, event_at=naive))
    with pytest.raises(StoreBug, match="time zone"), store.writing() as work:
        work.audit.append(an_event(at=naive))


@pytest.mark.parametrize(
    "day", [date(2026, 10, 25), date(2026, 10, 24), date(2027, 3, 28), date(2028, 2, 29), date(1911, 12, 31)]
)
def test_a_day_stays_that_day(store: Store, ward: Ward, nurse: Staff, day: date) -> None:
    patient = a_patient(ward, born_on=day, admitted_on=day, expected_discharge_on=day)
    task = a_task(ward, nurse, due_on=day)
    save(store, patient, task)
    with store.reading() as work:
        assert work.patients.get(patient.id) == patient
        assert type(work.patients.get(patient.id).born_on) is date
        assert [line.task.due_on for line in work.tasks.open_due_by(ward.id, day)] == [day]
        assert list(work.tasks.open_due_by(ward.id, day - timedelta(days=1))) == []


def test_a_changed_moment_is_kept_to_the_microsecond(store: Store, patient: Patient, nurse: Staff) -> None:
    note = a_note(patient, nurse)
    save(store, note)
    copied = replace(note, copied_by=nurse.id, copied_at=NOW + timedelta(microseconds=7))
    with store.writing() as work:
        saved = work.notes.update(copied)
    with store.reading() as work:
        assert work.notes.get(note.id) == saved
