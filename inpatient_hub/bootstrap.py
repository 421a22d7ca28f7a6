"""Puts the program together: the one place that knows which store, which clock and which content are used.

Importing this module is quick; what is slow to load (the database library, the content checker) is loaded by the
function that needs it, so that a window can be painted first.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from inpatient_hub.domain.errors import HubError, NotFound

if TYPE_CHECKING:
    from inpatient_hub.content.content import Content
    from inpatient_hub.readiness.service import ReadinessService
    from inpatient_hub.services.content import ContentService
    from inpatient_hub.services.notes import NoteService
    from inpatient_hub.services.patients import PatientService
    from inpatient_hub.services.ports import Clock, Store
    from inpatient_hub.services.runs import RunService
    from inpatient_hub.services.tasks import TaskService
    from inpatient_hub.services.today import TodayService, TodayView
    from inpatient_hub.services.vault import Vault
    from inpatient_hub.services.wards import WardService
    from inpatient_hub.store.keys.data_key import DataKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a ward's work is kept: a data folder, and a database URL when the ward uses a shared database. `key` opens
    the store of the folder; `unlocked` finds it out."""

    data_folder: Path
    database_url: str | None = None
    key: "DataKey | None" = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """The whole application, ready to use. Its services may be called from one thread at a time."""

    place: Place
    clock: "Clock"
    content: "Content"
    library: "ContentService"
    wards: "WardService"
    patients: "PatientService"
    runs: "RunService"
    notes: "NoteService"
    tasks: "TaskService"
    today: "TodayService"
    store: "Store"
    close: Callable[[], None]


def hub_over(store: "Store", *, place: Place, content: "Content", clock: "Clock", close: Callable[[], None]) -> Hub:
    """The application over any store that keeps the promises of the ports."""
    from inpatient_hub.host.identity import new_id
    from inpatient_hub.services.content import ContentService
    from inpatient_hub.services.note_previews import NotePreviews
    from inpatient_hub.services.notes import NoteService
    from inpatient_hub.services.patients import PatientService
    from inpatient_hub.services.run_end import RunEnd
    from inpatient_hub.services.run_views import RunDefinitions
    from inpatient_hub.services.runs import RunService
    from inpatient_hub.services.tasks import TaskService
    from inpatient_hub.services.today import TodayService
    from inpatient_hub.services.trail import AuditTrail
    from inpatient_hub.services.wards import WardService

    trail = AuditTrail(clock=clock, new_id=new_id)
    definitions = RunDefinitions()
    return Hub(
        place=place,
        clock=clock,
        content=content,
        library=ContentService(content=content, clock=clock),
        wards=WardService(store=store, new_id=new_id, trail=trail),
        patients=PatientService(store=store, clock=clock, new_id=new_id, trail=trail),
        runs=RunService(store=store, clock=clock, new_id=new_id, trail=trail, content=content, definitions=definitions),
        notes=NoteService(
            store=store,
            clock=clock,
            new_id=new_id,
            trail=trail,
            previews=NotePreviews(clock=clock, definitions=definitions, content=content),
            run_end=RunEnd(clock=clock, new_id=new_id, trail=trail, definitions=definitions),
        ),
        tasks=TaskService(store=store, clock=clock, new_id=new_id, trail=trail),
        today=TodayService(store=store, clock=clock),
        store=store,
        close=close,
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
    from inpatient_hub.services.today import AHEAD, today_view
    from inpatient_hub.services.ward_lines import as_kept
    from inpatient_hub.store.first_look import first_look as look
    from inpatient_hub.store.target import StoreTarget

    if place.database_url is not None or not ward_id:
        return None
    now = clock or SystemClock()
    local = now.local(now.now())
    seen = look(StoreTarget.in_folder(place.data_folder, place.key), day=local.date() + AHEAD, ward_id=ward_id)
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
    )


def vault_of(place: Place) -> "Vault":
    """The lock of this place's folder: what the unlock page and the lock's settings work with. Raises
    PolicyUnreadable."""
    from inpatient_hub.host import device_secrets
    from inpatient_hub.host.trust_policy import read_trust_policy
    from inpatient_hub.store.keys.vault import FolderVault

    return FolderVault(
        place.data_folder,
        keyring=device_secrets.this_users_keyring(),
        policy=read_trust_policy(place.data_folder),
    )


def lying_open(place: Place) -> tuple[Path, ...]:
    """Damaged files of an older version in this place that could not be locked."""
    from inpatient_hub.store.encrypting import still_plain

    return still_plain(place.data_folder)


def unlocked(place: Place, *, clock: "Clock | None" = None, make: bool = True) -> Place:
    """The same place with its key, when nobody need be asked for anything: from this user's keyring, or because there
    is no lock yet, which is then made; with `make` off, only where there is a store. A place that is on a server or has
    its key already stays as it is.

    Raises Locked when a person has to open it, PassphraseNeeded when a lock has to be made and there is no keyring,
    and HubError for whatever else stands in the way.
    """
    if place.database_url is not None or place.key is not None:
        return place
    from inpatient_hub.store.places import check_place

    check_place(place.data_folder)
    vault = vault_of(place)
    if vault.exists():
        return replace(place, key=vault.open_unasked())
    if not make:
        from inpatient_hub.store.database import refuse_without_store

        refuse_without_store(place.data_folder)
    return with_new_lock(place, clock=clock)


def with_new_lock(place: Place, *, passphrase: str | None = None, clock: "Clock | None" = None) -> Place:
    """The same place with the key of a lock that is made for it now; its recovery key is to be shown soon, see
    `Vault.unwritten_recovery_key`. Raises PassphraseNeeded, TooWeak, LockExists, and HubError."""
    from inpatient_hub.host.clock import SystemClock
    from inpatient_hub.store.lock import StoreLock

    _make_folder(place.data_folder)
    with StoreLock.acquire(place.data_folder, clock=clock or SystemClock()):
        return replace(place, key=vault_of(place).make(passphrase=passphrase))


def ephemeral(place: Place) -> Place:
    """The same place with a key that is kept nowhere: nobody can read the folder once the program has ended."""
    from inpatient_hub.store.keys.data_key import DataKey

    return replace(place, key=DataKey.new())


def open_hub(place: Place, *, clock: "Clock | None" = None, alone: bool = True, make: bool = True) -> Hub:
    """Opens the application on this place, making an empty store where there is none, unless `make` is off: then
    nothing at all is made there.

    `alone` takes the right that keeps a second copy of the program off the same folder. Raises Locked when a person has
    to open it first, and HubError, in plain words and with the ways forward, when the store cannot be opened.
    """
    from inpatient_hub.host.clock import SystemClock
    from inpatient_hub.host.crash_dumps import no_crash_dumps
    from inpatient_hub.host.log import start_log
    from inpatient_hub.store.database import open_store, refuse_without_store
    from inpatient_hub.store.lock import StoreLock
    from inpatient_hub.store.target import StoreTarget

    now = clock or SystemClock()
    no_crash_dumps()
    if make:
        _make_folder(place.data_folder)
    elif not place.database_url:
        refuse_without_store(place.data_folder)
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
        store = open_store(target, clock=now, lock=lock, make=make)
    except BaseException:
        if lock is not None:
            lock.release()
        raise

    def close() -> None:
        store.close()
        if lock is not None:
            lock.release()

    return hub_over(store, place=place, content=content, clock=now, close=close)


def key_at_hand(place: Place) -> "DataKey | None":
    """The key of this place's lock when nobody has to be asked for it; nothing is made. None for whatever is in the
    way, and where there is no lock."""
    if place.key is not None or place.database_url is not None:
        return place.key
    try:
        vault = vault_of(place)
        key: DataKey | None = vault.open_unasked() if vault.exists() else None
    except HubError:
        return None
    return key


def open_readiness(place: Place, *, clock: "Clock | None" = None) -> "ReadinessService":
    """The checks of this computer alone. They need no store, and work beside one that cannot be opened.

    Raises ReadinessDataError when a profile, the trust's own among them, cannot be used.
    """
    from inpatient_hub import __version__
    from inpatient_hub.host.clock import SystemClock
    from inpatient_hub.host.identity import new_id
    from inpatient_hub.host.paths import default_data_folder
    from inpatient_hub.readiness.collectors.choose import local_parts
    from inpatient_hub.readiness.installation import installation_parts
    from inpatient_hub.readiness.judging import judged
    from inpatient_hub.readiness.knowledge import load_knowledge
    from inpatient_hub.readiness.network_test import RealNetworkTest
    from inpatient_hub.readiness.profile_files import load_profiles
    from inpatient_hub.readiness.remembered import FOLDER, Memory
    from inpatient_hub.readiness.service import ReadinessService

    folder = place.data_folder
    return ReadinessService(
        profiles=load_profiles(folder / FOLDER / "profiles.toml"),
        knowledge=load_knowledge(),
        judge=judged,
        parts=lambda: (*local_parts(), *installation_parts(folder, place.database_url, lambda: key_at_hand(place))),
        network_test=RealNetworkTest(),
        memory=Memory(folder, may_make_parents=folder == default_data_folder()),
        clock=clock or SystemClock(),
        new_id=new_id,
        app_version=__version__,
    )


@dataclass(frozen=True, slots=True)
class Way:
    """One way forward when a store cannot be opened: a button and what it does."""

    id: str
    label: str
    explanation: str


START_EMPTY = "start_empty"
RESTORE = "restore:"
USE_COPY = "use_copy"
GO_ON = "go_on"

_START_EMPTY = Way(
    START_EMPTY, "Start with an empty store", "The old file is set aside and kept, so that IT can look at it."
)
_USE_COPY = Way(
    USE_COPY, "Use the copy that lies with the backups", "The damaged file is kept beside it. Nothing else is touched."
)
_GO_ON = Way(GO_ON, "Go on with what is there", "What is left of the newest work is kept for IT. Look what is missing.")


def ways_forward(place: Place, error: HubError) -> tuple[Way, ...]:
    """What a person may choose when this error stopped the opening; empty when only trying again can help. Nothing is
    ever removed: the store that could not be opened is kept under another name."""
    from inpatient_hub.domain.lock_troubles import KeyFileDamaged, KeyFileMissing
    from inpatient_hub.host.clock import SystemClock
    from inpatient_hub.store.backup import backups_in
    from inpatient_hub.store.errors import StoreFault

    if isinstance(error, KeyFileMissing | KeyFileDamaged):
        return (_USE_COPY if error.has_copy else _START_EMPTY,)
    if not isinstance(error, StoreFault) or not (error.can_set_aside or error.can_go_on):
        return ()
    clock = SystemClock()
    ways = [_GO_ON] if error.can_go_on else []
    for backup in backups_in(place.data_folder)[:3]:
        local = clock.local(backup.made_at)
        ways.append(
            Way(
                f"{RESTORE}{backup.path.name}",
                f"Restore the backup of {local.day} {local:%b %Y}, {local:%H:%M}",
                "The ward goes back to that moment. The damaged store is kept beside it.",
            )
        )
    return tuple(ways) if error.can_go_on else (*ways, _START_EMPTY)


def go_way(place: Place, way: str) -> None:
    """Goes one of the `ways_forward`. Raises Locked when a person has to open the lock first, and HubError in words
    when it cannot be done."""
    from inpatient_hub.host.clock import SystemClock
    from inpatient_hub.store.backup import backups_in
    from inpatient_hub.store.salvage import go_on_without_log, restore_backup, start_empty

    clock, vault = SystemClock(), vault_of(place)
    if way == USE_COPY:
        vault.restore_key_file()
        return
    if way == GO_ON:
        go_on_without_log(place.data_folder, clock=clock)
        return
    if way == START_EMPTY:
        start_empty(place.data_folder, key=place.key or vault.key_to_start_again(), clock=clock)
        return
    name = way.removeprefix(RESTORE)
    for backup in backups_in(place.data_folder):
        if backup.path.name == name:
            restore_backup(place.data_folder, backup.path, key=place.key or vault.key_to_start_again(), clock=clock)
            return
    raise NotFound("Backup")


def _make_folder(folder: Path) -> None:
    """Makes the data folder: with the folders above it when it is the usual one, else only the last, so that a
    mistyped path is not quietly made into a new, empty ward. Nobody else may look into it. What goes wrong here the
    store says in words."""
    from inpatient_hub.host.paths import default_data_folder

    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=folder == default_data_folder(), exist_ok=True)
