"""Every act on a task, an appointment, a repeat, an absence, a referral or a reminder: taken back, all is as it was,
and the history has both. What cannot be taken back stands here with its reason; what is in neither table fails."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from typing import Any

import pytest

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.hand_back import HandBack, NextAction, Progress
from inpatient_hub.domain.patients import PatientStatus
from inpatient_hub.domain.recurrence import Repeat
from inpatient_hub.domain.reminders import Snooze
from inpatient_hub.domain.series import SeriesState
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import TaskKind, TaskState, Team
from inpatient_hub.gui.dialogs.patient_draft import details_of
from inpatient_hub.services.clock_dates import ClockService
from inpatient_hub.services.leaving import LeavingService
from inpatient_hub.services.my_work import MyWorkService
from inpatient_hub.services.new_series import NewSeries
from inpatient_hub.services.new_tasks import NewTask
from inpatient_hub.services.patients import PatientService
from inpatient_hub.services.quick_adding import QuickAddService
from inpatient_hub.services.reminders import Reminder, ReminderService
from inpatient_hub.services.runs import RunService
from inpatient_hub.services.seat import RIGHT_OF
from inpatient_hub.services.series_work import SeriesService
from inpatient_hub.services.task_records import Acted
from inpatient_hub.services.tasks import TaskService
from tests.services.making import FRIDAY, Desk

TODAY = FRIDAY.date()
TOMORROW = TODAY + timedelta(days=1)
PART_DONE = HandBack(progress=Progress.PART_DONE, next_action=NextAction.CARRY_ON, chase_on=TOMORROW)
DAILY = Repeat(rule="FREQ=DAILY", starts_on=TODAY)
FRIDGE = NewSeries(title="Fridge", repeat=DAILY, shifts=("Night",))

Back = Callable[[], object]
Act = Callable[["Scene"], Back]


@dataclass
class Scene:
    """A ward with a task in every state, an appointment, a repeat and a referral; all is done by Nelly."""

    desk: Desk
    ids: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.hub, self.by, self.joe = self.desk.hub, self.desk.by, self.desk.joe.id
        self.run = self.desk.start()  # before there is a task of it, to which it would be tied
        for name in ("to do", "mine", "his", "done", "cancelled", "in error", "late"):
            self.add(name)
        self.add("to check", needs_check=True)
        self.add("visit", kind=TaskKind.APPOINTMENT, due=Timing(day=TODAY, at=time(17)))
        self.add("of workflow", kind=TaskKind.PATIENT, patient_id=self.desk.patient.id, workflow_id="advice")
        tasks, of = self.hub.tasks, self.ids
        tasks.claim(of["mine"], by=self.by)
        tasks.claim(of["his"], by=self.joe)
        tasks.complete(of["done"], by=self.by)
        tasks.complete(of["to check"], by=self.joe)
        tasks.cancel(of["cancelled"], "staffing", by=self.by)
        tasks.complete(of["late"], by=self.by)
        with self.desk.store.writing() as work:  # as filing its note ticks one that was late
            work.tasks.update(replace(work.tasks.get(of["late"]), reason="recorded_late"))
        tasks.mark_in_error(of["in error"], by=self.by)
        self.series = self.hub.series.add(self.desk.ward_id, FRIDGE, by=self.by)[0]
        weigh = NewSeries(title="Weigh", repeat=DAILY, kind=TaskKind.PATIENT, patient_id=self.desk.patient.id)
        self.weigh = self.hub.series.add(self.desk.ward_id, weigh, by=self.by)[0]
        (self.date,), _ = self.hub.clocks.add(
            self.desk.patient.id, "named_nurse_review", FRIDAY, ["named_nurse.weekly"], by=self.by
        )

    def add(self, name: str, **changed: Any) -> None:
        usual: dict[str, Any] = {"title": name, "due": Timing(day=TODAY)}
        self.ids[name] = self.hub.tasks.add(self.desk.ward_id, NewTask(**usual | changed), by=self.by)[0].id

    def patient(self, **changed: Any) -> Back:
        now = self.hub.patients.facts(self.desk.patient.id).patient
        details = replace(details_of(now), **changed)
        _, edited = self.hub.patients.edit(now.id, details, seen_version=now.version, by=self.by)
        return lambda: self.hub.patients.take_back(edited, by=self.by)

    def reminder(self) -> Reminder:
        waiting = self.hub.reminders.waiting(self.desk.ward_id, by=self.by).all
        return next(one for one in waiting if one.line.task.id == self.ids["mine"])

    def told(self) -> int:
        """How much the history says."""
        memory = self.desk.store._memory
        return len(memory.audit) + len(memory.task_events)

    def state(self) -> dict[str, object]:
        """All that is known, without versions, who was last at a referral, and what is in error."""
        memory = self.desk.store._memory
        tasks = {one.id: _plain(one) for one in memory.tasks.values() if one.state is not TaskState.IN_ERROR}
        series = {one.id: _plain(one) for one in memory.series.values() if one.state is not SeriesState.IN_ERROR}
        runs = {one.id: replace(one, version=1, touched_by="", touched_at=FRIDAY) for one in memory.runs.values()}
        patients = {one.id: replace(one, version=1) for one in memory.patients.values()}
        shown = [one.id for one in self.hub.reminders.waiting(self.desk.ward_id, by=self.by).all]
        return {
            "tasks": tasks,
            "series": series,
            "runs": runs,
            "patients": patients,
            "shown": shown,
            "seen": dict(memory.seen),
            "read": dict(memory.read),
        }


def _plain(one: Any) -> Any:
    return replace(one, version=1)


def task_act(act: Callable[[Scene], Acted]) -> Act:
    """An act on a task: the id of what happened takes it back."""

    def done(scene: Scene) -> Back:
        acted = act(scene)
        assert acted.ways_back
        return lambda: scene.hub.tasks.undo_all(acted.ways_back, by=scene.by)

    return done


def series_act(act: Callable[[Scene], Any]) -> Act:
    """An act on a repeat."""

    def done(scene: Scene) -> Back:
        acted = act(scene)
        acted = acted[1] if isinstance(acted, tuple) else acted
        return lambda: scene.hub.series.undo(acted, by=scene.by)

    return done


def _left(scene: Scene) -> Back:
    """A discharge, with what a person then ends for the patient."""
    now = scene.hub.patients.facts(scene.desk.patient.id).patient
    details = replace(details_of(now), status=PatientStatus.DISCHARGED)
    _, edited = scene.hub.patients.edit(now.id, details, seen_version=now.version, by=scene.by)
    of, hub = scene.ids, scene.hub
    ended = hub.leaving.end(now.id, repeats=[scene.weigh.id], tasks=[of["of workflow"]], by=scene.by)
    return lambda: hub.patients.take_back(edited, by=scene.by, ended=ended)


def _in_error(scene: Scene) -> Back:
    edited = scene.hub.patients.mark_in_error(scene.desk.patient.id, "duplicate", by=scene.by)
    return lambda: scene.hub.patients.take_back(edited, by=scene.by)


def _abandoned(scene: Scene) -> Back:
    scene.hub.runs.abandon(scene.run, "Started twice", by=scene.by)
    return lambda: scene.hub.runs.take_back_abandoned(scene.run, by=scene.by)


def _seen(scene: Scene) -> Back:
    shown = scene.hub.my_work.since_last_on(scene.desk.ward_id, by=scene.by)
    seen = scene.hub.my_work.mark_seen(scene.desk.ward_id, shown, by=scene.by)
    return lambda: scene.hub.my_work.take_back_seen(seen, by=scene.by)


def _snoozed(scene: Scene) -> Back:
    one = scene.reminder()
    scene.hub.reminders.snooze([one], Snooze.HOUR, by=scene.by)
    return lambda: scene.hub.reminders.bring_back([one], by=scene.by)


def _dismissed(scene: Scene) -> Back:
    one = scene.reminder()
    scene.hub.reminders.dismiss([one], by=scene.by)
    return lambda: scene.hub.reminders.bring_back([one], by=scene.by)


def _quick(scene: Scene) -> Back:
    understood = scene.hub.quick_add.read(scene.desk.ward_id, "Order the pads tomorrow")
    added = scene.hub.quick_add.add(scene.desk.ward_id, understood, by=scene.by)
    return lambda: scene.hub.tasks.undo_all(added.acted.ways_back, by=scene.by)


def _late_reason(scene: Scene) -> Acted:
    return scene.hub.tasks.say_why_late(scene.ids["late"], "staffing", by=scene.by)


ACTS: Mapping[str, Act] = {
    "tasks.add": task_act(
        lambda s: s.hub.tasks.add(s.desk.ward_id, NewTask(title="New", due=Timing(day=TODAY), mine=True), by=s.by)[1]
    ),
    "tasks.claim": task_act(lambda s: s.hub.tasks.claim(s.ids["to do"], by=s.by)),
    "tasks.take_over": task_act(lambda s: s.hub.tasks.take_over(s.ids["his"], seen=s.joe, by=s.by)),
    "tasks.release": task_act(lambda s: s.hub.tasks.release(s.ids["mine"], by=s.by)),
    "tasks.hand_back": task_act(lambda s: s.hub.tasks.hand_back(s.ids["mine"], PART_DONE, by=s.by)),
    "tasks.offer": task_act(lambda s: s.hub.tasks.offer(s.ids["to do"], Team.HCA, by=s.by)),
    "tasks.complete": task_act(lambda s: s.hub.tasks.complete(s.ids["mine"], by=s.by)),
    "tasks.complete, a date that is followed by the next": task_act(lambda s: s.hub.tasks.complete(s.date.id, by=s.by)),
    "tasks.complete, an appointment": task_act(lambda s: s.hub.tasks.complete(s.ids["visit"], by=s.by)),
    "tasks.check": task_act(lambda s: s.hub.tasks.check(s.ids["to check"], by=s.by)),
    "tasks.reopen": task_act(lambda s: s.hub.tasks.reopen(s.ids["done"], by=s.by)),
    "tasks.reopen, what was taken off": task_act(lambda s: s.hub.tasks.reopen(s.ids["cancelled"], by=s.by)),
    "tasks.move": task_act(lambda s: s.hub.tasks.move(s.ids["to do"], TOMORROW, by=s.by)),
    "tasks.move, an appointment": task_act(
        lambda s: s.hub.tasks.move(s.ids["visit"], TOMORROW, at=time(9, 30), by=s.by)
    ),
    "tasks.change": task_act(
        lambda s: s.hub.tasks.change(s.ids["visit"], title="Tribunal", place="Room 2", people="Mr Grey", by=s.by)
    ),
    "tasks.say_why_late": task_act(_late_reason),
    "tasks.begin_run": task_act(lambda s: s.hub.tasks.begin_run(s.ids["of workflow"], s.run, by=s.by)),
    "tasks.cancel": task_act(lambda s: s.hub.tasks.cancel(s.ids["mine"], "not_needed", by=s.by)),
    "tasks.mark_in_error": task_act(lambda s: s.hub.tasks.mark_in_error(s.ids["mine"], by=s.by)),
    "tasks.restore": task_act(lambda s: s.hub.tasks.restore(s.ids["in error"], by=s.by)),
    "tasks.undo": task_act(lambda s: s.hub.tasks.undo(s.hub.tasks.claim(s.ids["to do"], by=s.by).event_id, by=s.by)),
    "series.add": series_act(lambda s: s.hub.series.add(s.desk.ward_id, replace(FRIDGE, title="Other"), by=s.by)),
    "series.change_this_one": task_act(
        lambda s: s.hub.series.change_this_one(s.series.id, TODAY, "Night", title="Both", by=s.by)[1]
    ),
    "series.leave_out": series_act(lambda s: s.hub.series.leave_out(s.series.id, TODAY, by=s.by)),
    "series.change_from_now_on": series_act(
        lambda s: s.hub.series.change_from_now_on(s.series.id, TODAY, replace(FRIDGE, title="Two"), by=s.by)
    ),
    "series.end": series_act(lambda s: s.hub.series.end(s.series.id, by=s.by)),
    "patients.edit, leave": lambda s: s.patient(status=PatientStatus.ON_LEAVE),
    "patients.edit, discharge": lambda s: s.patient(status=PatientStatus.DISCHARGED),
    "patients.edit, details": lambda s: s.patient(bed="9", expected_discharge_on=TOMORROW),
    "patients.mark_in_error": _in_error,
    "leaving.end": _left,
    "runs.abandon": _abandoned,
    "reminders.snooze": _snoozed,
    "reminders.dismiss": _dismissed,
    "my_work.mark_seen": _seen,
    "quick_add.add": _quick,
    "clocks.add": task_act(
        lambda s: s.hub.clocks.add(
            s.desk.patient.id, "admission", FRIDAY - timedelta(hours=1), ["admission.h72_audit"], by=s.by
        )[1]
    ),
    "clocks.correct": task_act(lambda s: s.hub.clocks.correct(s.date.id, TOMORROW, "office", by=s.by)),
}
"""Each act, and what takes it back."""

WITHOUT_HISTORY = {"reminders.snooze", "reminders.dismiss", "my_work.mark_seen"}
"""What belongs to one person alone and changes nothing on the ward: nothing of it stands in a history."""

NOT_TAKEN_BACK: Mapping[str, str] = {
    "tasks.undo_all": "it is the way back",
    "series.undo": "it is the way back; what was undone is done again where it was done",
    "series.make": "it changes nothing: a time of a repeat that would come anyway is made a task a little sooner",
    "series.settle": "the program does it, not a person: the day's times of the repeats are made tasks",
    "patients.add": "a patient who should not be there is entered in error, with a reason, and that can be taken back",
    "patients.take_back": "it is the way back",
    "runs.start": "nothing was given yet; one begun by mistake is abandoned, with a reason, and that can be undone",
    "runs.resume": "it only says who is at the referral now",
    "runs.answer": "answers are added and never changed: the other one is chosen, and both stay (decision 0004)",
    "runs.go_to": "it only turns to another step, and back turns back",
    "runs.next": "it only turns to another step, and back turns back",
    "runs.back": "it only turns to another step, and next turns on again",
    "runs.take_back_abandoned": "it is the way back",
    "reminders.tell": "the program does it, not a person: it keeps what it has told",
    "reminders.bring_back": "it is the way back",
    "reminders.choose": "the choices stand in the same dialog, and are chosen again",
    "my_work.mark_read": "opening a change reads it, as opening a letter does; it still stands on the list below",
    "my_work.take_back_seen": "it is the way back",
}
"""What Ctrl+Z does not take back, and why."""

SERVICES = {
    "tasks": TaskService,
    "series": SeriesService,
    "patients": PatientService,
    "leaving": LeavingService,
    "runs": RunService,
    "reminders": ReminderService,
    "my_work": MyWorkService,
    "quick_add": QuickAddService,
    "clocks": ClockService,
}


@pytest.fixture
def scene(desk: Desk) -> Scene:
    """All of it, at four in the afternoon."""
    return Scene(desk)


@pytest.mark.parametrize("name", ACTS)
def test_it_is_taken_back_to_what_it_was_and_the_history_has_both(scene: Scene, name: str) -> None:
    before, told = scene.state(), scene.told()
    back = ACTS[name](scene)
    done, told_then = scene.state(), scene.told()
    assert done != before or name == "tasks.undo"
    back()
    after = scene.state()
    if name == "tasks.undo":  # it was claimed, that was undone, and the undoing is undone: it is claimed again
        assert after["tasks"] != before["tasks"]
        return
    assert after == before
    if name not in WITHOUT_HISTORY:
        assert told < told_then < scene.told()


def test_every_act_that_changes_something_stands_in_one_of_the_tables() -> None:
    writes = {
        f"{service}.{name}"
        for service, kind in SERVICES.items()
        for name in vars(kind)
        if getattr(getattr(kind, name), RIGHT_OF, None) in (Right.DO_WORK, Right.EDIT_PATIENTS)
    }
    taken_back = {name.partition(",")[0] for name in ACTS}
    assert writes == taken_back | set(NOT_TAKEN_BACK)
    assert not taken_back & set(NOT_TAKEN_BACK)
    assert all(len(why) > 10 for why in NOT_TAKEN_BACK.values())
