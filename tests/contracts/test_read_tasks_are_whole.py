"""What is read of tasks and repeats is as good as what was made: the same, hashable where that is and never changed."""

from dataclasses import FrozenInstanceError, fields

import pytest

from inpatient_hub.domain.tasks import Task
from inpatient_hub.services.ports import Store
from tests.contracts.making import a_nurse, a_task, a_ward, save


def test_a_task_that_was_read_is_a_task_and_cannot_be_changed(store: Store) -> None:
    ward = a_ward()
    nurse = a_nurse(ward)
    task = a_task(ward, nurse)
    save(store, ward, nurse, task)
    with store.reading() as work:
        read = work.tasks.get(task.id)
    assert type(read) is Task
    assert read == task
    assert all(type(getattr(read, one.name)) is type(getattr(task, one.name)) for one in fields(Task))
    with pytest.raises(FrozenInstanceError):
        read.title = "Other"  # type: ignore[misc]
