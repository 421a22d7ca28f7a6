"""A process that does a ward's work without end, says what is done only once it is, and is killed in the middle of it.

Whoever takes the folder over checks first that all that was said is still true.
"""

import os
import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from inpatient_hub.bootstrap import Hub, Place, open_hub
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.runs import AnswerValue
from inpatient_hub.domain.walk import chosen, reads_only
from inpatient_hub.domain.workflows import AreaStep, FollowUpStep, LegalStatusStep, NoteStep, StepSpec
from inpatient_hub.services.demo_answers import About, field_answer, step_answer
from inpatient_hub.services.note_previews import EVENT_DATE, EVENT_TIME, NotePreview
from inpatient_hub.services.run_views import RunView
from tests.ended.keeping import Keeper, Kept, WillKeep, found, the_ward
from tests.ended.told import Did, Told, Will, as_found, entries_of, untrue
from tests.fakes import keyring
from tests.fakes.seat import opened_by_program

MOST_RUNS = 6
"""Runs open at a time."""


Say = Callable[[Will | Did | WillKeep | Kept], None]


def work_for_ever(folder: Path, seed: int, secrets: str, orders: Connection, said: Connection) -> None:
    """Waits for what was told before, takes the folder over, says what of it is not true, and works until killed."""
    os.environ[keyring.FOLDER] = secrets  # whoever started the server of processes may have had another keyring
    told: Told = orders.recv()
    chance = random.Random(seed)
    said.send("taking over")
    hub = open_hub(Place(data_folder=folder))
    program = hub.seat.as_program()
    program.__enter__()  # until it is killed
    said.send(untrue(hub, folder, told, chance))
    say_what_became(hub, told, said.send)
    work(hub, chance, said.send)


def say_what_became(hub: Hub, told: Told, say: Say) -> None:
    """Says what became of the act that was under way: from now on it is as good as told."""
    if isinstance(told.under_way, WillKeep):
        there = found(hub, told.under_way.record)
        if there is not None:
            say(there)
    elif told.under_way is not None and told.under_way.run_id:
        say(as_found(hub, told.under_way))


def work(hub: Hub, chance: random.Random, say: Say, acts: int | None = None) -> None:
    """Does a ward's work: so many acts, or until killed."""
    worker, keeper = Worker(hub, chance, say), Keeper(hub, chance, say)
    while acts is None or acts > 0:
        if chance.random() < 0.35:
            keeper.act()
            worker.is_past_filing()
        else:
            worker.act()
        acts = None if acts is None else acts - 1


class Worker:
    """Does one act after another, each chosen by chance from what makes sense now."""

    def __init__(self, hub: Hub, chance: random.Random, say: Say) -> None:
        self._hub = hub
        self._chance = chance
        self._say = say
        self._ward = the_ward(hub).id
        self._staff = list(hub.wards.staff(self._ward))
        self._patients = [line.patient for line in hub.patients.find(self._ward).items]
        self._workflows = [line.workflow.id for line in hub.library.workflows()]
        self._by = self._staff[0].id
        self._filed_last: tuple[str, str, tuple[str, str] | None] | None = None

    def is_past_filing(self) -> None:
        """Somebody has done something else since a note was filed: it is not taken back any more."""
        self._filed_last = None

    def act(self) -> None:
        """One act."""
        self._by = self._chance.choice(self._staff).id
        runs = [line.run.id for line in self._hub.runs.in_progress(self._ward)]
        if self._filed_last is not None and self._chance.random() < 0.3:
            self._take_back(*self._filed_last)
            return
        self._filed_last = None
        if (len(runs) < MOST_RUNS and self._chance.random() < 0.3) or not runs:
            patient = self._chance.choice(self._patients)
            self._say(Will("", "started"))
            run, _ = self._hub.runs.start(self._chance.choice(self._workflows), patient.id, by=self._by)
            self._say(Did(run.id, "started", {}, entries=entries_of(self._hub, run.id)))
            return
        view, _ = self._hub.runs.resume(self._chance.choice(runs), by=self._by)
        note = view.note
        if note is not None and note.state is NoteState.COPIED and self._chance.random() < 0.5:
            self._end(view, note.id)
        elif self._chance.random() < 0.08:
            self._go_back(view)
        elif isinstance(view.step, NoteStep):
            self._write(view)
        elif view.missing or self._chance.random() < 0.2:
            self._answer(view, view.step)
        elif view.is_last:
            self._go_back(view)
        else:
            self._go_on(view)

    def _did(self, act: str, view: RunView, **more: str) -> None:
        answers = {key: answer.value for key, answer in view.answers.items()}
        entries = entries_of(self._hub, view.run.id)
        self._say(Did(view.run.id, act, answers, entries=entries, **more))  # type: ignore[arg-type]

    def _answer(self, view: RunView, step: StepSpec) -> None:
        value = self._some_answer(view, step)
        if value is None:
            self._go_on(view)
            return
        self._say(Will(view.run.id, "answered", step.id))
        after, _ = self._hub.runs.answer(view.run.id, step.id, value, by=self._by)
        self._did("answered", after)

    def _go_on(self, view: RunView) -> None:
        self._say(Will(view.run.id, "gone on", view.step.id if reads_only(view.step) else ""))
        after, _ = self._hub.runs.next(view.run.id, by=self._by)
        self._did("gone on", after)

    def _go_back(self, view: RunView) -> None:
        step = self._chance.choice(view.steps[: view.number])
        self._say(Will(view.run.id, "gone back"))
        after, _ = self._hub.runs.go_to(view.run.id, step.id, by=self._by)
        self._did("gone back", after)

    def _write(self, view: RunView) -> None:
        """The next field of the note that is blank; when none is, an edit, or the copy."""
        run_id, step_id = view.run.id, view.step.id
        shown = self._hub.notes.preview(run_id, by=self._by)
        waits = shown.note is not None and shown.note.state is NoteState.COPIED
        blank = self._blank(shown)
        if blank is not None and not shown.edited:
            field_id, value = blank
            self._say(Will(run_id, "answered", step_id, field_id))
            after, _ = self._hub.runs.answer(run_id, step_id, value, field_id=field_id, by=self._by)
            self._did("answered", after)
        elif shown.refusals:
            self._hub.notes.remake(run_id, by=self._by)
            self._go_back(view)
        elif not waits and not shown.edited and self._chance.random() < 0.3:
            text = f"{shown.text}\r\nSeen by {self._chance.randrange(1000)} people."
            self._say(Will(run_id, "edited"))
            edited, _ = self._hub.notes.edit(run_id, text, by=self._by)
            note_id = edited.note.id if edited.note else ""
            self._did("edited", self._hub.runs.view(run_id), note_id=note_id, text_hash=edited.text_hash)
        else:
            self._copy(run_id, shown)

    def _copy(self, run_id: str, shown: NotePreview) -> None:
        self._say(Will(run_id, "copied"))
        copied = self._hub.notes.copy(run_id, made_at=shown.made_at, by=self._by, seen_hash=shown.text_hash)
        self._did("copied", self._hub.runs.view(run_id), note_id=copied.note.id, text_hash=copied.note.text_hash)

    def _end(self, view: RunView, note_id: str) -> None:
        filed = self._chance.random() < 0.8
        plan = view.follow_up
        task = (plan.title, str(plan.due_on)) if plan is not None and plan.wanted else None
        self._say(Will(view.run.id, "filed" if filed else "not filed", task=task))
        if filed:
            self._hub.notes.mark_filed(note_id, by=self._by)
        else:
            self._hub.notes.mark_not_filed(note_id, "SystmOne is not available", by=self._by)
        after = self._hub.runs.view(view.run.id)
        answers = {key: answer.value for key, answer in after.answers.items()}
        act, entries = "filed" if filed else "not filed", entries_of(self._hub, view.run.id)
        self._say(Did(view.run.id, act, answers, note_id, "", task if filed else None, entries))
        self._filed_last = (view.run.id, note_id, task) if filed else None

    def _take_back(self, run_id: str, note_id: str, task: tuple[str, str] | None) -> None:
        """Filed was pressed by mistake."""
        self._filed_last = None
        self._say(Will(run_id, "taken back", task=task))
        self._hub.notes.take_back_filed(note_id, by=self._by)
        self._did("taken back", self._hub.runs.view(run_id), note_id=note_id)

    def _some_answer(self, view: RunView, step: StepSpec) -> AnswerValue:
        if isinstance(step, LegalStatusStep):
            return self._chance.choice(("informal", "s2", "s3"))
        if isinstance(step, FollowUpStep):
            return {"wanted": self._chance.choice(("yes", "yes", "no"))}
        options = [option.id for option in getattr(step, "options", ())]
        wanted: dict[str, AnswerValue] = {step.id: self._chance.choice(options)} if options else {}
        return step_answer(step, self._about(view), wanted)

    def _blank(self, shown: NotePreview) -> tuple[str, AnswerValue] | None:
        at = self._hub.clock.local(self._hub.clock.now() - timedelta(minutes=10))
        if not shown.event_time:
            return EVENT_TIME, f"{at:%H:%M}"
        if shown.event_date != f"{at:%Y-%m-%d}" and EVENT_DATE not in shown.values:
            return EVENT_DATE, f"{at:%Y-%m-%d}"
        about = self._about(self._hub.runs.view(shown.note.run_id) if shown.note and shown.note.run_id else None)
        for spec in shown.words.asked:
            if spec.id not in shown.values and spec.required:
                return spec.id, field_answer(spec, about, {})
        return None

    def _about(self, view: RunView | None) -> About:
        directory = self._hub.library.directory
        area = self._chance.choice([area.id for area in directory.areas])
        if view is not None:
            steps = [step for step in view.steps if isinstance(step, AreaStep)]
            area = next((given for step in steps if (given := chosen(view.answers, step.id))), area)
        return About(
            patient=self._patients[0],
            nurse=self._staff[0],
            day=self._hub.clock.today(),
            directory=directory,
            area=area,
            turn=self._chance.randrange(10),
        )


def closed_hub(folder: Path) -> AbstractContextManager[Hub]:
    """The application on this folder, worked by the program itself, and closed at the end of a `with`."""
    return opened_by_program(Place(data_folder=folder))
