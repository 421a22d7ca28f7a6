"""`inpatient-hub task`: the ward's tasks: listed, added, claimed, done and handed back."""

from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from inpatient_hub.bootstrap import Hub
from inpatient_hub.cli import output
from inpatient_hub.cli.listing import need_limit
from inpatient_hub.cli.moments import iso_moment, moment
from inpatient_hub.cli.opening import ChoiceNeeded, opened
from inpatient_hub.cli.shapes import Json
from inpatient_hub.cli.signing_in import look_at, looked_at, person_for, ward_behind
from inpatient_hub.cli.task_adding import add_line
from inpatient_hub.cli.task_lines import HEADS, standing, task_line, task_row
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.hand_back import WAITING_ON, HandBack, NextAction, Progress
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.task_acts import ReasonNeeded, SomeoneElseHasIt
from inpatient_hub.domain.tasks import OPEN, by_lateness
from inpatient_hub.services.ports import TaskLine
from inpatient_hub.services.task_records import Acted
from inpatient_hub.services.today import MISSED_FOR


def _list(args: Namespace) -> int:
    need_limit(args.limit)
    with opened(args, to_write=False) as hub:
        ward = looked_at(hub, args)
        if args.search:
            lines = list(hub.tasks.find(ward.id, args.search, limit=args.limit or 10_000))
        else:
            lines = pressing(hub.tasks.due_by(ward.id, _day(args.due_by) or hub.clock.today()), _now(hub))
            lines = lines[: args.limit] if args.limit else lines
        at = _now(hub)
    if args.json:
        output.data({"tasks": [task_line(line, at) for line in lines]})
        return 0
    output.table(HEADS, [task_row(line, at) for line in lines])
    stands = [standing(line, at) for line in lines]
    told = {"late": "late", "to_chase": "to chase", "missed": "missed"}
    counts = [f"{stands.count(word):,} {said}" for word, said in told.items() if word in stands]
    output.say(", ".join([f"{len(lines):,} task{'' if len(lines) == 1 else 's'}", *counts]))
    return 0


def pressing(lines: Sequence[TaskLine], at: datetime) -> list[TaskLine]:
    """What is late first, then by day and time, what was missed last; what was missed long ago is nobody's to do."""
    gone = at - MISSED_FOR
    kept = [line for line in lines if not line.task.is_missed(gone)]
    return sorted(kept, key=lambda line: (line.task.is_missed(at), *by_lateness(line.task, at.date(), at)))


def _now(hub: Hub) -> datetime:
    return hub.clock.local(hub.clock.now())


def _claim(args: Namespace) -> int:
    with opened(args, to_write=True) as hub:
        person = person_for(hub, args, ward_behind(hub, Kind.TASK, args.task))
        if args.take_over:
            return _take_over(hub, args, person)
        try:
            hub.tasks.claim(args.task, by=person.id)
        except SomeoneElseHasIt as taken:
            raise HubError(
                taken.title,
                taken.message,
                remedy=f"If you are doing it, 'inpatient-hub task claim {args.task} --take-over': they are told.",
            ) from None
        return _told(hub, args, f"{person.name} has this task.")


def _take_over(hub: Hub, args: Namespace, person: Staff) -> int:
    """From whoever has it; what nobody has is claimed."""
    line = hub.tasks.view(args.task).line
    holder = line.task.claimed_by
    if holder is None or holder == person.id:
        hub.tasks.claim(args.task, by=person.id)
        return _told(hub, args, f"{person.name} has this task.", taken_over_from=None)
    hub.tasks.take_over(args.task, seen=holder, by=person.id)
    name = line.claimed_by_name or "someone"
    words = f"{person.name} has this task, taken over from {name}, who is told."
    return _told(hub, args, words, taken_over_from=name)


def _done(args: Namespace) -> int:
    with opened(args, to_write=True) as hub:
        person = person_for(hub, args, ward_behind(hub, Kind.TASK, args.task))
        version = _seen(hub, args, person)
        try:
            acted = hub.tasks.complete(args.task, by=person.id, reason=args.reason, asks=True, version=version)
        except ReasonNeeded as needed:
            raise ChoiceNeeded(
                needed.title,
                needed.message,
                remedy="Say why with --reason CODE, one of these:",
                lines=[f"{code}: {words}" for code, words in needed.choices.items()],
            ) from None
        return _told(hub, args, "Done.", ready_note=_ready(hub, acted))


def _seen(hub: Hub, args: Namespace, person: Staff) -> int:
    """The version of the task that was looked at. Raises HubError where another has it and nothing says that it is
    done for them, as the window asks."""
    line = hub.tasks.view(args.task).line
    if line.task.claimed_by not in (None, person.id) and line.task.state in OPEN and not args.for_another:
        raise HubError(
            f"{line.claimed_by_name or 'Someone'} has this task",
            "You would be written down as the one who did it or handed it back.",
            remedy="If you mean to, say so with --for-another.",
        )
    return line.task.version


def _ready(hub: Hub, acted: Acted) -> Json | None:
    """The note that goes with what was done, and how far its referral is; None where no note goes with it."""
    if acted.ready is None:
        return None
    run_id = acted.ready.run_id
    state = hub.runs.view(run_id).run.state.value if run_id else "not_begun"
    return {"workflow": acted.ready.workflow_id, "patient": acted.ready.patient_id, "run": run_id, "state": state}


def _hand_back(args: Namespace) -> int:
    with opened(args, to_write=True) as hub:
        person = person_for(hub, args, ward_behind(hub, Kind.TASK, args.task))
        acted = hub.tasks.hand_back(args.task, _how(args), by=person.id, version=_seen(hub, args, person))
        text = _record_text(hub, args.task, acted.note, by=person.id)
        return _told(hub, args, text or "Handed back.", note=acted.note, record_text=text)


def _how(args: Namespace) -> HandBack:
    """How it is handed back. Raises ChoiceNeeded with all that a task can wait on where the code is none of it."""
    try:
        return HandBack(
            progress=Progress(args.progress),
            waiting_on=args.waiting_on,
            next_action=NextAction(args.next),
            chase_on=_day(args.chase_on),
            keep=args.keep,
        )
    except InvalidAnswer as wrong:
        if wrong.field != "waiting_on":
            raise
        codes = [f"{code}: {words}" for group in WAITING_ON.values() for code, words in group.items()]
        raise ChoiceNeeded(
            wrong.title, wrong.message, remedy="Say what with --waiting-on CODE, one of these:", lines=codes
        ) from None


def _record_text(hub: Hub, task_id: str, line: str, *, by: str) -> str | None:
    """What is copied for the patient's record, as the window makes it; None for a task that is about no patient."""
    from inpatient_hub.services.line_notes import line_preview

    patient_id = hub.tasks.view(task_id).line.task.patient_id
    if not line or patient_id is None:
        return None
    return line_preview(hub.notes, line, patient_id=patient_id, at=_now(hub), by=by).text


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


def _told(hub: Hub, args: Namespace, words: str, **more: Json | str | None) -> int:
    line = hub.tasks.view(args.task).line
    if args.json:
        output.data(task_line(line, _now(hub)) | more)
    else:
        output.say(words)
    return 0


def _day(given: str | None) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise InvalidAnswer("No such day", "A day is written as 2026-11-20.", remedy="Write it so.") from None


COMMANDS: Mapping[str, Callable[[Namespace], int]] = {
    "list": _list,
    "add": add_line,
    "claim": _claim,
    "done": _done,
    "hand-back": _hand_back,
    "history": _history,
}
