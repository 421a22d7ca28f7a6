"""Checks a note template by itself: its fields, their blanks, and the text they go into."""

from collections.abc import Iterator
from datetime import date

from inpatient_hub.content.faults import Fault, repeated, unknown
from inpatient_hub.content.problems import KeyPath
from inpatient_hub.content.rendering import CHOSEN, PATIENT, PATIENT_PARTS, TemplateMistake
from inpatient_hub.content.template_text import FILTERS, NameUsed, names_used
from inpatient_hub.domain.note_answers import words_for
from inpatient_hub.domain.note_templates import (
    ContactField,
    DateField,
    FieldSpec,
    PatientField,
    PickOneField,
    PickSeveralField,
    StaffField,
    StepField,
    TemplateSpec,
    TimeField,
    YesNoField,
)
from inpatient_hub.domain.note_text import blanks_in

_RESERVED = frozenset(
    f"{CHOSEN} {PATIENT} and elif else event_date event_time false if in is none not or self super true".split()
)
"""Names of the template language, and of the two questions that every note asks anyway."""


def template_faults(template: TemplateSpec) -> Iterator[Fault]:
    """What is wrong with a template's fields and text, whatever workflow it is used in."""
    yield from repeated(((("fields", n, "id"), field.id) for n, field in enumerate(template.fields)), "field")
    for place, field in enumerate(template.fields):
        yield from _field_faults(template, place, field)
    yield from _bracket_faults(template)
    yield from _text_faults(template)


def _field_faults(template: TemplateSpec, place: int, field: FieldSpec) -> Iterator[Fault]:
    here: KeyPath = ("fields", place)
    if field.id in _RESERVED:
        yield Fault((*here, "id"), f"'{field.id}' has a meaning of its own in the text.", "Choose another id.")
    if isinstance(field, PickOneField | PickSeveralField):
        yield from repeated(
            (((*here, "options", i, "id"), option.id) for i, option in enumerate(field.options)), "option"
        )
    yield from _default_faults((*here, "default"), field)
    yield from _only_if_faults(template, place, field)


def _default_faults(path: KeyPath, field: FieldSpec) -> Iterator[Fault]:
    if not field.default:
        return
    if isinstance(field, TimeField | StepField | StaffField | PatientField | ContactField):
        yield Fault(path, f"A field of the kind '{field.kind}' has no default.", "It is asked, never guessed.")
    elif isinstance(field, PickOneField):
        yield from unknown(path, field.default, [option.id for option in field.options], "an option of this field")
    elif isinstance(field, DateField) and field.default == "today":
        return
    elif isinstance(field, YesNoField):
        yield from unknown(path, field.default, ["yes", "no"], "an answer to this field")
    elif isinstance(field, DateField) and not _is_day(field.default):
        yield Fault(path, f"'{field.default}' is not a day.", "Write 'today', or a day as 2026-11-20.")
    elif words_for(field, [field.default] if isinstance(field, PickSeveralField) else field.default) == ("", ""):
        yield Fault(path, f"'{field.default}' is no answer to this field.")


def _is_day(words: str) -> bool:
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True


def _only_if_faults(template: TemplateSpec, place: int, field: FieldSpec) -> Iterator[Fault]:
    earlier = {other.id: other for other in template.fields[:place]}
    for name, wanted in field.only_if.items():
        path: KeyPath = ("fields", place, "only_if", name)
        yield from unknown(path, name, earlier, "a field above this one")
        other = earlier.get(name)
        if other is None:
            continue
        if not isinstance(other, PickOneField | YesNoField | StepField | StaffField | PatientField | ContactField):
            yield Fault(path, f"Nothing is chosen in '{name}', so it cannot decide.", "Use a pick_one or yes_no field.")
        if not wanted:
            yield Fault(path, "This list is empty, so the field would never be asked.")
        known = _choices(other)
        for i, one in enumerate(wanted if known else ()):
            yield from unknown((*path, i), one, known, f"an option of '{name}'")


def _choices(field: FieldSpec) -> list[str]:
    """The ids that can be chosen in a field; empty when only the day's data can say."""
    if isinstance(field, PickOneField):
        return [option.id for option in field.options]
    return ["yes", "no"] if isinstance(field, YesNoField) else []


def _bracket_faults(template: TemplateSpec) -> Iterator[Fault]:
    """A blank that copying would not notice, or that stands for two fields."""
    seen: dict[str, str] = {}
    for place, field in enumerate(template.fields):
        if not field.required:
            continue
        path: KeyPath = ("fields", place, "blank" if field.blank else "label")
        if blanks_in(field.bracket) != (field.bracket,):
            yield Fault(path, f"The blank {field.bracket} would not be seen as one.", "Use capital letters.")
        if field.bracket in seen:
            yield Fault(path, f"The blank {field.bracket} is that of '{seen[field.bracket]}' too.", "Name it apart.")
        seen.setdefault(field.bracket, field.id)


def _text_faults(template: TemplateSpec) -> Iterator[Fault]:
    try:
        used = names_used(template.text)
    except TemplateMistake as mistake:
        hint = f"A text holds fields in {{{{ }}}}, 'if' in {{% %}}, and these filters: {', '.join(FILTERS)}."
        yield Fault(("text",), f"The text cannot be used: {mistake.sentence}.", hint, mistake.line)
        return
    ids = [field.id for field in template.fields]
    for name in dict.fromkeys(used):
        yield from _name_faults(name, ids)
    mentioned = {name.part if name.name == CHOSEN else name.name for name in used}
    mentioned |= {other for field in template.fields for other in field.only_if}
    for place, field in enumerate(template.fields):
        if field.id not in mentioned:
            hint = "Put it into the text, or delete it."
            yield Fault(("fields", place, "id"), f"'{field.id}' is asked and then not used in the text.", hint)


def _name_faults(name: NameUsed, ids: list[str]) -> Iterator[Fault]:
    known = {CHOSEN: ids, PATIENT: list(PATIENT_PARTS)}.get(name.name)
    if known is None:
        faults = unknown(("text",), name.name, ids, "a field of this template")
    elif name.part:
        faults = unknown(("text",), name.part, known, f"a part of '{name.name}'")
    else:
        faults = iter([Fault(("text",), f"'{name.name}' stands alone.", f"Name a part: {name.name}.{known[0]}.")])
    for fault in faults:
        yield Fault(fault.path, fault.sentence, fault.hint, name.line)
