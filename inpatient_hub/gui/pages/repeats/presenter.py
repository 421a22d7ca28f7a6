"""Reads a week of the ward's repeats, and opens what adds, changes or ends one."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.series import Series
from inpatient_hub.domain.wards import PatientField, Ward
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialogs.repeat_ending import ask_to_end, ask_to_leave_out
from inpatient_hub.gui.dialogs.repeat_presenter import open_to_add, open_to_change
from inpatient_hub.gui.pages.repeats.page import RepeatsPage
from inpatient_hub.gui.pages.repeats.view import RepeatsView, monday_of
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.gui.returning import Returning
from inpatient_hub.services.repeat_grid import GridCell, GridRow

if TYPE_CHECKING:
    from inpatient_hub.bootstrap import Hub

_REREAD_MS = 60_000


class RepeatsPresenter(Presenter):
    """Reads only while the page is shown; opened anew it shows this week."""

    shows = (Kind.TASK, Kind.SERIES, Kind.PATIENT, Kind.STAFF, Kind.WARD)

    def __init__(self, context: Context, page: RepeatsPage) -> None:
        super().__init__(context, page)
        self._page = page
        self._is_shown = False
        self._question = 0
        self._monday: date | None = None
        self._minute = QTimer(self)
        self._minute.setInterval(_REREAD_MS)
        self._minute.timeout.connect(self.refresh)
        page.shown_for.connect(self._on_shown_for)
        page.hidden_now.connect(self._on_hidden_now)
        page.week_wanted.connect(self._on_week_wanted)
        page.new_requested.connect(self._on_new_requested)
        page.change_requested.connect(self._on_change_requested)
        page.leave_out_requested.connect(self._on_leave_out_requested)
        page.end_requested.connect(self._on_end_requested)
        page.draft_returned.connect(self._on_draft_returned)

    @property
    def _this_week(self) -> date:
        return monday_of(self.context.hub.clock.today())

    def refresh(self) -> None:
        """Reads the week again; an answer that comes late is dropped."""
        if not self._is_shown or not self.context.session.is_open:
            return
        self._question += 1
        question, hub, ward = self._question, self.context.hub, self.context.session.ward
        monday = self._monday or self._this_week

        def task() -> RepeatsView:
            grid = hub.series.grid(ward.id, monday)
            here = {row.series.id for row in grid.rows}
            resting = [one for one in hub.series.of_ward(ward.id) if one.id not in here]
            return RepeatsView(
                grid=grid,
                resting=tuple(_with_whom(hub, ward, resting)),
                at=hub.clock.local(hub.clock.now()),
                shifts=tuple(shift.name for shift in ward.shifts),
            )

        def show(view: RepeatsView) -> None:
            if question == self._question:
                self._page.show_view(view)

        self.read(task, show)

    def _on_shown_for(self, _about: str) -> None:
        if not self._is_shown:
            self._monday = None
        self._is_shown = True
        self._minute.start()
        self.refresh()

    def _on_hidden_now(self) -> None:
        self._is_shown = False
        self._minute.stop()

    def _on_week_wanted(self, step: int) -> None:
        self._monday = (self._monday or self._this_week) + timedelta(days=7 * step) if step else None
        self.refresh()

    def _on_new_requested(self) -> None:
        open_to_add(self.context, self._page)

    def _on_draft_returned(self, returning: Returning) -> None:
        about = returning.draft.about
        if not about:
            open_to_add(self.context, self._page, returning=returning)
            return
        hub = self.context.hub

        def show(series: Series) -> None:
            open_to_change(self.context, self._page, series, None, returning=returning)

        self.read(lambda: hub.series.get(about), show, returning.failed)

    def _on_change_requested(self, series: Series, cell: GridCell | None) -> None:
        open_to_change(self.context, self._page, series, cell)

    def _on_leave_out_requested(self, series: Series, cell: GridCell) -> None:
        ask_to_leave_out(self.context, self._page, series, cell)

    def _on_end_requested(self, series: Series) -> None:
        ask_to_end(self.context, self._page, series)


def _with_whom(hub: "Hub", ward: Ward, resting: Sequence[Series]) -> Iterator[GridRow]:
    """Repeats without a time in this week, with the patient each is about; on the store's thread."""
    known: dict[str, tuple[str, str | None]] = {}
    for one in resting:
        if one.patient_id is None:
            yield GridRow(series=one, cells=())
            continue
        if one.patient_id not in known:
            patient = hub.patients.facts(one.patient_id).patient
            known[one.patient_id] = (patient.banner_name, patient.bed if ward.keeps(PatientField.BED) else None)
        name, bed = known[one.patient_id]
        yield GridRow(series=one, cells=(), patient_name=name, bed=bed)
