"""Looks whether a folder is fit to hold copies of the backups: reachable, writable, and not the data folder itself."""

import secrets
from pathlib import Path

from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.judging import judged_os


def check_second_place(data_folder: Path, second: Path) -> None:
    """Raises StoreFault when backups cannot be copied there."""
    if not second.is_dir():
        raise StoreFault.of(Fault.SECOND_PLACE_GONE, second)
    if second.resolve().is_relative_to(data_folder.resolve()):
        raise StoreFault.of(Fault.SECOND_PLACE_INSIDE, second)
    trial = second / f"inpatient-hub-{secrets.token_hex(4)}.part"
    try:
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        raise judged_os(error, second) from None


def is_same_drive(data_folder: Path, second: Path) -> bool:
    """Whether a folder is on the same drive as the data folder, where it helps against a mistake and not against a
    broken disk. No, when it cannot be told."""
    try:
        return second.stat().st_dev == data_folder.stat().st_dev
    except OSError:
        return False
