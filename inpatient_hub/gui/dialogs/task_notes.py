"""Which referrals and notes can be tied to a task: done, the task offers its note; filing the note ticks the task."""

from inpatient_hub.bootstrap import Hub


def note_choices(hub: Hub) -> tuple[tuple[str, str], ...]:
    """(id, title) of each, in the order in which referrals are offered."""
    return tuple((line.workflow.id, line.workflow.title) for line in hub.library.workflows())
