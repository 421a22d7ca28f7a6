"""What is tried on a full and on a read-only disk; each scene runs in a process of its own and tells what it saw."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from inpatient_hub.domain.errors import HubError
from inpatient_hub.services.ports import PatientFilter
from inpatient_hub.store.backup import back_up
from inpatient_hub.store.database import SqlStore, open_store
from inpatient_hub.store.first_look import first_look
from inpatient_hub.store.health import check_store
from inpatient_hub.store.lock import StoreLock
from inpatient_hub.store.target import STORE_FILE, StoreTarget
from tests.contracts.keepers import CLOCK, KEY, target_in
from tests.contracts.making import TODAY, a_nurse, a_patient, a_ward, save
from tests.store.filling import everything_in, is_whole


def _told(error: HubError) -> str:
    return str(getattr(error, "fault", type(error).__name__))


def _fault_of(action: Callable[[], object]) -> str:
    try:
        action()
    except HubError as error:
        return _told(error)
    return "no fault"


def _fill_up(store: SqlStore) -> tuple[int, str]:
    """Saves patients until one is refused. Returns how many were saved, and the fault."""
    ward = a_ward()
    save(store, ward, a_nurse(ward))
    saved = 0
    while saved < 100_000:
        try:
            save(store, *(a_patient(ward, family_name=f"{saved} {'x' * 400}") for _ in range(5)))
        except HubError as error:
            return saved, _told(error)
        saved += 5
    return saved, "never full"


def full_while_saving(folder: str) -> dict[str, Any]:
    """A disk fills up in the middle of work; then there is room again."""
    place = Path(folder)
    ballast = place / "ballast"
    ballast.write_bytes(bytes(100_000))
    seen: dict[str, Any] = {}
    with open_store(target_in(place), clock=CLOCK) as store:
        saved, seen["fault"] = _fill_up(store)
        with store.reading() as work:
            (ward,) = work.wards.all()
            seen["all saved is there"] = work.patients.count(PatientFilter(ward_id=ward.id)) == saved
        seen["saved something"] = saved > 0
        ballast.unlink()
        save(store, a_patient(ward))
        with store.reading() as work:
            seen["goes on when there is room"] = work.patients.count(PatientFilter(ward_id=ward.id)) == saved + 1
    seen["whole"] = is_whole(place)
    return seen


def full_while_opening(folder: str) -> dict[str, Any]:
    """A store is to be made, opened and backed up on a disk without room."""
    place = Path(folder)
    target = target_in(place)
    seen: dict[str, Any] = {}
    ballast = place / "ballast"

    with ballast.open("wb", buffering=0) as filled, suppress(OSError):
        while filled.write(bytes(4096)):
            pass
    seen["making"] = _fault_of(lambda: open_store(target, clock=CLOCK).close())
    seen["no store is left half made"] = not (place / STORE_FILE).exists()
    ballast.write_bytes(b"")
    with open_store(target, clock=CLOCK) as store:
        _fill_up(store)
    seen["backing up"] = _fault_of(lambda: back_up(place, key=KEY, clock=CLOCK))
    seen["no backup is left half made"] = list((place / "backups").glob("*")) == []
    return seen


def full_while_locking(folder: str) -> dict[str, Any]:
    """A plain store of an older version is opened on a disk that has no room for a second one."""
    place = Path(folder)
    seen: dict[str, Any] = {}
    with open_store(StoreTarget.in_folder(place), clock=CLOCK) as store:
        ward = a_ward()
        save(store, ward, *(a_patient(ward, family_name=f"{number} {'x' * 400}") for number in range(300)))
    file, ballast = place / STORE_FILE, place / "ballast"
    before, plain = everything_in(file, None), file.read_bytes()
    with ballast.open("wb", buffering=0) as filled, suppress(OSError):
        while filled.write(bytes(4096)):
            pass
    seen["locking"] = _fault_of(lambda: open_store(target_in(place), clock=CLOCK).close())
    seen["the plain store is as it was"] = file.read_bytes() == plain
    seen["nothing half made"] = not list(place.glob("*.locking*"))
    with ballast.open("r+b") as filled:
        filled.truncate(ballast.stat().st_size - len(plain) // 2)
    seen["locking with half the room"] = _fault_of(lambda: open_store(target_in(place), clock=CLOCK).close())
    seen["the plain store says the same still"] = everything_in(file, None) == before
    seen["nothing half made still"] = not list(place.glob("*.locking*"))
    ballast.unlink()
    open_store(target_in(place), clock=CLOCK).close()
    seen["locked when there is room"] = everything_in(file) == before
    return seen


def read_only(folder: str) -> dict[str, Any]:
    """Everything a start does, in a folder nobody may write to."""
    place = Path(folder)
    target = target_in(place)
    seen: dict[str, Any] = {}
    seen["lock"] = _fault_of(lambda: StoreLock.acquire(place, clock=CLOCK))
    seen["open"] = _fault_of(lambda: _read(target))
    seen["back up"] = _fault_of(lambda: back_up(place, key=KEY, clock=CLOCK))
    fault = check_store(target).fault
    seen["examined"] = _told(fault) if fault else "no fault"
    seen["first look"] = first_look(target, day=TODAY) is None
    return seen


def _read(target: StoreTarget) -> None:
    with open_store(target, clock=CLOCK) as store, store.reading() as work:
        work.wards.all()
