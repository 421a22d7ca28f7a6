"""How one thing that cannot be read costs only itself, and how nothing odd becomes a fact."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from pydantic import ValidationError

from inpatient_hub.domain.readiness_facts import FactsModel, Software
from inpatient_hub.readiness.collectors.part import NotAvailable

MOST_WORDS = 400

Value = TypeVar("Value")
Given = ParamSpec("Given")
Model = TypeVar("Model", bound=FactsModel)


def known(read: Callable[Given, Value], *given: Given.args, **named: Given.kwargs) -> Value | None:
    """What `read` gives, or None when Windows lacks it, refuses it, or has something odd in its place."""
    try:
        return read(*given, **named)
    except (OSError, ValueError, NotAvailable):
        return None


def offered(otherwise: str, read: Callable[Given, Value], *given: Given.args, **named: Given.kwargs) -> Value:
    """What `read` gives; where Windows lacks or refuses it, NotAvailable with words for the report."""
    try:
        return read(*given, **named)
    except (OSError, ValueError) as error:
        raise NotAvailable(otherwise) from error


def words(text: str | None) -> str | None:
    """A text fit to show: in one line, without control characters; None when it is empty or absurdly long."""
    if text is None or len(text) > MOST_WORDS:
        return None
    return " ".join("".join(one if one.isprintable() else " " for one in text).split()) or None


def sound(model: type[Model], **values: Any) -> Model:
    """A section of the facts; a value that a fact cannot hold is left out, and the others stay."""
    while True:
        try:
            return model(**values)
        except ValidationError as error:
            unfit = {fault["loc"][0] for fault in error.errors()} & values.keys()
            if not unfit:
                raise
            values = {name: value for name, value in values.items() if name not in unfit}


def software(name: str, version: str | None, detail: str | None = None) -> Software:
    """A program, with what is known of it in words."""
    return Software(name=words(name) or "", version=words(version) or "", detail=words(detail) or "")
