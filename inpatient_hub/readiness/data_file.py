"""Reads the program's own lists and a trust's own file about readiness, and refuses what is damaged or hostile."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from inpatient_hub.content.problems import KeyPath, Problem, did_you_mean, key_words, shown
from inpatient_hub.domain.errors import HubError
from inpatient_hub.host.resources import resource_path
from inpatient_hub.readiness.profiles import Spec

LARGEST_FILE = 250_000
"""Bytes. The largest list that ships is about a tenth of this."""

DEEPEST = 12
"""Levels of tables and lists inside one another."""

_MOST_TOLD = 100

S = TypeVar("S", bound=Spec)


class ReadinessDataError(HubError):
    """A list or profile about readiness cannot be used. `problems` holds everything that is wrong, with its place."""

    def __init__(self, problems: Sequence[Problem], *, own: bool = False) -> None:
        count = len(problems)
        title = "Your trust's own readiness file cannot be used" if own else "The readiness lists cannot be used"
        again = "Put it right, or take the file away." if own else "Install Inpatient Hub again."
        super().__init__(
            title,
            f"{count} {'problem was' if count == 1 else 'problems were'} found. {_listed(problems)}",
            remedy=f"{again} If it stays, show this list to whoever looks after the program.",
        )
        self.problems = tuple(problems)


def _listed(problems: Sequence[Problem], most: int = 5) -> str:
    more = [f"And {len(problems) - most} more."] if len(problems) > most else []
    return " ".join([*(str(problem) for problem in problems[:most]), *more])


@dataclass(slots=True)
class Problems:
    """Collects what is wrong in several files, so that all of it can be told at once."""

    found: list[Problem] = field(default_factory=list)

    def note(self, file: str, path: KeyPath, sentence: str, hint: str = "") -> None:
        """One thing wrong at a key of a file."""
        if len(self.found) < _MOST_TOLD:
            self.found.append(Problem(file, 0, key_words(path), sentence, hint))

    def raise_any(self, *, own: bool = False) -> None:
        """Raise ReadinessDataError with everything that was noted, if anything was."""
        if self.found:
            raise ReadinessDataError(self.found, own=own)


def shipped_folder() -> Path:
    """The folder of the lists that ship with the program. Raises ReadinessDataError when the installation lacks it."""
    try:
        return resource_path("readiness")
    except FileNotFoundError as error:
        raise ReadinessDataError([Problem("readiness", 0, "", str(error))]) from None


def read_toml(path: Path, name: str, problems: Problems) -> dict[str, Any] | None:
    """The tables of one file, `name` in messages; None, with the reason noted, when it cannot be read."""
    try:
        if path.exists() and not path.is_file():
            problems.note(name, (), "This is not a file.")
            return None
        with path.open("rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        problems.note(name, (), f"The file cannot be opened: {error.strerror or 'the computer gave no reason'}.")
        return None
    return parse_toml(raw, name, problems)


def parse_toml(raw: bytes, name: str, problems: Problems) -> dict[str, Any] | None:
    """The tables in the bytes of one file; see `read_toml`."""
    if len(raw) > LARGEST_FILE:
        problems.note(name, (), f"The file is larger than {LARGEST_FILE // 1000} kB.")
        return None
    try:
        data = tomllib.loads(raw.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problems.note(name, (), f"Line {line} holds characters that are not UTF-8.", "Save the file as UTF-8 text.")
    except RecursionError:
        problems.note(name, (), "Too many brackets stand inside one another.")
    except ValueError as error:
        # TOMLDecodeError is one; so is a whole number of thousands of digits, or a day that no calendar has.
        problems.note(name, (), f"This cannot be read as TOML ({shown(error)}).")
    else:
        sentence = _unfit(data)
        if not sentence:
            return data
        problems.note(name, (), sentence)
    return None


def _unfit(data: object) -> str:
    """Why these tables are no honest data, or nothing."""
    level: list[object] = [data]
    for _ in range(DEEPEST):
        if any(isinstance(value, int) and abs(value) >= 2**63 for value in level):
            return "A whole number is larger than TOML allows."
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return ""
    return f"More than {DEEPEST} levels stand inside one another."


def _inside(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def read_model(model: type[S], folder: Path, name: str, problems: Problems) -> S | None:
    """A whole file as a value of the model; None, with everything that is wrong noted, when it is not one."""
    data = read_toml(folder / name, name, problems)
    return None if data is None else fitted(model, data, name, problems)


def fitted(model: type[S], data: object, name: str, problems: Problems, at: KeyPath = ()) -> S | None:
    """`data` as a value of the model; None, with everything that does not fit noted, when it is not one."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            place: KeyPath = tuple(fault["loc"])
            sentence, hint = _words(model, fault, place)
            problems.note(name, (*at, *place), sentence, hint)
        return None


def _words(model: type[Spec], fault: Mapping[str, Any], place: KeyPath) -> tuple[str, str]:
    kind, given, last = fault["type"], fault["input"], place[-1] if place else ""
    if kind == "extra_forbidden":
        return f"'{shown(last)}' is not a known key.", did_you_mean(last, _keys_at(model, place), listing="Known keys")
    if kind == "missing":
        return f"'{shown(last)}' is missing.", ""
    if kind in ("enum", "literal_error"):
        expected = str(fault["ctx"]["expected"]).replace("'", "")
        allowed = [word.strip() for part in expected.split(" or ") for word in part.split(",")]
        return f"'{shown(given)}' cannot stand here.", did_you_mean(given, allowed, listing="Known words")
    if kind == "value_error":
        return str(fault["ctx"]["error"]), ""
    return _value_words(fault), ""


def _keys_at(model: type[Spec], place: KeyPath) -> list[str]:
    fields: Mapping[str, FieldInfo] = model.model_fields
    for part in place[:-1]:
        if part in fields:
            inner = next(iter(_specs_in(fields[str(part)].annotation)), None)
            fields = inner.model_fields if inner else {}
    return list(fields)


def _specs_in(annotation: object) -> Iterator[type[Spec]]:
    if isinstance(annotation, type) and issubclass(annotation, Spec):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _specs_in(inner)


_PLAIN_WORDS = {
    "string_too_short": "This is empty.",
    "string_too_long": "This is longer than {max_length} characters.",
    "string_type": "Words in quotes belong here, not {given}.",
    "too_long": "{max_length} at most may stand here, not {actual_length}.",
    "too_short": "{min_length} or more are needed here, not {actual_length}.",
    "int_type": "A whole number belongs here, not {given}.",
    "int_from_float": "A whole number belongs here, not {given}.",
    "float_type": "A number belongs here, not {given}.",
    "finite_number": "{given} is not a number.",
    "greater_than_equal": "{given} is less than {ge}.",
    "greater_than": "{given} is not more than {gt}.",
    "less_than_equal": "{given} is more than {le}.",
    "bool_type": "Either true or false belongs here, not {given}.",
    "tuple_type": "A list in square brackets belongs here.",
    "dict_type": "A table of keys with values belongs here.",
    "model_type": "A table of keys with values belongs here.",
    "string_pattern_mismatch": "'{given}' has not the form that is wanted here.",
}


def _value_words(fault: Mapping[str, Any]) -> str:
    if fault["type"].startswith("date"):
        return f"'{shown(fault['input'])}' is not a day. Write it as 2026-11-20, without quotes."
    words = _PLAIN_WORDS.get(fault["type"])
    if words is None:
        return f"This does not fit: {shown(fault['msg'])}."
    return words.format_map({**fault.get("ctx", {}), "given": shown(fault["input"])})
