"""What is typed in a run and not saved, when the window is locked; and putting it back."""

from inpatient_hub.domain.drafts import Draft
from inpatient_hub.gui.navigation import PageId
from inpatient_hub.gui.pages.run.note_panel import NotePanel
from inpatient_hub.gui.pages.run.shown import RunShown


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
    return Draft(page=PageId.RUN, about=view.run.id, title=title, typed=typed)


class ReturningDraft:
    """A draft on its way back to its run, which is still being read."""

    def __init__(self) -> None:
        self.draft: Draft | None = None

    def put_back(self, shown: RunShown, panel: object) -> str:
        """Puts it back when its run is shown. Returns the step to go to first, where another one is shown."""
        draft = self.draft
        if draft is None or draft.about != shown.view.run.id:
            return ""
        if shown.is_open and not isinstance(panel, NotePanel):
            return shown.view.note_step.id if shown.view.note_step is not None else ""
        self.draft = None
        if shown.is_open and isinstance(panel, NotePanel):
            panel.put_unsaved(draft.typed)
        return ""
