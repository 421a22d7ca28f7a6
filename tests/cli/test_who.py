"""Who does something from a shell: never whoever used the computer last."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Hub, Place, open_hub
from inpatient_hub.cli.argument_words import groups
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.patients import Patient
from inpatient_hub.host.settings import read_settings, write_settings
from inpatient_hub.services.patients import PatientDetails
from tests.cli.conftest import FakeClipboard, Shell, staff_named

Words = Callable[[Hub, Patient], list[str]]


def a_copied(hub: Hub) -> str:
    ward = hub.wards.all()[0]
    return hub.notes.find(ward.id, states=frozenset({NoteState.COPIED})).items[0].id


def a_run(hub: Hub) -> str:
    return hub.today.view(hub.wards.all()[0].id).runs[0].run.id


def a_task(hub: Hub) -> str:
    lines = hub.tasks.due_by(hub.wards.all()[0].id, hub.clock.today())
    return next(line.task.id for line in lines if line.task.claimed_by is None)


WRITING: dict[tuple[str, str], Words] = {
    ("note", "copy"): lambda hub, _: [a_copied(hub)],
    ("note", "file"): lambda hub, _: [a_copied(hub)],
    ("note", "not-filed"): lambda hub, _: [a_copied(hub), "--reason", "Wrong record was open"],
    ("note", "in-error"): lambda hub, _: [a_copied(hub), "--reason", "Wrong patient"],
    ("run", "start"): lambda _, patient: ["imha", "--patient", patient.id],
    ("run", "answer"): lambda hub, _: [a_run(hub), "legal_status", "s3"],
    ("run", "next"): lambda hub, _: [a_run(hub)],
    ("run", "back"): lambda hub, _: [a_run(hub)],
    ("run", "copy"): lambda hub, _: [a_run(hub)],
    ("run", "file"): lambda hub, _: [a_run(hub)],
    ("run", "abandon"): lambda hub, _: [a_run(hub), "--reason", "Not needed"],
    ("task", "add"): lambda *_: ["Check", "the", "fridge"],
    ("task", "claim"): lambda hub, _: [a_task(hub)],
    ("task", "done"): lambda hub, _: [a_task(hub)],
    ("task", "hand-back"): lambda hub, _: [a_task(hub), "--progress", "part_done", "--next", "carry_on"],
    ("records", "hold"): lambda _, patient: [patient.id, "--reason", "A complaint"],
    ("records", "release"): lambda _, patient: [patient.id],
    ("records", "erase"): lambda _, patient: [patient.id, "--asked", "--confirm", "1"],
    ("records", "clear-backups"): lambda *_: [],
    ("records", "export-subject"): lambda _, patient: [patient.id, "everything.html"],
}
SENIOR = {("ward", "set-up")}
"""It takes a senior admin, where there is a ward already."""
EDITING = {("content", "bring-in")}
"""It takes an editor of the content: tests/cli/test_content.py."""
READING = {("note", "render"), ("run", "note")}
"""They take --by for the last line of what they show, and save nothing."""


def test_every_command_that_takes_a_person_is_one_of_these() -> None:
    takes = {
        (group.name, command.name)
        for group in groups()
        for command in group.commands
        if any(option.name == "--by" for option in command.options)
    }
    assert takes == WRITING.keys() | SENIOR | EDITING | READING


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_where_several_could_have_done_it_the_person_is_asked_for(
    hub: Shell, opened: Hub, tess: Patient, clip: FakeClipboard, command: tuple[str, str]
) -> None:
    """Esther used this computer last, which says nothing about who types now."""
    before = opened.patients.view(tess.id).history
    done = hub(*command, *WRITING[command](opened, tess))
    assert (done.code, done.out, clip.text) == (1, "", "")
    first_line, *listed = done.err.splitlines()
    assert first_line == (
        "It is not clear who is doing this. Several people work on this ward, and what is done is signed. "
        "Say who with --by, an id or a full name:"
    )
    assert len(listed) == 12
    assert any(line.endswith("Esther Summerson, RMN") for line in listed)
    assert opened.patients.view(tess.id).history == before


def test_the_only_person_on_a_ward_need_not_be_named(shell: Shell, tmp_path: Path) -> None:
    place = ["--data-dir", str(tmp_path)]
    shell("ward", "set-up", "--name", "Byron Ward", "--person", "Mary Garth", "--role", "RMN", *place)
    hub = open_hub(Place(data_folder=tmp_path))
    try:
        ward = hub.wards.all()[0]
        mary = hub.sign_in.sign_in(hub.wards.staff(ward.id)[0].id)
        patient, _ = hub.patients.add(ward.id, PatientDetails(family_name="Vincy"), by=mary.id)
    finally:
        hub.close()
    run = shell("run", "start", "imha", "--patient", patient.id, "--json", *place)
    assert run.code == 0
    assert "started by Mary Garth" in shell("run", "status", run.json["id"], *place).out


def test_a_note_copied_from_a_shell_is_copied_by_the_person_named(
    hub: Shell, opened: Hub, tess: Patient, tmp_path: Path, clip: FakeClipboard
) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text(
        '{"event_date": "2026-01-05", "event_time": "09:10", "steps": {"criteria": ["our_patient", "not_open"], '
        '"legal_status": "s3", "consent": "agreed", "area": "city", "send": {"contact": "advocacy_city", '
        '"method": "email"}}, "fields": {"purpose": ["rights"]}}',
        encoding="utf-8",
    )
    render = ["note", "render", "imha", "--answers", str(answers), "--patient", tess.id]
    refused = hub(*render, "--copy")
    assert refused.code == 1
    assert refused.err.startswith("It is not clear who is doing this.")
    assert clip.text == ""
    assert hub(*render, "--copy", "--by", "Jane Eyre").code == 0
    assert "Written by Jane Eyre, RMN" in clip.text


def test_what_is_only_shown_may_be_signed_by_who_used_the_computer_last(
    hub: Shell, opened: Hub, tess: Patient, tmp_path: Path, folder: Path
) -> None:
    write_settings(folder, replace(read_settings(folder), staff_id=staff_named(opened, "Jane Eyre").id))
    answers = tmp_path / "answers.json"
    answers.write_text("{}", encoding="utf-8")
    shown = hub("note", "render", "imha", "--answers", str(answers), "--patient", tess.id)
    assert "Written by Jane Eyre, RMN" in shown.out
