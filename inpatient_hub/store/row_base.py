"""What every table shares: how keys, references, flags and rules are written down."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Boolean, CheckConstraint, ForeignKey, Index, Integer, MetaData, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from inpatient_hub.store.allowed_values import one_of
from inpatient_hub.store.column_types import IDENTIFIER, UtcDateTime

_SEQUENCE = BigInteger().with_variant(Integer(), "sqlite")


class Base(DeclarativeBase):
    """What all tables share: rules named alike on both engines, and one type for each kind of value."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime(), str: Text()}  # noqa: RUF012 - SQLAlchemy reads it here


def key() -> Mapped[str]:
    """The opaque id of a record."""
    return mapped_column(IDENTIFIER, primary_key=True)


def reference(column: str) -> Mapped[Any]:
    """A column that names a record of another table. Nothing is ever removed with what it names."""
    return mapped_column(IDENTIFIER, ForeignKey(column))


def sequence() -> Mapped[int]:
    """A number that counts up as rows are added."""
    return mapped_column(_SEQUENCE, primary_key=True, autoincrement=True)


def place_in_chain() -> Mapped[int]:
    """A number without gaps, that whoever adds the row gives."""
    return mapped_column(_SEQUENCE, primary_key=True, autoincrement=False)


def flag(name: str) -> Mapped[bool]:
    """Yes or no."""
    return mapped_column(Boolean(create_constraint=True, name=name))


def record_rules(**values: type[StrEnum]) -> tuple[CheckConstraint, ...]:
    """The rules of a table of versioned records, and the values its columns may hold; SQLite checks no type itself."""
    return (
        CheckConstraint("length(id) = 32", name="id"),
        CheckConstraint("version >= 1", name="version"),
        *(CheckConstraint(one_of(column, kind), name=column) for column, kind in values.items()),
    )


def partial(name: str, *columns: str, where: str) -> Index:
    """An index over the rows that meet a condition."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))
