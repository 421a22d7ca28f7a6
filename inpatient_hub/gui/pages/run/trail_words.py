"""What the trail of a run says: each step with its answer, and who started and took up the run."""

from inpatient_hub.gui.moments import moment
from inpatient_hub.gui.pages.run.shown import RunShown
from inpatient_hub.gui.widgets.step_trail import StepFacts
from inpatient_hub.services.run_views import TrailStep


def step_facts(one: TrailStep, shown: RunShown) -> StepFacts:
    """A step as the trail shows it: what was answered, and by whom when it was someone else."""
    brief = one.brief
    if one.at is not None and one.brief == "Read":
        brief = f"Read {moment(one.at.astimezone(shown.local.tzinfo), shown.today)}"
    if one.by is not None:
        brief = f"{brief}, {one.by}".lstrip(", ")
    return StepFacts(one.step.id, one.step.title, brief, one.state.value)


def foot_lines(shown: RunShown) -> list[str]:
    """Who started the run and who took it up, for the foot of the trail."""
    view = shown.view
    zone = shown.local.tzinfo
    lines = [f"Started by {view.started_by}, {moment(view.run.started_at.astimezone(zone), shown.today)}"]
    if view.run.touched_by != view.run.started_by:
        who = "you" if view.run.touched_by == shown.me else view.touched_by
        lines.append(f"Taken up by {who}, {moment(view.run.touched_at.astimezone(zone), shown.today)}")
    return lines
