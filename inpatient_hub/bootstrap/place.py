"""Says where a ward's work is kept, and makes the folder for it."""

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inpatient_hub.store.keys.data_key import DataKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a ward's work is kept: a data folder, and a database URL when the ward uses a shared database. `key` opens
    the store of the folder; `unlocked` finds it out."""

    data_folder: Path
    database_url: str | None = None
    key: "DataKey | None" = field(default=None, repr=False, compare=False)


def make_folder(folder: Path) -> None:
    """Makes the data folder: with the folders above it when it is the usual one, else only the last, so that a
    mistyped path is not quietly made into a new, empty ward. Nobody else may look into it. What goes wrong here the
    store says in words."""
    from inpatient_hub.host.paths import default_data_folder

    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=folder == default_data_folder(), exist_ok=True)
