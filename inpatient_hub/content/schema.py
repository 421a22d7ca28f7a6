"""Checks what was read against a definition, and says in plain words what does not fit."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from pydantic import ValidationError

from inpatient_hub.content.problems import KeyPath, Problem, did_you_mean, shown
from inpatient_hub.content.yaml_file import YamlFile
from inpatient_hub.domain.workflows import Spec

S = TypeVar("S", bound=Spec)

_MOST = 100
"""Problems told of one file. Whoever has more is reading the wrong file."""

JsonSchema = Mapping[str, Any]


def fitted(model: type[S], file: YamlFile) -> tuple[S | None, tuple[Problem, ...]]:
    """The definition in `file`, or None and everything that is wrong with it."""
    try:
        return model.model_validate(file.data), ()
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=True)[:_MOST]
        told = (_problem(model, file, fault) for fault in faults if not _follows_from_another(fault, faults))
        return None, tuple(sorted(told, key=lambda problem: problem.line))


def _follows_from_another(fault: Mapping[str, Any], faults: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a list is only too short because its entries are wrong, which is told already."""
    place = fault["loc"]
    return fault["type"] == "too_short" and any(
        other["loc"][: len(place)] == place and len(other["loc"]) > len(place) for other in faults
    )


def _problem(model: type[Spec], file: YamlFile, fault: Mapping[str, Any]) -> Problem:
    location: KeyPath = tuple(fault["loc"])
    path = _path_in_data(file.data, location)
    schema = _schema_of(model)
    sentence, hint = _words(fault, path, _Place(schema, location))
    if fault["type"] in ("union_tag_invalid", "union_tag_not_found"):
        path = (*path, "kind")
    return file.problem(path, sentence, hint)


def _path_in_data(data: object, location: KeyPath) -> KeyPath:
    """The key path without the kinds that pydantic puts into the location of a tagged union."""
    path: list[str | int] = []
    here = data
    for place, part in enumerate(location):
        last = place + 1 == len(location)
        after_index = bool(path) and isinstance(path[-1], int)
        if after_index and not last and isinstance(here, dict) and here.get("kind") == part:
            continue
        path.append(part)
        here = _inside(here, part)
    return tuple(path)


def _inside(value: object, part: str | int) -> object:
    if isinstance(value, dict):
        return value.get(part)
    if isinstance(value, list) and isinstance(part, int) and part < len(value):
        return value[part]
    return None


@cache
def _schema_of(model: type[Spec]) -> JsonSchema:
    return model.model_json_schema()


class _Place:
    """What the definition says about one place: which keys it knows there, and which words."""

    def __init__(self, schema: JsonSchema, location: KeyPath) -> None:
        self._root = schema
        self._location = location

    def keys(self) -> list[str]:
        """The keys known where a key too many was found."""
        return list(self._at(self._location[:-1]).get("properties", {}))

    def allowed(self) -> list[str]:
        """The words allowed here."""
        here = self._at(self._location)
        return [str(word) for word in here.get("enum", [here["const"]] if "const" in here else [])]

    def kinds(self) -> list[str]:
        """The kinds allowed here."""
        return list(self._at(self._location).get("discriminator", {}).get("mapping", {}))

    def is_identifier(self) -> bool:
        """Whether an id is wanted here, rather than a version."""
        return str(self._at(self._location).get("pattern", "")).startswith("^[a-z]")

    def _at(self, location: KeyPath) -> JsonSchema:
        here = self._root
        for part in location:
            here = self._step(self._resolved(here), part)
        return self._resolved(here)

    def _step(self, here: JsonSchema, part: str | int) -> JsonSchema:
        found: JsonSchema = {}
        if isinstance(part, int):
            found = here.get("items", {})
        elif "discriminator" in here:
            found = {"$ref": here["discriminator"]["mapping"].get(part, "")}
        elif part in here.get("properties", {}):
            found = here["properties"][part]
        elif isinstance(here.get("additionalProperties"), dict):
            found = here["additionalProperties"]
        return found

    def _resolved(self, here: JsonSchema) -> JsonSchema:
        name = str(here.get("$ref", "")).rpartition("/")[2]
        found: JsonSchema = self._root.get("$defs", {}).get(name, {}) if "$ref" in here else here
        return found


def _words(fault: Mapping[str, Any], path: KeyPath, place: _Place) -> tuple[str, str]:
    """(sentence, hint) for one fault."""
    kind, given, last = fault["type"], fault["input"], path[-1] if path else ""
    if kind == "extra_forbidden":
        return f"'{shown(last)}' is not a known key.", did_you_mean(last, place.keys(), listing="Known keys")
    if kind == "missing":
        return f"'{shown(last)}' is missing.", ""
    if kind == "union_tag_not_found":
        return "'kind' is missing.", f"Kinds: {', '.join(place.kinds())}."
    if kind == "union_tag_invalid":
        tag = fault["ctx"]["tag"]
        return f"'{shown(tag)}' is not a known kind.", did_you_mean(tag, place.kinds(), listing="Kinds")
    if kind in ("enum", "literal_error") and isinstance(given, str):
        return f"'{shown(given)}' cannot stand here.", did_you_mean(given, place.allowed(), listing="Known words")
    if kind == "string_pattern_mismatch":
        return _pattern_words(given, identifier=place.is_identifier())
    return _value_words(fault), ""


def _pattern_words(given: object, *, identifier: bool) -> tuple[str, str]:
    if identifier:
        hint = "Use small letters, figures and underscores, and begin with a letter."
        return f"'{shown(given)}' cannot be an id.", hint
    return f"'{shown(given)}' is not a version.", "Write it as 1.0."


_PLAIN_WORDS = {
    "string_too_short": "This is empty.",
    "string_too_long": "This is longer than {max_length} characters.",
    "string_type": "Words belong here, not a list or further keys.",
    "too_short": "{min_length} or more are needed here, not {actual_length}.",
    "too_long": "{max_length} at most may stand here, not {actual_length}.",
    "int_parsing": "'{given}' is not a whole number.",
    "int_type": "A whole number belongs here.",
    "float_parsing": "'{given}' is not a number.",
    "float_type": "A number belongs here.",
    "finite_number": "'{given}' is not a number.",
    "greater_than_equal": "'{given}' is less than {ge}.",
    "less_than_equal": "'{given}' is more than {le}.",
    "bool_parsing": "'{given}' is neither true nor false.",
    "bool_type": "Either true or false belongs here.",
    "tuple_type": "A list belongs here: lines that begin with '- '.",
    "dict_type": "Keys with values belong here.",
    "model_type": "Keys with values belong here.",
    "model_attributes_type": "Keys with values belong here.",
}


def _value_words(fault: Mapping[str, Any]) -> str:
    given = fault["input"]
    if given is None:
        return "This is empty."
    if fault["type"].startswith("date"):
        return f"'{shown(given)}' is not a day. Write it as 2026-11-20."
    words = _PLAIN_WORDS.get(fault["type"])
    if words is None:
        return f"This does not fit: {fault['msg']}."
    return words.format_map({**fault.get("ctx", {}), "given": shown(given)})
