"""Reads the answers that a note is rendered from, checks them all, and tells everything that is wrong at once."""

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inpatient_hub.cli.field_answers import field_mistake
from inpatient_hub.content.definition import Definition
from inpatient_hub.content.problems import did_you_mean, shown
from inpatient_hub.domain.directory import Directory
from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.note_templates import TemplateSpec
from inpatient_hub.domain.runs import AnswerValue
from inpatient_hub.services.answers import resolved
from inpatient_hub.services.note_previews import EVENT_DATE, EVENT_TIME

_MOST_CHARACTERS = 2_000_000
"""Far more than the answers of any note take."""
_KEYS = (EVENT_DATE, EVENT_TIME, "steps", "fields")


class AnswersNotUsable(HubError):
    """The answers cannot be used. `lines` holds everything that is wrong, each with its place."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.lines = tuple(problems)
        count = len(self.lines)
        super().__init__(
            "The answers cannot be used",
            f"{'One thing is' if count == 1 else f'{count} things are'} wrong in the file.",
            remedy="Put this right and try again:",
        )


@dataclass(frozen=True, slots=True)
class Answered:
    """Answers as they are kept: of the workflow's steps by step id, and of the note's own form by field id."""

    steps: Mapping[str, AnswerValue]
    values: Mapping[str, AnswerValue]


def read_answers(path: str) -> dict[str, Any]:
    """The JSON object in a file; `-` is standard input. Raises HubError when it cannot be read as one."""
    try:
        found = json.loads(_text_of(path))
    except json.JSONDecodeError as error:
        raise _unreadable(f"Line {error.lineno}, column {error.colno} is not JSON.") from None
    except UnicodeDecodeError:
        raise _unreadable("The file is not UTF-8 text.") from None
    except RecursionError:
        raise _unreadable("Too many brackets stand inside one another.") from None
    except ValueError:
        raise _unreadable("A number in it is far too long.") from None
    except OSError as error:
        raise _unreadable(f"{error.strerror or 'It cannot be opened'}: {path}.") from None
    if not isinstance(found, dict):
        raise _unreadable("The file must hold a JSON object.")
    return found


def _text_of(path: str) -> str:
    if path == "-":
        text = sys.stdin.read(_MOST_CHARACTERS + 1)
    else:
        with Path(path).open(encoding="utf-8-sig") as file:
            text = file.read(_MOST_CHARACTERS + 1)
    if len(text) > _MOST_CHARACTERS:
        raise _unreadable(f"The file is longer than {_MOST_CHARACTERS // 1_000_000} million characters.")
    return text


def _unreadable(why: str) -> HubError:
    return HubError(
        "The answers cannot be read", why, remedy="See 'inpatient-hub note render --help' for what the file holds."
    )


def checked(raw: Mapping[str, Any], definition: Definition, template: TemplateSpec, directory: Directory) -> Answered:
    """The answers of a file as a run would keep them. Raises AnswersNotUsable with every problem."""
    unknown = [key for key in raw if key not in _KEYS]
    problems = [f"'{shown(key)}': no such key. {did_you_mean(key, _KEYS, listing='Keys')}" for key in unknown]
    steps = _steps(_object(raw, "steps", problems), definition, directory, problems)
    fields = _object(raw, "fields", problems)
    given = {f"fields.{shown(field_id)}": (field_id, value) for field_id, value in fields.items()}
    given |= {key: (key, raw[key]) for key in (EVENT_DATE, EVENT_TIME) if raw.get(key) is not None}
    values = _values(given, template, problems)
    if problems:
        raise AnswersNotUsable(problems)
    return Answered(steps, values)


def _object(raw: Mapping[str, Any], key: str, problems: list[str]) -> Mapping[str, Any]:
    found = raw.get(key)
    if found is None:
        return {}
    if not isinstance(found, dict):
        problems.append(f"{key}: a JSON object belongs here.")
        return {}
    return found


def _steps(
    raw: Mapping[str, Any], definition: Definition, directory: Directory, problems: list[str]
) -> dict[str, AnswerValue]:
    known = {step.id: step for step in definition.workflow.steps}
    kept: dict[str, AnswerValue] = {}
    for step_id, value in raw.items():
        place = f"steps.{shown(step_id)}"
        if step_id not in known:
            problems.append(f"{place}: no such step. {did_you_mean(step_id, known, listing='Steps')}")
        elif not _is_answer(value):
            problems.append(f"{place}: {_NO_ANSWER}")
        else:
            try:
                kept[step_id] = resolved(known[step_id], value, directory)
            except InvalidAnswer as refused:
                problems.append(f"{place}: {refused.message} {refused.remedy}")
    return {step_id: value for step_id, value in kept.items() if value is not None}


def _values(
    given: Mapping[str, tuple[str, Any]], template: TemplateSpec, problems: list[str]
) -> dict[str, AnswerValue]:
    """The answers of the note's own form; `given` is (field id, value) by the place in the file."""
    kept: dict[str, AnswerValue] = {}
    for place, (field_id, value) in given.items():
        mistake = field_mistake(template, field_id, value) if _is_answer(value) else _NO_ANSWER
        if mistake:
            problems.append(f"{place}: {mistake}")
        elif value is not None:
            kept[field_id] = value
    return kept


_NO_ANSWER = "an answer is words, a number, true or false, a list of words, or an object of words."


def _is_answer(value: Any) -> bool:
    if isinstance(value, list):
        return all(isinstance(one, str) for one in value)
    if isinstance(value, dict):
        return all(isinstance(one, str) for one in value.values())
    return value is None or isinstance(value, str | int | float | bool)
