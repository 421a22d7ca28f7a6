"""How moments, ids, sort keys and small structures are kept, the same on SQLite and PostgreSQL."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from inpatient_hub.domain.json_text import writer
from inpatient_hub.store.errors import StoreBug


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware, in UTC. Text of one width on SQLite, so that it sorts; `timestamptz` on PostgreSQL.

    A datetime without a zone is refused with StoreBug: which moment it means would be a guess.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text where the database has no type for moments."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any]:
        """Makes of a moment what the database keeps."""
        return _to_text if dialect.name == "sqlite" else _to_utc

    def result_processor(self, dialect: Dialect, _coltype: object) -> Callable[[Any], datetime | None]:
        """Makes the moment again; the bare function is what keeps long lists quick."""
        return _from_text if dialect.name == "sqlite" else _in_utc


class AsKept(TypeDecorator[Any]):
    """A moment as the audit trail shows it: on SQLite the very text that is kept, which may be no moment at all."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text where the database has no type for moments."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def result_processor(self, dialect: Dialect, _coltype: object) -> Callable[[Any], Any] | None:
        """Leaves a text as it is."""
        return None if dialect.name == "sqlite" else _in_utc


class Structure(TypeDecorator[Any]):
    """A small structure as JSON. Kept as text on SQLite, where a column called JSON would turn some of it into numbers,
    and as plain JSON on PostgreSQL, as JSONB would reorder it and refuse some text."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text where the database has no type for JSON."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else JSON())

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """Makes of a structure what the database keeps."""
        return _encode if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Makes the structure again."""
        return _from_json if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _to_utc(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise StoreBug("A moment without a time zone cannot be stored.")
    return value if value.tzinfo is UTC else value.astimezone(UTC)


def _to_text(value: datetime | None) -> str | None:
    moment = _to_utc(value)
    return moment.isoformat(timespec="microseconds") if moment is not None else None


def _from_text(kept: Any) -> datetime | None:
    return datetime.fromisoformat(kept) if kept is not None else None


def _in_utc(kept: Any) -> datetime | None:
    return kept.astimezone(UTC) if kept is not None else None


NOT_NONE: Mapping[Callable[..., Any], Callable[..., Any]] = {_from_text: datetime.fromisoformat}
"""The same as what makes a value again, for one that is not None: a week of the diary holds thousands of moments."""


_encode = writer()

_decode = json.JSONDecoder().raw_decode


def _from_json(kept: str) -> Any:
    # A list of patients is read often: most have no alerts, and json.loads takes twice as long as the decoder in it.
    if kept == "[]":
        return []
    structure, end = _decode(kept)
    if end != len(kept):
        raise ValueError("A structure in the store goes on after its end.")
    return structure


IDENTIFIER = String(32).with_variant(String(32, collation="C"), "postgresql")
"""An opaque id of 32 hexadecimal digits. Sorted by its bytes on either engine, as pages of a list depend on it."""

SORT_KEY = Text().with_variant(Text(collation="C"), "postgresql")
"""Folded text that is compared letter by letter on either engine, whatever the server's language."""
