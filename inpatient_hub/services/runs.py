"""Walking a workflow for one patient: start, answer, go on, come back later, or abandon."""

from collections.abc import Sequence
from dataclasses import replace

from inpatient_hub.content.content import Content
from inpatient_hub.content.definition import Definition
from inpatient_hub.domain.access import Right
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.note_templates import StepField
from inpatient_hub.domain.note_text import one_line
from inpatient_hub.domain.notes import Note, NoteState
from inpatient_hub.domain.runs import Answer, AnswerValue, RunState, WorkflowRun, latest
from inpatient_hub.domain.walk import Answers, chosen, missing, path, reads_only
from inpatient_hub.domain.workflows import AreaStep, NoteStep, StepSpec, SubmissionStep, WorkflowSpec
from inpatient_hub.services.answers import resolved, serves, storable
from inpatient_hub.services.note_previews import EVENT_DATE, EVENT_TIME
from inpatient_hub.services.patient_checks import refuse_in_error
from inpatient_hub.services.ports import Clock, NewId, NoteFilter, RunLine, Store, Work
from inpatient_hub.services.run_ties import tied_to_only_task
from inpatient_hub.services.run_views import RunDefinitions, RunView, RunViews, missing_at
from inpatient_hub.services.seat import Seat, needs
from inpatient_hub.services.task_records import TaskRecords
from inpatient_hub.services.trail import AuditTrail, HistoryLine, in_words
from inpatient_hub.services.views import Views
from inpatient_hub.services.ward_lines import as_kept


class RunService:
    """Runs of workflows. Every answer is saved before the call returns."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        new_id: NewId,
        trail: AuditTrail,
        content: Content,
        definitions: RunDefinitions,
        seat: Seat,
        seen: Views | None = None,
    ) -> None:
        self._seat = seat
        self._seen = seen
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._trail = trail
        self._content = content
        self._definitions = definitions
        self._tasks = TaskRecords(clock=clock, new_id=new_id, trail=trail)
        self._views = RunViews(clock=clock, definitions=definitions)

    @needs(Right.DO_WORK)
    def start(
        self, workflow_id: str, patient_id: str, *, by: str, for_task: bool = False
    ) -> tuple[WorkflowRun, Changes]:
        """Starts a workflow for a patient. Where they have exactly one open task of it, filing the run's note ticks
        that one; `for_task` says that the caller ties the run to its own task. Raises NotFound, or HubError for an
        unknown workflow."""
        definition = self._content.definition(workflow_id)
        workflow = definition.workflow
        now = self._clock.now()
        with self._store.writing() as work:
            patient = work.patients.get(patient_id)
            refuse_in_error(patient)
            run = WorkflowRun(
                id=self._new_id(),
                ward_id=patient.ward_id,
                patient_id=patient_id,
                workflow_id=workflow.id,
                workflow_version=workflow.version,
                title=workflow.title,
                definition_digest=definition.digest,
                current_step_id=workflow.steps[0].id,
                step_count=len(path(workflow, {})),
                started_by=by,
                started_at=now,
                touched_by=by,
                touched_at=now,
            )
            work.runs.keep_definition(definition.digest, definition.body)
            work.runs.add(run)
            self._record(work, AuditAction.RUN_STARTED, run, by=by)
            tied = Changes() if for_task else tied_to_only_task(self._tasks, work, run, by=by)
        return run, Changes.of((Kind.RUN, run.id), (Kind.PATIENT, patient_id)) | tied

    @needs(Right.READ_WARD)
    def view(self, run_id: str) -> RunView:
        """The run as it stands. Raises NotFound."""
        with self._store.reading() as work:
            run = work.runs.get(run_id)
            view = self._views.of(work, run)
        if self._seen is not None:
            self._seen.seen(AuditAction.RUN_VIEWED, Kind.RUN, run_id, patient_id=run.patient_id, ward_id=run.ward_id)
        return view

    @needs(Right.READ_WARD)
    def in_progress(self, ward_id: str) -> tuple[RunLine, ...]:
        """Runs of the ward that have not ended, the one touched last first."""
        with self._store.reading() as work:
            return as_kept(work.runs.in_progress(ward_id), work.wards.get(ward_id))

    @needs(Right.READ_WARD)
    def already_in_progress(self, workflow_id: str, patient_id: str) -> tuple[RunLine, ...]:
        """What this patient has under way of this workflow, the one touched last first: it may be the one that is
        meant."""
        with self._store.reading() as work:
            ward = work.wards.get(work.patients.get(patient_id).ward_id)
            lines = [line for line in work.runs.of_patient(patient_id) if line.run.state is RunState.IN_PROGRESS]
            lines.sort(key=lambda line: line.run.touched_at, reverse=True)
            return as_kept(tuple(line for line in lines if line.run.workflow_id == workflow_id), ward)

    @needs(Right.READ_WARD)
    def history(self, run_id: str) -> tuple[HistoryLine, ...]:
        """What happened to a run and each of its notes, the latest first: one in error was its note too."""
        with self._store.reading() as work:
            run = work.runs.get(run_id)
            events = list(work.audit.of_entity(Kind.RUN, run_id))
            of_patient = work.notes.page(NoteFilter(ward_id=run.ward_id, patient_id=run.patient_id))
            for note in of_patient.items:
                if note.run_id == run_id:
                    events += work.audit.of_entity(Kind.NOTE, note.id)
            events.sort(key=lambda event: event.at, reverse=True)
            names = {person.id: person.name for person in work.staff.of_ward(run.ward_id)}
            return in_words(events, names)

    @needs(Right.DO_WORK)
    def resume(self, run_id: str, *, by: str) -> tuple[RunView, Changes]:
        """Opens a run to go on with it. When someone else was last at it, the record says who took it up and when."""
        with self._store.writing() as work:
            run = work.runs.get(run_id)
            changes = Changes()
            if run.state is RunState.IN_PROGRESS and run.touched_by != by:
                run = work.runs.update(replace(run, touched_by=by, touched_at=self._clock.now()))
                self._record(work, AuditAction.RUN_RESUMED, run, by=by)
                changes = Changes.of((Kind.RUN, run_id))
            return self._views.of(work, run), changes

    @needs(Right.DO_WORK)
    def answer(
        self, run_id: str, step_id: str, value: AnswerValue, *, field_id: str = "", by: str
    ) -> tuple[RunView, Changes]:
        """Saves one answer. `value` None takes it back. Raises InvalidAnswer for one that the step does not offer.

        Where a different area is chosen, a contact that does not serve it is taken back: it has to be chosen again.
        """
        with self._store.writing() as work:
            run = self._in_progress(work, run_id)
            definition = self._definitions.of(work, run)
            step = _step(definition.workflow, step_id)
            known = latest(work.runs.answers(run_id))
            checked = self._checked(definition, step, field_id, value, known)
            before = known.get((step_id, field_id))
            if (before.value if before else None) == checked:
                return self._views.of(work, run), Changes()
            now = self._clock.now()
            given = Answer(step_id=step_id, field_id=field_id, value=checked, by=by, at=now)
            all_given = [given, *self._taken_back(definition.workflow, given, known)]
            work.runs.record(run_id, all_given)
            answers = latest([*known.values(), *all_given])
            run = work.runs.update(self._placed(run, definition.workflow, answers, by=by))
            if not field_id:
                self._record(work, AuditAction.RUN_ANSWERED, run, by=by, detail={"step": step.title})
            return self._views.of(work, run), Changes.of((Kind.RUN, run_id))

    @needs(Right.DO_WORK)
    def go_to(self, run_id: str, step_id: str, *, by: str) -> tuple[RunView, Changes]:
        """Moves to a step. Raises HubError for a step further on while one before it still needs something. Looking
        through a run that has ended changes nothing about who was last at it."""
        with self._store.writing() as work:
            run = work.runs.get(run_id)
            definition = self._definitions.of(work, run)
            answers = latest(work.runs.answers(run_id))
            steps = path(definition.workflow, answers)
            ids = [step.id for step in steps]
            if step_id not in ids:
                raise _not_on_path()
            if run.current_step_id not in ids or ids.index(step_id) > ids.index(run.current_step_id):
                _refuse_unfinished(steps[: ids.index(step_id)], answers, work.notes.of_run(run_id))
            moved = replace(run, current_step_id=step_id)
            run = work.runs.update(self._placed(moved, definition.workflow, answers, by=by))
            return self._views.of(work, run), Changes.of((Kind.RUN, run_id))

    @needs(Right.DO_WORK)
    def next(self, run_id: str, *, by: str) -> tuple[RunView, Changes]:
        """Goes one step on; a step that only has to be read is kept as read. Raises HubError, with the reason, while
        the step needs something."""
        view = self.view(run_id)
        if reads_only(view.step) and view.run.state is RunState.IN_PROGRESS:
            self.answer(run_id, view.step.id, True, by=by)
        return self._step_by(run_id, 1, by=by)

    @needs(Right.DO_WORK)
    def back(self, run_id: str, *, by: str) -> tuple[RunView, Changes]:
        """Goes one step back. Nothing answered is lost."""
        return self._step_by(run_id, -1, by=by)

    @needs(Right.DO_WORK)
    def abandon(self, run_id: str, reason: str, *, by: str) -> Changes:
        """Ends a run that is not wanted, with the reason. Nothing is deleted. Raises InvalidAnswer without a reason,
        and HubError while its note is copied and nobody has said whether it was filed."""
        tidy = one_line(reason)
        if not tidy:
            raise InvalidAnswer("Not abandoned", "A reason is needed.", remedy="Choose or type one.", field="reason")
        with self._store.writing() as work:
            run = self._in_progress(work, run_id)
            note = work.notes.of_run(run_id)
            if note is not None and note.state is NoteState.COPIED:
                raise HubError(
                    "Not abandoned",
                    "Its note was copied, and nobody has said yet whether it was filed.",
                    remedy="Press Filed, or Not filed with the reason, then abandon.",
                )
            now = self._clock.now()
            work.runs.update(
                replace(
                    run,
                    state=RunState.ABANDONED,
                    abandoned_reason=tidy,
                    ended_by=by,
                    ended_at=now,
                    touched_by=by,
                    touched_at=now,
                )
            )
            self._record(
                work, AuditAction.RUN_ABANDONED, run, by=by, detail={"reason": tidy}, becomes=RunState.ABANDONED
            )
        return Changes.of((Kind.RUN, run_id), (Kind.PATIENT, run.patient_id))

    @needs(Right.DO_WORK)
    def take_back_abandoned(self, run_id: str, *, by: str) -> Changes:
        """Opens a run again that this person abandoned; its record keeps both. Raises HubError when somebody else
        abandoned it, or it is open again by now."""
        with self._store.writing() as work:
            run = work.runs.get(run_id)
            if run.state is not RunState.ABANDONED:
                raise HubError("Not undone", "The referral is not abandoned any more.", remedy="Look at it again.")
            if run.ended_by != by:
                raise HubError("Not undone", "Somebody else abandoned it.", remedy="Ask them, or start it again.")
            opened = replace(
                run,
                state=RunState.IN_PROGRESS,
                abandoned_reason=None,
                ended_by=None,
                ended_at=None,
                touched_by=by,
                touched_at=self._clock.now(),
            )
            work.runs.update(opened)
            self._record(work, AuditAction.RUN_RESUMED, run, by=by, becomes=RunState.IN_PROGRESS)
        return Changes.of((Kind.RUN, run_id), (Kind.PATIENT, run.patient_id))

    def _step_by(self, run_id: str, distance: int, *, by: str) -> tuple[RunView, Changes]:
        view = self.view(run_id)
        place = view.number - 1 + distance
        if not 0 <= place < len(view.steps):
            return view, Changes()
        return self.go_to(run_id, view.steps[place].id, by=by)

    def _in_progress(self, work: Work, run_id: str) -> WorkflowRun:
        run = work.runs.get(run_id)
        if run.state is RunState.IN_PROGRESS:
            return run
        words = "it was abandoned" if run.state is RunState.ABANDONED else "its note is filed"
        raise HubError(
            "Nothing was changed",
            f"This referral has ended: {words}.",
            remedy="Start it again for the patient if it is needed.",
        )

    def _checked(
        self, definition: Definition, step: StepSpec, field_id: str, value: AnswerValue, known: Answers
    ) -> AnswerValue:
        if field_id:
            _refuse_unknown_field(definition, step, field_id)
            return storable(value)
        area = _area(path(definition.workflow, known), known)
        return resolved(step, value, self._content.directory, area=area, today=self._clock.today())

    def _taken_back(self, workflow: WorkflowSpec, given: Answer, known: Answers) -> list[Answer]:
        """Contacts chosen for another area than the one that is now given."""
        if not isinstance(workflow.step(given.step_id), AreaStep) or not isinstance(given.value, dict):
            return []
        sent = [known.get((step.id, "")) for step in workflow.steps if isinstance(step, SubmissionStep)]
        return [
            replace(given, step_id=answer.step_id, value=None)
            for answer in sent
            if answer is not None and not serves(answer, given.value["id"], self._content.directory)
        ]

    def _placed(self, run: WorkflowRun, workflow: WorkflowSpec, answers: Answers, *, by: str) -> WorkflowRun:
        """The run with its place on the path worked out again: never beyond a step that still needs an answer."""
        steps = path(workflow, answers)
        ids = [step.id for step in steps]
        place = ids.index(run.current_step_id) if run.current_step_id in ids else len(ids) - 1
        place = next((n for n, step in enumerate(steps[:place]) if missing(step, answers)), place)
        placed = replace(run, current_step_id=ids[place], step_number=place + 1, step_count=len(ids))
        if run.state is not RunState.IN_PROGRESS:
            return placed
        return replace(placed, touched_by=by, touched_at=self._clock.now())

    def _record(
        self,
        work: Work,
        action: AuditAction,
        run: WorkflowRun,
        *,
        by: str,
        detail: dict[str, str] | None = None,
        becomes: RunState | None = None,
    ) -> None:
        work.audit.append(
            self._trail.event(
                action,
                Kind.RUN,
                run.id,
                by=by,
                patient_id=run.patient_id,
                detail={"title": run.title, **(detail or {})},
                before={"state": run.state.value} if becomes else None,
                after={"state": becomes.value} if becomes else None,
            )
        )


def _step(workflow: WorkflowSpec, step_id: str) -> StepSpec:
    try:
        return workflow.step(step_id)
    except KeyError:
        known = ", ".join(step.id for step in workflow.steps)
        raise InvalidAnswer(
            "Answer not saved", "This workflow has no step of that name.", remedy=f"Its steps are: {known}."
        ) from None


def _refuse_unknown_field(definition: Definition, step: StepSpec, field_id: str) -> None:
    """Raises InvalidAnswer for a field that the step's note does not ask: such an answer would be lost from sight."""
    asked: list[str] = []
    if isinstance(step, NoteStep):
        template = definition.template(step.template)
        asked = [EVENT_DATE, EVENT_TIME, *(spec.id for spec in template.fields if not isinstance(spec, StepField))]
    if field_id not in asked:
        remedy = f"Its fields are: {', '.join(asked)}." if asked else "Answer the step as a whole."
        raise InvalidAnswer("Answer not saved", "This step has no field of that name.", remedy=remedy)


def _refuse_unfinished(steps: Sequence[StepSpec], answers: Answers, note: Note | None) -> None:
    for step in steps:
        reason = missing_at(step, answers, note)
        if reason:
            raise HubError("Not yet", reason, remedy=f"Finish the step '{step.title}' first.")


def _area(steps: Sequence[StepSpec], answers: Answers) -> str | None:
    """The id of the area this path is about, when it asks for one and it was given."""
    return next((chosen(answers, step.id) for step in steps if isinstance(step, AreaStep)), None)


def _not_on_path() -> HubError:
    return HubError(
        "Not possible", "The answers given lead another way.", remedy="Change the answer that leads elsewhere first."
    )
