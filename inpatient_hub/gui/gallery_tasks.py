"""What the gallery shows of the task desk: the panel of a plain and of a crowded task, and every question it asks."""

from datetime import date, datetime, time, timedelta

from PySide6.QtWidgets import QApplication

from inpatient_hub.bootstrap import Hub
from inpatient_hub.domain.hand_back import HandBack, NextAction, Progress
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import Priority, Task, TaskKind, TaskState, Team
from inpatient_hub.gui.desk.wishes import TaskMove, TaskWish
from inpatient_hub.gui.dialogs.task_change import TaskChangeDialog
from inpatient_hub.gui.dialogs.task_dialog import TaskDialog
from inpatient_hub.gui.dialogs.task_hand_back import HandBackDialog
from inpatient_hub.gui.dialogs.task_wait import TaskWaitDialog
from inpatient_hub.gui.gallery_stage import Act, Scene, Stage, close_dialogs, to_page, wait
from inpatient_hub.gui.navigation import PageId
from inpatient_hub.services.new_tasks import NewTask

_PLAIN = "Ring brother about Saturday visit"
_CROWDED = (
    "Section 117 aftercare meeting with the community mental health team, the housing officer and the family, "
    "to be held before the tribunal"
)
_COUNT = "Count the controlled drugs with the night nurse"
_LATE = "Capacity assessment before discharge meeting"
_CLOCK = "Section 3 ends"


def _hub(stage: Stage) -> Hub:
    if stage.opening.hub is None:
        raise RuntimeError("no ward is open")
    return stage.opening.hub


def _put(stage: Stage) -> dict[str, Task]:
    """The tasks of these scenes by title, added once."""
    hub, by = _hub(stage), stage.presenter.tray.by
    ward = hub.wards.all()[0]
    far = hub.clock.today() + timedelta(days=400)
    known = {line.task.title: line.task for line in hub.tasks.due_by(ward.id, far)}
    if _CROWDED in known:  # the others are in the fictional ward already
        return known
    _add(hub, ward.id, by)
    return {line.task.title: line.task for line in hub.tasks.due_by(ward.id, far)}


def _add(hub: Hub, ward_id: str, by: str) -> None:
    tasks, today = hub.tasks, hub.clock.today()
    patient = hub.patients.find(ward_id, "Earnshaw").items[0].patient
    other = next(one.id for one in hub.wards.staff(ward_id) if one.id != by)

    def add(title: str, at: time, days: int = 0, *, ward: bool = False, **more: object) -> str:
        kind = TaskKind.WARD if ward else TaskKind.PATIENT
        new = NewTask(
            title=title,
            due=Timing(day=today + timedelta(days=days), at=at),
            kind=kind,
            patient_id=None if ward else patient.id,
            **more,  # type: ignore[arg-type]
        )
        return tasks.add(ward_id, new, by=by)[0].id

    plain = add(_PLAIN, time(17, 30), priority=Priority.IMPORTANT)
    tasks.undo(tasks.claim(plain, by=by).event_id, by=by)
    tasks.claim(plain, by=by)
    add(_COUNT, time(20, 30), ward=True, needs_check=True)
    _give(hub, add(_LATE, time(17)), other)
    place = "Conference room of the community mental health centre, second floor"
    people = "Dr Wilhelmina Featherstonehaugh-Cholmondeley, Dr T Lydgate, the family"
    workflow_id = hub.content.workflows[0].id
    crowded = add(
        _CROWDED, time(14), 3, priority=Priority.URGENT, duration=90, needs_check=True, workflow_id=workflow_id
    )
    tasks.change(crowded, place=place, people=people, by=by)
    _give(hub, crowded, other)
    tasks.take_over(crowded, seen=other, by=by)
    for code, days in (("housing", 1), ("social_care", 2), ("care_home", 3)):
        tasks.hand_back(crowded, _blocked(code, today + timedelta(days=days)), by=by)
    tasks.offer(crowded, Team.SOCIAL_WORK, by=by)
    tasks.move(crowded, today + timedelta(days=6), at=time(15, 30), by=by)
    _clock_task(hub, patient.id, by)


def _give(hub: Hub, task_id: str, who: str) -> None:
    """Somebody else claims it at their own computer."""
    with hub.store.writing() as work:
        work.tasks.claim(task_id, who, hub.clock.now())


def _blocked(code: str, chase_on: date) -> HandBack:
    return HandBack(
        progress=Progress.BLOCKED,
        waiting_on=code,
        next_action=NextAction.NEEDS_DECISION,
        chase_on=chase_on,
        keep=True,
    )


def _clock_task(hub: Hub, patient_id: str, by: str) -> None:
    happened: datetime = hub.clock.now() - timedelta(days=30)
    hub.clocks.add(patient_id, "section_3_admission", happened, ["mha.s3_ends"], by=by)


def _panel(title: str) -> Act:
    def act(stage: Stage) -> None:
        stage.presenter.desk.show_task(next(task for name, task in _put(stage).items() if name.startswith(title)))

    return act


def _wish(title: str, wish: TaskWish) -> Act:
    def act(stage: Stage) -> None:
        stage.presenter.desk.act(_put(stage)[title], wish)

    return act


def _late(stage: Stage) -> None:
    """Asks why it is late, as it would half an hour after it was due."""
    from inpatient_hub.domain.task_reasons import LATE

    stage.presenter.desk.asking.why_late(_put(stage)[_LATE], LATE)


def _filed_late(stage: Stage) -> None:
    """Asks why it was late, as it would when the note of a late task is filed."""
    stage.presenter.desk.asking.why_filed_late((_put(stage)[_LATE],))


def _no_check(_stage: Stage) -> None:
    for widget in _dialogs():
        if isinstance(widget, TaskChangeDialog):
            widget.check.click()


def _move_other(stage: Stage) -> None:
    task = _put(stage)[_LATE]
    stage.presenter.desk.move(TaskMove(task=task, day=_hub(stage).clock.today() + timedelta(days=3)))


def _move_late(stage: Stage) -> None:
    """Asks why it was not done in time, as when a late card is dragged."""
    from inpatient_hub.domain.task_reasons import LATE_MOVED

    move = TaskMove(task=_put(stage)[_LATE], day=_hub(stage).clock.today() + timedelta(days=3))
    stage.presenter.desk.asking.why_moved_late(move, LATE_MOVED, close_dialogs)


def _two_toasts(stage: Stage) -> None:
    desk = stage.presenter.desk
    for words in (f"Done: {_PLAIN}, bed 4", f"Done: {_CROWDED}, bed 4, for Thu 26 Nov"):
        desk.window.toast.show_toast(words, undo_token=words)


def _toasts_away(stage: Stage) -> None:
    stage.presenter.desk.window.toast.hide_toast()


def _line(stage: Stage) -> None:
    """Hands a task back and is offered its line; it is taken back afterwards."""
    task = _put(stage)[_PLAIN]
    stage.presenter.desk.act(task, TaskWish.HAND_BACK)


def _hand_back(_stage: Stage) -> None:
    for widget in _dialogs():
        if isinstance(widget, HandBackDialog):
            widget.list.set_chosen((Progress.WAITING.value,))
            widget.list.choice_changed.emit(widget.list.chosen())
            widget.waiting.set_value("housing")


def _answer(_stage: Stage) -> None:
    for widget in _dialogs():
        widget.verb_button.click()


def _other(_stage: Stage) -> None:
    for widget in _dialogs():
        if isinstance(widget, TaskWaitDialog):
            widget.list.set_chosen(("another",))
            widget.list.choice_changed.emit(("another",))


def _dialogs() -> list[TaskDialog]:
    tops = QApplication.topLevelWidgets()
    return [one for one in tops if isinstance(one, TaskDialog) and one.isVisible()]


def _undo(stage: Stage) -> None:
    if _put(stage)[_PLAIN].state is TaskState.WAITING:
        stage.presenter.desk.undo()


def _close_panel(stage: Stage) -> None:
    stage.presenter.desk.close_panel()


def _after(*acts: Act) -> tuple[Act, ...]:
    return (*acts, close_dialogs, wait)


_TODAY = to_page(PageId.TODAY)
TASK_SCENES: tuple[Scene, ...] = (
    Scene("task-panel", (_TODAY, wait, _panel(_PLAIN), wait), _after(_close_panel)),
    Scene("task-panel-crowded", (_panel(_CROWDED), wait), _after(_close_panel)),
    Scene("task-panel-clock", (_panel(_CLOCK), wait), _after(_close_panel)),
    Scene("task-done-late", (_late, wait), _after()),
    Scene("task-filed-late", (_filed_late, wait), _after()),
    Scene("task-done-at", (_wish(_COUNT, TaskWish.DONE_AT), wait), _after()),
    Scene("task-take-over", (_wish(_LATE, TaskWish.CLAIM), wait), _after()),
    Scene("task-done-for", (_wish(_LATE, TaskWish.DONE), wait), _after()),
    Scene("task-wait", (_wish(_PLAIN, TaskWish.WAIT), wait), _after()),
    Scene("task-wait-other", (_wish(_CROWDED, TaskWish.WAIT), wait, _other), _after()),
    Scene("task-hand-back", (_wish(_PLAIN, TaskWish.HAND_BACK), wait), _after()),
    Scene("task-hand-back-full", (_wish(_CROWDED, TaskWish.HAND_BACK), wait, _hand_back), _after()),
    Scene("task-line-note", (_line, wait, _hand_back, _answer, wait), _after(close_dialogs, _undo, wait)),
    Scene("task-not-yet", (_wish(_CROWDED, TaskWish.DONE), wait), _after()),
    Scene("task-move-for", (_move_other, wait), _after()),
    Scene("task-move-late", (_move_late, wait), _after()),
    Scene("two-toasts", (_two_toasts, wait), _after(_toasts_away)),
    Scene("task-move", (_wish(_PLAIN, TaskWish.MOVE), wait), _after()),
    Scene("task-change", (_wish(_CROWDED, TaskWish.CHANGE), wait), _after()),
    Scene("task-change-no-check", (_wish(_CROWDED, TaskWish.CHANGE), wait, _no_check, wait), _after()),
    Scene("task-offer", (_wish(_CROWDED, TaskWish.OFFER), wait), _after()),
    Scene("task-cancel", (_wish(_CROWDED, TaskWish.CANCEL), wait), _after()),
)
"""On the invented ward, to which they add a few tasks."""
