"""Reads the days of the diary that are shown, follows the clock, and keeps a person's filters."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.saved_filters import SavedFilter
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.pages.diary.page import DiaryPage
from inpatient_hub.gui.pages.diary.view import DiaryView, Span, first_of, holds, turned
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.services.diary_views import DiaryDay
from inpatient_hub.services.whose import viewer_of

if TYPE_CHECKING:
    from inpatient_hub.services.diary import DiaryService

_AFTER_THE_MINUTE_MS = 200


class DiaryPresenter(Presenter):
    """One for the Diary page. Reads only the days shown, and only while the page is. An answer to an earlier question
    is dropped."""

    shows = (Kind.TASK, Kind.SERIES, Kind.PATIENT, Kind.WARD, Kind.STAFF)

    def __init__(self, context: Context, page: DiaryPage) -> None:
        super().__init__(context, page)
        self._page = page
        self._span = Span.WEEK
        self._today = self._day_now()
        self._first = first_of(self._span, self._today)
        self._select: date | None = self._today
        self._question = 0
        self._is_shown = False
        self._minute = QTimer(self)
        self._minute.setSingleShot(True)
        self._minute.timeout.connect(self.refresh)
        page.shown_for.connect(self._on_shown_for)
        page.hidden_now.connect(self._on_hidden_now)
        page.span_chosen.connect(self._on_span_chosen)
        page.turned.connect(self._on_turned)
        page.weeks_turned.connect(self._on_weeks_turned)
        page.edge_passed.connect(self._on_edge_passed)
        page.now_wanted.connect(self._on_now_wanted)
        page.day_wanted.connect(self._on_day_wanted)
        page.filter_named.connect(self._on_filter_named)
        page.filter_removed.connect(self._on_filter_removed)
        context.session.ward_changed.connect(self.refresh)
        context.session.person_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Reads the days shown again. After midnight those around today follow it."""
        if not self._is_shown or not self.context.session.is_open:
            return
        today = self._day_now()
        if today != self._today:
            if self._first == first_of(self._span, self._today):
                self._first = first_of(self._span, today)
                self._select = today
            self._today = today
        self._read()
        clock = self.context.hub.clock
        self._minute.start((60 - clock.local(clock.now()).second) * 1000 + _AFTER_THE_MINUTE_MS)

    def _read(self) -> None:
        self._question += 1
        question, hub, ward_id = self._question, self.context.hub, self.ward_id
        span, first, person = self._span, self._first, self.context.session.person

        def task() -> DiaryView:
            mine = [
                line.patient.id for line in hub.patients.find(ward_id).items if line.patient.named_nurse_id == person.id
            ]
            days = _days_of(hub.diary, ward_id, span, first)
            return DiaryView(
                at=hub.clock.local(hub.clock.now()),
                span=span,
                days=days,
                shifts=hub.wards.get(ward_id).shifts,
                viewer=viewer_of(person, mine),
                saved=tuple(hub.diary.filters(by=person.id)),
            )

        def then(view: DiaryView) -> None:
            if question == self._question:
                select, self._select = self._select, None
                self._page.show_view(view, select=select)

        self.read(task, then)

    def _show_from(self, first: date, select: date) -> None:
        self._first, self._select = first, select
        self.refresh()

    def _day_in_hand(self) -> date:
        return self._select or self._page.day_in_hand() or self._today

    def _day_now(self) -> date:
        clock = self.context.hub.clock
        return clock.local(clock.now()).date()

    def _on_shown_for(self, _about: str) -> None:
        self._is_shown = True
        self.refresh()

    def _on_hidden_now(self) -> None:
        self._is_shown = False
        self._minute.stop()

    def _on_span_chosen(self, span: str) -> None:
        day = self._day_in_hand()
        self._span = Span(span)
        self._show_from(first_of(self._span, day), day)

    def _on_turned(self, way: int) -> None:
        first = turned(self._span, self._first, way)
        self._show_from(first, self._day_in_hand() + (first - self._first))

    def _on_weeks_turned(self, way: int) -> None:
        day = self._day_in_hand() + timedelta(weeks=way)
        self._show_from(first_of(self._span, day), day)

    def _on_edge_passed(self, way: int) -> None:
        day = self._day_in_hand() + timedelta(days=way)
        self._show_from(first_of(self._span, day), day)

    def _on_now_wanted(self) -> None:
        self._on_day_wanted(self._day_now())

    def _on_day_wanted(self, day: date) -> None:
        first = self._first if holds(self._span, self._first, day) else first_of(self._span, day)
        self._show_from(first, day)

    def _on_filter_named(self, name: str, body: dict[str, str | bool | list[str]], kept_id: str) -> None:
        self._keep(name, body, kept_id, f"Filter kept: {name}")

    def _keep(self, name: str, body: dict[str, str | bool | list[str]], kept_id: str, sentence: str) -> None:
        diary, by = self.context.hub.diary, self.by

        def task() -> SavedFilter:
            return diary.save_filter(name, body, by=by, filter_id=kept_id or None)

        def then(kept: SavedFilter) -> None:
            self._page.filter_kept(kept)
            self._page.toast_wanted.emit(sentence, None)
            self.refresh()

        self.read(task, then)

    def _on_filter_removed(self, kept: SavedFilter) -> None:
        diary, by = self.context.hub.diary, self.by

        def undo() -> None:
            self._keep(kept.name, dict(kept.body), "", f"Filter kept: {kept.name}")

        def then(_nothing: None) -> None:
            self._page.toast_wanted.emit(f"Filter removed: {kept.name}", undo)
            self.refresh()

        self.read(lambda: diary.remove_filter(kept.id, by=by), then)


def _days_of(diary: "DiaryService", ward_id: str, span: Span, first: date) -> tuple[DiaryDay, ...]:
    if span is Span.DAY:
        return (diary.day(ward_id, first),)
    return diary.week(ward_id, first) if span is Span.WEEK else diary.fifteen(ward_id, first)
