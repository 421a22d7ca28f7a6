"""`inpatient-hub task add`: a task in one line, with what was understood, or with what has to be answered first."""

from argparse import Namespace

from inpatient_hub.bootstrap import Hub
from inpatient_hub.cli import output
from inpatient_hub.cli.opening import ChoiceNeeded, opened, ward_of
from inpatient_hub.cli.signing_in import person_for
from inpatient_hub.domain.day_names import short_month, short_weekday
from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.quick_add_parts import ChipKind, Choice, Question, QuickAdd
from inpatient_hub.services.quick_adding import ward_time
from inpatient_hub.services.quick_wanted import Extras, last_day, timing_of, timing_words


def add_line(args: Namespace) -> int:
    """Adds what a line says; nothing while something in it is in doubt."""
    with opened(args, to_write=True) as hub:
        ward = ward_of(hub, args)
        person = person_for(hub, args, ward.id)
        note = hub.content.workflow(args.referral) if args.referral is not None else None
        extras = Extras(
            patient_id=_patient(hub, args, ward.id), workflow_id=note.id if note is not None else None, mine=args.mine
        )
        line, kept = " ".join(args.line), args.keep or ()
        understood = hub.quick_add.read(ward.id, line, kept=kept, about=extras.patient_id)
        if understood.questions:
            raise _asked(understood.questions[0])
        more = _more_said(hub, ward.id, understood, extras)
        if note is not None:
            more["referral"] = f"With its note: {note.title}"
        added = hub.quick_add.add(ward.id, understood, by=person.id, extras=extras)
    chips = [{"kind": chip.kind.value, "typed": chip.typed, "words": chip.words} for chip in understood.chips]
    if args.json:
        told = {"task": added.task_id, "repeat": added.series_id, "title": understood.title, "understood": chips}
        told["referral"] = extras.workflow_id
        output.data({**told, "assumed": more.get("assumed"), "last_day": more.get("last_day")})
        return 0
    output.say(f"Added: {understood.title}  {added.task_id or added.series_id}")
    for words in (*(chip.words for chip in understood.chips), *more.values()):
        output.say(f"  {words}")
    return 0


def _patient(hub: Hub, args: Namespace, ward_id: str) -> str | None:
    """The patient that was named by id. Raises InvalidAnswer for one who is not on the ward."""
    named: str | None = args.patient
    if named is not None and not hub.quick_add.wordbook(ward_id).name_of(named):
        raise InvalidAnswer(
            "No such patient on this ward",
            "Nobody on the ward's list has this id.",
            remedy="'inpatient-hub patient list' shows the ids.",
            field="patient",
        )
    return named


def _more_said(hub: Hub, ward_id: str, understood: QuickAdd, extras: Extras) -> dict[str, str]:
    """What no chip says: the day that nobody named, and the last day of a repeat."""
    ward = ward_time(hub.quick_add.wordbook(ward_id).ward, hub.clock)
    last = last_day(understood, extras, ward)
    if last is not None:
        return {"last_day": f"The last day is {short_weekday(last)} {last.day} {short_month(last)} {last.year}"}
    timing = timing_of(understood, extras, ward)
    if timing is None or understood.chip(ChipKind.DUE) or understood.chip(ChipKind.REPEAT):
        return {}
    return {"assumed": f"{timing_words(timing, ward)} (no day named)"}


def _asked(question: Question) -> ChoiceNeeded:
    """A question as the window asks it, with its answers and how each is given here."""
    return ChoiceNeeded(
        "Not added yet",
        question.sentence,
        remedy="Type the line again with one of these:",
        lines=[f"{choice.words}: {_how(choice, question)}" for choice in question.choices],
    )


def _how(choice: Choice, question: Question) -> str:
    typed = choice.of or question.typed
    if choice.patient_id is not None:
        return f"add --patient {choice.patient_id}"
    if choice.instead is None:
        return f"add --keep '{typed}'"
    return f"type '{choice.instead}' in place of '{typed}'" if choice.instead else f"leave '{typed}' out"
