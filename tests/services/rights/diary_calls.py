"""How each method of the diary's services is called in the walk: with arguments for which it does what it is for."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from inpatient_hub.domain.hand_back import HandBack, NextAction, Progress
from inpatient_hub.domain.series import Series
from inpatient_hub.domain.tasks import Team
from inpatient_hub.domain.wards import WorkSettings
from inpatient_hub.services.my_work import Seen
from inpatient_hub.services.series_undo import SeriesActed, acted
from inpatient_hub.services.since_last_on import SinceLastOn
from tests.services.rights.diary_scene import HAPPENED, NEW_REPEAT, NEW_TASK, TODAY
from tests.services.rights.scene import Scene

TOMORROW = TODAY + timedelta(days=1)
MONDAY = TODAY - timedelta(days=TODAY.weekday())
HANDED_BACK = HandBack(progress=Progress.PART_DONE, next_action=NextAction.CARRY_ON)


def _left_out(series: Series) -> SeriesActed:
    """As if the repeat had been left out on a day before it stood as it does."""
    return acted([series], before=[replace(series, repeat=replace(series.repeat, left_out=(TOMORROW,)))])


def _quick_add(scene: Scene) -> object:
    with scene.seat.as_program():
        understood = scene.hub.quick_add.read(scene.it.ward.id, "Order the pads tomorrow")
    return scene.hub.quick_add.add(scene.it.ward.id, understood, by=scene.who.id)


def _shown(scene: Scene) -> SinceLastOn:
    return SinceLastOn(since=HAPPENED, until=scene.clock.now(), changes=())


def _take_back_seen(scene: Scene) -> object:
    ward_id, until = scene.it.ward.id, scene.clock.now()
    scene.it.memory.seen[scene.who.id, ward_id] = until
    return scene.hub.my_work.take_back_seen(Seen(ward_id, until), by=scene.who.id)


DIARY_CALLS: Mapping[str, Callable[[Scene], object]] = {
    "wards.choose_work_settings": lambda s: s.hub.wards.choose_work_settings(
        s.it.ward.id, WorkSettings(clock_rules_on=frozenset({"admission.vte"})), by=s.who.id
    ),
    "tasks.due_by": lambda s: s.hub.tasks.due_by(s.it.ward.id, TODAY),
    "tasks.find": lambda s: s.hub.tasks.find(s.it.ward.id, "advocate"),
    "tasks.history": lambda s: s.hub.tasks.history(s.it.claimed),
    "tasks.view": lambda s: s.hub.tasks.view(s.it.claimed),
    "tasks.add": lambda s: s.hub.tasks.add(s.it.ward.id, NEW_TASK, by=s.who.id),
    "tasks.claim": lambda s: s.hub.tasks.claim(s.it.todo, by=s.who.id),
    "tasks.take_over": lambda s: s.hub.tasks.take_over(s.it.claimed, seen=s.it.nurse.id, by=s.who.id),
    "tasks.release": lambda s: s.hub.tasks.release(s.it.claimed, by=s.who.id),
    "tasks.hand_back": lambda s: s.hub.tasks.hand_back(s.it.claimed, HANDED_BACK, by=s.who.id),
    "tasks.offer": lambda s: s.hub.tasks.offer(s.it.todo, Team.NURSING, by=s.who.id),
    "tasks.complete": lambda s: s.hub.tasks.complete(s.it.todo, by=s.who.id),
    "tasks.check": lambda s: s.hub.tasks.check(s.it.diary.to_check, by=s.who.id),
    "tasks.reopen": lambda s: s.hub.tasks.reopen(s.it.done, by=s.who.id),
    "tasks.move": lambda s: s.hub.tasks.move(s.it.todo, TOMORROW, by=s.who.id),
    "tasks.change": lambda s: s.hub.tasks.change(s.it.todo, title="Ring them", by=s.who.id),
    "tasks.begin_run": lambda s: s.hub.tasks.begin_run(s.it.diary.of_workflow, s.it.run, by=s.who.id),
    "tasks.cancel": lambda s: s.hub.tasks.cancel(s.it.todo, "not_needed", by=s.who.id),
    "tasks.mark_in_error": lambda s: s.hub.tasks.mark_in_error(s.it.todo, by=s.who.id),
    "tasks.restore": lambda s: s.hub.tasks.restore(s.it.diary.in_error, by=s.who.id),
    "tasks.undo": lambda s: s.hub.tasks.undo(s.it.diary.undoable[s.who.id], by=s.who.id),
    "tasks.undo_all": lambda s: s.hub.tasks.undo_all([s.it.diary.undoable[s.who.id]], by=s.who.id),
    "tasks.say_why_late": lambda s: s.hub.tasks.say_why_late(s.it.diary.late[s.who.id], "staffing", by=s.who.id),
    "series.of_ward": lambda s: s.hub.series.of_ward(s.it.ward.id),
    "series.of_patient": lambda s: s.hub.series.of_patient(s.it.patient),
    "series.get": lambda s: s.hub.series.get(s.it.diary.series),
    "series.grid": lambda s: s.hub.series.grid(s.it.ward.id, MONDAY),
    "series.add": lambda s: s.hub.series.add(s.it.ward.id, NEW_REPEAT, by=s.who.id),
    "series.make": lambda s: s.hub.series.make(s.it.diary.series, TOMORROW, by=s.who.id),
    "series.change_this_one": lambda s: s.hub.series.change_this_one(
        s.it.diary.series, TOMORROW, by=s.who.id, title="Count them twice"
    ),
    "series.leave_out": lambda s: s.hub.series.leave_out(s.it.diary.series, TOMORROW, by=s.who.id),
    "series.change_from_now_on": lambda s: s.hub.series.change_from_now_on(
        s.it.diary.series, TOMORROW, replace(NEW_REPEAT, title="Count them twice"), by=s.who.id
    ),
    "series.end": lambda s: s.hub.series.end(s.it.diary.series, by=s.who.id),
    "series.undo": lambda s: s.hub.series.undo(_left_out(s.it.memory.series[s.it.diary.series]), by=s.who.id),
    "series.settle": lambda s: s.hub.series.settle(s.it.ward.id, TOMORROW),
    "diary.day": lambda s: s.hub.diary.day(s.it.ward.id, TODAY),
    "diary.week": lambda s: s.hub.diary.week(s.it.ward.id, MONDAY),
    "diary.fifteen": lambda s: s.hub.diary.fifteen(s.it.ward.id, MONDAY),
    "diary.filters": lambda s: s.hub.diary.filters(by=s.who.id),
    "diary.save_filter": lambda s: s.hub.diary.save_filter("Nights", {"whose": "ward"}, by=s.who.id),
    "diary.remove_filter": lambda s: s.hub.diary.remove_filter(s.it.diary.filters[s.who.id], by=s.who.id),
    "my_work.tasks": lambda s: s.hub.my_work.tasks(s.it.ward.id, by=s.who.id),
    "my_work.since_last_on": lambda s: s.hub.my_work.since_last_on(s.it.ward.id, by=s.who.id),
    "my_work.mark_seen": lambda s: s.hub.my_work.mark_seen(s.it.ward.id, _shown(s), by=s.who.id),
    "my_work.take_back_seen": _take_back_seen,
    "my_work.mark_read": lambda s: s.hub.my_work.mark_read(s.it.ward.id, s.it.run, s.clock.now(), by=s.who.id),
    "quick_add.wordbook": lambda s: s.hub.quick_add.wordbook(s.it.ward.id),
    "quick_add.read": lambda s: s.hub.quick_add.read(s.it.ward.id, "Order the pads tomorrow"),
    "quick_add.add": _quick_add,
    "leaving.still_open": lambda s: s.hub.leaving.still_open(s.it.diary.left_patient),
    "leaving.end": lambda s: s.hub.leaving.end(
        s.it.diary.left_patient, repeats=(), tasks=(s.it.diary.left_open,), by=s.who.id
    ),
    "clocks.to_switch_on": lambda s: s.hub.clocks.to_switch_on(),
    "clocks.events": lambda s: s.hub.clocks.events(),
    "clocks.dates": lambda s: s.hub.clocks.dates(s.it.ward.id, "admission", HAPPENED),
    "clocks.add": lambda s: s.hub.clocks.add(
        s.it.patient, "admission", HAPPENED - timedelta(hours=1), ["admission.h72_audit"], by=s.who.id
    ),
    "clocks.correct": lambda s: s.hub.clocks.correct(s.it.diary.computed, TOMORROW, "office", by=s.who.id),
    "clocks.rule_of": lambda s: s.hub.clocks.rule_of(s.it.diary.computed),
}
