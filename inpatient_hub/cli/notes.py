"""`inpatient-hub note`: case notes at a shell, from a file of answers to filed."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from datetime import datetime

from inpatient_hub.bootstrap import Hub, load_content
from inpatient_hub.cli import clipboard, output, shapes
from inpatient_hub.cli.filing import tell_filed
from inpatient_hub.cli.listing import all_of, how_many
from inpatient_hub.cli.moments import age, moment
from inpatient_hub.cli.note_words import tell_checks, tell_copied
from inpatient_hub.cli.opening import opened, place_of, ward_of
from inpatient_hub.cli.rendering import ToRender, to_render, without_patient
from inpatient_hub.cli.signing_in import author_for, look_at, looked_at, person_for, ward_behind
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.notes import STATE_LABELS, NoteState
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.staff import Staff
from inpatient_hub.host.clock import SystemClock
from inpatient_hub.services.note_previews import NotePreview
from inpatient_hub.services.notes import NoteView
from inpatient_hub.services.ports import NoteLine


def _list(args: Namespace) -> int:
    states = frozenset(NoteState(state) for state in args.state) if args.state else frozenset(NoteState)
    with opened(args, to_write=False) as hub:
        ward = looked_at(hub, args)
        lines = all_of(
            lambda after, limit: hub.notes.find(ward.id, args.search, states=states, after=after, limit=limit),
            most=args.limit,
        )
        total = hub.notes.count(ward.id, args.search, states=states)
        now, local = hub.clock.now(), hub.clock.local
    if args.json:
        output.data({"notes": [shapes.note_line(line) for line in lines], "total": total})
        return 0
    heads = ("ID", "State", "Note", "Patient", "Bed", "Author", "Made")
    output.table(heads, [_row(line, now=now, local=local) for line in lines])
    output.say(how_many(len(lines), total, "note", "notes"))
    return 0


def _row(line: NoteLine, *, now: datetime, local: Callable[[datetime], datetime]) -> tuple[str, ...]:
    state = STATE_LABELS[line.state]
    if line.state is NoteState.COPIED and line.copied_at:
        state = f"{state}, {age(now - line.copied_at)}"
    return (line.id, state, line.title, line.patient_name, line.bed or "", line.author, moment(local(line.made_at)))


def _show(args: Namespace) -> int:
    with opened(args, to_write=False) as hub:
        look_at(hub, args, ward_behind(hub, Kind.NOTE, args.note))
        view = hub.notes.view(args.note)
        local = hub.clock.local
    if args.json:
        output.data(shapes.note(view))
    elif args.exact:
        output.exact(view.note.text)
    else:
        _tell(view, local)
    return 0


def _tell(view: NoteView, local: Callable[[datetime], datetime]) -> None:
    note, patient = view.note, view.facts.patient
    edited = ", edited by hand" if note.edited else ""
    output.say(f"{note.title} for {patient.banner_name}{f', bed {patient.bed}' if patient.bed else ''}")
    output.say(f"{STATE_LABELS[note.state]}{edited}. By {view.author}, {moment(local(note.made_at))}.")
    if note.not_filed_reason and note.state is NoteState.NOT_FILED:
        output.say(f"Not filed because: {note.not_filed_reason}")
    output.say()
    output.say(note.text)
    output.say()
    for line in view.history:
        output.say(f"{moment(local(line.at))}  {line.who} {line.did} {line.about}".rstrip())


def _render(args: Namespace) -> int:
    if not args.patient:
        return _render_without_patient(args)
    with opened(args, to_write=args.copy) as hub:
        ward_id = ward_behind(hub, Kind.PATIENT, args.patient)
        by = person_for(hub, args, ward_id).id if args.copy else author_for(hub, args, ward_id)
        patient = hub.patients.facts(args.patient).patient
        what = to_render(hub.content, args.template, args.answers, at=hub.clock.now())
        shown = hub.notes.render(
            what.template, what.values, patient_id=patient.id, by=by, steps=what.steps, answers=what.answers
        )
        if args.copy:
            return _copied(args, hub, what, shown, patient, by=by)
    _show_rendered(args, shown, patient, what.gap)
    return 0


def _render_without_patient(args: Namespace) -> int:
    if args.copy:
        raise HubError(
            "Not copied",
            "A note has to begin with the right patient, and none was named.",
            remedy="Find the patient with 'inpatient-hub patient list --search WORDS', then give --patient ID.",
        )
    clock = SystemClock()
    author = None
    if args.by:
        with opened(args, to_write=False) as hub:
            author = person_for(hub, args, ward_of(hub, args).id)
    content = load_content(place_of(args))
    what = to_render(content, args.template, args.answers, at=clock.now())
    _show_rendered(args, without_patient(what, author, content=content, clock=clock), None, what.gap)
    return 0


def _show_rendered(args: Namespace, shown: NotePreview, patient: Patient | None, gap: str) -> None:
    if args.json:
        output.data(shapes.preview(shown, patient, gap=gap))
    elif args.exact:
        output.exact(shown.text)
    else:
        output.say(shown.text)
        tell_checks(shown, gap)


def _copied(args: Namespace, hub: Hub, what: ToRender, shown: NotePreview, patient: Patient, *, by: str) -> int:
    if what.gap:
        raise HubError("Not copied", what.gap, remedy="Answer it in the file, then copy.")
    copied = hub.notes.keep_copied(shown, patient_id=patient.id, by=by)
    clipboard.put(copied.text, note_id=copied.note.id, by=args.by)
    if args.json:
        output.data(shapes.preview(shown, patient) | {"note": copied.note.id})
    elif args.exact:
        output.exact(shown.text)
    else:
        output.say(shown.text)
        tell_checks(shown)
        tell_copied(copied, patient, by=args.by)
    return 0


def _person(hub: Hub, args: Namespace) -> Staff:
    """Who does something with the note that is named."""
    return person_for(hub, args, ward_behind(hub, Kind.NOTE, args.note))


def _copy(args: Namespace) -> int:
    with opened(args, to_write=True) as hub:
        who = _person(hub, args)
        patient = hub.notes.view(args.note).facts.patient
        copied = hub.notes.copy_again(args.note, by=who.id, part=args.part)
        clipboard.put(copied.text, note_id=copied.note.id, by=args.by)
    if args.json:
        output.data(shapes.copied(copied))
    else:
        tell_copied(copied, patient, by=args.by)
    return 0


def _file(args: Namespace) -> int:
    with opened(args, to_write=True) as hub:
        who = _person(hub, args)
        filed = hub.notes.mark_filed(args.note, by=who.id, late_reason=args.late_reason)
        tell_filed(args, hub, args.note, late=filed.late)
    return 0


def _not_filed(args: Namespace) -> int:
    with opened(args, to_write=True) as hub:
        who = _person(hub, args)
        hub.notes.mark_not_filed(args.note, args.reason, by=who.id)
    if args.json:
        output.data({"note": args.note, "state": NoteState.NOT_FILED.value, "follow_up": None})
    else:
        output.say("Noted: not filed. The note has left the unfiled tray; it can be copied again.")
    return 0


def _in_error(args: Namespace) -> int:
    with opened(args, to_write=True) as hub:
        who = _person(hub, args)
        note = hub.notes.view(args.note).note
        wrong = hub.notes.mark_in_error(args.note, args.reason, by=who.id)
    if args.json:
        output.data({"note": args.note, "state": NoteState.IN_ERROR.value, "follow_up": None})
        return 0
    output.say("Marked in error. Nothing was deleted.")
    if note.state is NoteState.FILED:
        output.say("Mark it in error in SystmOne too. Its referral is open again, if it had one.")
    for task in wrong.left:
        output.say(f"Its follow-up stays, somebody works on it: {task.title}.")
    return 0


COMMANDS: Mapping[str, Callable[[Namespace], int]] = {
    "list": _list,
    "show": _show,
    "render": _render,
    "copy": _copy,
    "file": _file,
    "not-filed": _not_filed,
    "in-error": _in_error,
}
