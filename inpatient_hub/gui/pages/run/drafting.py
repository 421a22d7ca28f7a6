"""What is typed in a run and not saved, when the window is locked; and putting it back."""

from inpatient_hub.domain.drafts import Draft
from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.navigation import PageId
from inpatient_hub.gui.pages.run.note_panel import NotePanel
from inpatient_hub.gui.pages.run.shown import RunShown
from inpatient_hub.gui.returning import Returning


def draft_of(shown: RunShown | None, panel: object) -> Draft | None:
    """None when all is saved: answers are as they are given, and the note while it is typed. What remains is what the
    store refused, and half a date or time."""
    if shown is None or not shown.is_open or not isinstance(panel, NotePanel):
        return None
    typed = panel.unsaved()
    if not any(typed.values()):
        return None
    view = shown.view
    title = f"{view.workflow.title} for {view.facts.patient.banner_name}"
    return Draft(page=PageId.RUN, about=view.run.id, title=title, ward=view.facts.ward.id, typed=typed)


class ReturningDraft:
    """A draft on its way back to its run, which is still being read."""

    def __init__(self) -> None:
        self.expected: Returning | None = None

    def put_back(self, shown: RunShown, panel: object) -> str:
        """Puts it back when its run is shown. Returns the step to go to first, where another one is shown."""
        returning = self.expected
        if returning is None or returning.draft.about != shown.view.run.id:
            return ""
        if shown.is_open and not isinstance(panel, NotePanel):
            return shown.view.note_step.id if shown.view.note_step is not None else ""
        self.expected = None
        if shown.is_open and isinstance(panel, NotePanel):
            panel.put_unsaved(returning.draft.typed)
            returning.shown_on_page()
        else:
            returning.failed(_ended())
        return ""


def _ended() -> HubError:
    return HubError(
        "It is ended",
        "The referral has ended since, and its note is changed no more.",
        remedy="Throw away what you typed when it is offered again.",
    )
