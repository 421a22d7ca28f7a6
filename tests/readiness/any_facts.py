"""Any facts at all: a hypothesis strategy made from the models themselves, so that a new field is in it at once."""

import types
from datetime import UTC, date, datetime
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, MaxLen
from hypothesis import strategies as st
from pydantic import AwareDatetime, BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from inpatient_hub.domain.readiness_facts import Facts

_MOST_ITEMS = 3


def any_of(model: type[BaseModel]) -> st.SearchStrategy[Any]:
    """Any value of a model: each field left at its default or filled with whatever it takes."""
    return st.fixed_dictionaries(
        {name: _any_field(about) for name, about in model.model_fields.items() if about.is_required()},
        optional={name: _any_field(about) for name, about in model.model_fields.items() if not about.is_required()},
    ).map(lambda values: model(**values))


def any_facts() -> st.SearchStrategy[Facts]:
    """Any facts that a file could hold."""
    return any_of(Facts)


def _any_field(about: FieldInfo) -> st.SearchStrategy[Any]:
    return _any(about.annotation, tuple(about.metadata))


def _any(kind: Any, limits: tuple[Any, ...] = ()) -> st.SearchStrategy[Any]:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        more = tuple(found for limit in inner[1:] for found in _limits(limit))
        return _any(inner[0], (*more, *limits))
    if origin in (Union, types.UnionType):
        return st.one_of(*(_any(one, limits) for one in inner))
    if origin is Literal:
        return st.sampled_from(inner)
    if origin is tuple:
        most = min(_limit(limits, MaxLen, "max_length", _MOST_ITEMS), _MOST_ITEMS)
        return st.lists(_any(inner[0]), max_size=most).map(tuple)
    if origin is dict:
        return st.dictionaries(_any(inner[0]), _any(inner[1]), max_size=_MOST_ITEMS)
    return _any_plain(kind, limits)


def _any_plain(kind: Any, limits: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind is int:
        return st.integers(_limit(limits, Ge, "ge", -(10**9)), _limit(limits, Le, "le", 10**9))
    if kind is float:
        low = _limit(limits, Ge, "ge", _limit(limits, Gt, "gt", -1e9))
        above = any(isinstance(limit, Gt) for limit in limits)
        return st.floats(low, _limit(limits, Le, "le", 1e9), allow_nan=False, exclude_min=above)
    if kind is str:
        return st.text(max_size=min(_limit(limits, MaxLen, "max_length", 30), 30))
    return st.sampled_from(kind) if issubclass(kind, Enum) else any_of(kind)


_MOMENTS = st.integers(946_684_800, 7_258_118_400).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
"""From 2000 to 2200."""

_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    AwareDatetime: _MOMENTS,
    datetime: _MOMENTS,
    date: st.dates(),
    bool: st.booleans(),
    type(None): st.none(),
}


def _limits(limit: Any) -> tuple[Any, ...]:
    if isinstance(limit, FieldInfo):
        return tuple(limit.metadata)
    if isinstance(limit, StringConstraints):
        return (MaxLen(limit.max_length),) if limit.max_length is not None else ()
    return (limit,)


def _limit(limits: tuple[Any, ...], kind: type, name: str, usual: Any) -> Any:
    return next((getattr(limit, name) for limit in limits if isinstance(limit, kind)), usual)
