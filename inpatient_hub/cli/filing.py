"""Says what filing a note has set going."""

from argparse import Namespace
from collections.abc import Sequence

from inpatient_hub.bootstrap import Hub
from inpatient_hub.cli import output
from inpatient_hub.cli.moments import day, iso_day
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.tasks import Task


def tell_filed(args: Namespace, hub: Hub, note_id: str, *, late: Sequence[Task] = ()) -> None:
    """Says that the note is filed, which task was made for later, and which late one it ticked without a reason."""
    note = hub.notes.view(note_id).note
    plan = hub.runs.view(note.run_id).follow_up if note.run_id else None
    made = plan if plan is not None and plan.task_id else None
    if args.json:
        task = {"title": made.title, "due_on": iso_day(made.due_on)} if made else None
        output.data({"note": note_id, "state": NoteState.FILED.value, "follow_up": task})
        return
    output.say("Filed.")
    for one in late:
        output.say(f"Its task was late and counts as only ticked late: {one.title}. --late-reason says why.")
    if made:
        output.say(f"Task made: {made.title}, {day(made.due_on)}.")
