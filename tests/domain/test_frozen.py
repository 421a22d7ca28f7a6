"""A record that is made quickly is as good as one that made itself."""

from dataclasses import FrozenInstanceError, dataclass, fields, replace

import pytest

from inpatient_hub.domain.frozen import but, maker
from inpatient_hub.domain.recurrence import Repeat
from inpatient_hub.domain.tasks import Task, TaskState
from tests.contracts.making import a_nurse, a_task, a_ward


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    left: int
    right: tuple[int, ...] = ()


def test_a_record_with_other_values_is_what_replace_makes_of_it() -> None:
    ward = a_ward()
    task = a_task(ward, a_nurse(ward))
    changed = but(task, state=TaskState.DONE, title="Other")
    assert type(changed) is Task
    assert changed == replace(task, state=TaskState.DONE, title="Other")
    assert hash(changed) == hash(replace(task, state=TaskState.DONE, title="Other"))
    assert task.title != "Other"
    assert but(task) == task


def test_a_record_made_of_its_values_is_one_of_its_kind_and_frozen() -> None:
    made = maker(Pair)(1, (2, 3))
    assert type(made) is Pair
    assert made == Pair(left=1, right=(2, 3))
    assert [field.name for field in fields(made)] == ["left", "right"]
    with pytest.raises(FrozenInstanceError):
        made.left = 2  # type: ignore[misc]


def test_a_field_that_is_not_there_cannot_be_given() -> None:
    with pytest.raises(AttributeError):
        but(Pair(left=1), middle=2)
    with pytest.raises(TypeError):
        maker(Pair)(1)


def test_what_looks_at_its_values_is_not_made_without_a_look() -> None:
    with pytest.raises(TypeError, match="looks at its values"):
        maker(Repeat)
