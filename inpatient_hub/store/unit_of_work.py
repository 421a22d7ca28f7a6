"""One unit of work: its repositories share a transaction, so that everything is saved together or not at all."""

from collections.abc import Callable
from typing import Generic, TypeVar

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

R = TypeVar("R")


class _Repository(Generic[R]):
    """A repository that is made when it is first asked for: a tick on the screen needs two of them."""

    def __init__(self, kind: Callable[[Transaction], R]) -> None:
        self._kind = kind

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    def __get__(self, work: "SqlWork", _owner: type) -> R:
        made = self._kind(work._transaction)  # noqa: SLF001 - it is a part of that class
        work.__dict__[self._name] = made  # found there from now on
        return made


class SqlWork:
    """The repositories of one transaction. Not to be kept or passed to another thread: it ends with its block."""

    wards = _Repository(SqlWardRepository)
    staff = _Repository(SqlStaffRepository)
    secrets = _Repository(SqlSecretRepository)
    emergencies = _Repository(SqlEmergencyRepository)
    patients = _Repository(SqlPatientRepository)
    tasks = _Repository(SqlTaskRepository)
    series = _Repository(SqlSeriesRepository)
    personal = _Repository(SqlPersonalRepository)
    runs = _Repository(SqlRunRepository)
    notes = _Repository(SqlNoteRepository)
    audit = _Repository(SqlAuditRepository)
    retention = _Repository(SqlRetentionRepository)
    erasures = _Repository(SqlErasureRepository)

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
