"""`inpatient-hub task`: the ward's tasks: listed, added, claimed, done and handed back."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from datetime import date

from inpatient_hub.bootstrap import Hub
from inpatient_hub.cli import output
from inpatient_hub.cli.moments import day, iso_day, iso_moment, moment
from inpatient_hub.cli.opening import opened, ward_of
from inpatient_hub.cli.shapes import Json
from inpatient_hub.cli.signing_in import look_at, looked_at, person_for, ward_behind
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.hand_back import HandBack, NextAction, Progress
from inpatient_hub.services.ports import TaskLine


def _list(args: Namespace) -> int:
    with opened(args, to_write=False) as hub:
        ward = looked_at(hub, args)
        if args.search:
            lines = list(hub.tasks.find(ward.id, args.search, limit=args.limit or 10_000))
        else:
            lines = list(hub.tasks.due_by(ward.id, _day(args.due_by) or hub.clock.today()))
            lines = lines[: args.limit] if args.limit else lines
    if args.json:
        output.data({"tasks": [task_line(line) for line in lines]})
        return 0
    output.table(("ID", "Due", "Bed", "Patient", "Task", "State", "Who"), [_row(line) for line in lines])
    output.say(f"{len(lines):,} task{'' if len(lines) == 1 else 's'}")
    return 0


def _add(args: Namespace) -> int:
    with opened(args, to_write=True) as hub:
        ward = ward_of(hub, args)
        person = person_for(hub, args, ward.id)
        understood = hub.quick_add.read(ward.id, " ".join(args.line))
        added = hub.quick_add.add(ward.id, understood, by=person.id, mine=args.mine)
        chips = [{"kind": chip.kind.value, "typed": chip.typed, "words": chip.words} for chip in understood.chips]
    if args.json:
        told = {"task": added.task_id, "repeat": added.series_id, "title": understood.title, "understood": chips}
        output.data(told)
        return 0
    output.say(f"Added: {understood.title}  {added.task_id or added.series_id}")
    for chip in understood.chips:
        output.say(f"  {chip.words}")
    return 0


def _claim(args: Namespace) -> int:
    with opened(args, to_write=True) as hub:
        person = person_for(hub, args, ward_behind(hub, Kind.TASK, args.task))
        hub.tasks.claim(args.task, by=person.id)
        return _told(hub, args, f"{person.name} has this task.")


def _done(args: Namespace) -> int:
    with opened(args, to_write=True) as hub:
        person = person_for(hub, args, ward_behind(hub, Kind.TASK, args.task))
        hub.tasks.complete(args.task, by=person.id, reason=args.reason, asks=True)
        return _told(hub, args, "Done.")


def _hand_back(args: Namespace) -> int:
    with opened(args, to_write=True) as hub:
        person = person_for(hub, args, ward_behind(hub, Kind.TASK, args.task))
        how = HandBack(
            progress=Progress(args.progress),
            waiting_on=args.waiting_on,
            next_action=NextAction(args.next),
            chase_on=_day(args.chase_on),
            keep=args.keep,
        )
        acted = hub.tasks.hand_back(args.task, how, by=person.id)
        return _told(hub, args, acted.note, note=acted.note)


def _history(args: Namespace) -> int:
    with opened(args, to_write=False) as hub:
        look_at(hub, args, ward_behind(hub, Kind.TASK, args.task))
        lines = hub.tasks.view(args.task).history
        rows = [(hub.clock.local(line.at), line.who, line.did) for line in lines]
    if args.json:
        output.data(
            {
                "task": args.task,
                "history": [
                    {"at": iso_moment(line.at), "who": line.who, "did": line.did, "kind": line.event.kind.value}
                    for line in lines
                ],
            }
        )
        return 0
    for at, who, did in rows:
        output.say(f"{moment(at)}  {who} {did}")
    return 0


def task_line(line: TaskLine) -> Json:
    """One task for a program."""
    task = line.task
    return {
        "id": task.id,
        "title": task.title,
        "kind": task.kind.value,
        "state": task.state.value,
        "priority": task.priority.value,
        "due_on": iso_day(task.due_on),
        "due_at": iso_moment(task.due_at),
        "shift": task.shift,
        "patient": {"id": task.patient_id, "banner_name": line.patient_name, "bed": line.bed}
        if task.patient_id
        else None,
        "claimed_by": line.claimed_by_name,
        "offered_to": task.offered_to.value if task.offered_to else None,
        "waiting_on": task.waiting_on,
        "chase_on": iso_day(task.chase_on),
    }


def _told(hub: Hub, args: Namespace, words: str, *, note: str | None = None) -> int:
    line = hub.tasks.view(args.task).line
    if args.json:
        output.data(task_line(line) | ({"note": note} if note is not None else {}))
    else:
        output.say(words)
    return 0


def _row(line: TaskLine) -> tuple[str, ...]:
    task = line.task
    due = f"{day(task.due_on)}{f', {task.shift}' if task.shift else ''}"
    state = task.state.value.replace("_", " ")
    return task.id, due, line.bed or "", line.patient_name or "", task.title, state, line.claimed_by_name or ""


def _day(given: str | None) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise InvalidAnswer("No such day", "A day is written as 2026-11-20.", remedy="Write it so.") from None


COMMANDS: Mapping[str, Callable[[Namespace], int]] = {
    "list": _list,
    "add": _add,
    "claim": _claim,
    "done": _done,
    "hand-back": _hand_back,
    "history": _history,
}
