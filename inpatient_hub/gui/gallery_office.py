"""What the gallery shows of the lock and the backups, of putting one back, and of a store that was rescued."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from inpatient_hub.domain.backups import PLAN_LIMITS, BackupContents, BackupPlan
from inpatient_hub.domain.held_people import PersonThen, told
from inpatient_hub.domain.lock_troubles import BackupLocked
from inpatient_hub.domain.locking import LockStage, LockState, TrustPolicy, Way
from inpatient_hub.domain.rescue import Difference, Origin, Rescue, TableSaved
from inpatient_hub.domain.staff import Staff
from inpatient_hub.gui.backup_watch import calm_words
from inpatient_hub.gui.backup_words import DO_AGAIN, Preview, compared
from inpatient_hub.gui.dialogs.backup_lock import BackupLockDialog
from inpatient_hub.gui.dialogs.restore_preview import RestorePreviewDialog
from inpatient_hub.gui.gallery_stage import Act, Scene, Stage, close_dialogs, to_page, wait
from inpatient_hub.gui.navigation import PageId
from inpatient_hub.gui.pages.admin.backups.page import BackupsPage
from inpatient_hub.gui.pages.admin.backups.view import BackupsView
from inpatient_hub.gui.pages.admin.lock.page import LockPage
from inpatient_hub.gui.pages.admin.lock.view import LockView
from inpatient_hub.gui.pages.mended.page import MendedPage
from inpatient_hub.host.clock import SystemClock
from inpatient_hub.services.backup_health import Concern, Weight
from inpatient_hub.services.backup_settings import BackupSettings
from inpatient_hub.services.backups import BackupLine, ListedBackup

_NOW = datetime(2026, 11, 20, 16, 42, tzinfo=UTC)
_PLACE = "U:\\Keats Ward\\Backups of Inpatient Hub"
_LEE, _SAM = (Staff(id=name, ward_id="keats", name=name, role="RMN") for name in ("Lee Leaver", "Sam Staff"))
_HELD = BackupContents(
    wards=("Keats Ward",),
    patients=19,
    staff=12,
    runs_in_progress=6,
    notes=148,
    notes_unfiled=1,
    tasks_open=14,
    first_at=_NOW - timedelta(days=200),
    last_at=_NOW - timedelta(hours=2),
    made_by="0.4.0",
    people={one.id: PersonThen(person=replace(one, editor=True)) for one in (_LEE, _SAM)},
)
_GONE = {_LEE.id: PersonThen(person=replace(_LEE, active=False)), _SAM.id: PersonThen(person=_SAM)}
_HERE = replace(
    _HELD, people=_GONE, patients=20, runs_in_progress=7, notes=151, notes_unfiled=3, tasks_open=13, last_at=_NOW
)
_SECOND = Concern(
    "second",
    Weight.NOTE,
    "The backup was not copied to the second place",
    f"{_PLACE} cannot be reached. The backup itself was made and is beside the store.",
    "Connect the drive or the network, and make a backup again; or choose another second place.",
)
_FAULTS = (
    Concern(
        "last",
        Weight.ACT,
        "No backup has been made for 9 days",
        "Work was saved since. Nothing was saved because the disk is full: The disk has no room left.",
        "Make one now. If that fails, tell IT today.",
    ),
    Concern(
        "room",
        Weight.NOTE,
        "The disk has little room left",
        "150 MB are left; backups need about 200 MB.",
        "Remove files that are not needed, or ask IT for more room.",
    ),
    _SECOND,
)


def _listed(hours: int, label: str = "auto", *, here: bool = True, copied: bool = True) -> ListedBackup:
    made = _NOW - timedelta(hours=hours, minutes=12)
    name = f"hub.{label}.{made:%Y%m%dT%H%M%SZ}.db"
    return ListedBackup(BackupLine(name=name, label=label, made_at=made, size=12_400_000 - hours), here, copied, name)


_POLICY = TrustPolicy()
_STRICT = TrustPolicy(
    ways=frozenset({Way.PASSPHRASE, Way.PIN}), idle_minutes=5, fixed=frozenset({"unlock.ways", "lock.idle_minutes"})
)
_ALL_WAYS = LockState(
    stage=LockStage.LOCKED, ways=tuple(Way), made=tuple(Way), pin_tries=5, recovery_checked_on=date(2026, 11, 2)
)
_NO_KEYRING = LockState(
    stage=LockStage.LOCKED,
    ways=(Way.PASSPHRASE, Way.RECOVERY),
    made=(Way.PIN, Way.PASSPHRASE, Way.RECOVERY),
    keyring_fault="No keyring answers on this computer: there is no Secret Service, or no desktop session.",
    recovery_not_written=True,
)
_MOVED = LockState(stage=LockStage.LOCKED, ways=(Way.RECOVERY,), made=(Way.KEYRING, Way.PIN, Way.RECOVERY), moved=True)

_FEW = (
    _listed(0),
    _listed(2, "copy"),
    _listed(8, "quit"),
    _listed(30, "before-0002", copied=False),
    _listed(300, here=False),
)
_MANY = tuple(_listed(hours * 5, ("auto", "auto", "quit", "copy")[hours % 4]) for hours in range(60))


def _view(
    listed: tuple[ListedBackup, ...],
    *,
    concerns: tuple[Concern, ...] = (),
    place: str = _PLACE,
    fixed: frozenset[str] = frozenset(),
    same_drive: bool = False,
) -> BackupsView:
    clock = SystemClock()
    return BackupsView(
        listed=listed,
        concerns=concerns,
        settings=BackupSettings(
            plan=BackupPlan(),
            set_plan=BackupPlan(),
            fixed=fixed,
            second_place=place,
            second_is_same_drive=same_drive,
            second_is_fixed=fixed == frozenset(PLAN_LIMITS),
        ),
        copied_at=_NOW - timedelta(minutes=12) if place and listed else None,
        exported_at=_NOW - timedelta(hours=14) if listed else None,
        knows_second=True,
        may_change=True,
        may_restore=True,
        local=clock.local,
        today=clock.local(_NOW).date(),
    )


def _backups_page(stage: Stage) -> BackupsPage:
    return stage.window.findChildren(BackupsPage)[-1]


def _show(view: BackupsView) -> Act:
    def act(stage: Stage) -> None:
        _backups_page(stage).show_view(view)

    return act


def _change_schedule(stage: Stage) -> None:
    page = _backups_page(stage)
    page.schedule.change_button.click()


def _stop_changing(stage: Stage) -> None:
    _backups_page(stage).schedule.cancel_button.click()


def _making(stage: Stage) -> None:
    _backups_page(stage).set_working("Making a backup and comparing it")


def _made(stage: Stage) -> None:
    _backups_page(stage).set_working("")


def _same_drive(stage: Stage) -> None:
    _backups_page(stage).ask_same_drive("C:\\Copies of Keats Ward")


def _preview(file: str, made_at: datetime | None, present: BackupContents | None) -> Act:
    def act(stage: Stage) -> None:
        clock = SystemClock()
        preview = Preview(file=file, words=None, made_at=made_at, contents=_HELD, present=present)
        today = clock.local(_NOW).date()
        RestorePreviewDialog(stage.window, preview, local=clock.local, today=today).open()

    return act


def _other_lock(stage: Stage) -> None:
    BackupLockDialog(stage.window, BackupLocked("hub.copy.20261101T080000Z.db", has_key_file=True)).open()


def _mended(stage: Stage) -> MendedPage:
    page = MendedPage()
    stage.window.show_page(page, "admin")
    return page


def _putting_back(stage: Stage) -> None:
    _mended(stage).show_working("Putting the backup back", "It is checked first. The store of now is kept beside it.")


def _put_back(stage: Stage) -> None:
    _mended(stage).show_done(
        "The backup of 20 Nov 2026, 14:30 is in the store's place",
        "The store it replaced is kept: C:\\Users\\mg\\AppData\\Local\\InpatientHub\\hub.replaced-20261120T164200Z.db",
        " ".join((DO_AGAIN, *told(_HERE.people, _HELD.people))),
        compared(_HELD, _HERE, SystemClock().local),
    )


def _not_put_back(stage: Stage) -> None:
    _mended(stage).show_failed(BackupLocked("hub.db", has_key_file=False), "The ward's work is as it was before.")


def _rescued(count: int) -> Act:
    def act(stage: Stage) -> None:
        names = ("patients", "notes", "tasks", "audit_events")
        kinds = (Origin.BACKUP, Origin.LOST, Origin.BACKUP, Origin.ORPHAN)
        told = Rescue(
            tables=tuple(TableSaved(name, 2_140 - count, count // 2, count // 4, count // 4) for name in names),
            differences=tuple(
                Difference(names[one % 4], f"9f86d081884c7d659a2feaa0c55a{one:04d}", kinds[one % 4])
                for one in range(count)
            ),
            backup_made_at=_NOW - timedelta(hours=1),
            is_complete=count < 100,
            kept="C:\\Users\\mgarth\\AppData\\Local\\InpatientHub\\hub.damaged-20261120T164200Z.db",
        )
        _mended(stage).show_rescue(told, SystemClock().local)

    return act


def _back(stage: Stage) -> None:
    stage.go(PageId.ADMIN, "backups")


def _lock_view(state: LockState, policy: TrustPolicy = _POLICY, *, may_change: bool = True) -> Act:
    def act(stage: Stage) -> None:
        stage.window.findChildren(LockPage)[-1].show_view(LockView(state, policy, may_change))

    return act


def _lock_key(what: str) -> Act:
    def act(stage: Stage) -> None:
        stage.window.findChildren(LockPage)[-1].key_requested.emit(what)

    return act


def _lock_set(way: Way) -> Act:
    def act(stage: Stage) -> None:
        stage.window.findChildren(LockPage)[-1].set_requested.emit(way)

    return act


def _lock_remove(stage: Stage) -> None:
    stage.window.findChildren(LockPage)[-1].remove_requested.emit(Way.KEYRING)


def _lock_anew(stage: Stage) -> None:
    stage.window.findChildren(LockPage)[-1].anew_requested.emit()


LOCK_TAB_SCENES: tuple[Scene, ...] = (
    Scene("lock-tab-1-here", (to_page(PageId.ADMIN, "lock"), wait)),
    Scene("lock-tab-2-all", (_lock_view(_ALL_WAYS),)),
    Scene("lock-tab-3-no-keyring", (_lock_view(_NO_KEYRING, _STRICT),)),
    Scene("lock-tab-4-moved", (_lock_view(_MOVED),)),
    Scene("lock-tab-5-only-seen", (_lock_view(_ALL_WAYS, may_change=False),)),
    Scene("lock-tab-6-passphrase", (_lock_set(Way.PASSPHRASE), wait), (close_dialogs,)),
    Scene("lock-tab-7-pin", (_lock_set(Way.PIN), wait), (close_dialogs,)),
    Scene("lock-tab-8-check-paper", (_lock_key("check"), wait), (close_dialogs,)),
    Scene("lock-tab-9-new-recovery-key", (_lock_key("new"), wait), (close_dialogs,)),
    Scene("lock-tab-10-forget", (_lock_remove, wait), (close_dialogs,)),
    Scene("lock-tab-11-anew", (_lock_anew, wait), (close_dialogs,)),
)


def _notice(concern: Concern) -> Act:
    def act(stage: Stage) -> None:
        stage.window.notice.say(*calm_words(concern), "Open backups", lambda: None, about="backups")

    return act


def _no_notice(stage: Stage) -> None:
    stage.window.notice.fold("backups")


OFFICE_SCENES: tuple[Scene, ...] = (
    Scene("backups-1-here", (to_page(PageId.ADMIN, "backups"), wait)),
    Scene("backups-2-typical", (_show(_view(_FEW)),)),
    Scene("backups-3-empty", (_show(_view((), place="")),)),
    Scene("backups-4-crowded", (_show(_view(_MANY, place="C:\\Copies", same_drive=True)),)),
    Scene("backups-5-faults", (_show(_view(_FEW, concerns=_FAULTS, fixed=frozenset({"daily"}))),)),
    Scene("backups-6-schedule", (_show(_view(_FEW, fixed=frozenset({"daily"}))), _change_schedule), (_stop_changing,)),
    Scene("backups-7-making", (_show(_view(_FEW, fixed=frozenset(PLAN_LIMITS))), _making), (_made,)),
    Scene("backups-8-same-drive", (_same_drive,), (close_dialogs,)),
    Scene("restore-1-preview", (_preview("hub.db", _NOW - timedelta(hours=2), _HERE),), (close_dialogs,)),
    Scene("restore-2-other-file", (_preview("old ward.db", None, None),), (close_dialogs,)),
    Scene("restore-3-other-lock", (_other_lock,), (close_dialogs,)),
    Scene("restore-4-working", (_putting_back,), (_back,)),
    Scene("restore-5-done", (_put_back,), (_back,)),
    Scene("restore-6-failed", (_not_put_back,), (_back,)),
    Scene("rescue-1-nothing-differs", (_rescued(0),), (_back,)),
    Scene("rescue-2-some", (_rescued(9),), (_back,)),
    Scene("rescue-3-many", (_rescued(400),), (_back,)),
    Scene("backups-9-calm-line", (to_page(PageId.TODAY), _notice(_SECOND)), (_no_notice,)),
    Scene("backups-10-red-line", (_notice(_FAULTS[0]),), (_no_notice,)),
    *LOCK_TAB_SCENES,
)
"""On the invented ward, whose own backups are few."""
