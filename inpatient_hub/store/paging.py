"""Parts of long lists: says where one part ended, so that the next begins there however the list has changed."""

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_
from sqlalchemy.sql.elements import KeyedColumnElement


def cursor_after(order: str, keys: Sequence[str]) -> str:
    """An opaque cursor behind the item with these sort keys, in a list sorted by `order`."""
    return base64.urlsafe_b64encode(json.dumps([order, *keys]).encode()).decode()


def keys_of(cursor: str, order: str, count: int) -> list[str]:
    """The sort keys in a cursor. Raises ValueError when it belongs to a list sorted in another way."""
    try:
        kept = json.loads(base64.urlsafe_b64decode(cursor))
    except (binascii.Error, ValueError):
        kept = None
    if not isinstance(kept, list) or len(kept) != count + 1 or kept[0] != order:
        raise ValueError("This cursor belongs to another list.")
    return kept[1:]


def key_name(position: int) -> str:
    """Name of the parameter that carries one sort key."""
    return f"after_{position}"


def behind(columns: Sequence[KeyedColumnElement[Any]], *, descending: bool = False) -> ColumnElement[bool]:
    """The condition that a row comes behind the sort keys `after_0`, `after_1` and so on.

    A comparison of whole tuples would be shorter, and is not known to every database; the bound on the first column
    alone lets an index be entered at the right place.
    """
    first, *rest = columns
    value = bindparam(key_name(0), type_=first.type)
    reached = first <= value if descending else first >= value
    return and_(reached, _strictly(columns, 0, descending=descending)) if rest else _past(first, value, descending)


def _strictly(columns: Sequence[KeyedColumnElement[Any]], position: int, *, descending: bool) -> ColumnElement[bool]:
    column = columns[position]
    value = bindparam(key_name(position), type_=column.type)
    past = _past(column, value, descending)
    if position == len(columns) - 1:
        return past
    return or_(past, and_(column == value, _strictly(columns, position + 1, descending=descending)))


def _past(column: KeyedColumnElement[Any], value: Any, descending: bool) -> ColumnElement[bool]:
    past: ColumnElement[bool] = column < value if descending else column > value
    return past
