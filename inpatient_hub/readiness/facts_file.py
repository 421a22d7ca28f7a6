"""Saves what is known about a computer, and reads it where a help desk wants to judge it again."""

import json
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.readiness_facts import Facts
from inpatient_hub.host.own_files import refuse_own

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

LARGEST_BYTES = 2_000_000
"""Far more than the facts of any computer take, and little enough to read at once."""

_KNOWN_VERSION = 1
_LONGEST_KEY = 80
_SAVE_AGAIN = "Save the facts again on that computer: inpatient-hub check --save-facts FILE"

_REASONS = {
    "missing": "this is missing",
    "extra_forbidden": "this program knows no such key",
    "less_than_equal": "this is more than it can be",
    "less_than": "this is more than it can be",
    "greater_than_equal": "this is less than it can be",
    "greater_than": "this is less than it can be",
    "int_parsing_size": "this is more than it can be",
    "string_too_long": "this is longer than it can be",
    "too_long": "there are more of these than there can be",
    "timezone_aware": "this moment has no time zone",
}
"""What pydantic finds wrong, in words without the value; for the rest its own words are plain enough."""


class FactsFileError(HubError):
    """A file of facts cannot be read or written. Names the file, the key and the reason, never a value."""


def read_facts(path: Path) -> Facts:
    """The facts kept in a file. Raises FactsFileError for a file that is damaged, hostile, far too large, or of a
    version this program does not know; nothing in it is believed before all of it has been checked."""
    content = _bytes_of(path)
    try:
        facts = Facts.model_validate_json(content)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False)
        raise _unusable(path, _first(faults), others=len(faults) - 1) from None
    _refuse_twins(path, content)
    return facts


def write_facts(path: Path, facts: Facts) -> None:
    """Writes the facts to a file, whole or not at all. Raises FactsFileError, and HubError for a place among the
    program's own files."""
    refuse_own(path)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        unfinished.write_bytes(facts.model_dump_json(indent=1).encode() + b"\n")
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise FactsFileError(
            f"The facts were not saved to '{_shown(path.name)}'",
            _in_words(error),
            remedy="Choose another folder or name.",
        ) from None


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.is_file():
            reason = "There is no such file." if not path.exists() else "This is not a file."
            raise FactsFileError(_title(path), reason, remedy="Check the path.")
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise FactsFileError(
            _title(path), _in_words(error), remedy="Check the path, or ask IT for the right."
        ) from None
    if len(content) > LARGEST_BYTES:
        reason = f"The file is larger than {LARGEST_BYTES // 1_000_000} MB, which no computer's facts are."
        raise FactsFileError(_title(path), reason, remedy=_SAVE_AGAIN)
    return content.removeprefix(b"\xef\xbb\xbf")


class _Twin(Exception):
    """A key stands there twice."""


def _refuse_twins(path: Path, content: bytes) -> None:
    """Raises FactsFileError for a key that stands twice in one place: a reader would see one value, and the program
    take the other."""
    try:
        json.loads(content.decode("utf-8"), object_pairs_hook=_without_twins)
    except _Twin as twin:
        reason = f"{_shown(str(twin))}: this stands there twice."
        raise FactsFileError(_title(path), reason, remedy=_SAVE_AGAIN) from None
    except (ValueError, RecursionError):
        raise FactsFileError(_title(path), "It is not JSON.", remedy=_SAVE_AGAIN) from None


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Twin(key)
        found[key] = value
    return found


def _first(faults: "list[ErrorDetails]") -> "ErrorDetails":
    """The fault to tell: a version that is not known explains all the others."""
    return next((one for one in faults if one["loc"] == ("schema_version",)), faults[0])


def _unusable(path: Path, fault: "ErrorDetails", *, others: int) -> FactsFileError:
    if fault["loc"] == ("schema_version",):
        reason = f"schema_version: this program reads version {_KNOWN_VERSION} only."
        return FactsFileError(_title(path), reason, remedy="Use the program that saved it, or a newer one.")
    key = _shown(".".join(str(step) for step in fault["loc"]))
    reason = _REASONS.get(fault["type"], fault["msg"].removeprefix("Invalid JSON: "))
    reason = f"not JSON, {reason}" if fault["type"] == "json_invalid" else reason
    more = f" {others} more {'fault' if others == 1 else 'faults'}." if others else ""
    return FactsFileError(_title(path), f"{key}: {reason}.{more}" if key else f"{reason}.{more}", remedy=_SAVE_AGAIN)


def _title(path: Path) -> str:
    return f"The facts in '{_shown(path.name)}' cannot be used"


def _in_words(error: OSError) -> str:
    return f"{error.strerror or type(error).__name__}."


def _shown(text: str) -> str:
    """A name out of a file, fit to be shown: without control characters, and not without end."""
    plain = re.sub(r"[^ -~\u00a1-\uffff]", "?", text)
    return plain if len(plain) <= _LONGEST_KEY else f"{plain[:_LONGEST_KEY]} and so on"
