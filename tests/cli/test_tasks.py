"""Tasks, from a shell."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from inpatient_hub.bootstrap import Hub
from inpatient_hub.cli.task_lines import due, standing, standing_words
from inpatient_hub.cli.tasks import pressing
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import Task, TaskKind, TaskState
from inpatient_hub.services.new_tasks import NewTask
from inpatient_hub.services.ports import TaskLine
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
    day = opened.clock.today() + timedelta(days=300)
    waits = ("--progress", "waiting", "--next", "chase", "--waiting-on", "housing", "--chase-on", day.isoformat())
    back = hub("task", "hand-back", task_id, *waits, *BY, "--json").json
    assert back["note"] == f"Chase the ECG: Waiting on housing. Next: chase it on {day.day} {day:%b %Y}."
    assert (back["state"], back["chase_on"]) == ("waiting", day.isoformat())
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


def _put(opened: Hub, title: str, **changed: Any) -> str:
    """A task of the ward as Margaret added it, due two days ago."""
    ward = opened.wards.all()[0].id
    by = next(one.person.id for one in opened.people.of_ward(ward) if one.person.name == "Margaret Hale")
    today = opened.clock.today()
    new = {"title": title, "due": Timing(day=today)} | changed
    task, _ = opened.tasks.add(ward, NewTask(**new), by=by)
    with opened.store.writing() as work:
        work.tasks.update(replace(work.tasks.get(task.id), due_on=today - timedelta(days=2)))
    return task.id


def _line(hub: Shell, task_id: str) -> Any:
    return next(line for line in hub("task", "list", *BY, "--json").json["tasks"] if line["id"] == task_id)


def test_a_hand_back_prints_what_the_window_would_copy_with_whose_record_it_is(
    hub: Shell, opened: Hub, tess: Patient
) -> None:
    for_tess = {"kind": TaskKind.PATIENT, "patient_id": tess.id}
    one, other = (_put(opened, "ECG", **for_tess) for _ in range(2))
    how = ("--progress", "part_done", "--next", "carry_on")
    printed = hub("task", "hand-back", one, *how, *BY).out
    assert "ECG: Part done. Next: carry on with it." in printed
    assert tess.family_name.upper() in printed.upper()
    assert "Margaret Hale" in printed
    told = hub("task", "hand-back", other, *how, *BY, "--json").json
    assert told["note"] == "ECG: Part done. Next: carry on with it."
    assert told["record_text"].replace("\r\n", "\n").split()[0] == printed.split()[0]
    ward = _put(opened, "Water temperatures")
    assert hub("task", "hand-back", ward, *how, *BY).out == "Handed back.\n"


def test_the_list_says_what_is_late_what_waits_and_who_has_it(hub: Shell, opened: Hub) -> None:
    late, rests = _put(opened, "Late one"), _put(opened, "Resting one")
    hub("task", "claim", late, *BY)
    day = opened.clock.today() + timedelta(days=300)
    waits = ("--progress", "waiting", "--next", "chase", "--waiting-on", "housing", "--chase-on", day.isoformat())
    hub("task", "hand-back", rests, *waits, *BY)
    found = _line(hub, late)
    assert (found["standing"], found["standing_words"]) == ("late", "2 days late, claimed by Margaret Hale")
    found = _line(hub, rests)
    assert (found["standing"], found["standing_words"]) == (
        "waiting",
        f"waiting on housing, chase {day.day} {day:%b %Y}",
    )
    printed = hub("task", "list", *BY).out
    assert "2 days late, claimed by Margaret Hale" in printed
    assert " late" in printed.splitlines()[-1]


def test_a_late_task_asks_for_a_reason_and_lists_them_with_their_words(hub: Shell, opened: Hub) -> None:
    task_id = _put(opened, "Late one")
    asked = hub("task", "done", task_id, *BY)
    assert asked.code == 1
    assert "Say why with --reason CODE, one of these:" in asked.err
    assert "  staffing: Too few staff" in asked.err.splitlines()
    assert "Too few staff" in hub("task", "done", "--help").out
    assert hub("task", "done", task_id, "--reason", "staffing", *BY).out == "Done.\n"


def test_a_task_is_taken_over_from_whoever_has_it(hub: Shell, opened: Hub) -> None:
    task_id = _put(opened, "Late one")
    hub("task", "claim", task_id, "--by", "Esther Summerson")
    refused = hub("task", "claim", task_id, *BY)
    assert f"inpatient-hub task claim {task_id} --take-over" in refused.err
    over = hub("task", "claim", task_id, "--take-over", *BY)
    assert over.out == "Margaret Hale has this task, taken over from Esther Summerson, who is told.\n"
    back = hub("task", "claim", task_id, "--take-over", "--by", "Esther Summerson", "--json").json
    assert (back["taken_over_from"], back["claimed_by"]) == ("Margaret Hale", "Esther Summerson")


def test_a_line_in_doubt_adds_nothing(hub: Shell) -> None:
    done = hub("task", "add", "ECG", "!soon", *BY)
    assert done.code == 1
    assert "'!soon' is no priority" in done.err
    assert "throw" not in done.err
    assert "  Urgent: type '!urgent' in place of '!soon'\n" in done.err
    assert hub("task", "list", "--search", "ECG soon", *BY).out.endswith("0 tasks\n")


def test_a_question_of_the_window_refuses_the_line_with_its_answers(hub: Shell) -> None:
    done = hub("task", "add", "Bloods", "at", "4", *BY)
    assert (done.code, done.out) == (1, "")
    assert "Which hour is meant with 'at 4'?" in done.err
    assert "  04:00: type 'at 04:00' in place of 'at 4'\n" in done.err
    assert "  Keep 'at 4' in the title: add --keep 'at 4'\n" in done.err
    two = hub("task", "add", "beds 4 and 7 weights", *BY)
    assert two.code == 1
    assert "More than one bed is named. A task is about one patient." in two.err
    roles = hub("task", "add", "Bloods", "@HCA", "@OT", *BY)
    assert "  For HCA: leave '@OT' out\n" in roles.err
    assert "  For OT: leave '@HCA' out\n" in roles.err


def test_the_answers_are_given_with_options(hub: Shell, opened: Hub) -> None:
    ward = opened.wards.all()[0].id
    who = next(one for one in opened.quick_add.wordbook(ward).patients if ", bed " in one.name)
    kept = hub("task", "add", "Bloods", "at", "4", "--keep", "at 4", *BY)
    assert kept.out.startswith("Added: Bloods at 4  ")
    family = who.name.partition(",")[0]
    asked = hub("task", "add", family, "bloods", *BY)
    assert f"add --patient {who.patient_id}\n" in asked.err
    told = hub("task", "add", family, "bloods", "--patient", who.patient_id, *BY, "--json").json
    assert opened.tasks.view(told["task"]).line.task.patient_id == who.patient_id
    other = hub("task", "add", "Bed", "99", "bloods", "--patient", who.patient_id, *BY)
    assert f"This is for {who.name}. " in other.err
    unknown = hub("task", "add", "Bloods", "--patient", "nobody", *BY)
    assert unknown.code == 1
    assert "No such patient on this ward" in unknown.err


def test_the_day_that_nobody_named_is_printed(hub: Shell, opened: Hub) -> None:
    today = opened.clock.today()
    said = f"Today, {today:%a} {today.day} {today:%b %Y} (no day named)"
    assert f"\n  {said}\n" in hub("task", "add", "Bloods", *BY).out
    assert hub("task", "add", "Bloods", *BY, "--json").json["assumed"] == said
    named = hub("task", "add", "Bloods", "in", "2", "days", *BY)
    assert "(no day named)" not in named.out
    assert hub("task", "add", "Bloods", "in", "2", "days", *BY, "--json").json["assumed"] is None
    assert "  The last day is " in hub("task", "add", "Weigh", "daily", "for", "3", "days", *BY).out


AT = datetime(2026, 11, 20, 16, 42, tzinfo=UTC)


def _a_line(**changed: Any) -> TaskLine:
    usual: dict[str, Any] = {"id": "t", "ward_id": "w", "kind": TaskKind.WARD, "title": "t", "due_on": AT.date()}
    task = Task(**usual | {"created_by": "e", "created_at": AT - timedelta(days=9)} | changed)
    return TaskLine(task=task, patient_name=None, bed=None, claimed_by_name=None)


def test_times_are_shown_and_late_is_by_the_minute() -> None:
    line = _a_line(due_at=AT - timedelta(hours=4, minutes=42))
    assert (due(line.task, AT), standing_words(line, AT)) == ("20 Nov 2026, 12:00", "4 h 42 min late")
    assert standing_words(_a_line(due_at=AT + timedelta(hours=1)), AT) == "to do"


def test_what_was_missed_is_said_so_stands_last_and_is_gone_after_a_day() -> None:
    missed = _a_line(id="missed", lapses_at=AT - timedelta(hours=2))
    long_ago = _a_line(id="long ago", due_on=AT.date() - timedelta(days=3), lapses_at=AT - timedelta(days=2))
    to_do = _a_line(id="to do")
    assert (standing(missed, AT), standing_words(missed, AT)) == ("missed", "missed 14:42")
    assert [line.task.id for line in pressing([long_ago, missed, to_do], AT)] == ["to do", "missed"]


def test_a_task_is_added_with_its_referral_and_an_unknown_one_is_refused(hub: Shell, opened: Hub) -> None:
    ward = opened.wards.all()[0].id
    who = opened.quick_add.wordbook(ward).patients[0]
    words = ("task", "add", "Ask", "for", "the", "advocate", "today", *BY)
    told = hub(*words, "--patient", who.patient_id, "--referral", "imha", "--json").json
    assert told["referral"] == "imha"
    assert opened.tasks.view(told["task"]).line.task.workflow_id == "imha"
    said = hub(*words, "--patient", who.patient_id, "--referral", "imha").out
    assert "With its note: Independent mental health advocate" in said
    unknown = hub(*words, "--patient", who.patient_id, "--referral", "nothing")
    assert (unknown.code, unknown.err.partition(".")[0]) == (1, "There is no referral 'nothing'")
    of_ward = hub(*words, "--referral", "imha")
    assert (of_ward.code, "A referral or note is about a patient" in of_ward.err) == (1, True)
