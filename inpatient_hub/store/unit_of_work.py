"""One unit of work: its repositories share a transaction, so that everything is saved together or not at all."""

from typing import Any

from inpatient_hub.store.audit import SqlAuditRepository
from inpatient_hub.store.emergencies import SqlEmergencyRepository
from inpatient_hub.store.erasure import SqlErasureRepository
from inpatient_hub.store.notes import SqlNoteRepository
from inpatient_hub.store.patients import SqlPatientRepository
from inpatient_hub.store.personal import SqlPersonalRepository
from inpatient_hub.store.retention import SqlRetentionRepository
from inpatient_hub.store.runs import SqlRunRepository
from inpatient_hub.store.series import SqlSeriesRepository
from inpatient_hub.store.staff import SqlStaffRepository
from inpatient_hub.store.staff_secrets import SqlSecretRepository
from inpatient_hub.store.tasks import SqlTaskRepository
from inpatient_hub.store.transaction import Transaction
from inpatient_hub.store.wards import SqlWardRepository


class SqlWork:
    """The repositories of one transaction, each made when it is first asked for: a tick on the screen needs two of
    them. Not to be kept or passed to another thread: it ends with its block."""

    wards: SqlWardRepository
    staff: SqlStaffRepository
    secrets: SqlSecretRepository
    emergencies: SqlEmergencyRepository
    patients: SqlPatientRepository
    tasks: SqlTaskRepository
    series: SqlSeriesRepository
    personal: SqlPersonalRepository
    runs: SqlRunRepository
    notes: SqlNoteRepository
    audit: SqlAuditRepository
    retention: SqlRetentionRepository
    erasures: SqlErasureRepository

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def __getattr__(self, name: str) -> Any:
        kind = _REPOSITORIES.get(name)
        if kind is None:
            raise AttributeError(name)
        made = self.__dict__[name] = kind(self._transaction)
        return made


_REPOSITORIES: dict[str, Any] = SqlWork.__annotations__
