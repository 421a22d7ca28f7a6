"""What killed workers had said was done, and what of it is not true when somebody looks."""

import base64
import pickle
import random
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from inpatient_hub.bootstrap import Hub
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.runs import AnswerValue, RunState
from inpatient_hub.domain.tasks import TaskState
from tests.ended.keeping import Kept, Record, WillKeep, lost
from tests.store.filling import is_whole

T = TypeVar("T")

LATEST = 6
"""So many of the records that were last worked on are looked at after each kill: there are no more open runs."""
OLDER = 2
"""And so many of the others, chosen by chance."""

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
    entries: int = 0
    """How many entries of the audit trail the run had then."""


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
    kept: dict[Record, Kept] = field(default_factory=dict)
    """By record: wards, people, patients and tasks as they were when last something was said about them."""
    under_way: Will | WillKeep | None = None
    acts: int = 0

    def hear(self, said: "Will | Did | WillKeep | Kept") -> None:
        """Takes in what a worker said. What was last spoken of comes last."""
        if isinstance(said, Will | WillKeep):
            self.under_way = said
            return
        self.under_way = None
        self.acts += 1
        if isinstance(said, Kept):
            self.kept.pop(said.record, None)
            self.kept[said.record] = said
            return
        self._hear_of_a_run(said)

    def _hear_of_a_run(self, said: "Did") -> None:
        self.last.pop(said.run_id, None)
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


def packed(said: "Will | Did | WillKeep | Kept") -> str:
    """What a worker says, on one line."""
    return base64.b64encode(pickle.dumps(said)).decode("ascii")


def unpacked(lines: Iterable[str]) -> Told:
    """All that was told on these lines, of which the last is whole."""
    told = Told()
    for line in lines:
        told.hear(pickle.loads(base64.b64decode(line)))
    return told


def untrue(hub: Hub, folder: Path, told: Told, chance: random.Random | None = None) -> list[str]:
    """What was said to be done and is not. With `chance` only the latest records are looked at, and a few others."""
    will = told.under_way if isinstance(told.under_way, Will) else None
    keeping = told.under_way if isinstance(told.under_way, WillKeep) else None
    problems = [] if is_whole(folder) else ["the file is not whole"]
    problems += [problem for did in some(told.last.values(), chance) for problem in _lost_answers(hub, did, will)]
    problems += [problem for one in some(told.kept.values(), chance) for problem in lost(hub, one, keeping)]
    unfiled = {line.id for ward in hub.wards.all() for line in hub.notes.unfiled(ward.id)}
    for did in some(told.copied.values(), chance):
        problems += _lost_copy(hub, did, told, will, in_tray=did.note_id in unfiled)
    problems += [problem for did in some(told.closed.values(), chance) for problem in _lost_end(hub, did, will)]
    problems += [
        "an edit without its event"
        for did in some(told.edited.values(), chance)
        if not _is_kept(hub, did.text_hash, did)
    ]
    return problems


def some(records: Collection[T], chance: random.Random | None) -> list[T]:
    """The latest of these records and a few others; all of them without `chance`."""
    those = list(records)
    if chance is None or len(those) <= LATEST + OLDER:
        return those
    return [*those[-LATEST:], *chance.sample(those[:-LATEST], OLDER)]


def as_found(hub: Hub, will: Will) -> Did:
    """What became of the act that was under way: all of it, or nothing. From now on it is as good as told."""
    view = hub.runs.view(will.run_id)
    answers = {key: answer.value for key, answer in view.answers.items()}
    if view.note is None or view.note.copied_at is None:
        return Did(will.run_id, "found", answers, entries=entries_of(hub, will.run_id))
    act = {NoteState.FILED: "filed", NoteState.NOT_FILED: "not filed"}.get(view.note.state, "copied")
    task = will.task if act == "filed" else None
    return Did(will.run_id, act, answers, view.note.id, view.note.text_hash, task, entries_of(hub, will.run_id))


def entries_of(hub: Hub, run_id: str) -> int:
    """How many entries of the audit trail a run has."""
    with hub.store.reading() as work:
        return len(work.audit.of_entity(Kind.RUN, run_id))


def _lost_answers(hub: Hub, did: Did, under_way: Will | None) -> list[str]:
    found = {key: answer.value for key, answer in hub.runs.view(did.run_id).answers.items()}
    if entries_of(hub, did.run_id) < did.entries:
        return ["the audit trail of a run has lost an entry"]
    if under_way is not None and under_way.run_id == did.run_id:
        # The one answer under way may be the old or the new one; another area takes the contact back with it.
        open_keys = {(under_way.step_id, under_way.field_id), ("send", "")}
        found = {key: value for key, value in found.items() if key not in open_keys}
        said = {key: value for key, value in did.answers.items() if key not in open_keys}
        return [] if found == said else [f"answers of a run under way: {found} instead of {said}"]
    return [] if found == did.answers else [f"answers: {found} instead of {did.answers}"]


def _lost_copy(hub: Hub, did: Did, told: Told, will: Will | None, *, in_tray: bool) -> list[str]:
    with hub.store.reading() as work:
        note = work.notes.get(did.note_id)
        hashes = {e.text_hash for e in work.audit.of_entity(Kind.NOTE, note.id) if e.action is AuditAction.NOTE_COPIED}
    problems = [] if did.text_hash in hashes else ["a copy without its event"]
    ended = did.note_id in told.closed or (will is not None and will.run_id == did.run_id)
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
