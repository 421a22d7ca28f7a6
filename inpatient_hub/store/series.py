"""Keeps the tasks that repeat."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, make_dataclass, replace
from datetime import date, time
from functools import cache
from typing import Any, cast

from sqlalchemy import bindparam, select

from inpatient_hub.domain.recurrence import Missed, Repeat
from inpatient_hub.domain.series import Series, SeriesState
from inpatient_hub.domain.tasks import AuditType, Category, Priority, TaskKind, Team
from inpatient_hub.domain.working_days import Nation
from inpatient_hub.store.fixed import Fixed
from inpatient_hub.store.records import Records, table_of
from inpatient_hub.store.task_rows import SeriesRow
from inpatient_hub.store.transaction import Transaction

_RULE = ("rule", "starts_on", "ends_on", "left_out", "not_on")
_PLAIN = tuple(field.name for field in fields(Series) if field.name != "repeat")
_COLUMNS = (*_PLAIN, *_RULE)
_SHIFTS, _AT, _NEEDS_CHECK = (_PLAIN.index(name) for name in ("shifts", "at", "needs_check"))
_CODES: Mapping[str, Mapping[str, Any]] = {
    column: {one.value: one for one in kind}
    for column, kind in (
        ("kind", TaskKind),
        ("priority", Priority),
        ("category", Category),
        ("audit_type", AuditType),
        ("offered_to", Team),
        ("missed", Missed),
        ("state", SeriesState),
    )
}
_NATIONS = {one.value: one for one in Nation}


_CODES_AT = tuple((_PLAIN.index(column), codes) for column, codes in _CODES.items())


def _series_from(values: Sequence[Any]) -> Series:
    """Made as `from_rows.task_from` makes a task: the diary reads all repeats of a ward."""
    *kept, rule, starts_on, ends_on, left_out, not_on = values
    for place, codes in _CODES_AT:
        if kept[place] is not None:
            kept[place] = codes[kept[place]]
    kept[_SHIFTS] = tuple(kept[_SHIFTS])
    kept[_AT] = time.fromisoformat(kept[_AT]) if kept[_AT] else None
    kept[_NEEDS_CHECK] = bool(kept[_NEEDS_CHECK])
    days = tuple(date.fromisoformat(day) for day in left_out)
    nation = _NATIONS[not_on] if not_on is not None else None
    repeat = Repeat(rule=rule, starts_on=starts_on, ends_on=ends_on, left_out=days, not_on=nation)
    series = _in_the_making()(*kept, repeat)
    series.__class__ = Series
    return cast("Series", series)


@cache
def _in_the_making() -> Callable[..., Any]:
    return make_dataclass("SeriesInTheMaking", (*_PLAIN, "repeat"), slots=True)


def _row_of(series: Series) -> dict[str, Any]:
    values = {name: getattr(series, name) for name in _PLAIN}
    values |= {name: values[name].value for name in _CODES if values[name] is not None}
    repeat = series.repeat
    return values | {
        "shifts": list(series.shifts),
        "at": series.at.isoformat(timespec="minutes") if series.at else None,
        "rule": repeat.rule,
        "starts_on": repeat.starts_on,
        "ends_on": repeat.ends_on,
        "left_out": [day.isoformat() for day in repeat.left_out],
        "not_on": repeat.not_on.value if repeat.not_on is not None else None,
    }


_series = table_of(SeriesRow)
_RECORDS = Records(SeriesRow, "Repeat", columns=_COLUMNS, make=_series_from)
_ALL = select(*(_series.c[name] for name in _COLUMNS))
_ONES_OF_WARD = (_series.c.ward_id == bindparam("ward"), _series.c.state != SeriesState.IN_ERROR.value)
_OF_WARD = Fixed(_ALL.where(*_ONES_OF_WARD).order_by(_series.c.made_at, _series.c.id))
_RULES = Fixed(select(_series.c.id, _series.c.rule).where(*_ONES_OF_WARD))
_OF_PATIENT = _ALL.where(_series.c.patient_id == bindparam("patient")).order_by(_series.c.made_at, _series.c.id)


class SqlSeriesRepository:
    """The tasks that repeat."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def get(self, series_id: str) -> Series:
        """One repeat. Raises NotFound."""
        return _RECORDS.get(self._transaction, series_id)

    def add(self, series: Series) -> None:
        """Adds a repeat."""
        _RECORDS.add(self._transaction, _row_of(series))

    def update(self, series: Series) -> Series:
        """Saves a repeat and returns it with its new version. Raises ChangedElsewhere, NotFound."""
        return replace(series, version=_RECORDS.update(self._transaction, _row_of(series)))

    def of_ward(self, ward_id: str) -> Sequence[Series]:
        """A ward's repeats but for those in error, the oldest first; ended ones too, as their tasks may be shown."""
        return [_series_from(row) for row in self._transaction.rows(_OF_WARD, ward=ward_id)]

    def rules(self, ward_id: str) -> Mapping[str, str]:
        """The rule of each of a ward's repeats, without the rest of them."""
        return {row[0]: row[1] for row in self._transaction.rows(_RULES, ward=ward_id)}

    def of_patient(self, patient_id: str) -> Sequence[Series]:
        """A patient's repeats, those in error too, the oldest first."""
        return [_series_from(row) for row in self._transaction.rows(_OF_PATIENT, patient=patient_id)]
