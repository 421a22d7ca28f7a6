"""What is tried on a disk that is nearly full, with ever more room left on it, until there is enough."""

import io
import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Any

from inpatient_hub.cli.main import main
from inpatient_hub.domain.errors import HubError
from inpatient_hub.host.log import log_bug, start_log, stop_log
from inpatient_hub.store.backup import back_up, backups_in, check_copy
from inpatient_hub.store.database import open_store
from inpatient_hub.store.export import export_store, exports_in
from inpatient_hub.store.importing import import_store
from inpatient_hub.store.keys.sealed_files import read_sealed
from inpatient_hub.store.salvage import restore_backup
from inpatient_hub.store.schema_version import CURRENT_SCHEMA
from inpatient_hub.store.target import STORE_FILE
from tests.contracts.keepers import CLOCK, KEY, put_lock, target_in
from tests.contracts.making import a_patient, a_ward, save
from tests.store.filling import count, everything_in, is_whole
from tests.store.test_upgrade import ADDS_A_TABLE, CHANGES_A_PARENT, plan_of

ROOMS = (0, 8, 60, 200, 400, 600, 900, 1200, 1700)
"""Kilobytes that are left free."""


def _a_store(place: Path) -> None:
    """A ward that takes some 600 kB."""
    with open_store(target_in(place), clock=CLOCK) as store:
        ward = a_ward()
        save(store, ward, *(a_patient(ward, family_name=f"{number} {'x' * 400}") for number in range(120)))


def _rooms(place: Path) -> Iterator[int]:
    """Fills the disk, leaves ever more room, and at last as much as there was."""
    ballast = place / "ballast"
    for room in ROOMS:
        ballast.write_bytes(b"")
        with ballast.open("ab", buffering=0) as filled:
            with suppress(OSError):
                while filled.write(bytes(4096)):
                    pass
            filled.truncate(max(0, ballast.stat().st_size - room * 1024))
        yield room
    ballast.unlink()
    yield -1


def _faults(place: Path, act: Callable[[], object], is_as_it_was: Callable[[], bool]) -> dict[str, Any]:
    """Does it with ever more room until it is done. What was said before that, and whether all was as it was then."""
    faults, unchanged = set(), True
    for _ in _rooms(place):
        try:
            act()
        except HubError as error:
            faults.add(str(getattr(error, "fault", type(error).__name__)))
            unchanged = unchanged and is_as_it_was()
        else:
            return {"said": sorted(faults), "as it was each time": unchanged, "done": True}
    return {"said": sorted(faults), "as it was each time": unchanged, "done": False}


def _all_in(place: Path) -> dict[str, Any]:
    """Every row of the store, read from a copy on another disk: where there is no room at all, nobody can open it."""
    with tempfile.TemporaryDirectory(prefix="hub-copy-") as name:
        for file in place.glob(f"{STORE_FILE}*"):
            if not file.name.endswith("-shm"):
                shutil.copy(file, name)
        return everything_in(Path(name) / STORE_FILE)


def _no_pieces(place: Path) -> bool:
    """Whether nothing half made lies about."""
    endings = (".part", ".new", ".importing", ".relocked", ".locking", "-journal")
    return not [file for file in place.rglob("*") if file.name.endswith(endings)]


def starting(folder: str) -> dict[str, Any]:
    """A new store is to be made."""
    place = Path(folder)
    seen = _faults(
        place,
        lambda: open_store(target_in(place), clock=CLOCK).close(),
        lambda: not (place / STORE_FILE).exists(),
    )
    return seen | {"whole": is_whole(place)}


def migrating(folder: str) -> dict[str, Any]:
    """A store is to be brought up to date: there has to be room for the backup, and for the change itself."""
    place = Path(folder)
    _a_store(place)
    scripts = Path(tempfile.mkdtemp(prefix="hub-scripts-")) / "migrations"
    shutil.copytree(CURRENT_SCHEMA.scripts, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    plan = plan_of(scripts, ADDS_A_TABLE + CHANGES_A_PARENT)
    before = _all_in(place)
    seen = _faults(
        place,
        lambda: open_store(target_in(place), clock=CLOCK, plan=plan).close(),
        lambda: _all_in(place) == before and _no_pieces(place),
    )
    shutil.rmtree(scripts.parent)
    return seen | {"whole": is_whole(place), "patients": count(place, "patients"), "diary": count(place, "diary")}


def exporting(folder: str) -> dict[str, Any]:
    """The nightly export is to be written."""
    place = Path(folder)
    _a_store(place)
    seen = _faults(
        place,
        lambda: export_store(place, key=KEY, clock=CLOCK),
        lambda: _no_pieces(place) and exports_in(place) == (),
    )
    (export,) = exports_in(place)
    return seen | {"whole": b"".join(read_sealed(export, KEY)).count(b"xxxx") > 0}


def restoring(folder: str) -> dict[str, Any]:
    """A backup is to be put back, and an export."""
    place = Path(folder)
    _a_store(place)
    backup = back_up(place, key=KEY, clock=CLOCK)
    export = export_store(place, key=KEY, clock=CLOCK)
    with open_store(target_in(place), clock=CLOCK) as store:
        save(store, a_ward(name="Later"))
    before = _all_in(place)

    def is_as_it_was() -> bool:
        return _all_in(place) == before and _no_pieces(place)

    seen: dict[str, Any] = {}
    seen["backup"] = _faults(
        place, lambda: restore_backup(place, backup, key=KEY, backup_key=KEY, clock=CLOCK), is_as_it_was
    )
    before = _all_in(place)
    seen["export"] = _faults(
        place, lambda: import_store(place, export, key=KEY, file_key=KEY, clock=CLOCK), is_as_it_was
    )
    return seen | {"whole": is_whole(place), "wards": count(place, "wards")}


def backing_up(folder: str) -> dict[str, Any]:
    """A backup is to be made."""
    place = Path(folder)
    _a_store(place)
    seen = _faults(
        place, lambda: back_up(place, key=KEY, clock=CLOCK), lambda: _no_pieces(place) and backups_in(place) == ()
    )
    (backup,) = backups_in(place)
    check_copy(backup.path, key=KEY)
    return seen


def warning(folder: str) -> dict[str, Any]:
    """What the command line says of a disk with little room, besides what it was asked."""
    place = Path(folder)
    put_lock(place)
    _a_store(place)
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as beside:
        code = main(["backup", "list", "--data-dir", folder])
    stop_log()
    return {"code": code, "out": out.getvalue(), "beside": beside.getvalue().replace(folder, "FOLDER")}


def logging_on(folder: str) -> dict[str, Any]:
    """The program's log cannot be written: the program goes on, says nothing on the terminal, and logs again later."""
    place = Path(folder)
    log = start_log(place)
    log_bug("before", RuntimeError())
    for _ in _rooms(place):
        break
    for _ in range(400):
        log_bug("on a full disk", RuntimeError())
    (place / "ballast").unlink()
    log_bug("afterwards", RuntimeError())
    logging.shutdown()
    stop_log()
    words = log.read_text(encoding="utf-8")
    return {"before": "in before" in words, "afterwards": "in afterwards" in words}
