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


def put_back(draft: Draft, shown: RunShown, panel: object) -> bool:
    """True once it is put back, or can no longer be: the run shown has ended. False while another step is shown."""
    if not shown.is_open:
        return True
    if not isinstance(panel, NotePanel):
        return False
    panel.put_unsaved(draft.typed)
    return True
