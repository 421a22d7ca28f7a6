"""Puts together what keeps a folder's store safe: its lock, its backups, where they go, and how many are kept."""

from pathlib import Path
from typing import TYPE_CHECKING

from inpatient_hub.host.place import Place

if TYPE_CHECKING:
    from inpatient_hub.domain.backups import BackupPlan
    from inpatient_hub.domain.locking import TrustPolicy
    from inpatient_hub.services.audit import AuditService
    from inpatient_hub.services.backup_settings import BackupSettingsService
    from inpatient_hub.services.backups import BackupService
    from inpatient_hub.services.lock import LockService
    from inpatient_hub.services.ports import Clock
    from inpatient_hub.services.seat import Seat
    from inpatient_hub.services.vault import Vault


def own_plan(place: Place, policy: "TrustPolicy") -> "BackupPlan":
    """How many backups this ward keeps: what the trust set, with the ward's own choices laid over what it left open."""
    from inpatient_hub.bootstrap.policy import settings_of

    return policy.backups.with_choices(settings_of(place, policy).backup_plan, _fixed_in(policy))


def _fixed_in(policy: "TrustPolicy") -> frozenset[str]:
    from inpatient_hub.domain.backups import PLAN_LIMITS
    from inpatient_hub.services.backup_settings import SECOND

    return frozenset(name for name in (*PLAN_LIMITS, SECOND) if f"backups.{name}" in policy.fixed)


def backup_settings_of(place: Place, vault: "Vault | None", *, seat: "Seat") -> "BackupSettingsService":
    """What the ward chose about its backups on this computer."""
    from inpatient_hub.bootstrap.policy import settings_of
    from inpatient_hub.domain.locking import TrustPolicy
    from inpatient_hub.host.settings import Settings, change_settings
    from inpatient_hub.services.backup_settings import BackupSettingsService
    from inpatient_hub.store.second_place import check_second_place, is_same_drive

    folder, policy = place.data_folder, vault.policy if vault is not None else TrustPolicy()

    def change(**changed: object) -> Settings:
        return change_settings(folder, **changed)

    def check(second: str) -> None:
        check_second_place(folder, Path(second))

    return BackupSettingsService(
        seat=seat,
        plan=policy.backups,
        fixed=_fixed_in(policy),
        read=lambda: settings_of(place, policy),
        change=change,
        check=check,
        is_same_drive=lambda second: is_same_drive(folder, Path(second)),
    )


def check_second(place: Place, second: str) -> None:
    """Raises HubError for a folder to which backups cannot be copied: the data folder itself, or one that cannot be
    written."""
    from inpatient_hub.store.second_place import check_second_place

    check_second_place(place.data_folder, Path(second))


def backups_of(
    place: Place, vault: "Vault | None", settings: "BackupSettingsService", *, seat: "Seat", clock: "Clock"
) -> "BackupService":
    """The backups of a folder's store; none are kept where there is no `vault`."""
    from inpatient_hub.bootstrap.policy import settings_of
    from inpatient_hub.domain.backups import BackupPlan
    from inpatient_hub.host.backup_diary import DiaryFile
    from inpatient_hub.services.backups import BackupService
    from inpatient_hub.store.folder_backups import FolderBackups

    folder = place.data_folder
    if vault is None:
        return BackupService(backups=None, clock=clock, plan=BackupPlan(), seat=seat)
    return BackupService(
        backups=FolderBackups(folder, key=place.key, clock=clock),
        clock=clock,
        plan=vault.policy.backups,
        second=lambda: settings_of(place, vault.policy).second_backup_folder,
        wants_no_second=lambda: settings_of(place, vault.policy).no_second_place,
        ward_plan=settings.plan,
        diary=DiaryFile(folder),
        seat=seat,
    )


def lock_of(
    vault: "Vault | None", place: Place, *, seat: "Seat", clock: "Clock", audit: "AuditService"
) -> "LockService":
    """The lock of a folder's store, whose changes the audit trail records."""
    from inpatient_hub.services.lock import LockService

    lock = LockService(vault=vault, key=place.key, seat=seat, clock=clock)
    lock.recorded_by(audit.lock_changed)
    return lock
