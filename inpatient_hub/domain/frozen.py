"""Makes records that never change, many at a time or one from another, several times as quickly as they do it.

What is frozen sets its fields one by one, each by a call. Here it is made as something with the same places that is not
frozen yet, and is a record of its kind from then on.
"""

from collections.abc import Callable, Hashable
from dataclasses import fields, make_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")


def maker(kind: type[T]) -> Callable[..., T]:
    """Makes records of this kind from the values of all their fields, in their order. Only for frozen kinds with slots
    that look at nothing when they are made."""
    known: Any = kind
    unfrozen = _unfrozen(known)

    def made(*values: Any) -> T:
        one: Any = unfrozen(*values)
        one.__class__ = kind
        record: T = one
        return record

    return made


def but(record: T, **changes: Any) -> T:
    """The same record with other values in these fields; such kinds as `maker` makes."""
    kind: Any = type(record)
    unfrozen, values_of = _unfrozen(kind), _values_of(kind)
    one: Any = unfrozen(*values_of(record))
    for name, value in changes.items():
        setattr(one, name, value)
    one.__class__ = kind
    changed: T = one
    return changed


@cache
def _unfrozen(kind: Hashable) -> Callable[..., Any]:
    if not isinstance(kind, type) or hasattr(kind, "__post_init__"):
        raise TypeError("This looks at its values when it is made.")
    names = [field.name for field in fields(kind)]
    return make_dataclass(f"Unfrozen{kind.__name__}", names, slots=True)


@cache
def _values_of(kind: Hashable) -> Callable[[Any], tuple[Any, ...]]:
    known: Any = kind
    return attrgetter(*(field.name for field in fields(known)))
