"""Where a ward's work is kept."""

from pathlib import Path
from typing import Any, NamedTuple


class Place(NamedTuple):
    """Where a ward's work is kept: a data folder, and a database URL when the ward uses a shared database."""

    data_folder: Path
    database_url: str | None = None
    key: Any = None
    """Of the folder's lock, once it is open; `bootstrap.unlocked` finds it. It hides itself where it would be shown."""
