"""Any facts at all: a hypothesis strategy made from the models themselves, so that a new field is in it at once."""

import types
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, MaxLen
from hypothesis import strategies as st
from pydantic import AwareDatetime, BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from inpatient_hub.domain.readiness_facts import Facts

_MOST_ITEMS = 3

Likely = Mapping[str | type, Sequence[Any]]
"""Numbers and words that are to come up often beside all others: by the name of a field, else by `int` or `str`. What
a field does not take is left out."""


def any_of(model: type[BaseModel], likely: Likely | None = None) -> st.SearchStrategy[Any]:
    """Any value of a model: each field left at its default or filled with whatever it takes."""
    values = _Values(likely or {})
    made = {name: values.of(name, about) for name, about in model.model_fields.items()}
    required = {name: made[name] for name, about in model.model_fields.items() if about.is_required()}
    optional = {name: made[name] for name in made if name not in required}
    return st.fixed_dictionaries(required, optional=optional).map(lambda values: model(**values))


def any_facts(likely: Likely | None = None) -> st.SearchStrategy[Facts]:
    """Any facts that a file could hold."""
    return any_of(Facts, likely)


class _Values:
    """Makes the values of fields."""

    def __init__(self, likely: Likely) -> None:
        self._likely = likely

    def of(self, name: str, about: FieldInfo) -> st.SearchStrategy[Any]:
        """Whatever one field takes."""
        return self._any(name, about.annotation, tuple(about.metadata))

    def _any(self, name: str, kind: Any, limits: tuple[Any, ...] = ()) -> st.SearchStrategy[Any]:
        origin, inner = get_origin(kind), get_args(kind)
        if origin is Annotated:
            more = tuple(found for limit in inner[1:] for found in _limits(limit))
            return self._any(name, inner[0], (*more, *limits))
        if origin in (Union, types.UnionType):
            return st.one_of(*(self._any(name, one, limits) for one in inner))
        if origin is Literal:
            return st.sampled_from(inner)
        if origin is tuple:
            most = min(_limit(limits, MaxLen, "max_length", _MOST_ITEMS), _MOST_ITEMS)
            return st.lists(self._any(name, inner[0]), max_size=most).map(tuple)
        if origin is dict:
            return st.dictionaries(self._any(name, inner[0]), self._any(name, inner[1]), max_size=_MOST_ITEMS)
        return self._any_plain(name, kind, limits)

    def _any_plain(self, name: str, kind: Any, limits: tuple[Any, ...]) -> st.SearchStrategy[Any]:
        if kind in _PLAIN:
            return _PLAIN[kind]
        likely = self._likely.get(name, self._likely.get(kind, ()))
        if kind is int:
            low, high = _limit(limits, Ge, "ge", -(10**9)), _limit(limits, Le, "le", 10**9)
            return _some([one for one in likely if low <= one <= high]) | st.integers(low, high)
        if kind is float:
            low = _limit(limits, Ge, "ge", _limit(limits, Gt, "gt", -1e9))
            above = any(isinstance(limit, Gt) for limit in limits)
            return st.floats(low, _limit(limits, Le, "le", 1e9), allow_nan=False, exclude_min=above)
        if kind is str:
            most = min(_limit(limits, MaxLen, "max_length", 30), 30)
            return _some([one for one in likely if len(one) <= most]) | st.text(max_size=most)
        return st.sampled_from(kind) if issubclass(kind, Enum) else any_of(kind, self._likely)


_MOMENTS = st.integers(946_684_800, 7_258_118_400).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
"""From 2000 to 2200."""

_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    AwareDatetime: _MOMENTS,
    datetime: _MOMENTS,
    date: st.dates(),
    bool: st.booleans(),
    type(None): st.none(),
}


def _some(values: Sequence[Any]) -> st.SearchStrategy[Any]:
    return st.sampled_from(values) if values else st.nothing()


def _limits(limit: Any) -> tuple[Any, ...]:
    if isinstance(limit, FieldInfo):
        return tuple(limit.metadata)
    if isinstance(limit, StringConstraints):
        return (MaxLen(limit.max_length),) if limit.max_length is not None else ()
    return (limit,)


def _limit(limits: tuple[Any, ...], kind: type, name: str, usual: Any) -> Any:
    return next((getattr(limit, name) for limit in limits if isinstance(limit, kind)), usual)
