"""Runs: every answer kept in the order given, and the definition a run began with kept to the letter."""

from dataclasses import replace
from typing import Any

import pytest

from inpatient_hub.domain.errors import ChangedElsewhere, NotFound
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.runs import RunState, latest
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import Ward
from inpatient_hub.host.identity import new_id
from inpatient_hub.services.ports import RunLine, Store
from tests.contracts.making import a_note, a_nurse, a_patient, a_run, an_answer, later, save


def test_a_run_comes_back_with_every_detail(store: Store, patient: Patient, nurse: Staff) -> None:
    run = a_run(
        patient,
        nurse,
        state=RunState.ABANDONED,
        step_number=3,
        step_count=9,
        ended_by=nurse.id,
        ended_at=later(7),
        abandoned_reason="The patient changed their mind",
    )
    bare = a_run(patient, nurse)
    save(store, run, bare)
    with store.reading() as work:
        assert work.runs.get(run.id) == run
        assert work.runs.get(bare.id) == bare


def test_a_run_resumed_by_two_people_at_once_is_saved_by_one(store: Store, patient: Patient, nurse: Staff) -> None:
    run = a_run(patient, nurse)
    save(store, run)
    with store.writing() as work:
        moved = work.runs.update(replace(run, current_step_id="area", step_number=2))
    with pytest.raises(ChangedElsewhere, match="Referral"), store.writing() as work:
        work.runs.update(replace(run, state=RunState.ABANDONED))
    with store.reading() as work:
        assert work.runs.get(run.id) == moved
        with pytest.raises(NotFound, match="Referral not found"):
            work.runs.get(new_id())


@pytest.mark.parametrize(
    "value",
    [
        "yes",
        "007",
        "5",
        "",
        "Ünïcode ☂ \"quoted\" \\ 'single'\r\nnew line",
        0,
        5,
        -3,
        2**53 + 1,
        1.0,
        36.6,
        1e21,
        True,
        False,
        None,
        [],
        ["b", "a"],
        {},
        {"z": "1", "a": "2"},
    ],
)
def test_an_answer_comes_back_as_it_was_given(store: Store, patient: Patient, nurse: Staff, value: Any) -> None:
    run = a_run(patient, nurse)
    save(store, run)
    answer = an_answer(nurse, "step", value, field_id="field")
    with store.writing() as work:
        work.runs.record(run.id, [answer])
    with store.reading() as work:
        (found,) = work.runs.answers(run.id)
    assert found == answer
    assert type(found.value) is type(value)
    if isinstance(value, dict) and isinstance(found.value, dict):
        assert list(found.value) == list(value)


def test_answers_come_in_the_order_they_were_given_and_the_last_is_in_force(
    store: Store, patient: Patient, nurse: Staff
) -> None:
    run, other = a_run(patient, nurse), a_run(patient, nurse)
    save(store, run, other)
    first = an_answer(nurse, "consent", "no", at=later(9))
    # Given later by a clock that was put back: the order of giving decides, not the clock.
    second = an_answer(nurse, "consent", "yes", at=later(1))
    third = an_answer(nurse, "area", {"id": "north"}, at=later(2))
    fourth = an_answer(nurse, "area", None, at=later(3))
    with store.writing() as work:
        work.runs.record(run.id, [first])
        work.runs.record(other.id, [an_answer(nurse, "consent", "no")])
        work.runs.record(run.id, [])
    with store.writing() as work:
        work.runs.record(run.id, [second, third, fourth])
    with store.reading() as work:
        answers = work.runs.answers(run.id)
    assert list(answers) == [first, second, third, fourth]
    assert latest(answers) == {("consent", ""): second}


def test_an_answer_given_out_cannot_be_changed_by_who_holds_it(store: Store, patient: Patient, nurse: Staff) -> None:
    run = a_run(patient, nurse)
    save(store, run)
    ticks = ["a"]
    with store.writing() as work:
        work.runs.record(run.id, [an_answer(nurse, "criteria", ticks)])
    ticks.append("b")
    for _ in range(2):
        with store.reading() as work:
            (found,) = work.runs.answers(run.id)
        assert found.value == ["a"]
        assert isinstance(found.value, list)
        found.value.append("c")


def test_an_unknown_run_takes_no_answers(store: Store, nurse: Staff) -> None:
    with pytest.raises(NotFound), store.writing() as work:
        work.runs.record(new_id(), [an_answer(nurse, "consent", "yes")])


def test_a_definition_is_kept_to_the_letter_and_once(store: Store) -> None:
    body = '{"b": 1,\r\n "a": 1.0, "é": "\u2019"}'
    with store.writing() as work:
        work.runs.keep_definition("d1", body)
        work.runs.keep_definition("d1", "something else")
    with store.writing() as work:
        work.runs.keep_definition("d1", "something else again")
    with store.reading() as work:
        assert work.runs.definition("d1") == body
        with pytest.raises(NotFound, match="Workflow definition not found"):
            work.runs.definition("d2")


def test_a_run_needs_its_definition(store: Store, patient: Patient, nurse: Staff) -> None:
    with pytest.raises(NotFound), store.writing() as work:
        work.runs.add(a_run(patient, nurse, definition_digest="never kept"))


def test_unfinished_runs_come_with_the_one_last_worked_on_first(
    store: Store, ward: Ward, patient: Patient, nurse: Staff
) -> None:
    colleague = a_nurse(ward, name="Joseph")
    other = a_patient(ward, family_name="Linton", given_name="", bed="7")
    older = a_run(patient, nurse, touched_at=later(1))
    newer = a_run(other, colleague, touched_at=later(2))
    done = a_run(patient, nurse, state=RunState.FILED, touched_at=later(3))
    save(store, colleague, other, older, newer, done)
    with store.reading() as work:
        lines = list(work.runs.in_progress(ward.id))
    assert lines == [
        RunLine(run=newer, patient_name="LINTON", bed="7", started_by_name="Joseph", note_state=None),
        RunLine(run=older, patient_name="EARNSHAW, Catherine", bed=None, started_by_name="Nelly Dean", note_state=None),
    ]


def test_a_patients_runs_come_with_the_one_last_started_first(store: Store, patient: Patient, nurse: Staff) -> None:
    runs = [
        a_run(patient, nurse, started_at=later(minute), state=state)
        for minute, state in ((1, RunState.FILED), (3, RunState.IN_PROGRESS), (2, RunState.ABANDONED))
    ]
    save(store, *runs)
    with store.reading() as work:
        assert [line.run for line in work.runs.of_patient(patient.id)] == [runs[1], runs[2], runs[0]]


def test_a_runs_line_tells_how_its_newest_note_stands(store: Store, patient: Patient, nurse: Staff) -> None:
    run = a_run(patient, nurse)
    notes = [
        a_note(patient, nurse, run_id=run.id, made_at=later(1), state=NoteState.NOT_FILED),
        a_note(patient, nurse, run_id=run.id, made_at=later(2), state=NoteState.FILED),
        a_note(patient, nurse, run_id=run.id, made_at=later(3), state=NoteState.IN_ERROR),
    ]
    save(store, run, *notes)
    with store.reading() as work:
        (line,) = work.runs.of_patient(patient.id)
        assert line.note_state is NoteState.FILED
        assert work.notes.of_run(run.id) == notes[1]
