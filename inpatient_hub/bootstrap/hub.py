"""Opens the whole application over a store, and takes the quick first look."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from inpatient_hub.bootstrap.folders import make_folder
from inpatient_hub.bootstrap.locks import unlocked, vault_of
from inpatient_hub.bootstrap.signing_in import SignInMeans, means_of, people_services
from inpatient_hub.domain.errors import HubError
from inpatient_hub.host.place import Place

if TYPE_CHECKING:
    from inpatient_hub.content.content import Content
    from inpatient_hub.domain.locking import TrustPolicy
    from inpatient_hub.domain.retention_plan import RetentionPlan
    from inpatient_hub.services.audit import Anchors, AuditService
    from inpatient_hub.services.backup_settings import BackupSettingsService
    from inpatient_hub.services.backups import BackupService
    from inpatient_hub.services.clock_dates import ClockService
    from inpatient_hub.services.content import ContentService
    from inpatient_hub.services.diary import DiaryService
    from inpatient_hub.services.drafts import DraftService
    from inpatient_hub.services.emergencies import EmergencyService
    from inpatient_hub.services.leaving import LeavingService
    from inpatient_hub.services.lock import LockService
    from inpatient_hub.services.minimisation import MinimisationService
    from inpatient_hub.services.my_work import MyWorkService
    from inpatient_hub.services.notes import NoteService
    from inpatient_hub.services.packs import PackService
    from inpatient_hub.services.patients import PatientService
    from inpatient_hub.services.people import PeopleService
    from inpatient_hub.services.ports import Clock, Store
    from inpatient_hub.services.quick_adding import QuickAddService
    from inpatient_hub.services.reminders import ReminderService
    from inpatient_hub.services.retention import RetentionService
    from inpatient_hub.services.retention_ports import Copies
    from inpatient_hub.services.runs import RunService
    from inpatient_hub.services.seat import Seat
    from inpatient_hub.services.series_work import SeriesService
    from inpatient_hub.services.sign_in import SignInService
    from inpatient_hub.services.subject_access import SubjectAccessService
    from inpatient_hub.services.tasks import TaskService
    from inpatient_hub.services.today import TodayService, TodayView
    from inpatient_hub.services.vault import Vault
    from inpatient_hub.services.ward_access import AccessService
    from inpatient_hub.services.wards import WardService
    from inpatient_hub.store.database import SqlStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """The whole application, ready to use. Its services may be called from one thread at a time."""

    place: Place
    clock: "Clock"
    content: "Content"
    library: "ContentService"
    packs: "PackService"
    wards: "WardService"
    patients: "PatientService"
    runs: "RunService"
    notes: "NoteService"
    tasks: "TaskService"
    series: "SeriesService"
    diary: "DiaryService"
    my_work: "MyWorkService"
    quick_add: "QuickAddService"
    reminders: "ReminderService"
    clocks: "ClockService"
    leaving: "LeavingService"
    today: "TodayService"
    backups: "BackupService"
    audit: "AuditService"
    sign_in: "SignInService"
    people: "PeopleService"
    emergencies: "EmergencyService"
    access: "AccessService"
    retention: "RetentionService"
    minimisation: "MinimisationService"
    subject_access: "SubjectAccessService"
    drafts: "DraftService"
    backup_settings: "BackupSettingsService"
    lock: "LockService"
    seat: "Seat"
    store: "Store"
    close: Callable[[], None]


def hub_over(
    store: "Store",
    *,
    place: Place,
    content: "Content",
    clock: "Clock",
    close: Callable[[], None],
    vault: "Vault | None" = None,
    drafts: "DraftService | None" = None,
    seat: "Seat | None" = None,
    means: SignInMeans | None = None,
    anchors: "Anchors | None" = None,
    plan: "RetentionPlan | None" = None,
    copies: "Copies | None" = None,
) -> Hub:
    """The application over any store that keeps the promises of the ports; all of it sees the store through a guard.
    Without a `seat` it is the program itself that works, for which nothing is refused; without a `vault` there are no
    backups and no lock; without `anchors` none of the audit trail's are kept outside."""
    from inpatient_hub.bootstrap.auditing import audit_over
    from inpatient_hub.bootstrap.diary import diary_services
    from inpatient_hub.bootstrap.keeping import backup_settings_of, backups_of, lock_of
    from inpatient_hub.bootstrap.retaining import retention_services
    from inpatient_hub.host.identity import new_id, new_id_in_order
    from inpatient_hub.host.paths import local_pack_folder
    from inpatient_hub.services.content import ContentService
    from inpatient_hub.services.drafts import DraftService
    from inpatient_hub.services.guarded import GuardedStore
    from inpatient_hub.services.note_previews import NotePreviews
    from inpatient_hub.services.notes import NoteService
    from inpatient_hub.services.packs import PackService
    from inpatient_hub.services.patients import PatientService
    from inpatient_hub.services.run_end import RunEnd
    from inpatient_hub.services.run_views import RunDefinitions
    from inpatient_hub.services.runs import RunService
    from inpatient_hub.services.seat import Seat
    from inpatient_hub.services.trail import AuditTrail
    from inpatient_hub.services.views import Views
    from inpatient_hub.services.wards import WardService

    # The trail is about every ward: who may read it is asked by its own service.
    seat = seat or Seat(clock=clock, program=True)
    whole, store = store, GuardedStore(store, seat)
    trail = AuditTrail(clock=clock, new_id=new_id_in_order, seat=seat)
    definitions = RunDefinitions(content)
    work = diary_services(store, place=place, clock=clock, new_id=new_id, trail=trail, seat=seat)
    people = people_services(store, clock=clock, new_id=new_id, trail=trail, seat=seat, means=means or SignInMeans())
    backup_settings = backup_settings_of(place, vault, seat=seat)
    backups = backups_of(place, vault, backup_settings, seat=seat, clock=clock)
    views = Views(store=whole, trail=trail, seat=seat, clock=clock)
    audit = audit_over(
        whole,
        clock=clock,
        trail=trail,
        seat=seat,
        backups=backups,
        backup_settings=backup_settings,
        anchors=anchors,
    )

    def put_away() -> None:
        with suppress(HubError):
            views.settle()
        if trail.has_told:
            audit.anchor_at_end()
        close()

    drafts = drafts or DraftService(keeper=None, clock=clock, new_id=new_id, seat=seat)
    retaining = retention_services(
        store,
        clock=clock,
        new_id=new_id,
        trail=trail,
        seat=seat,
        plan=plan,
        copies=copies,
        drafts=drafts.drop_about,
        details=drafts.drop_details,
        definitions=definitions,
    )
    return Hub(
        place=place,
        clock=clock,
        content=content,
        library=ContentService(content=content, clock=clock),
        packs=PackService(
            folder=local_pack_folder(place.data_folder), store=store, clock=clock, trail=trail, seat=seat
        ),
        wards=WardService(store=store, new_id=new_id, trail=trail, seat=seat, secrets=people.secrets),
        patients=PatientService(store=store, clock=clock, new_id=new_id, trail=trail, seat=seat, views=views),
        runs=RunService(
            store=store,
            clock=clock,
            new_id=new_id,
            trail=trail,
            content=content,
            definitions=definitions,
            seat=seat,
            seen=views,
        ),
        notes=NoteService(
            store=store,
            clock=clock,
            new_id=new_id,
            trail=trail,
            previews=NotePreviews(clock=clock, definitions=definitions, content=content),
            run_end=RunEnd(clock=clock, new_id=new_id, trail=trail, definitions=definitions),
            seat=seat,
            views=views,
        ),
        tasks=work.tasks,
        series=work.series,
        diary=work.diary,
        my_work=work.my_work,
        quick_add=work.quick_add,
        reminders=work.reminders,
        clocks=work.clocks,
        leaving=work.leaving,
        today=work.today,
        backups=backups,
        audit=audit,
        sign_in=people.sign_in,
        people=people.people,
        emergencies=people.emergencies,
        access=people.access,
        retention=retaining.retention,
        minimisation=retaining.minimisation,
        subject_access=retaining.subject_access,
        backup_settings=backup_settings,
        lock=lock_of(vault, place, seat=seat, clock=clock, audit=audit),
        seat=seat,
        drafts=drafts,
        store=store,
        close=put_away,
    )


def load_content(place: Place) -> "Content":
    """The core pack with the ward's own laid over it. Raises ContentError when the core pack is broken."""
    from inpatient_hub.content.loader import load_packs
    from inpatient_hub.host.paths import local_pack_folder
    from inpatient_hub.host.resources import resource_path

    return load_packs(resource_path("packs", "core"), local_pack_folder(place.data_folder))


def first_look(place: Place, ward_id: str, clock: "Clock | None" = None) -> "TodayView | None":
    """What the Today page shows first, read in a few milliseconds without the database library; None whenever anything
    is not exactly as expected, in which case the ordinary opening says what is the matter. `place` is unlocked."""
    from inpatient_hub.host.clock import SystemClock
    from inpatient_hub.services.today import AHEAD, TodayMore, today_view
    from inpatient_hub.services.ward_lines import as_kept
    from inpatient_hub.store.first_look import first_look as look
    from inpatient_hub.store.target import StoreTarget

    if place.database_url is not None or not ward_id:
        return None
    now = clock or SystemClock()
    local = now.local(now.now())
    target, today = StoreTarget.in_folder(place.data_folder, place.key), local.date()
    seen = look(target, day=today + AHEAD, at=local, today=today, ward_id=ward_id)
    if seen is None:
        return None
    ward = seen.ward
    return today_view(
        ward,
        tuple(person for person in seen.staff if person.active),
        as_kept(seen.unfiled, ward),
        as_kept(seen.in_progress, ward),
        as_kept(seen.due, ward),
        local=local,
        more=TodayMore(
            to_chase=as_kept(seen.to_chase, ward),
            to_check=as_kept(seen.to_check, ward),
            missed=as_kept(seen.missed, ward),
            no_day=as_kept(seen.no_day, ward),
            rules=seen.rules,
        ),
    )


def open_hub(place: Place, *, clock: "Clock | None" = None, alone: bool = True, make: bool = True) -> Hub:
    """Opens the application on this place, making an empty store where there is none, unless `make` is off: then
    nothing at all is made there.

    `alone` takes the right that keeps a second copy of the program off the same folder. Raises Locked when a person has
    to open it first, and HubError, in plain words and with the ways forward, when the store cannot be opened.
    """
    from inpatient_hub.bootstrap.auditing import anchors_of, record_wrong_unlocks
    from inpatient_hub.bootstrap.elsewhere import is_missed
    from inpatient_hub.host.clock import SystemClock, steady_seconds
    from inpatient_hub.host.crash_dumps import no_crash_dumps
    from inpatient_hub.host.identity import computer_name
    from inpatient_hub.host.log import start_log
    from inpatient_hub.host.trust_policy import read_trust_policy
    from inpatient_hub.services.seat import Seat
    from inpatient_hub.store import begun
    from inpatient_hub.store.database import open_store, refuse_without_store
    from inpatient_hub.store.lock import StoreLock
    from inpatient_hub.store.target import StoreTarget

    now = clock or SystemClock()
    no_crash_dumps()
    if make:
        make_folder(place.data_folder)
    elif not place.database_url:
        refuse_without_store(place.data_folder)
    policy = read_trust_policy(place.data_folder)
    place = unlocked(place, clock=now)
    target = (
        StoreTarget.on_server(place.database_url)
        if place.database_url
        else StoreTarget.in_folder(place.data_folder, place.key)
    )
    lock = StoreLock.acquire(place.data_folder, clock=now) if alone and not place.database_url else None
    try:
        start_log(place.data_folder)
        content = load_content(place)
        store = open_store(target, clock=now, lock=lock, make=make, is_missed=partial(is_missed, place))
        record_wrong_unlocks(store, place, clock=now)
    except BaseException:
        if lock is not None:
            lock.release()
        raise

    if target.folder is not None:
        begun.mark(target.folder)

    def close() -> None:
        store.close()
        if lock is not None:
            lock.release()

    # A clock that is handed in may stand still or be set: then it is the only one there is.
    seat = Seat(clock=now, workstation=computer_name, steady=steady_seconds if isinstance(now, SystemClock) else None)
    return hub_over(
        store,
        place=place,
        content=content,
        clock=now,
        close=close,
        vault=_lock_of(place),
        seat=seat,
        means=means_of(place),
        anchors=anchors_of(place),
        plan=policy.retention,
        copies=_copies_of(store, place, policy, clock=now),
        drafts=_drafts_of(place, clock=now, seat=seat),
    )


def _drafts_of(place: Place, *, clock: "Clock", seat: "Seat") -> "DraftService | None":
    """The drafts beside a folder's store; None where there is no key to seal them with."""
    from inpatient_hub.host.identity import new_id
    from inpatient_hub.services.drafts import DraftService, still_waiting
    from inpatient_hub.store.draft_file import SealedDrafts

    if place.database_url is not None or place.key is None:
        return None
    keeper = SealedDrafts(place.data_folder, place.key)
    with suppress(HubError):
        still_waiting(keeper, clock.now())  # nobody has to sign in for what is too old to go
    return DraftService(keeper=keeper, clock=clock, new_id=new_id, seat=seat)


def _copies_of(store: "SqlStore", place: Place, policy: "TrustPolicy", *, clock: "Clock") -> "Copies | None":
    """The copies of a folder's store; None on a server."""
    from inpatient_hub.bootstrap.keeping import own_plan
    from inpatient_hub.bootstrap.policy import settings_of
    from inpatient_hub.store.erased_copies import FolderCopies

    if place.database_url is not None or place.key is None:
        return None
    return FolderCopies(
        store,
        clock=clock,
        plan=lambda: own_plan(place, policy),
        second=lambda: settings_of(place, policy).second_backup_folder,
    )


def _lock_of(place: Place) -> "Vault | None":
    """The lock of a folder's store; None on a server, and for a ward that is thrown away."""
    if place.database_url is not None or place.key is None:
        return None
    vault = vault_of(place)
    return vault if vault.exists() else None
