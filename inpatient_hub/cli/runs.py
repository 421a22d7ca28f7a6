"""`inpatient-hub run`: a whole workflow, from start to a filed note, without the window."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from contextlib import suppress

from inpatient_hub.bootstrap import Hub, load_content
from inpatient_hub.cli import clipboard, output, shapes
from inpatient_hub.cli.field_answers import field_mistake
from inpatient_hub.cli.filing import tell_filed
from inpatient_hub.cli.moments import moment
from inpatient_hub.cli.note_words import tell_checks, tell_copied
from inpatient_hub.cli.opening import opened, place_of
from inpatient_hub.cli.run_words import run_shape, tell_run
from inpatient_hub.cli.signing_in import look_at, looked_at, person_for, ward_behind
from inpatient_hub.cli.step_offers import is_note
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.runs import AnswerValue, RunState
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.workflows import NoteStep
from inpatient_hub.host.clock import SystemClock
from inpatient_hub.services.content import ContentService
from inpatient_hub.services.run_views import RunView


def _workflows(args: Namespace) -> int:
    library = ContentService(content=load_content(place_of(args)), clock=SystemClock())
    lines = library.workflows()
    if args.json:
        output.data(
            {
                "workflows": [
                    {
                        "id": line.workflow.id,
                        "title": line.workflow.title,
                        "category": line.workflow.category,
                        "summary": line.workflow.summary,
                        "version": line.workflow.version,
                        "past_review": line.past_review,
                        "unset_contacts": line.unset_contacts,
                        "steps": [
                            {"id": step.id, "kind": step.kind, "title": step.title} for step in line.workflow.steps
                        ],
                    }
                    for line in lines
                ]
            }
        )
        return 0
    for line in lines:
        output.say(f"{line.workflow.id}  {line.workflow.title} ({line.workflow.category})")
        output.say(f"  {line.workflow.summary}")
        if line.past_review:
            output.say("  Its review date has gone by.")
        if line.unset_contacts:
            output.say(f"  Contacts still to be set by the ward: {line.unset_contacts}")
    return 0


def _list(args: Namespace) -> int:
    with opened(args, to_write=False) as hub:
        lines = hub.today.view(looked_at(hub, args).id).runs
        local = hub.clock.local
    if args.json:
        output.data({"runs": [shapes.run_line(line) for line in lines]})
        return 0
    rows = [
        (
            line.run.id,
            line.run.title,
            line.patient_name,
            line.bed or "",
            f"{line.run.step_number} of {line.run.step_count}",
            f"{line.started_by_name}, {moment(local(line.run.started_at))}",
        )
        for line in lines
    ]
    output.table(("ID", "Workflow", "Patient", "Bed", "Step", "Started by"), rows)
    output.say("1 referral in progress" if len(rows) == 1 else f"{len(rows):,} referrals in progress")
    return 0


def _start(args: Namespace) -> int:
    with opened(args, to_write=True) as hub:
        who = person_for(hub, args, ward_behind(hub, Kind.PATIENT, args.patient))
        before = hub.runs.already_in_progress(args.workflow, args.patient)
        run, _ = hub.runs.start(args.workflow, args.patient, by=who.id)
        for line in before:
            output.aside(
                "Look at this: this patient has this referral in progress already, at step "
                f"{line.run.step_number} of {line.run.step_count}: inpatient-hub run status {line.run.id}"
            )
        return _told(args, hub, hub.runs.view(run.id), who)


def _status(args: Namespace) -> int:
    with opened(args, to_write=False) as hub:
        who = look_at(hub, args, ward_behind(hub, Kind.RUN, args.run))
        return _told(args, hub, hub.runs.view(args.run), who)


def _told(args: Namespace, hub: Hub, view: RunView, who: Staff | None) -> int:
    shown = None
    if is_note(view) and view.run.state is RunState.IN_PROGRESS:
        shown = hub.notes.preview(view.run.id, by=who.id if who else view.run.touched_by)
    if args.json:
        output.data(run_shape(view, hub.library.directory, shown))
    else:
        tell_run(view, hub.library.directory, shown, local=hub.clock.local)
    return 0


def _answer(args: Namespace) -> int:
    value = answer_value(args.value)
    with opened(args, to_write=True) as hub:
        view, who = _taken_up(args, hub)
        if args.field:
            _refuse_wrong_field(view, args.step, args.field, value)
        view, _ = hub.runs.answer(args.run, args.step, value, field_id=args.field, by=who.id)
        return _told(args, hub, view, who)


def answer_value(typed: str) -> AnswerValue:
    """The answer that was typed: JSON where it is a list, an object, quoted words, true, false or null; otherwise the
    very words. A single hyphen reads it from standard input."""
    words = sys.stdin.read().strip() if typed == "-" else typed
    if words.startswith(("[", "{", '"')) or words in ("true", "false", "null"):
        with suppress(ValueError, RecursionError):
            found = json.loads(words)
            parts = found if isinstance(found, list) else found.values() if isinstance(found, dict) else ()
            if all(isinstance(part, str) for part in parts):
                return found  # type: ignore[no-any-return]
    return words


def _refuse_wrong_field(view: RunView, step_id: str, field_id: str, value: AnswerValue) -> None:
    step = next((one for one in view.workflow.steps if one.id == step_id), None)
    if not isinstance(step, NoteStep):
        raise InvalidAnswer(
            "Answer not saved", "Only the step that makes the note has fields.", remedy="Leave out --field."
        )
    mistake = field_mistake(view.definition.template(step.template), field_id, value)
    if mistake:
        raise InvalidAnswer(
            "Answer not saved", f"For this field {mistake}", remedy="'run status' lists the fields.", field=field_id
        )


def _taken_up(args: Namespace, hub: Hub) -> tuple[RunView, Staff]:
    """The run and who goes on with it; when someone else was last at it, the record says who took it up."""
    who = person_for(hub, args, ward_behind(hub, Kind.RUN, args.run))
    view, _ = hub.runs.resume(args.run, by=who.id)
    return view, who


def _next(args: Namespace) -> int:
    with opened(args, to_write=True) as hub:
        _, who = _taken_up(args, hub)
        view, _ = hub.runs.next(args.run, by=who.id)
        return _told(args, hub, view, who)


def _back(args: Namespace) -> int:
    with opened(args, to_write=True) as hub:
        _, who = _taken_up(args, hub)
        view, _ = hub.runs.back(args.run, by=who.id)
        return _told(args, hub, view, who)


def _note(args: Namespace) -> int:
    with opened(args, to_write=False) as hub:
        who = look_at(hub, args, ward_behind(hub, Kind.RUN, args.run))
        view = hub.runs.view(args.run)
        shown = hub.notes.preview(args.run, by=who.id if who else view.run.touched_by)
    if args.json:
        output.data(shapes.preview(shown, view.facts.patient))
    elif args.exact:
        output.exact(shown.text)
    else:
        output.say(shown.text)
        tell_checks(shown)
    return 0


def _copy(args: Namespace) -> int:
    with opened(args, to_write=True) as hub:
        view, who = _taken_up(args, hub)
        if view.note_step is not None and view.number < view.steps.index(view.note_step) + 1:
            hub.runs.go_to(args.run, view.note_step.id, by=who.id)
        shown = hub.notes.preview(args.run, by=who.id)
        copied = hub.notes.copy(args.run, made_at=shown.made_at, by=who.id, part=args.part, seen_hash=shown.text_hash)
        clipboard.put(copied.text, note_id=copied.note.id, by=args.by)
    if args.json:
        output.data(shapes.copied(copied))
    else:
        output.say(copied.text)
        tell_checks(shown)
        tell_copied(copied, view.facts.patient, by=args.by)
    return 0


def _file(args: Namespace) -> int:
    with opened(args, to_write=True) as hub:
        who = person_for(hub, args, ward_behind(hub, Kind.RUN, args.run))
        view = hub.runs.view(args.run)
        if view.note is None:
            raise HubError(
                "Not marked as filed", "This referral has no note yet.", remedy="Finish it and copy it first."
            )
        filed = hub.notes.mark_filed(view.note.id, by=who.id, late_reason=args.late_reason)
        tell_filed(args, hub, view.note.id, late=filed.late)
    return 0


def _abandon(args: Namespace) -> int:
    with opened(args, to_write=True) as hub:
        who = person_for(hub, args, ward_behind(hub, Kind.RUN, args.run))
        hub.runs.abandon(args.run, args.reason, by=who.id)
    if args.json:
        output.data({"run": args.run, "state": RunState.ABANDONED.value})
    else:
        output.say("Abandoned. Nothing was deleted.")
    return 0


COMMANDS: Mapping[str, Callable[[Namespace], int]] = {
    "workflows": _workflows,
    "list": _list,
    "start": _start,
    "status": _status,
    "answer": _answer,
    "next": _next,
    "back": _back,
    "note": _note,
    "copy": _copy,
    "file": _file,
    "abandon": _abandon,
}
