"""A process that does a ward's work without end, says what is done only once it is, and is killed in the middle of it.

Whoever takes the folder over checks first that all that was said is still true.
"""

import random
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from inpatient_hub.bootstrap import Hub, Place, open_hub
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.runs import AnswerValue, RunState
from inpatient_hub.domain.tasks import TaskState
from inpatient_hub.domain.walk import chosen, reads_only
from inpatient_hub.domain.workflows import AreaStep, FollowUpStep, LegalStatusStep, NoteStep, StepSpec
from inpatient_hub.services.demo_answers import About, field_answer, step_answer
from inpatient_hub.services.note_previews import EVENT_DATE, EVENT_TIME, NotePreview
from inpatient_hub.services.run_views import RunView
from tests.store.filling import is_whole

MOST_RUNS = 6
"""Runs open at a time."""

Answers = dict[tuple[str, str], AnswerValue]
"""(step id, field id) to the answer in force."""


@dataclass(frozen=True, slots=True)
class Did:
    """One finished act on a run: the answers in force after it, and what became of its note."""

    run_id: str
    act: str
    answers: Answers
    note_id: str = ""
    text_hash: str = ""
    task: tuple[str, str] | None = None
    """(title, due on) of the follow-up that filing was to make."""


@dataclass(frozen=True, slots=True)
class Will:
    """An act that is begun: killed now, it may or may not be there."""

    run_id: str
    act: str
    step_id: str = ""
    field_id: str = ""
    task: tuple[str, str] | None = None


@dataclass(slots=True)
class Told:
    """All that was said to be done, and the act that was under way when the process was killed."""

    last: dict[str, Did] = field(default_factory=dict)
    """By run: what it was like when last something was said about it."""
    copied: dict[str, Did] = field(default_factory=dict)
    """By note: its latest copy."""
    edited: dict[str, Did] = field(default_factory=dict)
    """By the hash of its text: every edit."""
    closed: dict[str, Did] = field(default_factory=dict)
    """By note: that it was filed, or not filed; a later copy takes it off."""
    under_way: Will | None = None
    acts: int = 0

    def hear(self, said: "Will | Did") -> None:
        """Takes in what a worker said."""
        if isinstance(said, Will):
            self.under_way = said
            return
        self.under_way = None
        self.acts += 1
        self.last[said.run_id] = said
        if said.act == "copied":
            self.copied[said.note_id] = said
            self.closed.pop(said.note_id, None)
        elif said.act == "taken back":
            self.closed.pop(said.note_id, None)
        elif said.act in ("filed", "not filed"):
            self.closed[said.note_id] = said
        elif said.act == "edited":
            self.edited[said.text_hash] = said


def work_for_ever(folder: Path, seed: int, orders: Connection, said: Connection) -> None:
    """Waits for what was told before, takes the folder over, says what of it is not true, and works until killed."""
    told: Told = orders.recv()
    said.send("taking over")
    hub = open_hub(Place(data_folder=folder))
    said.send(untrue(hub, folder, told))
    if told.under_way is not None and told.under_way.run_id:
        said.send(as_found(hub, told.under_way))
    worker = _Worker(hub, random.Random(seed), said.send)
    while True:
        worker.act()


def untrue(hub: Hub, folder: Path, told: Told) -> list[str]:
    """What was said to be done and is not."""
    problems = [] if is_whole(folder) else ["the file is not whole"]
    problems += [problem for did in told.last.values() for problem in _lost_answers(hub, did, told.under_way)]
    unfiled = {line.id for ward in hub.wards.all() for line in hub.notes.unfiled(ward.id)}
    for note_id, did in told.copied.items():
        problems += _lost_copy(hub, did, told, in_tray=note_id in unfiled)
    problems += [problem for did in told.closed.values() for problem in _lost_end(hub, did, told.under_way)]
    problems += [
        "an edit without its event" for text_hash, did in told.edited.items() if not _is_kept(hub, text_hash, did)
    ]
    return problems


def as_found(hub: Hub, will: Will) -> Did:
    """What became of the act that was under way: all of it, or nothing. From now on it is as good as told."""
    view = hub.runs.view(will.run_id)
    answers = {key: answer.value for key, answer in view.answers.items()}
    if view.note is None or view.note.copied_at is None:
        return Did(will.run_id, "found", answers)
    act = {NoteState.FILED: "filed", NoteState.NOT_FILED: "not filed"}.get(view.note.state, "copied")
    task = will.task if act == "filed" else None
    return Did(will.run_id, act, answers, view.note.id, view.note.text_hash, task)


def _lost_answers(hub: Hub, did: Did, under_way: Will | None) -> list[str]:
    found = {key: answer.value for key, answer in hub.runs.view(did.run_id).answers.items()}
    if under_way is not None and under_way.run_id == did.run_id:
        # The one answer under way may be the old or the new one; another area takes the contact back with it.
        open_keys = {(under_way.step_id, under_way.field_id), ("send", "")}
        found = {key: value for key, value in found.items() if key not in open_keys}
        said = {key: value for key, value in did.answers.items() if key not in open_keys}
        return [] if found == said else [f"answers of a run under way: {found} instead of {said}"]
    return [] if found == did.answers else [f"answers: {found} instead of {did.answers}"]


def _lost_copy(hub: Hub, did: Did, told: Told, *, in_tray: bool) -> list[str]:
    with hub.store.reading() as work:
        note = work.notes.get(did.note_id)
        hashes = {e.text_hash for e in work.audit.of_entity(Kind.NOTE, note.id) if e.action is AuditAction.NOTE_COPIED}
    problems = [] if did.text_hash in hashes else ["a copy without its event"]
    ended = did.note_id in told.closed or (told.under_way is not None and told.under_way.run_id == did.run_id)
    if not in_tray and not ended:
        problems.append(f"a copied note is {note.state}, and not in the tray")
    return problems


def _is_kept(hub: Hub, text_hash: str, did: Did) -> bool:
    with hub.store.reading() as work:
        events = work.audit.of_entity(Kind.NOTE, did.note_id)
    return any(event.action is AuditAction.NOTE_EDITED and event.text_hash == text_hash for event in events)


def _lost_end(hub: Hub, did: Did, under_way: Will | None) -> list[str]:
    with hub.store.reading() as work:
        note, run = work.notes.get(did.note_id), work.runs.get(did.run_id)
        made = [task for task in work.tasks.of_run(did.run_id) if task.state is not TaskState.IN_ERROR]
        tasks = [(task.title, str(task.due_on)) for task in made]
    again = under_way is not None and under_way.run_id == did.run_id
    if did.act == "filed":
        wanted = [did.task] if did.task else []
        is_true = (note.state, run.state, tasks) == (NoteState.FILED, RunState.FILED, wanted)
        taken_back = (note.state, run.state, tasks) == (NoteState.COPIED, RunState.IN_PROGRESS, [])
        return (
            []
            if is_true or (again and taken_back)
            else [f"filed, but note {note.state}, run {run.state}, tasks {tasks} for {wanted}"]
        )
    is_true = (note.state is NoteState.NOT_FILED or again) and run.state is RunState.IN_PROGRESS and not tasks
    return [] if is_true else [f"not filed, but note {note.state}, run {run.state}"]


class _Worker:
    """Does one act after another, each chosen by chance from what makes sense now."""

    def __init__(self, hub: Hub, chance: random.Random, say: Callable[[Will | Did], None]) -> None:
        self._hub = hub
        self._chance = chance
        self._say = say
        self._ward = hub.wards.all()[0].id
        self._staff = list(hub.wards.staff(self._ward))
        self._patients = [line.patient for line in hub.patients.find(self._ward).items]
        self._workflows = [line.workflow.id for line in hub.library.workflows()]
        self._by = self._staff[0].id
        self._filed_last: tuple[str, str, tuple[str, str] | None] | None = None

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
            self._say(Did(run.id, "started", {}))
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
        self._say(Did(view.run.id, act, answers, **more))  # type: ignore[arg-type]

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
        self._say(Did(view.run.id, "filed" if filed else "not filed", answers, note_id, "", task if filed else None))
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


def closed_hub(folder: Path) -> closing[Hub]:
    """The application on this folder, closed at the end of a `with`."""
    return closing(open_hub(Place(data_folder=folder)))
