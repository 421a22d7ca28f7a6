"""What the gallery shows of a person's own tasks and of the ward's repeats."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from inpatient_hub.domain.tasks import Priority, Task, TaskEvent, TaskEventKind, TaskKind, TaskState
from inpatient_hub.gui.gallery_stage import Act, Scene, Stage, to_page, wait
from inpatient_hub.gui.navigation import PageId
from inpatient_hub.gui.pages.my_tasks.page import MyTasksPage
from inpatient_hub.gui.pages.my_tasks.view import MyTasksView
from inpatient_hub.host.clock import WARD_ZONE
from inpatient_hub.services.my_work import MyTask, MyTasks
from inpatient_hub.services.ports import TaskLine
from inpatient_hub.services.since_last_on import WhatChanged

_AT = datetime(2026, 11, 20, 16, 42, tzinfo=ZoneInfo(WARD_ZONE))
_TODAY = _AT.date()
_ME, _JANE = "esther", "jane"
_LONG_NAME = "FEATHERSTONEHAUGH-CHOLMONDELEY, Maximiliana"
_LONG_TITLE = "Ring the community mental health team about the discharge meeting, and send the accommodation form again"


def at_time(hour: int, minute: int = 0, days: int = 0) -> datetime:
    """A moment of the ward's clock, so many days from the gallery's."""
    return _AT.replace(hour=hour, minute=minute) + timedelta(days=days)


def _mine(number: int, title: str, patient: str = "", bed: str = "", from_whom: str = "", **changed: Any) -> MyTask:
    usual: dict[str, Any] = {
        "id": f"mine{number}",
        "ward_id": "keats",
        "kind": TaskKind.PATIENT if patient else TaskKind.WARD,
        "title": title,
        "state": TaskState.CLAIMED,
        "due_on": _TODAY,
        "claimed_by": _ME,
        "created_by": _JANE,
        "created_at": _AT - timedelta(days=3),
    }
    task = Task(**usual | changed)
    line = TaskLine(task=task, patient_name=patient or None, bed=bed or None, claimed_by_name="Esther Summerson")
    return MyTask(line=line, from_whom=from_whom or None)


def _done(number: int, title: str, when: datetime, patient: str = "", bed: str = "", **changed: Any) -> MyTask:
    done: dict[str, Any] = {"state": TaskState.DONE, "done_by": _ME, "done_at": when, "due_on": when.date()}
    return _mine(number, title, patient, bed, **done | changed)


def _taken(number: int, title: str, patient: str, bed: str, when: datetime) -> WhatChanged:
    line = _mine(number, title, patient, bed, claimed_by=_JANE).line
    event = TaskEvent(id=f"e{number}", task_id=line.task.id, kind=TaskEventKind.TAKEN_OVER, by=_JANE, at=when)
    return WhatChanged(
        at=when, who="Jane Eyre", did="took it over from Esther Summerson", line=line, event=event, unread=False
    )


def _waiting(number: int, title: str, patient: str, bed: str, **changed: Any) -> MyTask:
    waits = {"state": TaskState.WAITING}
    return _mine(number, title, patient, bed, **waits | changed)


_TO_DO = (
    _mine(
        1,
        "Capacity assessment before discharge meeting",
        "EARNSHAW, Catherine",
        "4",
        due_at=at_time(12),
        priority=Priority.URGENT,
    ),
    _mine(2, "Ring brother about Saturday visit", "DASHWOOD, Marianne", "11", due_at=at_time(17, 30)),
    _mine(3, "Controlled drugs stock count", shift="Late", due_at=at_time(21, 30), priority=Priority.IMPORTANT),
    _mine(4, "Section 132 rights, second attempt", "CARTON, Sydney", "9", "Jane Eyre", due_at=at_time(18)),
    _mine(5, "Care plan review", "EARNSHAW, Catherine", "4", due_on=date(2026, 11, 27)),
)
_WAITS = (
    _waiting(
        6, "Housing: duty to refer reply", "PIRRIP, Philip", "2", waiting_on="housing", chase_on=date(2026, 11, 19)
    ),
    _waiting(
        7,
        "Bloods from the acute hospital",
        "DURBEYFIELD, Tess",
        "7",
        waiting_on="laboratory",
        chase_on=date(2026, 11, 23),
        due_at=at_time(14),
    ),
)
_DONE = (
    _done(8, "Weight and health check", at_time(15, 40), "DURBEYFIELD, Tess", "7"),
    _done(9, "Fridge temperatures", at_time(14, 55), due_at=at_time(14, 30), shift="Early"),
    _done(10, "IMHA referral", at_time(11, 5, -1), "CARTON, Sydney", "9", needs_check=True),
)
_TAKEN = (
    _taken(11, "Section 17 leave: check return", "WENTWORTH, Frederick", "14", at_time(15, 58)),
    _taken(12, "Chase bloods", "DURBEYFIELD, Tess", "7", at_time(9, 12, -1)),
)
_TYPICAL = MyTasks(to_do=_TO_DO, waiting=_WAITS, done=_DONE, taken_from_me=_TAKEN)
_CROWDED = MyTasks(
    to_do=tuple(
        _mine(
            100 + n,
            _LONG_TITLE if n % 3 == 0 else "Ring the family",
            _LONG_NAME,
            "12A",
            "Maximiliana Featherstonehaugh-Cholmondeley" if n % 4 == 0 else "",
            due_on=_TODAY + timedelta(days=n // 8 - 2),
            due_at=at_time(8 + n % 12, days=n // 8 - 2),
            priority=(Priority.URGENT, Priority.IMPORTANT, Priority.ROUTINE)[n % 3],
        )
        for n in range(30)
    ),
    waiting=tuple(
        _waiting(
            200 + n,
            _LONG_TITLE,
            _LONG_NAME,
            "12A",
            waiting_on="community_team",
            chase_on=_TODAY + timedelta(days=n - 4),
            due_on=_TODAY + timedelta(days=n - 3),
            due_at=at_time(9, days=n - 3),
        )
        for n in range(12)
    ),
    done=tuple(_done(300 + n, _LONG_TITLE, at_time(15, days=-(n // 6)), _LONG_NAME, "12A") for n in range(40)),
    taken_from_me=tuple(_taken(400 + n, _LONG_TITLE, _LONG_NAME, "12A", at_time(9, days=-n)) for n in range(7)),
)
_NOTHING = MyTasks(to_do=(), waiting=(), done=(), taken_from_me=())


def _show_mine(work: MyTasks) -> Act:
    def act(stage: Stage) -> None:
        page = stage.presenter.navigator.page
        if isinstance(page, MyTasksPage):
            page.show_view(MyTasksView(work=work, at=_AT))
            page.focus_list()

    return act


MINE_SCENES: tuple[Scene, ...] = (
    Scene("my-tasks-empty", (to_page(PageId.MY_TASKS), wait, _show_mine(_NOTHING))),
    Scene("my-tasks", (_show_mine(_TYPICAL),)),
    Scene("my-tasks-crowded", (_show_mine(_CROWDED),)),
)
"""On the invented ward; what is shown is made up, so that it looks the same whatever the ward has."""
