"""From a shell, a task that another has is not done or handed back without saying so; errors are for programs too."""

import json
from typing import Any

import pytest

from inpatient_hub.bootstrap import Hub
from inpatient_hub.cli import border
from inpatient_hub.domain.hand_back import WAITING_ON
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import TaskKind
from inpatient_hub.services.new_tasks import NewTask
from tests.cli.conftest import Done, Shell

BY = ("--by", "Margaret Hale")
PART = ("--progress", "part_done", "--next", "carry_on")


def put(hub: Shell) -> str:
    """A task that Esther has."""
    added = hub("task", "add", "Water", "temperatures", "today", *BY, "--json").json
    hub("task", "claim", added["task"], "--by", "Esther Summerson")
    return str(added["task"])


def error(done: Done) -> Any:
    assert done.out == ""
    return json.loads(done.err)["error"]


@pytest.mark.parametrize("what", [("done",), ("hand-back", *PART)], ids=["done", "hand-back"])
def test_a_task_that_another_has_needs_a_word_that_it_is_for_them(hub: Shell, what: tuple[str, ...]) -> None:
    task_id = put(hub)
    command, *how = what
    refused = hub("task", command, task_id, *how, *BY)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("Esther Summerson has this task.")
    assert "--for-another" in refused.err
    assert hub("task", "history", task_id, *BY, "--json").json["history"][0]["kind"] == "claimed"
    assert hub("task", command, task_id, *how, *BY, "--for-another").code == 0
    mine = put(hub)
    assert hub("task", command, mine, *how, "--by", "Esther Summerson").code == 0, "of one's own nothing is asked"


def test_a_limit_below_nothing_is_refused(hub: Shell) -> None:
    for more in ((), ("--search", "water")):
        refused = hub("task", "list", "--limit", "-3", *more, *BY)
        assert (refused.code, refused.out) == (1, "")
        assert "--limit is below nothing" in refused.err


def test_what_a_task_can_wait_on_is_listed_in_help_and_where_the_code_is_none(hub: Shell) -> None:
    codes = [code for group in WAITING_ON.values() for code in group]
    helped = hub("task", "hand-back", "--help").out
    refused = hub(
        "task", "hand-back", put(hub), "--progress", "waiting", "--next", "chase", "--waiting-on", "moon", *BY
    )
    assert refused.code == 1
    for code in codes:
        assert f"  {code} " in helped
        assert f"  {code}: " in refused.err


def test_done_tells_which_note_can_be_made(hub: Shell, opened: Hub, tess: Patient) -> None:
    ward = opened.wards.all()[0].id
    by = next(one.person.id for one in opened.people.of_ward(ward) if one.person.name == "Margaret Hale")
    new = NewTask(
        title="Refer",
        due=Timing(day=opened.clock.today()),
        kind=TaskKind.PATIENT,
        patient_id=tess.id,
        workflow_id="imha",
    )
    task, _ = opened.tasks.add(ward, new, by=by)
    done = hub("task", "done", task.id, *BY, "--json").json
    assert done["ready_note"] == {"workflow": "imha", "patient": tess.id, "run": None, "state": "not_begun"}
    plain = hub("task", "add", "Water", "today", *BY, "--json").json["task"]
    assert hub("task", "done", plain, *BY, "--json").json["ready_note"] is None


def test_an_error_is_one_line_of_json_where_json_was_asked_for(hub: Shell, shell: Shell) -> None:
    gone = hub("task", "done", "0" * 32, *BY, "--json")
    assert gone.code == 1
    assert gone.err.count("\n") == 1
    assert error(gone)["title"].endswith("not found")
    assert set(error(gone)) == {"kind", "title", "message", "remedy", "choices", "field"}
    assert error(gone)["kind"] == "refused"
    asked = error(hub("task", "claim", put(hub), "--json"))
    assert asked["choices"], "what there is to choose from comes with it"
    wrong = shell("task", "nonsense", "--json")
    assert (wrong.code, error(wrong)["kind"]) == (2, "usage")
    assert error(wrong)["remedy"].startswith("usage:")
    day = error(hub("task", "list", "--due-by", "friday", *BY, "--json"))
    assert day["title"] == "No such day"
    assert hub("task", "list", "--due-by", "friday", *BY).err.startswith("No such day."), "and words again after it"


@pytest.mark.expects_log("unexpected fault in the command")
def test_a_fault_of_the_program_is_json_too(hub: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(border, "_command", broken)
    done = hub("task", "list", "--json")
    assert (done.code, error(done)["kind"]) == (70, "bug")
