"""What the audit trail costs: a change with its event, against the bare statements of the change."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from itertools import count

from benchmarks.encrypted import twins
from benchmarks.lists import Asked, asked_by
from benchmarks.measure import Figure, interleaved, per_call
from benchmarks.wards import Wards, opened
from inpatient_hub.bootstrap import Hub
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.frozen import but
from inpatient_hub.domain.tasks import TaskEvent, TaskEventKind
from inpatient_hub.host.identity import new_id, new_id_in_order
from inpatient_hub.host.settings import read_settings
from inpatient_hub.store.driver import Connection
from inpatient_hub.store.sqlite_file import connect
from inpatient_hub.store.target import STORE_FILE

CHANGE_NAMES = ("audit.change", "audit.event")

CHANGE_LIMIT = 2.0

_CALLS = 20
_TRAIL = "INSERT INTO audit_"
"""How a statement begins that writes to the trail; `audit_type` is a column of a task."""
_WORDS = "UPDATE task_words"
"""What a task is found by changes only with its title."""
_OF_VERSION = "tasks.version = ?"
_SET_OR_ASKED = re.compile(r'(\w+)"? ?!?= ?\?')
_SCATTER = 0x9E3779B97F4A7C15F39CC0605CEDC835
"""Odd, so that no two numbers come to the same."""


def change(wards: Wards, pairs: int) -> Iterator[Figure]:
    """A follow-up claimed and given back through the service; and what of it is the audit event's share."""
    folder = twins(wards).locked
    hub, ward_id = opened(folder)
    try:
        (task_id, bare_id), me = _nobodys_tasks(hub, ward_id), read_settings(folder).staff_id
        yield _through_the_service(hub, task_id, bare_id, me, pairs)
        yield _share_of_the_event(hub, task_id, me, pairs)
    finally:
        hub.close()


def _through_the_service(hub: Hub, task_id: str, bare_id: str, me: str, pairs: int) -> Figure:
    statements = [
        *_written(asked_by(lambda: hub.tasks.claim(bare_id, by=me))),
        *_written(asked_by(lambda: hub.tasks.release(bare_id, by=me))),
    ]
    without = [one for one in statements if not one[0].startswith(_TRAIL)]

    def claimed_and_given_back() -> None:
        acts = hub.tasks.claim(task_id, by=me), hub.tasks.release(task_id, by=me)
        assert all(act.event_id for act in acts), "Nothing was changed, so nothing was measured."

    with closing(connect(hub.place.data_folder / STORE_FILE, hub.place.key)) as bare:
        measured = interleaved(
            per_call(claimed_and_given_back, calls=_CALLS),
            per_call(_twice(bare, without), calls=_CALLS),
            pairs=pairs,
        )
    return Figure(
        name="audit.change",
        about=(
            "A task claimed and given back through the service, each with its history and its audit event; the same "
            "statements without the event, in bare SQL and committed as often. Each is synced to the disk of the "
            "temporary folder."
        ),
        unit="ms",
        ours=tuple(ours / 2 for ours, _ in measured),
        baseline=tuple(baseline / 2 for _, baseline in measured),
        limit=CHANGE_LIMIT,
        facts={"statements": len(statements) / 2, "statements_without_event": len(without) / 2},
    )


def _share_of_the_event(hub: Hub, task_id: str, me: str, pairs: int) -> Figure:
    at = hub.clock.now()
    with hub.store.reading() as work:
        sample = work.audit.of_entity(Kind.TASK, task_id)[0]

    def saved(*, with_event: bool) -> None:
        with hub.store.writing() as work:
            work.tasks.record(
                TaskEvent(id=new_id(), task_id=task_id, kind=TaskEventKind.CLAIMED, by=me, at=at, detail="")
            )
            if with_event:
                work.audit.append(but(sample, id=new_id_in_order()))  # as the program's own trail

    measured = interleaved(
        per_call(lambda: saved(with_event=True), calls=_CALLS),
        per_call(lambda: saved(with_event=False), calls=_CALLS),
        pairs=pairs,
    )
    return Figure(
        name="audit.event",
        about="A line of a task's history added and committed through the store, with its audit event; without it. "
        "Each is synced to the disk of the temporary folder.",
        unit="ms",
        ours=tuple(ours for ours, _ in measured),
        baseline=tuple(baseline for _, baseline in measured),
        limit=CHANGE_LIMIT,
    )


def _nobodys_tasks(hub: Hub, ward_id: str) -> tuple[str, str]:
    """Two tasks of patients that nobody has: one for each side, as a task that one side changed would be another
    version for the other."""
    lines = hub.tasks.due_by(ward_id, date.max)
    ours, bare, *_ = (line.task.id for line in lines if line.task.claimed_by is None and line.task.patient_id)
    return ours, bare


def _written(asked: Asked) -> Asked:
    return [(statement, values) for statement, values in asked if statement.startswith(("INSERT", "UPDATE"))]


def _twice(connection: Connection, statements: Asked) -> Callable[[], None]:
    """Runs the statements of two changes, and commits each, so that each changes and adds rows as it did at first: what
    is added gets an id of its own, and what is changed is the version that the last change left."""
    parts = [(_versions_in(statement), statement, values) for statement, values in statements]
    changes = [parts[: len(parts) // 2], parts[len(parts) // 2 :]]
    turns = count(1)

    def once() -> None:
        turn = next(turns)
        for half, change in enumerate(changes):
            connection.execute("BEGIN IMMEDIATE")
            for versions, statement, kept in change:
                values = list(kept)
                for place in versions:
                    values[place] += 2 * turn
                if statement.startswith("INSERT"):
                    values[0] = _id(2 * turn + half)
                done = connection.execute(statement, values)
                rows = len(done.fetchall()) if done.description else done.rowcount
                assert rows == 1 or _WORDS in statement, "Nothing was changed, so nothing was measured."
            connection.execute("COMMIT")

    return once


def _versions_in(statement: str) -> list[int]:
    """Which of a statement's values are versions of the task that it changes."""
    if _OF_VERSION not in statement:
        return []
    return [place for place, name in enumerate(_SET_OR_ASKED.findall(statement)) if name == "version"]


def _id(number: int) -> str:
    """An id that, like the program's own, stands anywhere among the others."""
    return f"{number * _SCATTER % 2**128:032x}"
