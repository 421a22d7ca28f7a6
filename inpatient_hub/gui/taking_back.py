"""The way back of what was saved: offered where it is said, and by Ctrl+Z for as long as somebody is signed in."""

from collections.abc import Callable

from inpatient_hub.domain.changes import Changes
from inpatient_hub.domain.patients import Patient
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.page import Page
from inpatient_hub.services.patient_undo import PatientEdited
from inpatient_hub.services.series_undo import SeriesActed


def way_back(context: Context, page: Page, words: str, undo: Callable[[], Changes]) -> Callable[[], None]:
    """Takes back what these words told, and says so; a refusal is shown as any other."""

    def undone(changes: Changes) -> None:
        context.feed.announce(changes)
        page.toast_wanted.emit(f'Undone: "{words}"', None)

    def take_back() -> None:
        context.background.run(undo, owner=page, then=undone)

    return take_back


def tell_edited(context: Context, page: Page, patient: Patient, edited: PatientEdited) -> None:
    """Says that a patient's details were saved; where any changed, it can be undone."""
    words = f"{patient.full_name}: details saved"
    patients, by = context.hub.patients, context.session.person.id
    undo = way_back(context, page, words, lambda: patients.take_back(edited, by=by)) if edited else None
    page.toast_wanted.emit(words, undo)


def tell_repeat(context: Context, page: Page, words: str, done: SeriesActed) -> None:
    """Says what was done with a repeat; it can be undone."""
    series, by = context.hub.series, context.session.person.id
    page.toast_wanted.emit(words, way_back(context, page, words, lambda: series.undo(done, by=by)))
