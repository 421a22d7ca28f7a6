"""Reads the Today page, keeps its times true, and remembers whose work a person looks at."""

from dataclasses import dataclass
from functools import partial

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.tasks import Priority
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.minutes import MinuteHand
from inpatient_hub.gui.pages.today.page import TodayPage
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.services.my_work import Seen
from inpatient_hub.services.ports import TaskLine
from inpatient_hub.services.since_last_on import RecordChanged, SinceLastOn, WhatChanged
from inpatient_hub.services.today import TodayView, only
from inpatient_hub.services.whose import Viewer, Whose


@dataclass(frozen=True, slots=True)
class _Read:
    """The whole ward's page as it was read, for this viewer."""

    view: TodayView
    viewer: Viewer
    since: SinceLastOn


class TodayPresenter(Presenter):
    """Made once the application is open; the page may have been filled before. Make the tray first: what the person
    did meanwhile is told by the page when this presenter is made. What is done with a task is the window's to do."""

    shows = (Kind.NOTE, Kind.RUN, Kind.TASK, Kind.SERIES, Kind.PATIENT, Kind.STAFF, Kind.WARD)

    def __init__(self, context: Context, page: TodayPage) -> None:
        super().__init__(context, page)
        self._page = page
        self._read: _Read | None = None
        self._chosen: dict[str, Whose] = {}
        self._minute = MinuteHand(context.hub.clock, self)
        self._minute.passed.connect(self.refresh)
        page.shown_for.connect(self._on_shown_for)
        page.whose_chosen.connect(self._on_whose_chosen)
        page.seen_wanted.connect(self._on_seen_wanted)
        page.change_read.connect(self._on_change_read)
        context.session.person_changed.connect(self._on_session_changed)
        context.session.ward_changed.connect(self._on_session_changed)
        if context.session.is_open:
            page.set_ready()

    def refresh(self) -> None:
        """Reads the page again. Does nothing while nobody has said who they are."""
        if not self.context.session.is_open:
            return
        hub, ward_id, by = self.context.hub, self.ward_id, self.by

        def task() -> _Read:
            viewer = hub.today.viewer(ward_id, by=by)
            since = hub.my_work.since_last_on(ward_id, by=by)
            return _Read(hub.today.view(ward_id), viewer, since)

        self.read(task, self._on_read)

    def _on_read(self, read: _Read) -> None:
        if self.context.session.is_open and read.viewer.staff_id == self.by:
            self._read = read
            self._show(read)

    def _show(self, read: _Read) -> None:
        whose = self._whose(read.viewer)
        mine = only(read.view, whose, read.viewer)
        self._page.show_changes(read.since)
        self._page.work.urgent_elsewhere = _urgent(read.view) - _urgent(mine)
        self._page.show_view(mine, me=self.by, whose=whose, more=not read.view.is_quiet or bool(read.since.unread))
        self._page.find_added({line.task.id: line.task.title for line in _lines_of(read.view)})

    def _whose(self, viewer: Viewer) -> Whose:
        """What the person chose last; before that their team's work, or everybody's where their role names no team."""
        usual = Whose.TEAM if viewer.team is not None else Whose.WARD
        return self._chosen.get(viewer.staff_id, usual)

    def _on_shown_for(self, _about: str) -> None:
        self.refresh()

    def _on_session_changed(self) -> None:
        self._page.show_changes(None)
        if self.context.session.is_open:
            self._page.set_ready()
        self.refresh()

    def _on_whose_chosen(self, whose: str) -> None:
        if self.context.session.is_open:
            self._chosen[self.by] = Whose(whose)
        if self._read is not None and self.context.session.is_open and self._read.viewer.staff_id == self.by:
            self._show(self._read)

    def _on_seen_wanted(self) -> None:
        if self._read is None:
            return
        my_work, ward_id, by, shown = self.context.hub.my_work, self.ward_id, self.by, self._read.since
        count = shown.unread
        words = f"Marked as read: {count} {'change' if count == 1 else 'changes'}"

        def marked(seen: Seen) -> None:
            self._page.toast_wanted.emit(words, partial(self._take_back_seen, seen, words))
            self.refresh()

        self.read(lambda: my_work.mark_seen(ward_id, shown, by=by), marked)

    def _take_back_seen(self, seen: Seen, words: str) -> None:
        my_work, by = self.context.hub.my_work, self.by

        def back(_done: None) -> None:
            self._page.toast_wanted.emit(f'Undone: "{words}"', None)
            self.refresh()

        self.read(lambda: my_work.take_back_seen(seen, by=by), back)

    def _on_change_read(self, change: WhatChanged | RecordChanged) -> None:
        my_work, ward_id, by = self.context.hub.my_work, self.ward_id, self.by

        def read(_done: None) -> None:
            self.refresh()

        self.read(lambda: my_work.mark_read(ward_id, change.id, change.at, by=by), read)


def _urgent(view: TodayView) -> int:
    return sum(line.task.priority is Priority.URGENT for line in view.now)


def _lines_of(view: TodayView) -> tuple[TaskLine, ...]:
    """Every task of the view, wherever it stands."""
    return (*view.now, *view.no_day, *view.to_check, *view.later, *view.coming, *view.missed, *view.appointments)
