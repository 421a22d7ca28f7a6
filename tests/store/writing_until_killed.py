"""A process that saves work without end and says what was saved, until it is killed."""

from multiprocessing.connection import Connection
from pathlib import Path

from inpatient_hub.domain.runs import WorkflowRun
from inpatient_hub.domain.staff import Staff
from inpatient_hub.host.identity import new_id
from inpatient_hub.store.backup import back_up
from inpatient_hub.store.database import open_store
from inpatient_hub.store.lock import StoreLock
from tests.contracts.keepers import CLOCK, KEY, target_in
from tests.contracts.making import an_answer, an_event


def answer_for_ever(folder: Path, run: WorkflowRun, nurse: Staff, said: Connection) -> None:
    """Saves an answer with its audit event and a step forward, all in one unit of work, again and again. Each number is
    told only when its unit of work is saved."""
    target = target_in(folder)
    with StoreLock.acquire(folder, clock=CLOCK) as lock, open_store(target, clock=CLOCK, lock=lock) as store:
        with store.reading() as work:
            number = len(work.runs.answers(run.id))
        while True:
            with store.writing() as work:
                current = work.runs.get(run.id)
                work.runs.record(run.id, [an_answer(nurse, "step", number)])
                work.audit.append(an_event(id=new_id(), entity_id=run.id, detail={"number": str(number)}))
                work.runs.update(current)
            said.send(number)
            number += 1


def open_for_ever(folder: Path, said: Connection) -> None:
    """Makes and opens a store, and backs it up again and again."""
    said.send("begun")
    with open_store(target_in(folder), clock=CLOCK):
        said.send("opened")
        while True:
            back_up(folder, key=KEY, clock=CLOCK)
            said.send("backed up")
