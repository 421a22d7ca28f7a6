"""A run as its page shows it: the path, what was answered, what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from inpatient_hub.content.content import Content
from inpatient_hub.content.definition import Definition
from inpatient_hub.domain.notes import Note, NoteState
from inpatient_hub.domain.runs import WorkflowRun, latest
from inpatient_hub.domain.tasks import TaskState
from inpatient_hub.domain.walk import Answers, missing, path
from inpatient_hub.domain.workflows import FollowUpStep, NoteStep, StepSpec, WorkflowSpec
from inpatient_hub.domain.working_days import Nation, after_working_days
from inpatient_hub.services.answers import in_brief
from inpatient_hub.services.patients import PatientFacts, facts_of
from inpatient_hub.services.ports import Clock, Work


class StepState(StrEnum):
    """How a step stands on the trail."""

    DONE = "done"
    CURRENT = "current"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailStep:
    """One step as the trail shows it: what was answered, and by whom when it was someone else."""

    step: StepSpec
    state: StepState
    brief: str
    by: str | None
    """Who answered, when it was not the person who started the run."""
    at: datetime | None
    can_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpPlan:
    """The task that filing the note makes. `task_id` is set once it exists."""

    title: str
    due_on: date
    wanted: bool
    task_id: str | None = None
    waits_for: str = ""
    """The contact that works on working days alone, where the usual day was none and the next is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """A run as its page shows it."""

    run: WorkflowRun
    definition: Definition
    facts: PatientFacts
    answers: Answers
    steps: tuple[StepSpec, ...]
    trail: tuple[TrailStep, ...]
    step: StepSpec
    number: int
    missing: str
    """Why Next is disabled; empty when it is not."""
    note: Note | None
    follow_up: FollowUpPlan | None
    started_by: str
    touched_by: str

    @property
    def workflow(self) -> WorkflowSpec:
        """The definition the run was started with."""
        return self.definition.workflow

    @property
    def is_last(self) -> bool:
        """Whether no step follows."""
        return self.number == len(self.steps)

    @property
    def note_step(self) -> NoteStep | None:
        """The step that makes the note, when the path has one."""
        return next((step for step in self.steps if isinstance(step, NoteStep)), None)


class RunDefinitions:
    """The definitions runs were started with, each read once, and the contacts they are sent to."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._known: dict[str, Definition] = {}

    def office(self, steps: Sequence[StepSpec], answers: Answers) -> str:
        """The name of a contact chosen on this path that is there on working days alone; empty when none is."""
        values = (answers[step.id, ""].value for step in steps if (step.id, "") in answers)
        ids = [value["contact"] for value in values if isinstance(value, dict) and "contact" in value]
        found = (self._content.directory.contact(one) for one in ids)
        return next((one.name for one in found if one is not None and one.keeps_office_days), "")

    def of(self, work: Work, run: WorkflowRun) -> Definition:
        """The very definition this run was started with. Raises NotFound when the store does not hold it."""
        digest = run.definition_digest
        if digest not in self._known:
            self._known[digest] = Definition.from_body(work.runs.definition(digest))
        return self._known[digest]


class RunViews:
    """Builds the view of a run inside a unit of work."""

    def __init__(self, *, clock: Clock, definitions: RunDefinitions) -> None:
        self._clock = clock
        self._definitions = definitions

    def of(self, work: Work, run: WorkflowRun) -> RunView:
        """The run as it stands."""
        definition = self._definitions.of(work, run)
        answers = latest(work.runs.answers(run.id))
        steps = path(definition.workflow, answers)
        note = work.notes.of_run(run.id)
        names = {person.id: person.name for person in work.staff.of_ward(run.ward_id)}
        ids = [step.id for step in steps]
        number = ids.index(run.current_step_id) + 1 if run.current_step_id in ids else len(ids)
        step = steps[number - 1]
        return RunView(
            run=run,
            definition=definition,
            facts=facts_of(work, run.patient_id),
            answers=answers,
            steps=steps,
            trail=_trail(steps, number, answers, note, {**names, run.started_by: None}),
            step=step,
            number=number,
            missing=missing_at(step, answers, note),
            note=note,
            follow_up=self._follow_up(work, run, steps, answers, note),
            started_by=names.get(run.started_by, "Someone"),
            touched_by=names.get(run.touched_by, "Someone"),
        )

    def _follow_up(
        self, work: Work, run: WorkflowRun, steps: tuple[StepSpec, ...], answers: Answers, note: Note | None
    ) -> FollowUpPlan | None:
        made = [
            task
            for task in work.tasks.of_run(run.id)
            if task.state is not TaskState.IN_ERROR and task.workflow_id != run.workflow_id
        ]
        office, nation = self._definitions.office(steps, answers), work.wards.get(run.ward_id).work.nation
        plan = follow_up_plan(steps, answers, day_of_note(note, self._clock), office=office, nation=nation)
        if plan is None or not made:
            return plan
        return replace(plan, task_id=made[0].id, due_on=made[0].due_on or plan.due_on)


def _trail(
    steps: Sequence[StepSpec], number: int, answers: Answers, note: Note | None, others: Mapping[str, str | None]
) -> tuple[TrailStep, ...]:
    """The steps as the trail shows them; `others` names everyone but the person who started the run."""
    trail = []
    reachable = True
    for place, step in enumerate(steps, start=1):
        answer = answers.get((step.id, ""))
        needs_more = bool(missing_at(step, answers, note))
        done = reachable and not needs_more and (place < number or answer is not None)
        trail.append(
            TrailStep(
                step=step,
                state=StepState.CURRENT if place == number else StepState.DONE if done else StepState.LATER,
                brief=in_brief(step, answer),
                by=others.get(answer.by) if answer is not None else None,
                at=answer.at if answer is not None else None,
                can_open=reachable,
            )
        )
        reachable = reachable and not needs_more
    return tuple(trail)


def day_of_note(note: Note | None, clock: Clock) -> date:
    """The ward's day on which a note was copied, from which its follow-up is counted; today while it is not."""
    if note is None or note.copied_at is None or note.state is NoteState.NOT_FILED:
        return clock.today()
    return clock.local(note.copied_at).date()


def follow_up_plan(
    steps: tuple[StepSpec, ...], answers: Answers, note_day: date, *, office: str, nation: Nation
) -> FollowUpPlan | None:
    """The follow-up task this path asks for, with the day chosen or the usual one; None when it has none. Where it was
    sent to an `office`, the usual day is one on which offices work."""
    step = next((step for step in steps if isinstance(step, FollowUpStep)), None)
    if step is None:
        return None
    answer = answers.get((step.id, ""))
    value = answer.value if answer is not None and isinstance(answer.value, dict) else {}
    usual = note_day + timedelta(days=step.days)
    due_on = after_working_days(usual, 0, nation) if office else usual
    waits_for = office if due_on != usual else ""
    if "due_on" in value:
        due_on, waits_for = date.fromisoformat(value["due_on"]), ""
    wanted = value.get("wanted", "yes") == "yes"
    return FollowUpPlan(title=step.task, due_on=due_on, wanted=wanted, waits_for=waits_for)


def missing_at(step: StepSpec, answers: Answers, note: Note | None) -> str:
    """Why the run cannot go on from this step yet; empty when it can."""
    if isinstance(step, NoteStep):
        copied = note is not None and note.state in (NoteState.COPIED, NoteState.FILED)
        return "" if copied else "Next needs the note copied."
    return missing(step, answers)
