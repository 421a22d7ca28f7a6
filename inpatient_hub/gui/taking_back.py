"""The way back of what was saved: offered where it is said, and by Ctrl+Z for as long as somebody is signed in."""

from collections.abc import Callable

from inpatient_hub.domain.changes import Changes
from inpatient_hub.domain.patients import Patient, PatientStatus
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


def tell_edited(
    context: Context, page: Page, patient: Patient, edited: PatientEdited, *, ended: SeriesActed | None = None
) -> None:
    """Says that a patient's details were saved, and what was `ended` as they left; where any changed, all of it can be
    undone at once."""
    words = f"{patient.full_name}: {_left_words(edited)}{_ended_words(ended)}"
    patients, by = context.hub.patients, context.session.person.id
    undo = way_back(context, page, words, lambda: patients.take_back(edited, by=by, ended=ended)) if edited else None
    page.toast_wanted.emit(words, undo)


def tell_ended(context: Context, page: Page, patient: Patient, ended: SeriesActed) -> None:
    """Says what was ended for a patient who had left before; it can be undone."""
    tell_repeat(context, page, f"{patient.full_name}{_ended_words(ended)}", ended)


def _left_words(edited: PatientEdited) -> str:
    status = edited.after.status if edited.after is not None and "status" in edited.fields else None
    if status is PatientStatus.IN_ERROR:
        return "entered in error, off every list"
    return "discharged" if status is PatientStatus.DISCHARGED else "details saved"


def _ended_words(ended: SeriesActed | None) -> str:
    counted = [(len(ended.left), "repeat"), (len(ended.let_go), "task")] if ended is not None else []
    said = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counted if count]
    return f", {' and '.join(said)} ended" if said else ""


def tell_repeat(context: Context, page: Page, words: str, done: SeriesActed) -> None:
    """Says what was done with a repeat; it can be undone."""
    series, by = context.hub.series, context.session.person.id
    page.toast_wanted.emit(words, way_back(context, page, words, lambda: series.undo(done, by=by)))
