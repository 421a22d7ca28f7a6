"""What the guard before the store costs: not one question more for the usual work."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest

from inpatient_hub.domain.access import Role
from inpatient_hub.services.guarded import GuardedStore
from tests.fakes.store import FakeStore
from tests.services.rights.diary_calls import HANDED_BACK
from tests.services.rights.diary_scene import NEW_TASK, TODAY
from tests.services.rights.scene import LONGEST, Scene, a_scene, records


def _at_work() -> Scene:
    scene = a_scene(records().people[Role.STAFF])
    scene.seat.sit(scene.who, longest=LONGEST)
    return scene


class Counting:
    """A repository that counts how often each of its methods is used."""

    def __init__(self, inner: object, name: str, counted: Counter[str]) -> None:
        self._inner = inner
        self._name = name
        self._counted = counted

    def __getattr__(self, method: str) -> Any:
        self._counted[f"{self._name}.{method}"] += 1
        return getattr(self._inner, method)


def questions(scene: Scene, do: Callable[[Scene], object], *, as_program: bool) -> Counter[str]:
    """What the store was asked meanwhile."""
    counted: Counter[str] = Counter()
    store = scene.hub.store
    assert isinstance(store, GuardedStore)
    inner = store._store
    assert isinstance(inner, FakeStore)

    def counting(work: Any) -> Any:
        for name, repository in list(vars(work).items()):
            setattr(work, name, Counting(repository, name, counted))
        return work

    store._store = _CountedStore(inner, counting)
    if as_program:
        with scene.seat.as_program():
            do(scene)
    else:
        do(scene)
    return counted


class _CountedStore:
    def __init__(self, inner: FakeStore, counting: Callable[[Any], Any]) -> None:
        self._inner = inner
        self._counting = counting

    def reading(self) -> Any:
        return self._opened(self._inner.reading())

    def writing(self) -> Any:
        return self._opened(self._inner.writing())

    def _opened(self, unit: Any) -> Any:
        counting = self._counting

        class Opened:
            def __enter__(self) -> Any:
                return counting(unit.__enter__())

            def __exit__(self, *how: object) -> Any:
                return unit.__exit__(*how)

        return Opened()


USUAL: Mapping[str, Callable[[Scene], object]] = {
    "the Today page": lambda s: s.hub.today.view(s.it.ward.id),
    "the list of patients": lambda s: s.hub.patients.find(s.it.ward.id),
    "one patient": lambda s: s.hub.patients.view(s.it.patient),
    "a run": lambda s: s.hub.runs.view(s.it.run),
    "an answer": lambda s: s.hub.runs.answer(s.it.run, "consent", "declined", by=s.who.id),
    "the notes": lambda s: s.hub.notes.find(s.it.ward.id),
    "a note": lambda s: s.hub.notes.view(s.it.copied),
    "a copy": lambda s: s.hub.notes.copy_again(s.it.copied, by=s.who.id),
    "a note filed": lambda s: s.hub.notes.mark_filed(s.it.copied, by=s.who.id),
    "the diary": lambda s: s.hub.diary.week(s.it.ward.id, TODAY),
    "my tasks": lambda s: s.hub.my_work.tasks(s.it.ward.id, by=s.who.id),
    "the repeats": lambda s: s.hub.series.grid(s.it.ward.id, TODAY),
    "one task": lambda s: s.hub.tasks.view(s.it.claimed),
    "a task added": lambda s: s.hub.tasks.add(s.it.ward.id, NEW_TASK, by=s.who.id),
    "a task moved": lambda s: s.hub.tasks.move(s.it.todo, TODAY + timedelta(days=1), by=s.who.id),
    "a task claimed": lambda s: s.hub.tasks.claim(s.it.todo, by=s.who.id),
    "a task handed back": lambda s: s.hub.tasks.hand_back(s.it.claimed, HANDED_BACK, by=s.who.id),
    "a task taken over": lambda s: s.hub.tasks.take_over(s.it.claimed, seen=s.it.nurse.id, by=s.who.id),
    "a task done": lambda s: s.hub.tasks.complete(s.it.todo, by=s.who.id),
}


@pytest.mark.parametrize("what", USUAL)
def test_the_guard_asks_the_store_nothing_more_for_the_usual_work(what: str) -> None:
    guarded = questions(_at_work(), USUAL[what], as_program=False)
    assert guarded == questions(_at_work(), USUAL[what], as_program=True)


@pytest.mark.parametrize(
    ("what", "reads"),
    [("a task claimed", 0), ("a task done", 1), ("a task handed back", 1), ("a task taken over", 1)],
)
def test_an_act_reads_its_task_once_at_most(what: str, reads: int) -> None:
    """A claim tells the task as it is then, so that it need not be read at all."""
    assert questions(_at_work(), USUAL[what], as_program=False)["tasks.get"] == reads


def test_what_does_not_tell_its_ward_costs_one_question_more() -> None:
    guarded = questions(_at_work(), lambda s: s.hub.tasks.history(s.it.claimed), as_program=False)
    assert guarded == Counter({"tasks.events": 1, "tasks.get": 1})
