"""The Today page for the gallery: a shift as it may be, a very full one, and one on which nothing is mine."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.tasks import AuditType, Priority, Task, TaskEvent, TaskEventKind, TaskKind, TaskState, Team
from inpatient_hub.domain.wards import Ward
from inpatient_hub.gui.gallery_stage import Act, Scene, Stage, to_page, wait
from inpatient_hub.gui.navigation import PageId
from inpatient_hub.gui.pages.today.page import TodayPage
from inpatient_hub.services.ports import TaskLine
from inpatient_hub.services.since_last_on import RecordChanged, SinceLastOn, WhatChanged
from inpatient_hub.services.today import TodayMore, TodayView, today_view
from inpatient_hub.services.whose import Whose

_RULES = {"daily": "FREQ=DAILY", "weekly": "FREQ=WEEKLY;BYDAY=FR"}
_BEDS = (
    ("4", "EARNSHAW, Catherine"),
    ("9", "CARTON, Sydney"),
    ("2", "PIRRIP, Philip"),
    ("11", "DASHWOOD, Marianne"),
    ("7", "DURBEYFIELD, Tess"),
    ("14", "WENTWORTH, Frederick"),
    ("18", "BEAUSÉANT-LANGEAIS DE MONTRIVEAU, Clémence Antoinette"),
)


class _Maker:
    """Makes lines of one ward at one moment."""

    def __init__(self, ward: Ward, staff: tuple[Staff, ...], at: datetime, me: str) -> None:
        self.ward, self.staff, self.at, self.me = ward, staff, at, me
        self._number = 0
        self.other = next(person for person in staff if person.id != me)

    def clock(self, hours: int, minutes: int = 0) -> datetime:
        """A time of the day."""
        return self.at.replace(hour=hours, minute=minutes)

    def line(self, title: str, bed: int | None = None, *, days: int | None = 0, **changed: Any) -> TaskLine:
        """One task, about the patient at this place of the list or about the ward; `owner` has it. It is due so many
        days from today, or on no day."""
        self._number += 1
        owner: str | None = changed.pop("owner", None)
        name = _BEDS[bed] if bed is not None else None
        task = Task(
            id=f"shown-{self._number}",
            ward_id=self.ward.id,
            kind=changed.pop("kind", TaskKind.PATIENT if name else TaskKind.WARD),
            title=title,
            state=changed.pop("state", TaskState.CLAIMED if owner else TaskState.TO_DO),
            patient_id=f"patient-{bed}" if name else None,
            due_on=self.at.date() + timedelta(days=days) if days is not None else None,
            created_by=self.me,
            created_at=self.at - timedelta(days=3),
            claimed_by=owner,
            **changed,
        )
        held = next((person.name for person in self.staff if person.id == owner), None)
        return TaskLine(
            task=task, patient_name=name[1] if name else None, bed=name[0] if name else None, claimed_by_name=held
        )

    def view(self, base: TodayView, tasks: Iterable[TaskLine], more: TodayMore) -> TodayView:
        """The page of these lines, with the notes and referrals of another."""
        made = today_view(self.ward, self.staff, base.unfiled, base.runs, tuple(tasks), local=self.at, more=more)
        return replace(made, unfiled=base.unfiled[:2], runs=base.runs[:2])

    def change(self, did: str, line: TaskLine, minutes: int, *, unread: bool) -> WhatChanged:
        """Something that somebody else did."""
        self._number += 1
        event = TaskEvent(
            id=f"event-{self._number}",
            task_id=line.task.id,
            kind=TaskEventKind.CHANGED,
            by=self.other.id,
            at=self.at - timedelta(minutes=minutes),
        )
        return WhatChanged(at=event.at, who=self.other.name, did=did, line=line, event=event, unread=unread)

    def record(self, did: str, line: TaskLine, minutes: int, *, unread: bool) -> RecordChanged:
        """A change of the record of this line's patient that somebody else made."""
        self._number += 1
        return RecordChanged(
            id=f"record-{self._number}",
            at=self.at - timedelta(minutes=minutes),
            who=self.other.name,
            did=did,
            kind=Kind.PATIENT,
            entity_id=line.task.patient_id or "",
            patient_id=line.task.patient_id or "",
            patient_name=line.patient_name or "",
            bed=line.bed,
            unread=unread,
        )


def _shift(make: _Maker) -> list[TaskLine]:
    me, other, clock = make.me, make.other.id, make.clock
    appointment = TaskKind.APPOINTMENT
    return [
        make.line("Capacity assessment before discharge meeting", 0, due_at=clock(12), priority=Priority.URGENT),
        make.line("Section 132 rights, second attempt", 1, due_at=clock(14), owner=other, clock_rule="s132@1"),
        make.line("Medication round, tea time", due_at=clock(17), needs_check=True),
        make.line("Ring brother about Saturday visit", 3, due_at=clock(17, 30), owner=me),
        make.line("Physical health check and weight", 4, due_at=clock(18), owner=other, repeat_id="weekly"),
        make.line(
            "Water temperature, flush outlets",
            due_at=clock(20),
            repeat_id="daily",
            audit_type=AuditType.WATER_TEMPERATURES,
        ),
        make.line(
            "Controlled drugs stock count",
            due_at=clock(20, 30),
            priority=Priority.IMPORTANT,
            audit_type=AuditType.CONTROLLED_DRUGS,
        ),
        make.line("Care plan review", 0, due_at=clock(21), owner=me),
        make.line("Handover sheet", due_at=clock(21, 30), shift="Late"),
        make.line("Ligature check", shift="Night", due_at=clock(21) + timedelta(hours=10), repeat_id="daily"),
        make.line("Invite the care coordinator", 2, days=3, offered_to=Team.SOCIAL_WORK),
        make.line("T2 review", 5, days=5, clock_rule="t2@1"),
        make.line("Family visit, two people", 1, kind=appointment, due_at=clock(15), duration=60, place="Family room"),
        make.line(
            "Tribunal solicitor by video", 1, kind=appointment, due_at=clock(17, 15), duration=45, place="Family room"
        ),
        make.line("Hearing Voices group", kind=appointment, due_at=clock(19, 30), place="Day room"),
    ]


def _beside(make: _Maker, day: date) -> TodayMore:
    waits: dict[str, Any] = {"state": TaskState.WAITING, "waiting_on": "housing", "chase_on": day - timedelta(days=1)}
    done: dict[str, Any] = {
        "state": TaskState.DONE,
        "done_by": make.other.id,
        "done_at": make.clock(15, 10),
        "needs_check": True,
    }
    return TodayMore(
        to_chase=(make.line("Housing: duty to refer reply", 2, owner=make.me, **waits),),
        to_check=(make.line("Clozapine count", 5, owner=make.other.id, **done),),
        missed=(make.line("Fridge temperatures", lapses_at=make.clock(14), repeat_id="daily", shift="Early"),),
        no_day=(
            make.line("Sort the linen cupboard", days=None),
            make.line("Ask about the flat he gave up", 2, days=None, owner=make.me),
        ),
        rules=_RULES,
    )


def _since(make: _Maker, tasks: list[TaskLine], count: int = 3) -> SinceLastOn:
    lines = [line for line in tasks if line.patient_name]
    did = ("took it over from you", "moved it from 24 Nov 2026 to 27 Nov 2026", "marked it done", "claimed it")
    records = ("set discharge to Fri 27 Nov 2026", "said it is filed: Advocate referral", "moved them to bed 7")
    changes = tuple(
        (make.record if place % 2 else make.change)(
            (records if place % 2 else did)[place // 2 % 3],
            lines[place % len(lines)],
            44 * (place + 1),
            unread=place < 9,
        )
        for place in range(count)
    )
    return SinceLastOn(since=make.at - timedelta(hours=20), until=make.at, changes=changes)


def _show(fill: Callable[[_Maker, TodayView, TodayPage], None]) -> Act:
    def act(stage: Stage) -> None:
        hub, page, presenter = stage.opening.hub, stage.presenter.navigator.page, stage.presenter
        if hub is None or not isinstance(page, TodayPage):
            raise TypeError("Today is not shown")
        base = hub.today.view(hub.wards.all()[0].id)
        fill(_Maker(base.ward, base.staff, base.at, presenter.tray.by), base, page)

    return act


def _fill_shift(make: _Maker, base: TodayView, page: TodayPage) -> None:
    tasks = _shift(make)
    page.show_changes(_since(make, tasks))
    page.show_view(make.view(base, tasks, _beside(make, base.at.date())), me=make.me, whose=Whose.TEAM)


def _fill_crowded(make: _Maker, base: TodayView, page: TodayPage) -> None:
    tasks = [line for _ in range(5) for line in _shift(make)]
    long = (
        "Ask the independent mental health advocate, the care coordinator and the housing authority whether they came"
    )
    tasks += [make.line(long, 6, due_at=make.clock(16, 58), priority=Priority.URGENT, needs_check=True, owner=make.me)]
    page.show_changes(_since(make, tasks, 23))
    page.show_view(make.view(base, tasks, _beside(make, base.at.date())), me=make.me, whose=Whose.WARD)


def _fill_not_mine(make: _Maker, base: TodayView, page: TodayPage) -> None:
    page.show_changes(_since(make, [], 0))
    view = replace(make.view(base, [], TodayMore()), unfiled=(), runs=())
    page.show_view(view, me=make.me, whose=Whose.MINE, more=True)


def _fill_quiet(make: _Maker, base: TodayView, page: TodayPage) -> None:
    view = replace(make.view(base, [], TodayMore()), unfiled=(), runs=())
    page.show_view(view, me=make.me, whose=Whose.WARD)


def _folds(stage: Stage) -> None:
    page = stage.presenter.navigator.page
    if isinstance(page, TodayPage):
        for name in ("fold:later", "fold:coming", "fold:missed"):
            page.work.rows.row_activated.emit(name)
        page.work.rows.select("fold:missed")


def _search(stage: Stage) -> None:
    page = stage.presenter.navigator.page
    if isinstance(page, TodayPage):
        page.work.search()
        page.work.box.setText("carton")


def _end_search(stage: Stage) -> None:
    page = stage.presenter.navigator.page
    if isinstance(page, TodayPage):
        page.work.box.clear()


TODAY_SCENES: tuple[Scene, ...] = (
    Scene("today-2-shift", (to_page(PageId.TODAY), wait, _show(_fill_shift))),
    Scene("today-3-unfolded", (_folds,), (_folds,)),
    Scene("today-4-search", (_show(_fill_shift), _search, wait), (_end_search,)),
    Scene("today-5-crowded", (_show(_fill_crowded),)),
    Scene("today-6-nothing-mine", (_show(_fill_not_mine),)),
    Scene("today-7-quiet", (_show(_fill_quiet),)),
)
