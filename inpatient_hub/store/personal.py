"""Keeps what belongs to one person alone: their filters of the diary, until when they have seen what changed, and what
they were reminded of."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select

from inpatient_hub.domain.errors import NotFound
from inpatient_hub.domain.saved_filters import SavedFilter
from inpatient_hub.store.column_types import UtcDateTime
from inpatient_hub.store.fixed import Fixed
from inpatient_hub.store.records import Records, add_once, table_of
from inpatient_hub.store.reminders import SqlReminders
from inpatient_hub.store.task_rows import SavedFilterRow, SeenRow

_COLUMNS = ("id", "staff_id", "name", "body", "version")


def _filter_from(values: Sequence[Any]) -> SavedFilter:
    return SavedFilter(**dict(zip(_COLUMNS, values, strict=True)))


def _row_of(saved: SavedFilter) -> dict[str, Any]:
    return {name: getattr(saved, name) for name in _COLUMNS} | {"body": dict(saved.body)}


_filters, _seen = table_of(SavedFilterRow), table_of(SeenRow)
_RECORDS = Records(SavedFilterRow, "Filter", columns=_COLUMNS, make=_filter_from)
_OF_PERSON = (
    select(*(_filters.c[name] for name in _COLUMNS))
    .where(_filters.c.staff_id == bindparam("person"))
    .order_by(_filters.c.name, _filters.c.id)
)
_REMOVE = delete(_filters).where(_filters.c.id == bindparam("known_id"), _filters.c.staff_id == bindparam("person"))
_UNTIL = Fixed(select(_seen.c.until).where(_seen.c.id == bindparam("wanted")))
_READ = Fixed(select(_seen.c.id).where(_seen.c.staff_id == bindparam("person")))
_FORGET = delete(_seen).where(
    _seen.c.staff_id == bindparam("person"),
    _seen.c.ward_id == bindparam("ward"),
    _seen.c.id != bindparam("kept"),
    _seen.c.until <= bindparam("moment", type_=UtcDateTime()),
)
_MARK = (
    _seen.update()
    .where(_seen.c.id == bindparam("known_id"), _seen.c.until < bindparam("moment", type_=UtcDateTime()))
    .values(until=bindparam("moment", type_=UtcDateTime()), version=_seen.c.version + 1)
)
_STANDS_SO = (_seen.c.id == bindparam("known_id"), _seen.c.until == bindparam("marked", type_=UtcDateTime()))
_UNMARK = delete(_seen).where(*_STANDS_SO)
_MARK_BACK = (
    _seen.update()
    .where(*_STANDS_SO)
    .values(until=bindparam("moment", type_=UtcDateTime()), version=_seen.c.version + 1)
)


class SqlPersonalRepository(SqlReminders):
    """What belongs to one person alone."""

    def filters(self, staff_id: str) -> Sequence[SavedFilter]:
        """A person's filters by name."""
        return [_filter_from(row) for row in self._transaction.rows(_OF_PERSON, person=staff_id)]

    def add_filter(self, saved: SavedFilter) -> None:
        """Adds a filter."""
        _RECORDS.add(self._transaction, _row_of(saved))

    def update_filter(self, saved: SavedFilter) -> SavedFilter:
        """Saves a filter. Raises ChangedElsewhere, NotFound."""
        return replace(saved, version=_RECORDS.update(self._transaction, _row_of(saved)))

    def remove_filter(self, staff_id: str, filter_id: str) -> None:
        """Removes one of a person's own filters. Raises NotFound."""
        if self._transaction.change(_REMOVE, {"known_id": filter_id, "person": staff_id}) == 0:
            raise NotFound("Filter")

    def seen_until(self, staff_id: str, ward_id: str) -> datetime | None:
        """Until when a person has seen what changed on a ward; None when they never looked."""
        row = self._transaction.row(_UNTIL, wanted=_mark_id(staff_id, ward_id))
        return row[0] if row is not None else None

    def mark_seen(self, staff_id: str, ward_id: str, until: datetime) -> None:
        """A person has seen what changed on a ward until then; an earlier moment than before changes nothing."""
        mark = {"id": _mark_id(staff_id, ward_id), "staff_id": staff_id, "ward_id": ward_id, "until": until}
        if not add_once(self._transaction, _seen, mark | {"version": 1}):
            self._transaction.change(_MARK, {"known_id": mark["id"], "moment": until})
            self._transaction.change(
                _FORGET, {"person": staff_id, "ward": ward_id, "kept": mark["id"], "moment": until}
            )

    def unmark_seen(self, staff_id: str, ward_id: str, until: datetime, before: datetime | None) -> bool:
        """The moment is an earlier one again, or none, unless it is another than `until` by now; whether it is."""
        known = {"known_id": _mark_id(staff_id, ward_id), "marked": until}
        if before is None:
            return self._transaction.change(_UNMARK, known) > 0
        return self._transaction.change(_MARK_BACK, known | {"moment": before}) > 0

    def mark_read(self, staff_id: str, ward_id: str, change_id: str, at: datetime) -> None:
        """A person has read one change on a ward, which happened then."""
        mark = {"id": _mark_id(staff_id, change_id), "staff_id": staff_id, "ward_id": ward_id, "until": at}
        add_once(self._transaction, _seen, mark | {"version": 1})

    def read_of(self, staff_id: str, change_ids: Collection[str]) -> Collection[str]:
        """Which of these changes a person has read one by one."""
        marks = {_mark_id(staff_id, one): one for one in change_ids}
        rows = self._transaction.rows(_READ, person=staff_id) if marks else ()
        return {marks[row[0]] for row in rows if row[0] in marks}


def _mark_id(staff_id: str, about: str) -> str:
    """One mark a person and ward, or change, whichever computer makes it."""
    return hashlib.sha256(f"{staff_id}|{about}".encode()).hexdigest()[:32]
