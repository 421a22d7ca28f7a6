"""Writes what is done with a repeat, and tells it in the trail: what changed of it, before and after."""

from collections.abc import Mapping
from dataclasses import dataclass

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.audit_fields import differing
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.series import Series
from inpatient_hub.services.ports import Work
from inpatient_hub.services.trail import AuditTrail


@dataclass(frozen=True, slots=True)
class SeriesRecords:
    """Saves repeats with their entries in the trail."""

    trail: AuditTrail

    def save(self, work: Work, was: Series, series: Series, action: AuditAction, *, by: str) -> Series:
        """Saves what became of a repeat. Raises ChangedElsewhere."""
        saved = work.series.update(series)
        self.tell(work, action, saved, by=by, was=was)
        return saved

    def tell(self, work: Work, action: AuditAction, series: Series, *, by: str, was: Series | None = None) -> None:
        """Writes down what was done with a repeat that is saved already."""
        before, after = differing(_facts(was) if was is not None else {}, _facts(series))
        work.audit.append(
            self.trail.event(
                action,
                Kind.SERIES,
                series.id,
                by=by,
                patient_id=series.patient_id,
                detail={"title": series.title},
                before=before if was is not None else None,
                after=after,
            )
        )


def _facts(series: Series) -> Mapping[str, object]:
    repeat = series.repeat
    return {
        "state": series.state,
        "rule": repeat.rule,
        "starts_on": repeat.starts_on,
        "ends_on": repeat.ends_on,
        "left_out": tuple(day.isoformat() for day in repeat.left_out) or None,
        "not_on": repeat.not_on,
        "shifts": series.shifts or None,
        "at": f"{series.at:%H:%M}" if series.at else None,
        "missed": series.missed,
        "priority": series.priority,
    }
