"""The one-line case note of a hand-back: made of its choices, copied for the patient, tracked until it is filed."""

from datetime import date, datetime

from inpatient_hub.domain.note_templates import TemplateSpec, TextField
from inpatient_hub.services.note_previews import EVENT_DATE, EVENT_TIME, NotePreview
from inpatient_hub.services.notes import NoteService

LONGEST = 500
"""Characters: a title and a hand-back's sentence are shorter."""

HAND_BACK = TemplateSpec(
    id="hand_back",
    title="Job handed back",
    version="1",
    owner="Inpatient Hub",
    reviewed_on=date(2026, 11, 20),
    review_by=date(2027, 11, 20),
    fields=(TextField(id="line", kind="text", label="What was done", longest=LONGEST),),
    text="{{ line }}",
)


def line_preview(notes: NoteService, line: str, *, patient_id: str, at: datetime, by: str) -> NotePreview:
    """The note of a line such as `Ring housing: Waiting on housing. Next: chase it on 24 Nov 2026.`, of something done
    at this moment of the ward's clock. Nothing is saved; `NoteService.keep_copied` saves it as copied."""
    values = {"line": line[:LONGEST], EVENT_DATE: at.date().isoformat(), EVENT_TIME: f"{at:%H:%M}"}
    return notes.render(HAND_BACK, values, patient_id=patient_id, by=by)
