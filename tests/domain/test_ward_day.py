"""The ward's day: shifts, staff, tasks, legal statuses, the directory, and what a change touches."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.directory import METHOD_LABELS, METHOD_WORDS, Directory, Method
from inpatient_hub.domain.errors import ChangedElsewhere, HubError, InvalidAnswer, NotFound
from inpatient_hub.domain.legal import LEGAL_STATUSES, legal_status
from inpatient_hub.domain.notes import STATE_LABELS, Note, NoteState
from inpatient_hub.domain.patients import STATUS_LABELS, PatientStatus
from inpatient_hub.domain.runs import Answer, latest
from inpatient_hub.domain.shifts import USUAL_SHIFTS, Shift, current_shift
from inpatient_hub.domain.tasks import OPEN, Task, TaskKind, TaskState
from inpatient_hub.domain.wards import PatientField, Ward
from tests.domain.making import a_nurse, london

AT = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("clock", "name"),
    [
        ((0, 0), "Night"),
        ((6, 59), "Night"),
        ((7, 0), "Early"),
        ((7, 29), "Early"),
        ((13, 59), "Early"),
        ((14, 0), "Late"),
        ((14, 29), "Late"),
        ((20, 59), "Late"),
        ((21, 0), "Night"),
        ((21, 29), "Night"),
        ((23, 59), "Night"),
    ],
)
def test_the_incoming_shift_is_on_duty_during_handover(clock: tuple[int, int], name: str) -> None:
    shift = current_shift(USUAL_SHIFTS, london(2026, 11, 20, *clock))
    assert shift is not None
    assert shift.name == name


@pytest.mark.parametrize(("clock", "on_duty"), [((6, 59), None), ((7, 0), "Long day"), ((19, 0), None)])
def test_outside_every_shift_nobody_is_on_duty(clock: tuple[int, int], on_duty: str | None) -> None:
    shift = current_shift((Shift(name="Long day", starts=time(7), ends=time(19)),), london(2026, 11, 20, *clock))
    assert (shift.name if shift else None) == on_duty


@given(st.times(), st.times())
def test_a_shift_that_ends_when_it_starts_lasts_a_whole_day(start: time, moment: time) -> None:
    assert Shift(name="On call", starts=start, ends=start).holds(moment)


@given(st.times(), st.times(), st.times())
def test_every_moment_is_in_a_shift_or_in_the_rest_of_the_day(start: time, end: time, moment: time) -> None:
    if start != end:
        shift, rest = Shift(name="A", starts=start, ends=end), Shift(name="B", starts=end, ends=start)
        assert shift.holds(moment) is not rest.holds(moment)


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Nelly Dean", "ND"),
        ("Dr Ann van Dyk", "AD"),
        ("Prof. Kenneth", "K"),
        ("Dr", ""),
        ("", ""),
        ("Mrs. Mary Ann Lee", "ML"),
    ],
)
def test_initials_are_those_of_the_first_and_last_name(name: str, initials: str) -> None:
    assert a_nurse(name=name).initials == initials


def test_a_signature_is_name_and_role() -> None:
    assert a_nurse().signature == "Nelly Dean, RMN"
    assert a_nurse(role="").signature == "Nelly Dean"


def a_task(state: TaskState, due: date | None) -> Task:
    return Task(
        id="t", ward_id="w", kind=TaskKind.WARD, title="T", state=state, due_on=due, created_by="s", created_at=AT
    )


@pytest.mark.parametrize("state", TaskState)
def test_only_an_open_task_whose_day_has_gone_by_is_overdue(state: TaskState) -> None:
    today = date(2026, 11, 20)
    assert a_task(state, today - timedelta(days=1)).is_overdue(today) is (state in OPEN)
    assert not a_task(state, today).is_overdue(today)
    assert not a_task(state, None).is_overdue(today)


def test_an_informal_patient_is_never_called_detained_and_an_unknown_status_is_nobodys() -> None:
    informal = legal_status("informal")
    assert informal is not None
    assert not informal.detained
    assert "detained" not in informal.words.lower()
    assert legal_status("s99") is None


@pytest.mark.parametrize("status", LEGAL_STATUSES, ids=lambda status: status.code)
def test_the_words_of_a_status_name_its_section_in_the_past_tense(status: object) -> None:
    code = legal_status(getattr(status, "code", ""))
    assert code is not None
    assert code.words.startswith("The patient was ")
    assert code.words.endswith(".")
    if code.label.startswith("Section"):
        assert f"{code.label} of the Mental Health Act" in code.words
    assert code.detained is (" detained " in code.words or " held " in code.words)


def test_every_state_and_method_has_a_label() -> None:
    assert set(STATE_LABELS) == set(NoteState)
    assert set(STATUS_LABELS) == set(PatientStatus)
    assert set(METHOD_LABELS) == set(METHOD_WORDS) == set(Method)


DIRECTORY = Directory.model_validate(
    {
        "areas": [{"id": "north", "name": "North"}],
        "contacts": [
            {
                "id": name,
                "service": "advocacy",
                "name": name,
                "area": area,
                "channels": [{"method": "email", "value": "x@example.org"}],
                "reviewed_on": date(2026, 1, 1),
                "needs_setting": unset,
            }
            for name, area, unset in (("n", "north", False), ("s", "south", True), ("all", "", False))
        ],
    }
)


@pytest.mark.parametrize(("area", "found"), [(None, ["n", "s", "all"]), ("north", ["n", "all"]), ("west", ["all"])])
def test_contacts_are_those_of_the_service_that_serve_the_area(area: str | None, found: list[str]) -> None:
    assert [contact.id for contact in DIRECTORY.for_service("advocacy", area)] == found
    assert DIRECTORY.for_service("housing", area) == ()


def test_the_directory_finds_by_id_and_tells_what_is_not_set() -> None:
    assert [contact.id for contact in DIRECTORY.unset()] == ["s"]
    north, contact = DIRECTORY.area("north"), DIRECTORY.contact("all")
    assert north is not None
    assert contact is not None
    assert DIRECTORY.area("west") is None
    assert DIRECTORY.contact("none") is None


def test_the_answer_in_force_is_the_last_and_one_taken_back_is_absent() -> None:
    given_answers = [
        Answer(step_id=step, value=value, by="s", at=AT)
        for step, value in [("a", "1"), ("b", "1"), ("a", "2"), ("b", None), ("c", None), ("c", "3")]
    ]
    assert {key[0]: answer.value for key, answer in latest(given_answers).items()} == {"a": "2", "c": "3"}


def test_the_hash_of_a_note_is_that_of_its_exact_text() -> None:
    note = Note(
        id="n",
        ward_id="w",
        patient_id="p",
        run_id=None,
        template_id="t",
        template_version="1",
        title="T",
        text="caf\u00e9\r\n",
        event_at=AT,
        author_id="s",
        made_at=AT,
    )
    assert note.text_hash == "7f2adbdb77890209f13a322e75d8aa13b9169722e702a2e367250125d33e8832"


def test_changes_are_joined_and_asked_by_kind() -> None:
    both = Changes.of((Kind.NOTE, "n")) | Changes.of((Kind.RUN, "r"), (Kind.NOTE, "m"))
    assert both
    assert not Changes()
    assert both.touches(Kind.RUN, Kind.WARD)
    assert not both.touches(Kind.PATIENT)
    assert both.ids(Kind.NOTE) == {"n", "m"}
    assert Changes.union([both, Changes.of((Kind.TASK, "t"))]).ids(Kind.TASK) == {"t"}


def test_a_ward_keeps_every_detail_until_it_switches_one_off() -> None:
    assert all(Ward(id="w", name="W").keeps(field) for field in PatientField)
    assert not Ward(id="w", name="W", fields=frozenset()).keeps(PatientField.BED)


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (HubError("Not copied", "It is long.", remedy="Cut it."), "Not copied. It is long. Cut it."),
        (HubError("Not copied", "", remedy=""), "Not copied."),
        (NotFound("Referral"), "Referral not found."),
        (ChangedElsewhere("Run"), "Run was changed by someone else."),
        (InvalidAnswer("No", "Why", remedy="Do", field="bed"), "No. Why Do"),
    ],
)
def test_an_error_says_what_why_and_what_to_do_on_one_line(error: HubError, line: str) -> None:
    assert error.one_line().startswith(line)
    assert str(error) == error.title


def test_an_audit_event_keeps_its_meaning_without_any_text() -> None:
    event = AuditEvent(id="e", at=AT, actor_id=None, action=AuditAction.NOTE_COPIED, kind=Kind.NOTE, entity_id="n")
    assert (event.detail, event.text_hash, event.patient_id) == ({}, None, None)
    assert len({action.value for action in AuditAction}) == len(AuditAction)
