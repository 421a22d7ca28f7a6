"""Opens the editor of a repeat, empty or with one, and adds what was chosen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QObject

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.series import Series
from inpatient_hub.domain.shift_spans import span_of
from inpatient_hub.domain.working_days import bank_holidays
from inpatient_hub.gui.banner import banner_facts
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialog_gone import close_if_there, problem_in
from inpatient_hub.gui.dialogs.repeat_changing import Changing
from inpatient_hub.gui.dialogs.repeat_editor import EditorFor, RepeatEditor
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.returning import Returning
from inpatient_hub.gui.taking_back import tell_repeat
from inpatient_hub.services.new_series import NewSeries
from inpatient_hub.services.patients import PatientFacts
from inpatient_hub.services.repeat_grid import GridCell
from inpatient_hub.services.series_undo import SeriesActed
from inpatient_hub.services.task_views import zone_of

_YEARS_NAMED = 2
"""Years from this one on whose bank holidays are named beside the next days."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What is read before the editor opens."""

    holidays: dict[date, str]
    facts: PatientFacts | None


def open_to_add(context: Context, page: Page, *, returning: Returning | None = None) -> None:
    """Opens an empty editor, or what was typed in one; what is added is told on the page."""
    ward = context.session.ward

    def show(found: _Read) -> None:
        about = EditorFor(
            ward=ward, today=context.hub.clock.today(), holidays=found.holidays, over=_over_today(context)
        )
        adding = _Adding(context, page, RepeatEditor(page.window(), about), ward.id)
        if returning is not None:
            adding.put_back(returning)

    context.background.run(lambda: _read(context, None), owner=page, then=show, otherwise=_refused(returning))


def open_to_change(
    context: Context, page: Page, series: Series, cell: GridCell | None, *, returning: Returning | None = None
) -> None:
    """Opens the editor with a repeat, and what was typed in it before; `cell` is the time it was asked from."""

    def show(found: _Read) -> None:
        today = context.hub.clock.today()
        about = EditorFor(
            ward=context.session.ward,
            today=today,
            holidays=found.holidays,
            series=series,
            banner=banner_facts(found.facts, today) if found.facts else None,
            day=cell.day if cell is not None and cell.day >= today else None,
            over=_over_today(context),
        )
        editor = RepeatEditor(page.window(), about)
        if returning is not None:
            editor.put_back(returning.draft)
            returning.shown_in(editor)
        Changing(context, page, editor, series, cell)

    read = partial(_read, context, series.patient_id)
    context.background.run(read, owner=page, then=show, otherwise=_refused(returning))


def _refused(returning: Returning | None) -> Callable[[HubError], None] | None:
    return returning.failed if returning is not None else None


def _over_today(context: Context) -> frozenset[str]:
    """The shifts that have ended today."""
    clock = context.hub.clock
    today, zone = clock.today(), zone_of(clock)
    spans = (span_of(shift, today, zone) for shift in context.session.ward.shifts)
    return frozenset(span.shift.name for span in spans if span.ends <= clock.now())


class _Adding(QObject):
    """One editor for a new repeat."""

    def __init__(self, context: Context, page: Page, editor: RepeatEditor, ward_id: str) -> None:
        super().__init__(editor)
        self._ward_id = ward_id
        self._context, self._page, self._editor = context, page, editor
        editor.given.connect(self._on_given)
        editor.patient_wanted.connect(self._on_patient_wanted)
        editor.open()

    def put_back(self, returning: Returning) -> None:
        """Shows what was typed before the window was locked, and for whom."""
        draft = returning.draft
        self._editor.put_back(draft)
        returning.shown_in(self._editor)
        if draft.typed.get("patient"):
            self._on_patient_chosen(str(draft.typed["patient"]))

    def _on_given(self, new: NewSeries) -> None:
        hub, by, ward_id = self._context.hub, self._context.session.person.id, self._ward_id

        def done(found: tuple[Series, SeriesActed]) -> None:
            series, acted = found
            self._context.feed.announce(acted)
            tell_repeat(self._context, self._page, f"Added: {series.title}", acted)
            close_if_there(self._editor)

        self._context.background.run(
            lambda: hub.series.add(ward_id, new, by=by),
            owner=self._page,
            then=done,
            otherwise=problem_in(self._editor, self._page.show_error),
        )

    def _on_patient_wanted(self) -> None:
        from inpatient_hub.gui.dialogs.patient_picker import PatientPicker  # seldom wanted

        picker = PatientPicker(self._context, self._editor, question="For which patient does it repeat?", verb="Choose")
        picker.patient_chosen.connect(self._on_patient_chosen)
        picker.open()

    def _on_patient_chosen(self, patient_id: str) -> None:
        hub = self._context.hub

        def show(facts: PatientFacts) -> None:
            self._editor.show_patient(patient_id, banner_facts(facts, hub.clock.today()))

        self._context.background.run(
            lambda: hub.patients.facts(patient_id),
            owner=self,
            then=show,
            otherwise=self._editor.show_problem,
        )


def _read(context: Context, patient_id: str | None) -> _Read:
    """The bank holidays of this year and the next, and the patient. Runs on the store's thread."""
    hub, ward = context.hub, context.session.ward
    today = hub.clock.today()
    holidays: dict[date, str] = {}
    for years in range(_YEARS_NAMED):
        holidays |= bank_holidays(ward.work.nation, (today + timedelta(days=366 * years)).year)
    return _Read(holidays, hub.patients.facts(patient_id) if patient_id else None)
