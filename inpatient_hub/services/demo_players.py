"""Lets the stories of the fictional ward happen, through the same services that the window uses."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from inpatient_hub.content.content import Content
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.workflows import FollowUpStep, NoteStep, StepSpec
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.services.demo_answers import About, area_of, field_answer, step_answer
from inpatient_hub.services.demo_deeds import Doers
from inpatient_hub.services.demo_stories import STORIES, Ending, Story
from inpatient_hub.services.demo_timeline import Act, Times
from inpatient_hub.services.note_previews import EVENT_DATE, EVENT_TIME, NotePreview
from inpatient_hub.services.notes import NoteService
from inpatient_hub.services.runs import RunService

Walk = Generator[datetime, None, str]
"""An act that tells in the end who was last at it."""

A_STEP = timedelta(minutes=1)
A_PASTE = timedelta(minutes=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Players:
    """Everything a story needs. `patients` and `staff` are by name, and may still grow while the ward is played."""

    clock: FixedClock
    times: Times
    content: Content
    runs: RunService
    notes: NoteService
    doers: Doers
    patients: Mapping[str, Patient]
    staff: Mapping[str, Staff]

    def play(self, story: Story) -> Act:
        """One run, from its start to its end."""
        begins = self.times.ago(story.minutes_ago) if story.minutes_ago else self.times.on(story.days_ago, story.at)
        yield begins
        by = self.staff[story.by].id
        about = self._about(story)
        run, _ = self.runs.start(story.workflow, about.patient.id, by=by)
        by = yield from self._walk(story, run.id, about, by=by)
        if story.ending is Ending.ABANDONED:
            yield self._after(A_STEP)
            self.runs.abandon(run.id, story.reason, by=by)
        elif story.ending is not Ending.LEFT:
            yield from self._write(story, run.id, about, by=by, begins=begins)

    def _about(self, story: Story) -> About:
        patient = self.patients[story.patient]
        return About(
            patient=patient,
            nurse=self.staff[story.by],
            day=self.clock.today(),
            directory=self.content.directory,
            area=area_of(self.content.directory, len(patient.family_name)),
            turn=STORIES.index(story),
        )

    def _walk(self, story: Story, run_id: str, about: About, *, by: str) -> Walk:
        """Answers step by step to the note, or to where the story stops. Returns the id of who did it last."""
        view = self.runs.view(run_id)
        while True:
            step = view.step
            if step.id == story.taken_up_at:
                yield self._after(A_STEP * 12)
                by = self.staff[story.taken_up_by].id
                self.runs.resume(run_id, by=by)
            if step.id == story.stops_at or isinstance(step, NoteStep):
                return by
            yield self._after(A_STEP)
            value = step_answer(step, about, story.wanted)
            if value is not None:
                self.runs.answer(run_id, step.id, value, by=by)
            view, _ = self.runs.next(run_id, by=by)

    def _write(self, story: Story, run_id: str, about: About, *, by: str, begins: datetime) -> Act:
        event = self.clock.local(begins - timedelta(hours=story.event_hours_before))
        note = self.runs.view(run_id).step
        for field_id, value in ((EVENT_DATE, f"{event:%Y-%m-%d}"), (EVENT_TIME, f"{event:%H:%M}")):
            self.runs.answer(run_id, note.id, value, field_id=field_id, by=by)
        shown = self._fill(story, run_id, note, about, by=by)
        yield self._after(A_STEP)
        if story.edited:
            self.notes.edit(run_id, with_sentence(shown.text, story.edited), by=by)
        if story.ending is Ending.DRAFT:
            return
        yield self.times.ago(story.copied_minutes_ago) if story.copied_minutes_ago else self._after(A_STEP)
        shown = self.notes.preview(run_id, by=by)
        copied = self.notes.copy(run_id, made_at=shown.made_at, by=by)
        if story.ending is Ending.COPIED:
            self._plan(story, run_id, by=by)
            return
        yield self._after(A_PASTE)
        if story.ending is Ending.NOT_FILED:
            self.notes.mark_not_filed(copied.note.id, story.reason, by=by)
            if story.abandoned_too:
                self.runs.abandon(run_id, story.reason, by=by)
            return
        self._plan(story, run_id, by=by)
        self.notes.mark_filed(copied.note.id, by=by)
        yield from self._follow_up(story, run_id)

    def _fill(self, story: Story, run_id: str, note: StepSpec, about: About, *, by: str) -> NotePreview:
        """Answers the fields of the note's form, those too that an earlier answer has brought up."""
        given: set[str] = set()
        while True:
            shown = self.notes.preview(run_id, by=by)
            left = [spec for spec in shown.words.asked if spec.id not in given and spec.id not in shown.values]
            if not left:
                return shown
            for spec in left:
                given.add(spec.id)
                value = field_answer(spec, about, story.wanted)
                if value is not None:
                    self.runs.answer(run_id, note.id, value, field_id=spec.id, by=by)

    def _plan(self, story: Story, run_id: str, *, by: str) -> None:
        """Chooses the day of the follow-up, where the story wants another than the usual one."""
        step = next((step for step in self.runs.view(run_id).steps if isinstance(step, FollowUpStep)), None)
        if step is not None and story.due_in is not None:
            due_on = self.times.today + timedelta(days=story.due_in)
            self.runs.answer(run_id, step.id, due_on.isoformat(), by=by)

    def _follow_up(self, story: Story, run_id: str) -> Act:
        plan = self.runs.view(run_id).follow_up
        if plan is None or plan.task_id is None:
            return
        for act in story.tasks:
            yield act.when(self.times)
            self.doers.do(act, plan.task_id)

    def _after(self, span: timedelta) -> datetime:
        return self.clock.now() + span


def with_sentence(text: str, sentence: str) -> str:
    """The note with a sentence put in before its last line, which says who wrote it."""
    *told, closing = text.splitlines()
    return "\r\n".join([*told, sentence, closing])
