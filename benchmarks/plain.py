"""The same ward once more without a lock, as older versions kept it: what a locked store is measured against."""

import shutil
from contextlib import closing
from pathlib import Path

from inpatient_hub.host.settings import read_settings, write_settings
from inpatient_hub.store.driver import sqlite
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.sqlite_file import bare
from inpatient_hub.store.target import STORE_FILE

_WAIT_MS = 5_000


def plain_copy(folder: Path, key: DataKey, into: Path) -> Path:
    """Copies the store of a folder row by row into a new folder, without a key. Returns that folder."""
    into.mkdir()
    file = into / STORE_FILE
    with closing(bare(folder / STORE_FILE, key, wait_ms=_WAIT_MS)) as locked:
        version, application = (
            locked.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "application_id")
        )
        locked.execute("ATTACH DATABASE ? AS plain KEY ''", (str(file),))
        locked.execute("SELECT sqlcipher_export('plain')").fetchone()
        locked.execute(f"PRAGMA plain.user_version = {version}")
        locked.execute(f"PRAGMA plain.application_id = {application}")
    with closing(sqlite.connect(str(file))) as plain:
        plain.execute("PRAGMA journal_mode = WAL")
    write_settings(into, read_settings(folder))
    return into


def locked_copy(folder: Path, key: DataKey, into: Path) -> Path:
    """Copies a locked folder that nobody has open, its pages as close together as those of a plain copy. The same key
    opens it."""
    shutil.copytree(folder, into)
    with closing(bare(into / STORE_FILE, key, wait_ms=_WAIT_MS)) as locked:
        locked.execute("VACUUM")
    return into
