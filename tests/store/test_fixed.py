"""Statements that are put together once say the same as those that SQLAlchemy runs, and fail as safely."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import bindparam, event, select

from inpatient_hub.domain.audit_chain import Head
from inpatient_hub.services.ports import Work
from inpatient_hub.store import driver
from inpatient_hub.store.database import SqlStore, open_store
from inpatient_hub.store.engines import engine_for
from inpatient_hub.store.errors import StoreBug
from inpatient_hub.store.file_connections import FileConnection, FileConnections
from inpatient_hub.store.fixed import Fixed
from inpatient_hub.store.task_lists import tasks
from tests.contracts.keepers import CLOCK, put_empty_store, target_in
from tests.contracts.making import NOW, TODAY, a_nurse, a_task, a_ward, later, save
from tests.store.filling import a_filled_store

Question = Callable[[Work, str, str], Any]

QUESTIONS: dict[str, Question] = {
    "due": lambda work, ward, _: work.tasks.open_due_by(ward, TODAY),
    "between": lambda work, ward, _: work.tasks.between(ward, TODAY, TODAY),
    "changes": lambda work, ward, _: work.tasks.changes_since(ward, later(-600)),
    "staff": lambda work, ward, _: work.staff.of_ward(ward),
    "current": lambda work, ward, _: work.patients.current(ward),
    "patient": lambda work, _, patient: work.patients.get(patient),
    "tasks of a patient": lambda work, _, patient: work.tasks.of_patient(patient),
    "unfiled": lambda work, ward, _: work.notes.unfiled(ward),
    "runs": lambda work, ward, _: work.runs.in_progress(ward),
    "series": lambda work, ward, _: work.series.of_ward(ward),
    "ward": lambda work, ward, _: work.wards.get(ward),
    "head": lambda work, _ward, _patient: work.audit.head(),
}


def listened_to(store: SqlStore) -> list[str]:
    """What the store says from now on to whoever listens."""
    heard: list[str] = []
    event.listen(store._engine, "before_cursor_execute", lambda *call: heard.append(call[2]))
    return heard


def answers(store: SqlStore) -> dict[str, Any]:
    with store.reading() as work:
        (ward,) = work.wards.all()
        patient = work.patients.current(ward.id)[0]
        return {name: ask(work, ward.id, patient.id) for name, ask in QUESTIONS.items()}


def break_off(store: SqlStore) -> None:
    with store.writing() as work:
        work.wards.add(a_ward(name="Another"))
        raise RuntimeError("broken off")


def test_every_answer_is_the_same_whether_somebody_listens_or_not(tmp_path: Path) -> None:
    a_filled_store(tmp_path, patients=12)
    with open_store(target_in(tmp_path), clock=CLOCK) as store:
        quick = answers(store)
        heard = listened_to(store)
        assert answers(store) == quick
    assert heard[0] == "BEGIN"
    assert len(heard) > len(QUESTIONS)
    assert len(quick["due"]) == 12
    assert isinstance(quick["head"], Head)


def test_work_that_is_listened_to_is_saved_and_taken_back_like_any_other(tmp_path: Path) -> None:
    put_empty_store(tmp_path)
    with open_store(target_in(tmp_path), clock=CLOCK) as store:
        heard = listened_to(store)
        save(store, a_ward())
        with pytest.raises(RuntimeError, match="broken off"):
            break_off(store)
        with store.reading() as work:
            assert len(work.wards.all()) == 1
    assert heard.count("BEGIN IMMEDIATE") == 2


def test_a_statement_whose_list_of_values_changes_is_not_put_together_once(tmp_path: Path) -> None:
    put_empty_store(tmp_path)
    dialect = engine_for(target_in(tmp_path)).dialect
    changing = Fixed(select(tasks.c.id).where(tasks.c.id.in_(bindparam("some", expanding=True))))
    with pytest.raises(StoreBug):
        changing.made(["some"], dialect)


def test_what_cannot_be_kept_is_refused_without_being_told(tmp_path: Path) -> None:
    put_empty_store(tmp_path)
    ward = a_ward()
    nurse = a_nurse(ward)
    with open_store(target_in(tmp_path), clock=CLOCK) as store:
        save(store, ward, nurse)
        for task in (
            a_task(ward, nurse, title="Secret \ud800"),
            a_task(ward, nurse, created_at=NOW.replace(tzinfo=None)),
        ):
            with pytest.raises(StoreBug) as refused, store.writing() as work:
                work.tasks.add(task)
            assert "Secret" not in str(refused.value)
            assert refused.value.__cause__ is None
        with store.reading() as work:
            assert not work.tasks.open_due_by(ward.id, TODAY)


@pytest.fixture
def connections(tmp_path: Path) -> FileConnections:
    put_empty_store(tmp_path)
    return FileConnections(engine_for(target_in(tmp_path)))


def test_a_connection_is_used_again_and_what_was_not_saved_on_it_is_gone(connections: FileConnections) -> None:
    with connections.one() as first:
        first.begin(writes=True)
        first.raw.execute("CREATE TABLE passing (id TEXT)")
    with connections.one() as again:
        assert again is first
        assert not again.raw.in_transaction
        assert not again.raw.execute("SELECT name FROM sqlite_master WHERE name = 'passing'").fetchall()
    connections.close()


def test_a_connection_that_met_a_damaged_page_is_not_used_again(connections: FileConnections) -> None:
    def damaged() -> FileConnection:
        with connections.one() as met:
            met.begin(writes=False)
            raise driver.Error("database disk image is malformed")
        return met

    with connections.one() as first:
        pass
    with pytest.raises(driver.Error):
        damaged()
    with connections.one() as another:
        assert another is not first
        assert another.raw.execute("SELECT 1").fetchone() == (1,)
    connections.close()


def test_two_at_once_have_a_connection_each(connections: FileConnections) -> None:
    with connections.one() as one, connections.one() as other:
        assert one is not other
    connections.close()
