"""A note from a template and a file of answers: the very text of the window, or everything that is wrong at once."""

import json
from pathlib import Path
from typing import Any

import pytest

from inpatient_hub.bootstrap import Hub
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.staff import Staff
from tests.cli.conftest import Done, FakeClipboard, Shell, with_clipboard

STEPS: dict[str, Any] = {
    "criteria": ["our_patient", "not_open"],
    "legal_status": "s3",
    "consent": "agreed",
    "area": "city",
    "send": {"contact": "advocacy_city", "method": "email"},
}
FIELDS = {"purpose": ["rights", "leave"], "more": "the patient prefers to be seen in the afternoon"}

KEYS = set("template patient text text_sha256 characters limit parts blanks ready gap checks note".split())


def moment(hub: Hub) -> dict[str, str]:
    """The event, a minute ago."""
    local = hub.clock.local(hub.clock.now())
    return {"event_date": f"{local:%Y-%m-%d}", "event_time": "00:00"}


@pytest.fixture
def render(hub: Shell, tmp_path: Path) -> Any:
    """Runs `note render imha` on these answers."""

    def run(answers: dict[str, Any], *options: str) -> Done:
        file = tmp_path / "answers.json"
        file.write_text(json.dumps(answers), encoding="utf-8")
        who = ["--by", "Esther Summerson"] if {"--copy", "--patient"} <= set(options) else []
        return hub("note", "render", "imha", "--answers", str(file), *options, *who)

    return run


def answers_in_a_run(hub: Hub, answers: dict[str, Any], patient: Patient, by: Staff) -> str:
    """The text that the window would show for the same answers, given step by step."""
    run, _ = hub.runs.start("imha", patient.id, by=by.id)
    for step_id, value in answers["steps"].items():
        hub.runs.answer(run.id, step_id, value, by=by.id)
    fields = {key: answers[key] for key in ("event_date", "event_time")} | answers["fields"]
    for field_id, value in fields.items():
        hub.runs.answer(run.id, "note", value, field_id=field_id, by=by.id)
    return hub.notes.preview(run.id, by=by.id).text


def but_for_the_minute(text: str) -> str:
    """A note without the minute of its last line, which may have passed between two looks."""
    return text.rpartition(":")[0]


def test_it_is_the_very_text_of_the_window(render: Any, opened: Hub, tess: Patient, esther: Staff) -> None:
    answers = {**moment(opened), "steps": STEPS, "fields": FIELDS}
    done = render(answers, "--patient", tess.id, "--exact")
    assert (done.code, done.err) == (0, "")
    window = answers_in_a_run(opened, answers, tess, esther)
    assert but_for_the_minute(done.out) == but_for_the_minute(window)
    assert done.out.startswith("Tess Durbeyfield, NHS 999 ")
    assert "for help with understanding their rights and leave and discharge" in done.out


def test_text_for_a_person_has_the_lines_of_the_terminal(render: Any, opened: Hub, tess: Patient) -> None:
    answers = {**moment(opened), "steps": STEPS, "fields": FIELDS}
    shown = render(answers, "--patient", tess.id)
    exact = render(answers, "--patient", tess.id, "--exact")
    assert shown.out == exact.out.replace("\r\n", "\n") + "\n"


def test_blanks_stay_visible_and_are_told_beside_the_note(render: Any, tess: Patient) -> None:
    done = render({"steps": {"consent": "agreed"}}, "--patient", tess.id)
    assert done.code == 0
    assert "[TIME OF EVENT]" in done.out
    assert "[WHAT HELP IS ASKED FOR]" in done.out
    assert "Not ready to copy: " in done.err
    assert "[TIME OF EVENT]" in done.err


def test_it_is_shown_as_data(render: Any, opened: Hub, tess: Patient) -> None:
    whole = render({**moment(opened), "steps": STEPS, "fields": FIELDS}, "--patient", tess.id, "--json").json
    assert set(whole) == KEYS
    assert whole["ready"] is True
    assert whole["patient"] == {"id": tess.id, "banner_name": "DURBEYFIELD, Tess", "bed": "7"}
    assert whole["characters"] == len(whole["text"].replace("\r\n", "\n"))
    assert all(set(check) == {"kind", "verdict", "words", "places"} for check in whole["checks"])
    some = render({"steps": {"consent": "agreed"}}, "--patient", tess.id, "--json").json
    assert some["ready"] is False
    assert "[TIME OF EVENT]" in some["blanks"]
    assert some["gap"].startswith("The step 'criteria' is not answered: ")


def test_without_a_patient_the_first_words_are_a_blank(render: Any, opened: Hub) -> None:
    answers = {**moment(opened), "steps": STEPS, "fields": FIELDS}
    done = render(answers)
    assert done.code == 0
    assert done.out.startswith("[PATIENT NAME]. ")
    assert "Written by [NAME AND ROLE], " in done.out
    assert "[PATIENT NAME]" in done.err
    named = render(answers, "--by", "Jane Eyre", "--json").json
    assert named["patient"] is None
    assert named["ready"] is False
    assert "Written by Jane Eyre, RMN, " in named["text"]


def test_without_a_patient_no_store_is_needed_or_made(shell: Shell, tmp_path: Path) -> None:
    place, file = tmp_path / "nothing", tmp_path / "answers.json"
    file.write_text(json.dumps({"steps": STEPS, "fields": FIELDS}), encoding="utf-8")
    done = shell("note", "render", "imha", "--answers", str(file), "--data-dir", str(place))
    assert done.code == 0
    assert not place.exists()


def test_without_a_patient_nothing_is_copied(render: Any, opened: Hub, clip: FakeClipboard) -> None:
    done = render({**moment(opened), "steps": STEPS, "fields": FIELDS}, "--copy")
    assert (done.code, done.out, clip.text) == (1, "", "")
    assert "patient list" in done.err


def test_a_copy_goes_to_the_tray_and_then_to_the_clipboard(
    render: Any, opened: Hub, tess: Patient, esther: Staff, clip: FakeClipboard
) -> None:
    answers = {**moment(opened), "steps": STEPS, "fields": FIELDS}
    told = render(answers, "--patient", tess.id, "--copy", "--json").json
    kept = opened.notes.view(told["note"]).note
    assert kept.state is NoteState.COPIED
    assert (kept.patient_id, kept.author_id, kept.template_id) == (tess.id, esther.id, "imha")
    assert clip.text == kept.text == told["text"]


def test_a_copy_says_whose_record_it_belongs_in(render: Any, opened: Hub, tess: Patient, clip: FakeClipboard) -> None:
    done = render({**moment(opened), "steps": STEPS, "fields": FIELDS}, "--patient", tess.id, "--copy")
    assert done.code == 0
    assert done.out == clip.text.replace("\r\n", "\n") + "\n"
    assert "must read DURBEYFIELD, Tess, 999 " in done.err
    assert "note file " in done.err


def test_a_copy_is_refused_while_blanks_remain_and_says_which(
    render: Any, opened: Hub, tess: Patient, clip: FakeClipboard
) -> None:
    before = opened.notes.count(opened.wards.all()[0].id)
    done = render({"steps": STEPS, "fields": {}}, "--patient", tess.id, "--copy")
    assert done.code == 1
    assert "[WHAT HELP IS ASKED FOR]" in done.err
    assert "[TIME OF EVENT]" in done.err
    assert clip.text == ""
    assert opened.notes.count(opened.wards.all()[0].id) == before


def test_a_copy_is_refused_where_a_run_would_not_have_come_to_its_note(
    render: Any, opened: Hub, tess: Patient, clip: FakeClipboard
) -> None:
    steps = STEPS | {"criteria": ["our_patient"]}
    done = render({**moment(opened), "steps": steps, "fields": FIELDS}, "--patient", tess.id, "--copy")
    assert done.code == 1
    assert "'criteria' is not answered" in done.err
    assert clip.text == ""


def test_a_clipboard_that_does_not_work_leaves_the_note_in_the_tray(
    render: Any, opened: Hub, tess: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_clipboard(monkeypatch, FakeClipboard(broken=True))
    ward_id = opened.wards.all()[0].id
    done = render({**moment(opened), "steps": STEPS, "fields": FIELDS}, "--patient", tess.id, "--copy")
    assert done.code == 1
    assert "safe in the unfiled tray" in done.err
    tray = {line.id: line for line in opened.notes.unfiled(ward_id)}
    assert len(tray) == 4
    again = done.err.partition("note copy ")[2].partition(" ")[0]
    assert tray[again].patient_id == tess.id


def test_everything_that_is_wrong_is_told_at_once(render: Any, tess: Patient) -> None:
    wrong = {
        "event_dat": "2026-11-20",
        "event_time": "quarter past",
        "steps": {"consnet": "agreed", "consent": "maybe", "area": {"id": ["city"]}, "send": "email"},
        "fields": {"purpos": "x", "provider": "y", "purpose": ["rights", "dreams"], "more": 7},
    }
    done = render(wrong, "--patient", tess.id)
    assert (done.code, done.out) == (1, "")
    first, *lines = done.err.splitlines()
    assert first == "The answers cannot be used. 10 things are wrong in the file. Put this right and try again:"
    told = {line.strip().partition(": ")[0]: line.partition(": ")[2] for line in lines}
    assert set(told) == {
        "'event_dat'", "event_time", "steps.consnet", "steps.consent", "steps.area", "steps.send", "fields.purpos",
        "fields.provider", "fields.purpose", "fields.more",
    }  # fmt: skip
    assert told["'event_dat'"] == "no such key. Did you mean 'event_date'?"
    assert told["steps.consnet"] == "no such step. Did you mean 'consent'?"
    assert "agreed" in told["steps.consent"]
    assert told["fields.purpos"] == "no such field. Did you mean 'purpose'?"
    assert told["fields.provider"] == "the step 'send' answers this; answer that step."
    assert told["event_time"] == "it is not a time. Write it as 15:55."
    assert "rights" in told["fields.purpose"]


def test_what_was_answered_is_never_in_an_error(render: Any, tess: Patient) -> None:
    done = render({"steps": {"consent": "Tess said yes"}, "fields": {"purpose": ["Tess"]}}, "--patient", tess.id)
    assert done.code == 1
    assert "Tess" not in done.err


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"steps": {', "Line 1, column 12 is not JSON."),
        ("[1]", "must hold a JSON object"),
        ('{"steps": []}', "steps: a JSON object belongs here."),
    ],
)
def test_a_file_that_is_no_answers_file_is_told(hub: Shell, tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "answers.json"
    file.write_text(text, encoding="utf-8")
    done = hub("note", "render", "imha", "--answers", str(file))
    assert done.code == 1
    assert why in done.err


def test_a_file_that_is_not_there_is_told(hub: Shell, tmp_path: Path) -> None:
    done = hub("note", "render", "imha", "--answers", str(tmp_path / "nothing.json"))
    assert done.code == 1
    assert done.err.startswith("The answers cannot be read. No such file")


def test_answers_may_come_from_standard_input(
    hub: Shell, tess: Patient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "answers.json"
    file.write_text("\ufeff" + json.dumps({"steps": STEPS, "fields": FIELDS}), encoding="utf-8")
    from_file = hub("note", "render", "imha", "--answers", str(file), "--patient", tess.id)
    with file.open(encoding="utf-8-sig") as stream:
        monkeypatch.setattr("sys.stdin", stream)
        from_input = hub("note", "render", "imha", "--answers", "-", "--patient", tess.id)
    assert from_input.code == from_file.code == 0
    assert but_for_the_minute(from_input.out) == but_for_the_minute(from_file.out)


def test_an_unknown_template_names_those_there_are(hub: Shell, tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_text("{}", encoding="utf-8")
    done = hub("note", "render", "imah", "--answers", str(file))
    assert done.code == 1
    assert "Did you mean 'imha'?" in done.err


def test_the_answer_of_a_branch_writes_its_own_note(render: Any, opened: Hub, tess: Patient) -> None:
    steps = {"criteria": STEPS["criteria"], "legal_status": "informal", "consent": "declined"}
    done = render({**moment(opened), "steps": steps}, "--patient", tess.id)
    assert "declined it. No referral was made." in done.out
    assert "advocacy" not in done.out.lower().replace("advocate", "")
    asked = "Look at this: The ward has Section 3 for this patient; the note says informal. Which is right?\n"
    assert done.err == asked
