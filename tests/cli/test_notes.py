"""Notes from a shell: listed, shown, copied again, filed or not."""

import re
from datetime import time

import pytest

from inpatient_hub.bootstrap import Hub
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import TaskKind
from inpatient_hub.services.new_tasks import NewTask
from inpatient_hub.services.ports import NoteLine
from tests.cli.conftest import FakeClipboard, Shell, with_clipboard

LINE_KEYS = set("id title state edited patient author run made_at copied_at closed_at".split())
NOTE_KEYS = LINE_KEYS | set("template event_at not_filed_reason text text_sha256 parts history".split())


@pytest.fixture
def hub(as_esther: Shell) -> Shell:
    """Esther types, unless someone else is named."""
    return as_esther


def first(hub: Hub, *states: NoteState) -> NoteLine:
    """The newest note that stands so."""
    return hub.notes.find(hub.wards.all()[0].id, states=frozenset(states)).items[0]


def test_notes_are_listed_newest_first_with_their_age_in_the_tray(hub: Shell) -> None:
    lines = hub("note", "list").out.splitlines()
    assert lines[0].split() == ["ID", "State", "Note", "Patient", "Bed", "Author", "Made"]
    assert re.search(
        r"Copied, not filed, (1[2-9]|[2-5]\d) min", lines[1]
    )  # 12 when the ward was made; the clock goes on
    assert lines[-1] == "23 notes"


def test_notes_are_chosen_by_state_and_by_words(hub: Shell) -> None:
    tray = hub("note", "list", "--state", "copied").out
    assert tray.splitlines()[-1] == "3 notes"
    both = hub("note", "list", "--state", "copied", "--state", "draft", "--json").json
    assert {note["state"] for note in both["notes"]} == {"copied", "draft"}
    assert both["total"] == 4
    of_one = hub("note", "list", "--search", "earnshaw advocate", "--json").json
    assert [note["patient"]["banner_name"] for note in of_one["notes"]] == ["EARNSHAW, Catherine"]


def test_notes_are_listed_as_data(hub: Shell) -> None:
    listed = hub("note", "list", "--json").json
    assert set(listed) == {"notes", "total"}
    assert all(set(note) == LINE_KEYS for note in listed["notes"])
    assert all(set(note["patient"]) == {"id", "banner_name", "bed"} for note in listed["notes"])


def test_a_note_is_shown_with_its_text_and_history(hub: Shell, opened: Hub) -> None:
    line = first(opened, NoteState.COPIED)
    done = hub("note", "show", line.id)
    assert done.code == 0
    heading, standing = done.out.splitlines()[:2]
    assert heading == "Duty to refer (homelessness) for PIRRIP, Philip, bed 2"
    assert standing.startswith("Copied, not filed. By Esther Summerson, ")
    assert "\r" not in done.out
    assert opened.notes.view(line.id).note.text.replace("\r\n", "\n") in done.out
    assert "Esther Summerson copied the note" in done.out


def test_the_very_bytes_of_a_note_can_be_had(hub: Shell, opened: Hub) -> None:
    line = first(opened, NoteState.NOT_FILED)
    text = opened.notes.view(line.id).note.text
    assert "\r\n" in text
    assert "\u00e9" in text
    assert hub("note", "show", line.id, "--exact").out == text


def test_a_note_is_shown_as_data(hub: Shell, opened: Hub) -> None:
    line = first(opened, NoteState.NOT_FILED)
    shown = hub("note", "show", line.id, "--json").json
    assert set(shown) == NOTE_KEYS
    kept = opened.notes.view(line.id).note
    assert (shown["text"], shown["text_sha256"]) == (kept.text, kept.text_hash)
    assert shown["not_filed_reason"] == "SystmOne was not available"
    assert all(set(entry) == {"at", "who", "did", "about", "action"} for entry in shown["history"])


def test_why_a_note_was_not_filed_is_shown(hub: Shell, opened: Hub) -> None:
    done = hub("note", "show", first(opened, NoteState.NOT_FILED).id)
    assert "Not filed because: SystmOne was not available" in done.out


def test_a_note_that_is_not_there_is_an_expected_failure(hub: Shell) -> None:
    done = hub("note", "show", "nothing")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("Note not found.")


def test_a_note_is_copied_again(hub: Shell, opened: Hub, clip: FakeClipboard) -> None:
    line = first(opened, NoteState.COPIED)
    done = hub("note", "copy", line.id)
    assert done.code == 0
    assert clip.text == opened.notes.view(line.id).note.text
    assert "The name open in SystmOne must read PIRRIP, Philip, 999 236 0666." in done.err
    assert f"inpatient-hub note file {line.id}" in done.err
    again = hub("note", "copy", line.id, "--json").json
    assert again == {"note": line.id, "part": 1, "parts": 1, "text": clip.text}


def test_a_part_that_is_not_there_is_refused(hub: Shell, opened: Hub, clip: FakeClipboard) -> None:
    done = hub("note", "copy", first(opened, NoteState.COPIED).id, "--part", "2")
    assert done.code == 1
    assert clip.text == ""


@pytest.mark.parametrize("fake", [FakeClipboard(broken=True), FakeClipboard(deaf=True)], ids=["broken", "deaf"])
def test_a_clipboard_that_does_not_work_is_told_and_the_note_stays_in_the_tray(
    hub: Shell, opened: Hub, monkeypatch: pytest.MonkeyPatch, fake: FakeClipboard
) -> None:
    with_clipboard(monkeypatch, fake)
    line = first(opened, NoteState.COPIED)
    done = hub("note", "copy", line.id)
    assert done.code == 1
    assert done.err.startswith("The clipboard did not take the note. It is safe in the unfiled tray.")
    assert f"note copy {line.id}" in done.err
    assert opened.notes.view(line.id).note.state is NoteState.COPIED


def test_a_slow_clipboard_is_given_time(hub: Shell, opened: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = with_clipboard(monkeypatch, FakeClipboard(slow=3))
    line = first(opened, NoteState.COPIED)
    assert hub("note", "copy", line.id).code == 0
    assert fake.text == opened.notes.view(line.id).note.text


@pytest.mark.parametrize(("more", "reason"), [((), "recorded_late"), (("--late-reason", "staffing"), "staffing")])
def test_filing_the_note_of_a_late_task_counts_why_it_was_late(
    hub: Shell, opened: Hub, more: tuple[str, ...], reason: str
) -> None:
    line = first(opened, NoteState.COPIED)
    run = opened.runs.view(line.run_id or "").run
    about = {"kind": TaskKind.PATIENT, "patient_id": run.patient_id, "workflow_id": run.workflow_id}
    due = Timing(day=opened.clock.today(), at=time(0, 1))
    new = NewTask(title="Refer them", due=due, **about)  # type: ignore[arg-type]
    task, _ = opened.tasks.add(run.ward_id, new, by=run.started_by)
    opened.tasks.begin_run(task.id, run.id, by=run.started_by)
    told = hub("note", "file", line.id, *more).out
    assert ("Its task was late and counts as only ticked late: Refer them." in told) is not bool(more)
    assert opened.tasks.view(task.id).line.task.reason == reason
    wrong = hub("note", "file", line.id, "--late-reason", "tired")
    assert (wrong.code, "staffing" in wrong.err) == (2, True)


def test_filing_a_note_ends_its_run_and_makes_the_task(hub: Shell, opened: Hub) -> None:
    line = first(opened, NoteState.COPIED)
    done = hub("note", "file", line.id)
    assert done.code == 0
    filed, task = done.out.splitlines()
    assert filed == "Filed."
    assert task.startswith("Task made: Ask the housing authority whether it has the referral, ")
    assert opened.notes.view(line.id).note.state is NoteState.FILED
    assert opened.runs.view(line.run_id or "").run.state == "filed"


def test_filing_is_told_as_data(hub: Shell, opened: Hub) -> None:
    told = hub("note", "file", first(opened, NoteState.COPIED).id, "--json").json
    assert set(told) == {"note", "state", "follow_up"}
    assert set(told["follow_up"]) == {"title", "due_on"}


def test_a_note_is_marked_as_not_filed_with_the_reason(hub: Shell, opened: Hub) -> None:
    line = first(opened, NoteState.COPIED)
    done = hub("note", "not-filed", line.id, "--reason", "Wrong record was open", "--by", "Jane Eyre")
    assert done.code == 0
    view = opened.notes.view(line.id)
    assert (view.note.state, view.note.not_filed_reason) == (NoteState.NOT_FILED, "Wrong record was open")
    assert view.history[0].who == "Jane Eyre"


def test_who_is_not_known_is_told_who_there_is(hub: Shell, opened: Hub) -> None:
    done = hub("note", "file", first(opened, NoteState.COPIED).id, "--by", "Mary Garth")
    assert done.code == 1
    first_line, *listed = done.err.splitlines()
    assert first_line.startswith("This person is not known. Nobody on this ward has this id or full name.")
    assert len(listed) == 12
    assert any(line.endswith("Esther Summerson, RMN") for line in listed)


def test_a_note_is_marked_in_error_with_the_reason_and_kept(hub: Shell, opened: Hub) -> None:
    line = first(opened, NoteState.FILED)
    text = opened.notes.view(line.id).note.text
    done = hub("note", "in-error", line.id, "--reason", "Wrong patient", "--by", "Jane Eyre")
    assert done.out.splitlines() == [
        "Marked in error. Nothing was deleted.",
        "Mark it in error in SystmOne too. Its referral is open again, if it had one.",
    ]
    view = opened.notes.view(line.id)
    assert (view.note.state, view.note.text, view.history[0].who) == (NoteState.IN_ERROR, text, "Jane Eyre")
    assert line.id in {one["id"] for one in hub("note", "list", "--state", "in_error", "--json").json["notes"]}
    again = hub("note", "in-error", line.id, "--reason", "Twice")
    assert (again.code, again.err.split(".")[1]) == (1, " It is marked in error already")
    assert hub("note", "file", line.id).err.startswith("Nothing was changed. This note was made in error.")
