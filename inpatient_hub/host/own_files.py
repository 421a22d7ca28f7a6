"""Keeps what a person saves apart from the program's own files: a report is never written over a ward."""

from pathlib import Path

from inpatient_hub.domain.errors import HubError

_MARKS = ("hub.db", "hub.keys")
"""A folder with one of these is a data folder."""
_INNER = frozenset({"backups", "content", "crashes", "logs"})
_OWN_NAMES = "hub."
"""How the names of stores, key files, locks, backups and exports begin."""


def refuse_own(file: Path) -> None:
    """Raises HubError for a place in a data folder, and for a store, key file or backup that lies elsewhere."""
    target = file.absolute()
    if target.parent.exists():
        target = target.parent.resolve() / target.name
    if _is_of_program(target) or (target.is_symlink() and _is_of_program(target.resolve())):
        raise HubError(
            "Nothing was saved there",
            f"{target.name} would lie among the files that keep the ward, or replace one of them.",
            remedy="Choose another folder, for example Documents.",
        )


def _is_of_program(target: Path) -> bool:
    folder = target.parent
    if _is_data_folder(folder) or (folder.name.lower() in _INNER and _is_data_folder(folder.parent)):
        return True
    return target.name.lower().startswith(_OWN_NAMES) and target.exists()


def _is_data_folder(folder: Path) -> bool:
    return any((folder / mark).exists() for mark in _MARKS)
