"""What is asked about whom a typed line is about: a task is never put on another patient than was meant."""

from collections.abc import Sequence
from dataclasses import replace

from inpatient_hub.domain.quick_add_parts import Beds, ChipKind, Choice, PatientInBed, Question, question


def who_is_in_bed(typed: str, label: str, there: Sequence[PatientInBed]) -> Question:
    """Nobody, or more than one patient, is in the bed that was named."""
    said = f"On this ward {len(there)} patients are in bed {label.upper()}." if there else _nobody_in([label])
    names = (Choice(words=one.name, patient_id=one.patient_id) for one in there)
    return question(ChipKind.PATIENT, typed, said, *names)


def which_bed(typed: str, labels: Sequence[str], beds: Beds) -> Question:
    """More than one bed was named, and a task is about one patient."""
    people = [
        Choice(words=f"Bed {label.upper()}: {one.name}", patient_id=one.patient_id)
        for label in labels
        for one in beds.get(label, ())
    ]
    empty = [label for label in labels if not beds.get(label)]
    said = "More than one bed is named. A task is about one patient."
    return question(ChipKind.PATIENT, typed, f"{said} {_nobody_in(empty)}" if empty else said, *people)


def short_for_bed(typed: str, label: str, there: Sequence[PatientInBed]) -> Question:
    """`b4` may mean a bed, and `before` too."""
    people = [Choice(words=f"Bed {label.upper()}: {one.name}", patient_id=one.patient_id) for one in there]
    before = [Choice(words="Before", instead="before")] if typed.casefold() == "b4" else []
    said = f"Does '{typed}' mean bed {label.upper()}?" if people else _nobody_in([label])
    return question(ChipKind.PATIENT, typed, said, *people, *before)


def another(typed: str, who: PatientInBed, about: PatientInBed) -> Question:
    """The line names somebody, and was begun for somebody else."""
    said = f"The line says '{typed}': {who.name}."
    one = Choice(words=who.name, patient_id=who.patient_id)
    return beside(question(ChipKind.PATIENT, typed, said, one), about)


def bed_and_name(typed: str, called: Sequence[PatientInBed], by_bed: PatientInBed, bed_words: str) -> Question:
    """The line names the bed of one patient and the name of another."""
    said = f"The line says {by_bed.name}, and '{typed}': {called[0].name}."
    if len(called) > 1:
        said = f"The line says {by_bed.name}, and '{typed}' is the name of {len(called)} others."
    names = (Choice(words=one.name, instead=_bed_of(one), of=bed_words) for one in called)
    asked = question(ChipKind.PATIENT, typed, said, *names)
    return replace(asked, choices=(*asked.choices[:-1], _kept_for(by_bed, typed)))


def beside(asked: Question, about: PatientInBed | None) -> Question:
    """A question about whom, which says whom the line was begun for, and offers them."""
    if about is None:
        return asked
    others = asked.choices[:-1]
    is_there = any(choice.patient_id == about.patient_id for choice in others)
    without = () if is_there else (Choice(words=f"{about.name}, without '{asked.typed}'", instead=""),)
    said = f"This is for {about.name}. {asked.sentence}"
    return replace(asked, sentence=said, choices=(*others, *without, _kept_for(about, asked.typed)))


def _kept_for(who: PatientInBed, typed: str) -> Choice:
    return Choice(words=f"{who.name}, with '{typed}' in the title")


def _bed_of(one: PatientInBed) -> str:
    """`bed 7`, as a patient's shown name ends with it; nothing where they have no bed."""
    last = one.name.rpartition(", ")[2]
    return last if last.startswith("bed ") else ""


def _nobody_in(labels: Sequence[str]) -> str:
    named = [label.upper() for label in labels]
    listed = f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else named[0]
    return f"On this ward nobody is in bed{'s' if len(named) > 1 else ''} {listed}."
