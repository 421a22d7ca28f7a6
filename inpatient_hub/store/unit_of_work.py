"""One unit of work: its repositories share a transaction, so that everything is saved together or not at all."""

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
    """The repositories of one transaction. Not to be kept or passed to another thread: it ends with its block."""

    def __init__(self, transaction: Transaction) -> None:
        self.wards = SqlWardRepository(transaction)
        self.staff = SqlStaffRepository(transaction)
        self.secrets = SqlSecretRepository(transaction)
        self.emergencies = SqlEmergencyRepository(transaction)
        self.patients = SqlPatientRepository(transaction)
        self.tasks = SqlTaskRepository(transaction)
        self.series = SqlSeriesRepository(transaction)
        self.personal = SqlPersonalRepository(transaction)
        self.runs = SqlRunRepository(transaction)
        self.notes = SqlNoteRepository(transaction)
        self.audit = SqlAuditRepository(transaction)
        self.retention = SqlRetentionRepository(transaction)
        self.erasures = SqlErasureRepository(transaction)
