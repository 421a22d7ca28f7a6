"""Eight computers that claim the same five hundred tasks at once give each task to exactly one of them."""

import multiprocessing
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.synchronize import Barrier
from pathlib import Path

from inpatient_hub.domain.task_acts import SomeoneElseHasIt
from inpatient_hub.domain.tasks import TaskEventKind, TaskState
from inpatient_hub.host.identity import new_id
from inpatient_hub.services.seat import Seat
from inpatient_hub.services.tasks import TaskService
from inpatient_hub.services.trail import AuditTrail
from inpatient_hub.store.database import SqlStore, open_store
from inpatient_hub.store.errors import StoreFault
from inpatient_hub.store.target import StoreTarget
from tests.contracts.keepers import CLOCK, target_in
from tests.contracts.making import a_nurse, a_task, a_ward, save

COMPUTERS = 8
TASKS = 500
TOGETHER = 25
"""After so many tasks they wait for each other."""


def _service(store: SqlStore) -> TaskService:
    seat = Seat(clock=CLOCK, program=True)
    trail = AuditTrail(clock=CLOCK, new_id=new_id, seat=seat)
    return TaskService(store=store, clock=CLOCK, new_id=new_id, trail=trail, seat=seat)


def _claim_all(folder: Path | None, url: str | None, who: str, task_ids: list[str], everyone: Barrier) -> None:
    target = target_in(folder) if folder is not None else StoreTarget.on_server(str(url))
    with open_store(target, clock=CLOCK) as store:
        service = _service(store)
        for number, task_id in enumerate(task_ids):
            if number % TOGETHER == 0:
                everyone.wait()  # one alone would have claimed all before the others have waited for their first turn
            _until_answered(lambda task_id=task_id: service.claim(task_id, by=who))  # type: ignore[misc]


def _until_answered(claim: Callable[[], object]) -> None:
    """Eight at once may wait for each other longer than a person would; then it is tried again, as a person does."""
    for _ in range(50):
        with suppress(StoreFault):
            with suppress(SomeoneElseHasIt):
                claim()
            return
    raise AssertionError


def test_eight_who_claim_the_same_tasks_at_once_never_have_one_together(sql_store: SqlStore) -> None:
    ward = a_ward()
    people = [a_nurse(ward, name=f"Nurse {number}") for number in range(COMPUTERS)]
    tasks = [a_task(ward, people[0]) for _ in range(TASKS)]
    save(sql_store, ward, *people, *tasks)
    context = multiprocessing.get_context("spawn")
    place = (sql_store.target.folder, sql_store.target.url)
    ids = [task.id for task in tasks]
    everyone = context.Barrier(COMPUTERS)
    starts = range(0, TASKS, TASKS // COMPUTERS + 1)
    orders = [ids[start:] + ids[:start] if number % 2 else ids for number, start in enumerate(starts)]
    workers = [
        context.Process(target=_claim_all, args=(*place, person.id, order, everyone))
        for person, order in zip(people, orders, strict=True)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
        assert worker.exitcode == 0
    owners = Counter[str]()
    with sql_store.reading() as work:
        for task_id in ids:
            task, events = work.tasks.get(task_id), work.tasks.events(task_id)
            assert (task.state, task.version) == (TaskState.CLAIMED, 2)
            assert [(event.kind, event.by) for event in events] == [(TaskEventKind.CLAIMED, task.claimed_by)]
            owners[str(task.claimed_by)] += 1
        assert {line.task.id for person in people for line in work.tasks.claimed_by(person.id)} == set(ids)
    assert sum(owners.values()) == TASKS
    assert len(owners) > 1
