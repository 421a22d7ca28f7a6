"""All that is kept about one patient, and nothing about another, in a form to read and a form for a program."""

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError, NotFound
from inpatient_hub.domain.patients import Alert
from inpatient_hub.host.resources import resource_path
from tests.services.making import Desk, refused
from tests.services.retaining import edit

SCHEMA = json.loads(resource_path("records", "subject.schema.json").read_text(encoding="utf-8"))


def collected(desk: Desk) -> tuple[Any, str]:
    """The machine form, checked against the schema, and the page."""
    made = desk.hub.subject_access.collect(desk.patient.id, by=desk.by)
    said = json.loads(made.machine)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(said, SCHEMA, cls=jsonschema.Draft202012Validator)
    return said, made.readable


def a_life(desk: Desk) -> None:
    """A filed note, one in error, a task that was moved, a hold, and a second patient who must not be told."""
    edit(desk, desk.patient, alerts=(Alert("Ligature <point>", stands_out=True),), legal_status="s37_41")
    run_id, note = desk.copied()
    desk.hub.runs.view(run_id)
    desk.hub.notes.mark_filed(note.id, by=desk.by)
    _, wrong = desk.copied()
    desk.hub.notes.mark_in_error(wrong.id, "Wrong referral", by=desk.by)
    desk.hub.retention.hold(desk.patient.id, "A complaint", by=desk.by)
    other = desk.add_patient(family_name="Otherperson", nhs_number="", bed="9")
    desk.start(other.id)


class Text(HTMLParser):
    """The visible words of a page, and its tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words, self.tags = "", set[str]()
        self._hidden = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._hidden = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        self.words += "" if self._hidden else f" {data}"


def test_everything_about_the_patient_is_told_in_words(desk: Desk) -> None:
    a_life(desk)
    said, page = collected(desk)
    patient = said["patient"]
    assert (patient["family_name"], patient["nhs_number"], patient["bed"]) == ("Earnshaw", "9993395633", "4")
    assert (patient["legal_status"], patient["alerts"]) == (
        "Section 37/41",
        [{"text": "Ligature <point>", "stands_out": True}],
    )
    assert sorted(note["state"] for note in said["notes"]) == ["Filed", "In error"]
    assert all(note["text"].startswith("Catherine Earnshaw") for note in said["notes"])
    answers = {one["question"]: one["answer"] for one in said["referrals"][-1]["answers"]}
    assert "Section 2" in answers.values()
    assert "Agreed" in answers.values()
    assert "X; Y" in answers.values()
    assert [task["title"] for task in said["tasks"]] == ["Check the advocate came"]
    assert said["tasks"][0]["events"][0]["by"] == "Nelly Dean, RMN"
    assert said["holds"][0]["reason"] == "A complaint"
    assert said["retention"]["kept_because"] == [
        "still on the ward",
        "on hold",
        "a referral is in progress",
        "a task is open",
    ]
    assert said["audit"][0]["did"] == "exported all that is kept about the patient"
    assert said["audit"][-1] == {
        "at": "2026-11-20T16:00:00+00:00",
        "who": "Nelly Dean, RMN",
        "did": "added the patient",
        "about": "",
        "before": {"bed": "", "born_on": "", "nhs_number_ends": "", "status": ""},
        "after": {"bed": "4", "born_on": "1991-04-03", "nhs_number_ends": "5633", "status": "On the ward"},
    }
    words = Text(page).words
    for shown in ("EARNSHAW, Catherine", "999 339 5633", "3 Apr 1991", "20 Nov 2026, 16:00", "Ligature <point>"):
        assert shown in words, shown


def test_nobody_else_is_in_it(desk: Desk) -> None:
    a_life(desk)
    said, page = collected(desk)
    assert "Otherperson" not in json.dumps(said) + page


def test_every_text_of_the_machine_form_is_on_the_page_too(desk: Desk) -> None:
    a_life(desk)
    said, page = collected(desk)
    words = re.sub(r"\s+", " ", Text(page).words)
    for note in said["notes"]:
        assert re.sub(r"\s+", " ", note["text"]).strip() in words
    for run in said["referrals"]:
        for answer in run["answers"]:
            assert answer["question"] in words
            assert answer["answer"] in words


def test_the_page_loads_nothing_and_runs_nothing(desk: Desk) -> None:
    edit(desk, desk.patient, preferred_name="<script>alert(1)</script>")
    _, page = collected(desk)
    assert not Text(page).tags & {"script", "img", "link", "iframe", "a", "object", "form"}
    assert "default-src 'none'" in page
    assert "&lt;script&gt;" in page


def test_a_patient_of_whom_little_is_kept_is_told_as_well(desk: Desk) -> None:
    desk.patient = desk.add_patient(family_name="Heath", given_name="", nhs_number="", born_on=None, bed="")
    said, page = collected(desk)
    assert said["notes"] == said["referrals"] == said["tasks"] == said["holds"] == []
    assert "None." in Text(page).words


def test_both_forms_bear_the_head_of_the_audit_trail_with_their_own_entry_in_it(desk: Desk) -> None:
    a_life(desk)
    said, page = collected(desk)
    assert said["audit_head"] == desk.hub.audit.head_line()
    assert said["audit_head"] in Text(page).words


def test_that_it_was_asked_for_is_in_the_audit_trail(desk: Desk, tmp_path: Path) -> None:
    desk.hub.subject_access.save(desk.patient.id, str(tmp_path / "all.html"), by=desk.by)
    event = desk.trail(Kind.PATIENT, desk.patient.id)[-1]
    assert (event.action, event.actor_id, event.patient_id) == (
        AuditAction.SUBJECT_EXPORTED,
        desk.by,
        desk.patient.id,
    )


def test_the_name_of_the_file_says_which_form_is_wanted(desk: Desk, tmp_path: Path) -> None:
    for name, begins in (("all.html", "<!doctype html>"), ("all.JSON", "{")):
        desk.hub.subject_access.save(desk.patient.id, str(tmp_path / name), by=desk.by)
        assert (tmp_path / name).read_text(encoding="utf-8").lstrip().startswith(begins)
        assert (tmp_path / name).stat().st_mode & 0o077 == 0
    assert {file.name for file in tmp_path.iterdir()} == {"all.html", "all.JSON"}


def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "x").touch()
    for place in (tmp_path / "nowhere" / "all.html", tmp_path / "taken"):
        with refused("The file was not written"):
            desk.hub.subject_access.save(desk.patient.id, str(place), by=desk.by)
    assert {file.name for file in tmp_path.iterdir()} == {"taken"}


def test_a_patient_who_is_not_there_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.hub.subject_access.collect("0" * 32, by=desk.by)
    assert issubclass(NotFound, HubError)


def test_what_the_trail_says_of_earlier_values_is_told_and_nobody_by_an_id(desk: Desk) -> None:
    edit(desk, desk.patient, bed="Bedearlier", born_on=date(1990, 1, 9), named_nurse_id=desk.nelly.id)
    edit(desk, desk.patient, bed="4", born_on=date(1991, 4, 3), named_nurse_id=None, legal_status="s37_41")
    said, page = collected(desk)
    told = next(line for line in said["audit"] if line["before"].get("bed") == "Bedearlier")
    assert (told["before"]["named_nurse"], told["after"]["bed"]) == (desk.nelly.signature, "4")
    assert desk.nelly.id not in json.dumps(said["audit"])
    words = re.sub(r"\s+", " ", Text(page).words)
    assert "bed: Bedearlier before, 4 after" in words
    assert "legal status: none before, Section 37/41 after" in words
    assert "born on: 9 Jan 1990 before, 3 Apr 1991 after" in words
    assert f"named nurse: {desk.nelly.signature} before, none after" in words
