"""Reads the audit trail for its check, entry by entry in the order of their numbers."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    Select,
    Text,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    select,
    text,
)

from inpatient_hub.domain.audit_chain import EMPTY, Entry, Head
from inpatient_hub.domain.audit_pages import JoinedPage, Quick
from inpatient_hub.store.fixed import Fixed
from inpatient_hub.store.records import table_of
from inpatient_hub.store.rows import AuditEventRow
from inpatient_hub.store.transaction import Transaction

events = table_of(AuditEventRow)

# SQLite prepares a statement anew each time its limit is bound, which takes longer than to find the last entry.
_HEAD = Fixed(select(events.c.seq, events.c.hash).order_by(events.c.seq.desc()).limit(literal_column("1")))
_AS_HASHED = {
    "sqlite": literal_column("audit_events.at"),
    "postgresql": func.to_char(events.c.at, 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'),
}
"""The moment as the text that is hashed; sessions on a server are in UTC."""


def _raw(dialect: str) -> Select[Any]:
    columns = [_AS_HASHED[dialect] if name == "at" else events.c[name] for name in Entry._fields]
    if dialect == "sqlite":
        # Whatever a file holds instead of text is read as the bytes that are hashed of it.
        columns = [column if column is events.c.seq else cast(column, LargeBinary) for column in columns]
    return select(*columns).where(events.c.seq > bindparam("after")).order_by(events.c.seq).limit(bindparam("limit"))


def _quick() -> Select[Any]:
    """The hash of each entry, and the bytes that it is of, put together by a server. See `as_hashed`."""
    at, e = _AS_HASHED["postgresql"], events.c
    patient = func.coalesce(_text('"') + e.patient_id + _text('"'), _text("null"))
    begins = _text('{"id":"') + e.id + _text('","patient":') + patient + _text(",")
    who = func.coalesce(e.actor_id, _text(""))
    parts = (_text("hub-audit-1"), e.seq, at, who, e.action, e.kind, e.entity_id, e.body, e.prev)
    said = func.concat_ws(func.chr(31), *parts)
    return (
        select(
            case((func.strpos(e.body, begins) == 1, e.hash), else_=_text("")),
            func.convert_to(said, _text("UTF8")),
        )
        .where(e.seq > bindparam("after"))
        .order_by(e.seq)
        .limit(bindparam("limit"))
    )


def _text(words: str) -> ColumnElement[str]:
    """A fixed text within a statement."""
    return literal_column(f"'{words}'", Text())


_JOINED = Fixed(
    # A walk by number gives the entries in their order; in any other order they would not follow on each other.
    text(
        r"""
        SELECT count(*), max(seq),
            sum(instr(body, iif(patient_id IS NULL, concat('{"id"\:"', id, '","patient"\:null,'),
                concat('{"id"\:"', id, '","patient"\:"', patient_id, '",'))) = 1),
            CAST(group_concat(hash, x'1e') AS BLOB),
            CAST(group_concat(concat_ws(x'1f', 'hub-audit-1', seq, at, coalesce(actor_id, ''), action, kind, entity_id,
                body, prev), x'1e') AS BLOB)
        FROM audit_events NOT INDEXED WHERE seq > :after AND seq <= :until
        """
    )
)
"""A page of entries as a `JoinedPage` has them, put together by the database: the program then makes no more of a
hundred thousand entries than it has to hash."""


def _joined_page(row: Sequence[Any]) -> JoinedPage:
    count, last, agreeing, hashes, said = row
    return JoinedPage(count=count, last=last or 0, agreeing=agreeing or 0, hashes=hashes or b"", said=said or b"")


_SENT = 5_000

_QUICK = _quick()
_RAW = {dialect: _raw(dialect) for dialect in _AS_HASHED}


def head_of(transaction: Transaction, asked: Any = _HEAD) -> Head:
    """The last entry of the chain."""
    row = transaction.row(asked)
    return Head._make(row) if row else EMPTY


def entries(transaction: Transaction, after: int, limit: int) -> Sequence[Sequence[Any]]:
    """So many entries after this number, in the order of their numbers, each with the parts of `Entry` as they
    are kept."""
    rows = transaction.bare_rows(_RAW[transaction.dialect], after=after, limit=limit)
    return [[_as_text(value) for value in row] for row in rows] if transaction.dialect == "sqlite" else rows


def _as_text(value: Any) -> Any:
    """What somebody made of a text may be none any more; its hash tells."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def hashed(transaction: Transaction, after: int, at_once: int) -> Iterator[Sequence[Quick]]:
    """All entries after this number, so many at a time, in the form in which they are checked quickly."""
    if transaction.dialect == "sqlite":
        return _joined(transaction, after, at_once)
    return _sent(transaction, after, at_once)


def _joined(transaction: Transaction, after: int, at_once: int) -> Iterator[JoinedPage]:
    """From a file, joined there. Each page is of so many numbers, and proves itself in the thread that read it."""
    end = head_of(transaction).seq
    # One after the other: whoever meets a gap, however wide, asks for no more.
    asked = ({"after": first, "until": min(first + at_once, end)} for first in range(after, end, at_once))
    return transaction.answers(_JOINED, asked, _joined_page)


def _sent(transaction: Transaction, after: int, at_once: int) -> Iterator[Sequence[Quick]]:
    """From a server, so many entries with each question: it sends all of them before the first is seen."""
    count = _SENT
    while count == _SENT:
        count = 0
        for page in transaction.bare_pages(_QUICK, at_once, after=after, limit=_SENT):
            yield page
            count += len(page)
        after += count  # whoever meets a gap in the numbers stops there
