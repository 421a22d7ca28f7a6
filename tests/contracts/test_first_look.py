"""The first look shows what the repositories show, to the last field and in the same order, or nothing at all."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.runs import RunState
from inpatient_hub.domain.series import SeriesState
from inpatient_hub.domain.tasks import Priority, TaskKind, TaskState
from inpatient_hub.domain.wards import Ward
from inpatient_hub.services.today import CHECK_FOR, MISSED_FOR
from inpatient_hub.store.database import SqlStore
from inpatient_hub.store.first_look import first_look
from inpatient_hub.store.target import STORE_FILE, StoreTarget
from tests.contracts.keepers import raw, sqlite_store, target_in
from tests.contracts.making import (
    NOW,
    TODAY,
    a_copied_note,
    a_note,
    a_nurse,
    a_patient,
    a_run,
    a_task,
    a_ward,
    later,
    save,
)
from tests.contracts.test_diary import a_series, keep


def fill(store: SqlStore, name: str) -> Ward:
    """A ward with work in every state, each kind of order with a tie in it."""
    ward = a_ward(name=name)
    nurse, joseph = a_nurse(ward), a_nurse(ward, name="Élise", active=False)
    patients = [a_patient(ward, bed="4"), a_patient(ward, given_name=""), a_patient(ward, family_name="Linton")]
    runs = [
        a_run(patient, nurse, touched_at=later(minute), touched_by=joseph.id, state=state)
        for patient in patients
        for minute in (1, 1, 3.5)
        for state in RunState
    ]
    notes = [
        a_note(patient, joseph, run_id=run.id, state=state, made_at=later(number))
        for number, (patient, run, state) in enumerate(zip(patients * 3, runs, list(NoteState) * 2, strict=False))
    ]
    notes += [
        a_note(patients[0], nurse, run_id=runs[0].id, state=state, made_at=later(minute))
        for minute, state in ((50, NoteState.NOT_FILED), (60, NoteState.IN_ERROR))
    ]
    copied = [a_copied_note(patients[0], nurse, later(2), edited=True) for _ in range(4)]
    tasks = [
        a_task(ward, nurse, due_on=due_on, priority=priority, state=state, kind=TaskKind.APPOINTMENT)
        for due_on in (TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1), None)
        for priority in Priority
        for state in (TaskState.TO_DO, TaskState.DONE)
    ]
    tasks += [
        a_task(ward, nurse, state=TaskState.WAITING, waiting_on="housing", chase_on=TODAY - timedelta(days=ago))
        for ago in (0, 3, -1)
    ]
    tasks += [
        a_task(ward, nurse, due_on=None, state=state, priority=priority)
        for state, priority in ((TaskState.TO_DO, Priority.ROUTINE), (TaskState.TO_DO, Priority.URGENT))
    ]
    tasks.append(a_task(ward, nurse, due_on=None, state=TaskState.CANCELLED))
    tasks += [
        a_task(ward, nurse, due_on=TODAY, shift="Early", due_at=later(minutes), lapses_at=later(minutes))
        for minutes in (-60, 60, 0.0001)
    ]
    tasks += [
        a_task(ward, nurse, due_on=TODAY - timedelta(days=2), lapses_at=NOW - MISSED_FOR + timedelta(seconds=ahead))
        for ahead in (0, 1, 1)
    ]
    done = {"state": TaskState.DONE, "needs_check": True, "done_by": nurse.id}
    long_ago = NOW - CHECK_FOR
    tasks += [a_task(ward, nurse, done_at=long_ago + timedelta(seconds=ahead), **done) for ahead in (-1, 0, 9, 9)]
    tasks.append(a_task(ward, nurse, done_at=NOW, checked_by=joseph.id, checked_at=NOW, **done))
    claimed = a_task(
        ward,
        nurse,
        patient_id=patients[1].id,
        run_id=runs[0].id,
        claimed_by=joseph.id,
        claimed_at=NOW,
        created_at=later(9),
    )
    save(store, ward, nurse, joseph, *patients, *runs, *notes, *copied, *tasks, claimed)
    for state in (SeriesState.IN_ERROR, SeriesState.ACTIVE):
        keep(store, a_series(ward, nurse, state=state))
    return ward


def test_the_first_look_is_what_the_repositories_show(tmp_path: Path) -> None:
    with sqlite_store(tmp_path) as store:
        wards = [fill(store, "Thrushcross"), fill(store, "Heights")]
        for ward in wards:
            seen = first_look(store.target, day=TODAY, at=NOW, ward_id=ward.id)
            assert seen is not None
            with store.reading() as work:
                assert seen.wards == tuple(work.wards.all())
                assert seen.ward == ward
                assert seen.staff == tuple(work.staff.of_ward(ward.id))
                assert seen.unfiled == tuple(work.notes.unfiled(ward.id))
                assert seen.in_progress == tuple(work.runs.in_progress(ward.id))
                assert seen.due == tuple(work.tasks.open_due_by(ward.id, TODAY, at=NOW))
                assert seen.no_day == tuple(work.tasks.without_day(ward.id))
                assert seen.to_chase == tuple(work.tasks.to_chase(ward.id, TODAY))
                assert seen.to_check == tuple(work.tasks.to_check(ward.id, NOW - CHECK_FOR))
                assert seen.missed == tuple(work.tasks.missed(ward.id, NOW - MISSED_FOR, NOW))
                assert seen.rules == dict(work.series.rules(ward.id))
                assert len(seen.rules) == 1
                whole = first_look(store.target, day=TODAY, ward_id=ward.id)
                assert whole is not None
                assert whole.due == tuple(work.tasks.open_due_by(ward.id, TODAY))
                assert len(whole.due) == len(seen.due) + 4
                assert (len(whole.to_check), whole.missed) == (len(seen.to_check) + 1, ())
            lists = (
                seen.staff,
                seen.unfiled,
                seen.in_progress,
                seen.due,
                seen.no_day,
                seen.to_chase,
                seen.to_check,
                seen.missed,
            )
            assert min(map(len, lists)) > 1


def test_without_a_wards_name_the_first_one_is_looked_at(tmp_path: Path) -> None:
    with sqlite_store(tmp_path) as store:
        save(store, a_ward(name="Thrushcross"), a_ward(name="heights"))
        seen = first_look(store.target, day=TODAY)
    assert seen is not None
    assert seen.ward.name == "heights"


def test_an_unknown_ward_or_a_store_without_wards_shows_nothing(tmp_path: Path) -> None:
    with sqlite_store(tmp_path) as store:
        assert first_look(store.target, day=TODAY) is None
        save(store, a_ward())
        assert first_look(store.target, day=TODAY, ward_id="another") is None


def _missing(file: Path) -> None:
    file.unlink()


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _garbage(file: Path) -> None:
    file.write_bytes(b"not a store " * 500)


def _newer(file: Path) -> None:
    with closing(raw(file)) as connection:
        connection.execute("PRAGMA user_version = 9999")


def _not_ours(file: Path) -> None:
    with closing(raw(file)) as connection:
        connection.execute("PRAGMA application_id = 1")


def _without_a_table(file: Path) -> None:
    with closing(raw(file)) as connection:
        connection.execute("DROP TABLE run_answers")
        connection.execute("ALTER TABLE tasks RENAME TO chores")


def _with_a_value_nobody_knows(file: Path) -> None:
    with closing(raw(file)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE notes SET made_at = 'yesterday'")


def _cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


@pytest.mark.parametrize(
    "spoil", [_missing, _empty, _garbage, _newer, _not_ours, _without_a_table, _with_a_value_nobody_knows, _cut_short]
)
def test_whatever_is_not_as_expected_shows_nothing_and_makes_nothing(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    with sqlite_store(tmp_path) as store:
        fill(store, "Heights")
    spoil(tmp_path / STORE_FILE)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert first_look(target_in(tmp_path), day=TODAY) is None
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_server_is_not_looked_at_first() -> None:
    assert first_look(StoreTarget.on_server("postgresql+psycopg://db.example/hub"), day=TODAY) is None


def test_a_folder_that_is_not_there_shows_nothing(tmp_path: Path) -> None:
    assert first_look(StoreTarget.in_folder(tmp_path / "nowhere"), day=TODAY) is None
