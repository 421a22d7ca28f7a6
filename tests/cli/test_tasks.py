"""Tasks, from a shell."""

from inpatient_hub.bootstrap import Hub
from inpatient_hub.domain.tasks import TaskState
from tests.cli.conftest import Shell

BY = ("--by", "Margaret Hale")


def test_a_task_is_added_claimed_handed_back_and_its_history_told(hub: Shell, opened: Hub) -> None:
    added = hub("task", "add", "Chase", "the", "ECG", "today", "!urgent", *BY, "--json").json
    assert added["title"] == "Chase the ECG"
    assert {chip["kind"] for chip in added["understood"]} == {"due", "priority"}
    task_id = added["task"]
    assert hub("task", "claim", task_id, *BY).out == "Margaret Hale has this task.\n"
    taken = hub("task", "claim", task_id, "--by", "Esther Summerson")
    assert (taken.code, taken.err.partition(".")[0]) == (1, "Margaret Hale has this task")
    waits = ("--progress", "waiting", "--next", "chase", "--waiting-on", "housing", "--chase-on", "2099-01-01")
    back = hub("task", "hand-back", task_id, *waits, *BY, "--json").json
    assert back["note"] == "Chase the ECG: Waiting on housing. Next: chase it on 1 Jan 2099."
    assert (back["state"], back["chase_on"]) == ("waiting", "2099-01-01")
    assert hub("task", "done", task_id, *BY).out == "Done.\n"
    history = hub("task", "history", task_id, *BY, "--json").json["history"]
    assert [line["kind"] for line in history] == ["done", "handed_back", "claimed", "created"]
    assert "Margaret Hale handed it back: Waiting on housing." in hub("task", "history", task_id, *BY).out
    assert opened.clock


def test_tasks_are_listed_by_day_and_found_by_their_words(hub: Shell) -> None:
    task_id = hub("task", "add", "Water", "temperatures", "today", *BY, "--json").json["task"]
    lines = hub("task", "list", *BY, "--json").json["tasks"]
    mine = next(line for line in lines if line["id"] == task_id)
    assert (mine["kind"], mine["state"], mine["patient"]) == ("ward", TaskState.TO_DO.value, None)
    assert task_id in hub("task", "list", "--search", "temp water", *BY).out
    assert hub("task", "list", "--search", "nothing so called", *BY).out.endswith("0 tasks\n")
    wrong = hub("task", "list", "--due-by", "friday", *BY)
    assert (wrong.code, wrong.err.partition(".")[0]) == (1, "No such day")


def test_a_line_in_doubt_adds_nothing(hub: Shell) -> None:
    done = hub("task", "add", "ECG", "!soon", *BY)
    assert done.code == 1
    assert "'!soon' is no priority" in done.err
    assert hub("task", "list", "--search", "ECG soon", *BY).out.endswith("0 tasks\n")
