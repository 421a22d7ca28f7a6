"""Knows whether a folder ever held a ward's store, so that one that is gone is missed and not begun anew."""

from contextlib import suppress
from itertools import chain
from pathlib import Path

from inpatient_hub.store.errors import backup_folder
from inpatient_hub.store.target import STORE_FILE

MARK = "hub.begun"
"""The file that stays in a folder from the first opening of its store on."""

_WORDS = (
    f"A ward's work was begun in {STORE_FILE} in this folder. When {STORE_FILE} is not here, Inpatient Hub says that "
    "it is missing.\n"
)
_BESIDE = (MARK, f"{STORE_FILE}-*", "hub.replaced-*", "hub.damaged-*.db*", "erased.*.sealed")
"""What lies beside a store or beside what came of one. Not its key file: a lock is made before there is a store."""
_WITH_BACKUPS = ("*.db", "hub.export.*", "hub.audit-anchors.txt", "erased.*.sealed")


def mark(folder: Path) -> None:
    """Notes for good that this folder holds a store. A folder that takes no note is no reason not to go on."""
    with suppress(OSError):
        if not is_marked(folder):
            (folder / MARK).write_text(_WORDS, encoding="ascii", newline="\n")


def is_marked(folder: Path) -> bool:
    """Whether the note is there."""
    return (folder / MARK).is_file()


def left_something(folder: Path) -> bool:
    """Whether anything in the folder comes from a store. Raises OSError."""
    beside = chain.from_iterable(folder.glob(pattern) for pattern in _BESIDE)
    backups = chain.from_iterable(backup_folder(folder).glob(pattern) for pattern in _WITH_BACKUPS)
    return any(chain(beside, backups))
