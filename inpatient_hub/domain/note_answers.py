"""Turns answers into the words of a note, and says which blanks are left."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from inpatient_hub.domain.directory import METHOD_WORDS, Method
from inpatient_hub.domain.legal import legal_status
from inpatient_hub.domain.note_templates import (
    DateField,
    FieldSpec,
    NumberField,
    PickOneField,
    PickSeveralField,
    StepField,
    TemplateSpec,
    TimeField,
    YesNoField,
)
from inpatient_hub.domain.runs import AnswerValue
from inpatient_hub.domain.walk import Answers, missing
from inpatient_hub.domain.workflows import (
    ChoiceStep,
    ConsentStep,
    CriteriaStep,
    LegalStatusStep,
    StepSpec,
)


@dataclass(frozen=True, slots=True)
class NoteWords:
    """The words for each field of a template, ready to be put into its text."""

    words: Mapping[str, str]
    """Field id to words; the bracketed blank where a required one is unanswered; empty where nothing is to be said."""
    chosen: Mapping[str, str]
    """Field id to the id that was chosen, or empty."""
    unanswered: tuple[FieldSpec, ...] = field(default=())
    """Required fields still to be answered, in the template's order."""
    asked: tuple[FieldSpec, ...] = field(default=())
    """Fields that apply on this path and are answered in the note's own form."""


def short_date(day: date) -> str:
    """`20/11/2026`: how the case notes of wards write a day."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def listed(parts: Sequence[str]) -> str:
    """`a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def note_words(
    template: TemplateSpec,
    values: Mapping[str, AnswerValue],
    *,
    steps: Sequence[StepSpec] = (),
    answers: Answers | None = None,
) -> NoteWords:
    """The words of every field of `template`.

    `values` are the answers of the note's own form by field id; `steps` the path the run took, `answers` what was
    answered on it. A field fed by a step that is not on the path is not asked and writes nothing.
    """
    by_step = {step.id: step for step in steps}
    given = answers or {}
    words: dict[str, str] = {}
    chosen: dict[str, str] = {}
    unanswered: list[FieldSpec] = []
    asked: list[FieldSpec] = []
    for spec in template.fields:
        words[spec.id], chosen[spec.id] = "", ""
        if not _applies(spec, chosen, by_step):
            continue
        if isinstance(spec, StepField):
            step = by_step[spec.step]
            said, picked = _from_step(spec, step, given)
            answered = bool(said) if spec.part else (spec.step, "") in given and not missing(step, given)
        else:
            asked.append(spec)
            raw = values.get(spec.id)
            said, picked = words_for(spec, raw)
            answered = bool(said or picked)
        chosen[spec.id] = picked
        if not answered and spec.required:
            unanswered.append(spec)
            said, chosen[spec.id] = spec.bracket, ""
        words[spec.id] = said
    return NoteWords(words, chosen, tuple(unanswered), tuple(asked))


def _applies(spec: FieldSpec, chosen: Mapping[str, str], by_step: Mapping[str, StepSpec]) -> bool:
    if isinstance(spec, StepField) and spec.step not in by_step:
        return False
    return all(chosen.get(other, "") in wanted for other, wanted in spec.only_if.items())


def _from_step(spec: StepField, step: StepSpec, answers: Answers) -> tuple[str, str]:
    """(words, chosen id) that a step's answer gives; both empty when it is unanswered."""
    answer = answers.get((step.id, ""))
    value = answer.value if answer is not None else None
    if isinstance(step, CriteriaStep):
        ticked = value if isinstance(value, list) else []
        return listed([item.writes for item in step.items if item.id in ticked and item.writes]), ""
    if isinstance(value, dict):
        return _from_dict(spec, value)
    if not isinstance(value, str):
        return "", ""
    if isinstance(step, LegalStatusStep):
        status = legal_status(value)
        return (status.words, value) if status else ("", "")
    if isinstance(step, ConsentStep | ChoiceStep):
        option = next((option for option in step.options if option.id == value), None)
        return (option.writes, value) if option else ("", "")
    return "", ""


def _from_dict(spec: StepField, value: Mapping[str, str]) -> tuple[str, str]:
    if spec.part == "method":
        method = value.get("method", "")
        return (METHOD_WORDS[Method(method)] if method in set(Method) else ""), method
    return value.get(spec.part or "name", ""), value.get("id", value.get("contact", ""))


_DAY = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,9})?")
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):?([0-5][0-9])(?::[0-5][0-9])?")


def as_day(raw: AnswerValue) -> date | None:
    """The day that `2026-11-20` names; None for anything else."""
    if not isinstance(raw, str) or not _DAY.fullmatch(raw):
        return None
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return None


def as_time(raw: AnswerValue) -> time | None:
    """The time of day that `14:05`, `9:05` or `1405` names, to the minute; None for anything else, half a time too."""
    found = _TIME.fullmatch(raw.strip()) if isinstance(raw, str) else None
    return time(int(found[1]), int(found[2])) if found else None


def words_for(spec: FieldSpec, raw: AnswerValue) -> tuple[str, str]:
    """(words, chosen id) of one field of the note's own form; both empty when `raw` is no answer to it."""
    if isinstance(spec, YesNoField):
        return _yes_no(spec, raw)
    if isinstance(spec, PickOneField):
        option = next((option for option in spec.options if option.id == raw), None)
        return (option.writes or option.label, option.id) if option else ("", "")
    if isinstance(spec, PickSeveralField):
        return _picked_words(spec, raw), ""
    if isinstance(spec, DateField | TimeField):
        return _moment_words(spec, raw), ""
    if isinstance(spec, NumberField):
        return _number_words(spec, raw), ""
    if isinstance(raw, dict):
        name = raw.get("name", "").strip()
        return (name, raw.get("id", "")) if name else ("", "")
    is_text = isinstance(raw, str | int | float) and not isinstance(raw, bool)
    return (str(raw).strip() if is_text else ""), ""


def _yes_no(spec: YesNoField, raw: AnswerValue) -> tuple[str, str]:
    if raw is True or raw == "yes":
        return spec.yes, "yes"
    if raw is False or raw == "no":
        return spec.no, "no"
    return "", ""


def _picked_words(spec: PickSeveralField, raw: AnswerValue) -> str:
    picked = [raw] if isinstance(raw, str) else raw if isinstance(raw, list) else []
    known = {option.id: option.writes or option.label for option in spec.options}
    if not all(one in known for one in picked):
        return ""
    return listed([words for option, words in known.items() if option in picked])


def _moment_words(spec: DateField | TimeField, raw: AnswerValue) -> str:
    if isinstance(spec, DateField):
        day = as_day(raw)
        return short_date(day) if day else ""
    moment = as_time(raw)
    return moment.strftime("%H:%M") if moment else ""


def _number_words(spec: NumberField, raw: AnswerValue) -> str:
    """The number as it was given: one with more decimals than the field takes is refused, not rounded."""
    given = str(raw).strip()
    if isinstance(raw, bool) or not _NUMBER.fullmatch(given):
        return ""
    number = Decimal(given)
    if number != round(number, spec.decimals):
        return ""
    if (spec.least is not None and number < spec.least) or (spec.most is not None and number > spec.most):
        return ""
    decimals = min(max(-int(number.as_tuple().exponent), 0), spec.decimals)
    return f"{number + 0:.{decimals}f} {spec.unit}".strip()
