"""The table of entries: when, who, what, about whom, and at which computer."""

from collections.abc import Callable
from datetime import datetime

from inpatient_hub.gui.models.table import Column, TableModel
from inpatient_hub.gui.pages.admin.audit.view import about, did, moment_words, who
from inpatient_hub.services.ports import AuditLine


class AuditTable(TableModel[AuditLine]):
    """A passive table of entries that is filled a page at a time."""

    def __init__(self) -> None:
        self._local: Callable[[datetime], datetime] = _unchanged
        super().__init__(self._all_columns(), item_id=_id, accessible=self._sentence)

    def set_local(self, local: Callable[[datetime], datetime]) -> None:
        """How a moment is told on the ward's clock."""
        self._local = local

    def _all_columns(self) -> tuple[Column[AuditLine], ...]:
        return (
            Column("Number", _number, width=80, hide_below=900),
            Column("When", self._when, width=156),
            Column("Who", who, width=180, wraps=True),
            Column("What", did, second=_about, width=240, weight=600, wraps=True),
            Column("Patient", _patient, hide_below=620, wraps=True),
            Column("Computer", _workstation, width=140, hide_below=1040),
        )

    def _when(self, line: AuditLine) -> str:
        return moment_words(self._local(line.event.at))

    def _sentence(self, line: AuditLine) -> str:
        parts = (
            f"Entry {_number(line)}",
            self._when(line),
            f"{who(line)}: {did(line)}",
            _about(line),
            _patient(line),
            f"at {line.event.workstation}" if line.event.workstation else "",
        )
        return ", ".join(part for part in parts if part)


def _unchanged(moment: datetime) -> datetime:
    return moment


def _id(line: AuditLine) -> str:
    return line.event.id


def _number(line: AuditLine) -> str:
    return f"{line.event.seq:,}"


def _about(line: AuditLine) -> str:
    return about(line)


def _patient(line: AuditLine) -> str:
    return line.patient_name or ""


def _workstation(line: AuditLine) -> str:
    return line.event.workstation
