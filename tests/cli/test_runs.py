"""A whole workflow without the window, from the first step to a filed note."""

import io
import json
from typing import Any

import pytest

from inpatient_hub.bootstrap import Hub
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.runs import RunState
from inpatient_hub.services.ports import RunLine
from tests.cli.conftest import FakeClipboard, Shell, with_clipboard

LINE_KEYS = set(
    ("id workflow title state patient step_number step_count started_by started_at touched_at note_state").split()
)
RUN_KEYS = LINE_KEYS | set("steps step question missing offers fields note follow_up".split())

SENT = json.dumps({"contact": "advocacy_city", "method": "email"})


@pytest.fixture
def hub(as_esther: Shell) -> Shell:
    """Esther types, unless someone else is named."""
    return as_esther


def started(hub: Shell, patient: Patient, workflow: str = "imha") -> str:
    """The id of a run that was just started."""
    return str(hub("run", "start", workflow, "--patient", patient.id, "--json").json["id"])


def to_the_note(hub: Shell, run: str) -> None:
    """Answers everything before the note, as a person would at a shell."""
    for step, value in (
        ("about", None),
        ("criteria", '["our_patient", "not_open"]'),
        ("legal_status", "s3"),
        ("consent", "agreed"),
        ("area", "city"),
        ("forms", None),
        ("send", SENT),
    ):
        if value is not None:
            assert hub("run", "answer", run, step, value).code == 0
        assert hub("run", "next", run).code == 0


def write_the_note(hub: Shell, run: str) -> None:
    """Answers the note's own form."""
    fields = {"event_date": "2026-01-05", "event_time": "09:10", "purpose": '["rights"]'}
    for field, value in fields.items():
        assert hub("run", "answer", run, "note", value, "--field", field).code == 0


def run_of(hub: Hub, name: str, workflow: str) -> RunLine:
    """A run in progress of the fictional ward."""
    runs = hub.today.view(hub.wards.all()[0].id).runs
    return next(line for line in runs if name in line.patient_name and line.run.workflow_id == workflow)


def test_a_workflow_is_driven_to_a_filed_note(hub: Shell, opened: Hub, tess: Patient, clip: FakeClipboard) -> None:
    run = started(hub, tess)
    to_the_note(hub, run)
    at_note = hub("run", "status", run, "--json").json
    assert (at_note["step"], at_note["missing"]) == ("note", "Next needs the note copied.")
    assert [field["id"] for field in at_note["fields"]] == ["event_date", "event_time", "purpose", "more"]
    assert hub("run", "next", run).code == 1
    write_the_note(hub, run)
    note = hub("run", "note", run, "--exact")
    assert note.out.startswith(f"Tess Durbeyfield, NHS {tess.nhs_number[:3]}")
    assert note.err == ""
    copied = hub("run", "copy", run)
    assert copied.code == 0
    assert clip.text.replace("\r\n", "\n") == copied.out.rstrip("\n")
    assert copied.err.startswith("Look at this: Larkfield Advocacy is an example contact")
    assert "must read DURBEYFIELD, Tess" in copied.err
    assert hub("run", "next", run).code == 0
    assert hub("run", "answer", run, "chase", "2030-01-07").code == 0
    filed = hub("run", "file", run, "--json").json
    assert filed["follow_up"] == {"title": "Check that the advocate has been in touch", "due_on": "2030-01-07"}
    view = opened.runs.view(run)
    assert view.run.state is RunState.FILED
    assert view.note is not None
    assert view.note.text == clip.text
    assert "filed, started by Esther Summerson" in hub("run", "status", run).out


def test_a_run_can_be_copied_without_walking_step_by_step(
    hub: Shell, opened: Hub, tess: Patient, clip: FakeClipboard
) -> None:
    run = started(hub, tess)
    answers = {"criteria": '["our_patient", "not_open"]', "legal_status": "s3", "consent": "agreed", "area": "city"}
    for step, value in {**answers, "send": SENT}.items():
        hub("run", "answer", run, step, value)
    write_the_note(hub, run)
    assert hub("run", "copy", run).code == 0
    assert opened.runs.view(run).step.id == "note"


def test_a_copy_before_its_time_says_which_step_is_missing(hub: Shell, tess: Patient, clip: FakeClipboard) -> None:
    run = started(hub, tess)
    hub("run", "answer", run, "criteria", '["our_patient", "not_open"]')
    done = hub("run", "copy", run)
    assert (done.code, done.out, clip.text) == (1, "", "")
    assert "Legal status" in done.err


def test_a_copy_with_blanks_says_which(hub: Shell, tess: Patient, clip: FakeClipboard) -> None:
    run = started(hub, tess)
    to_the_note(hub, run)
    done = hub("run", "copy", run)
    assert (done.code, clip.text) == (1, "")
    assert "[TIME OF EVENT]" in done.err
    assert "[WHAT HELP IS ASKED FOR]" in done.err


def test_a_broken_clipboard_leaves_the_run_s_note_in_the_tray(
    hub: Shell, opened: Hub, tess: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_clipboard(monkeypatch, FakeClipboard(broken=True))
    run = started(hub, tess)
    to_the_note(hub, run)
    write_the_note(hub, run)
    done = hub("run", "copy", run)
    assert done.code == 1
    assert "safe in the unfiled tray" in done.err
    assert run in {line.run_id for line in opened.notes.unfiled(opened.wards.all()[0].id)}


def test_next_is_refused_with_the_reason_and_back_loses_nothing(hub: Shell, tess: Patient) -> None:
    run = started(hub, tess)
    hub("run", "next", run)
    refused = hub("run", "next", run)
    assert refused.code == 1
    assert "Next needs all of these ticked: 2 left." in refused.err
    hub("run", "answer", run, "criteria", '["our_patient", "not_open"]')
    back = hub("run", "back", run, "--json").json
    assert back["step"] == "about"
    assert {step["id"]: step["answer"] for step in back["steps"]}["criteria"] == "2 of 2 ticked"


def test_the_status_says_what_can_be_answered(hub: Shell, opened: Hub, tess: Patient) -> None:
    run = started(hub, tess)
    first = hub("run", "status", run)
    assert first.out.startswith("Independent mental health advocate for DURBEYFIELD, Tess, bed 7\n")
    assert "Step 1 of 10, about: What an advocate is for" in first.out
    hub("run", "next", run)
    assert "our_patient  This is a patient of this ward" in hub("run", "status", run).out
    hub("run", "answer", run, "criteria", '["our_patient", "not_open"]')
    legal = hub("run", "next", run, "--json").json
    assert {"value": "s5_2", "label": "Section 5(2)"} in legal["offers"]
    hub("run", "answer", run, "legal_status", "s3")
    hub("run", "next", run)
    consent = hub("run", "answer", run, "consent", "agreed").out
    assert "Ready for the next step." in consent
    area = hub("run", "next", run, "--json").json
    assert [offer["value"] for offer in area["offers"]] == [one.id for one in opened.library.directory.areas]
    hub("run", "answer", run, "area", "city")
    hub("run", "next", run)
    send = hub("run", "next", run, "--json").json
    assert json.loads(send["offers"][0]["value"]) == {"contact": "advocacy_city", "method": "email"}
    assert send["offers"][0]["label"] == "Larkfield Advocacy (set your own), secure email"
    assert hub("run", "answer", run, "send", send["offers"][0]["value"]).code == 0


def test_a_run_is_shown_as_data(hub: Shell, tess: Patient) -> None:
    shown = hub("run", "start", "imha", "--patient", tess.id, "--json").json
    assert set(shown) == RUN_KEYS
    assert all(set(step) == {"id", "kind", "title", "state", "answer", "by"} for step in shown["steps"])
    assert shown["patient"]["banner_name"] == "DURBEYFIELD, Tess"
    assert set(shown["follow_up"]) == {"title", "due_on", "wanted"}


def test_runs_are_listed(hub: Shell) -> None:
    lines = hub("run", "list").out.splitlines()
    assert lines[-1] == "10 referrals in progress"
    assert any("4 of 10" in line and "LINTON, Catherine" in line for line in lines)
    listed = hub("run", "list", "--json").json["runs"]
    assert len(listed) == 10
    assert all(set(run) == LINE_KEYS for run in listed)


def test_workflows_are_listed(hub: Shell, tmp_path: Any) -> None:
    done = hub("run", "workflows")
    assert "imha  Independent mental health advocate (Legal and advocacy)" in done.out
    assert "Contacts still to be set by the ward: 2" in done.out
    listed = hub("run", "workflows", "--json").json["workflows"]
    assert {one["id"] for one in listed} == {"imha", "adult_safeguarding", "duty_to_refer", "section_117_meeting"}
    assert listed[0]["steps"][0] == {"id": "about", "kind": "info", "title": listed[0]["steps"][0]["title"]}


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("agreed", "agreed"),
        ("[sic] he said", "[sic] he said"),
        ('["a", "b"]', ["a", "b"]),
        ('{"contact": "x"}', {"contact": "x"}),
        ('"null"', "null"),
        ("null", None),
        ("true", True),
        ("[1, 2]", "[1, 2]"),
        ("36.8", "36.8"),
        ("2026-11-27", "2026-11-27"),
    ],
)
def test_a_value_is_json_where_it_is_meant_so(typed: str, value: object) -> None:
    from inpatient_hub.cli.runs import answer_value

    assert answer_value(typed) == value


def test_a_value_may_come_from_standard_input(
    hub: Shell, opened: Hub, tess: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = started(hub, tess)
    monkeypatch.setattr("sys.stdin", io.StringIO("She has a hearing aid.\n"))
    assert hub("run", "answer", run, "note", "-", "--field", "more").code == 0
    assert opened.runs.view(run).answers["note", "more"].value == "She has a hearing aid."


def test_an_answer_is_taken_back(hub: Shell, opened: Hub, tess: Patient) -> None:
    run = started(hub, tess)
    hub("run", "answer", run, "legal_status", "s3")
    hub("run", "answer", run, "legal_status", "null")
    assert ("legal_status", "") not in opened.runs.view(run).answers


@pytest.mark.parametrize(
    ("step", "value", "field", "why"),
    [
        ("consent", "maybe", "", "Choose one of: agreed, lacked_capacity"),
        ("consnet", "agreed", "", "no step of that name"),
        ("send", "email", "", "Give a contact and a method."),
        ("note", "x", "purpos", "Did you mean 'purpose'?"),
        ("note", "yes", "provider", "the step 'send' answers this"),
        ("note", "25:80", "event_time", "it is not a time. Write it as 15:55."),
        ("note", '["dreams"]', "purpose", "pick from a list of: rights"),
        ("consent", "agreed", "purpose", "Only the step that makes the note has fields."),
    ],
)
def test_an_answer_that_is_not_offered_is_refused(
    hub: Shell, opened: Hub, tess: Patient, step: str, value: str, field: str, why: str
) -> None:
    run = started(hub, tess)
    done = hub("run", "answer", run, step, value, *(["--field", field] if field else []))
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("Answer not saved. ")
    assert why in done.err
    assert opened.runs.view(run).answers == {}


def test_another_person_goes_on_and_the_record_says_so(hub: Shell, opened: Hub, tess: Patient) -> None:
    run = started(hub, tess)
    shown = hub("run", "answer", run, "legal_status", "s3", "--by", "Jane Eyre", "--json").json
    assert {step["id"]: step["by"] for step in shown["steps"]}["legal_status"] == "Jane Eyre"
    done = [(line.who, line.did) for line in opened.patients.view(tess.id).history[:3]]
    assert done == [("Jane Eyre", "answered"), ("Jane Eyre", "resumed"), ("Esther Summerson", "started")]


def test_a_run_is_abandoned_with_a_reason(hub: Shell, opened: Hub, tess: Patient) -> None:
    run = started(hub, tess)
    done = hub("run", "abandon", run, "--reason", "Started for the wrong patient")
    assert done.out == "Abandoned. Nothing was deleted.\n"
    assert opened.runs.view(run).run.state is RunState.ABANDONED
    assert "Abandoned because: Started for the wrong patient" in hub("run", "status", run).out
    refused = hub("run", "answer", run, "consent", "agreed")
    assert refused.code == 1
    assert "it was abandoned" in refused.err


def test_a_run_without_a_note_is_not_filed(hub: Shell, tess: Patient) -> None:
    done = hub("run", "file", started(hub, tess))
    assert done.code == 1
    assert done.err.startswith("Not marked as filed.")


def test_a_run_of_the_fictional_ward_is_filed(hub: Shell, opened: Hub) -> None:
    line = run_of(opened, "PIRRIP", "duty_to_refer")
    assert hub("run", "file", line.run.id).out.startswith("Filed.\nTask made: ")


def test_an_unknown_workflow_or_patient_is_told(hub: Shell, tess: Patient) -> None:
    assert "There is no referral 'imah'" in hub("run", "start", "imah", "--patient", tess.id).err
    assert hub("run", "start", "imha", "--patient", "nobody").err.startswith("Patient not found.")
    assert hub("run", "status", "nothing").code == 1


def test_the_same_workflow_once_more_is_started_and_told(hub: Shell, tess: Patient) -> None:
    first = started(hub, tess)
    again = hub("run", "start", "imha", "--patient", tess.id)
    assert again.code == 0
    assert again.err == (
        f"Look at this: this patient has this referral in progress already, at step 1 of 10: "
        f"inpatient-hub run status {first}\n"
    )
    assert hub("run", "start", "duty_to_refer", "--patient", tess.id).err == ""
