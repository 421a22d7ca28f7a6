"""Finds what holds the words someone typed; the one place to change when a full-text index takes over."""

from collections.abc import Sequence

from sqlalchemy import BindParameter, ColumnElement, bindparam, or_
from sqlalchemy.sql.elements import KeyedColumnElement

_ESCAPE = "\\"

_MOST_WORDS = 20
"""More words than anyone types; what a mistaken paste holds beyond them is passed over."""


def sought(terms: Sequence[str]) -> tuple[str, ...]:
    """The different words of a search."""
    return tuple(dict.fromkeys(terms))[:_MOST_WORDS]


def holds_term(position: int, *columns: KeyedColumnElement[str]) -> ColumnElement[bool]:
    """The condition that one of these folded columns holds the search word of this position."""
    word: BindParameter[str] = bindparam(f"term_{position}")
    return or_(*(column.like(word, escape=_ESCAPE) for column in columns))


def term_values(terms: Sequence[str]) -> dict[str, str]:
    """The parameters of the search words, none of which is read as a pattern."""
    return {f"term_{position}": f"%{_plain(term)}%" for position, term in enumerate(terms)}


def _plain(term: str) -> str:
    for sign in (_ESCAPE, "%", "_"):
        term = term.replace(sign, _ESCAPE + sign)
    return term
