"""Says where a ward's store is kept: in a folder on this computer, or on a database server."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.keys.data_key import DataKey

STORE_FILE = "hub.db"
"""Name of the store's file in its folder."""

_SCHEMES = frozenset({"postgres", "postgresql", "postgresql+psycopg"})


@dataclass(frozen=True, slots=True)
class StoreTarget:
    """Where a store is kept: either `folder` or `url` is given. A server's address may hold a password, so it is
    never shown; `place` is what may be. `key` opens the store of a folder; without one it is taken to be plain, as
    only the stores of older versions are."""

    folder: Path | None = None
    url: str | None = field(default=None, repr=False)
    key: DataKey | None = field(default=None, repr=False, compare=False)

    @classmethod
    def in_folder(cls, folder: Path, key: DataKey | None = None) -> "StoreTarget":
        """The store in this data folder."""
        return cls(folder=folder.absolute(), key=key)

    @classmethod
    def on_server(cls, url: str) -> "StoreTarget":
        """The store at this address, `postgresql+psycopg://user:password@server/database`. Raises StoreFault for an
        address of another kind."""
        scheme, separator, rest = url.partition("://")
        if scheme not in _SCHEMES or not separator or not rest:
            raise StoreFault.of(Fault.ADDRESS)
        try:
            urlsplit(url).port  # noqa: B018 - reading it is the check
        except ValueError:
            raise StoreFault.of(Fault.ADDRESS) from None
        return cls(url=f"postgresql+psycopg://{rest}")

    @property
    def place(self) -> str:
        """Where it is, in words that hold no password and no user."""
        if self.url is None:
            return str(self.folder)
        address = urlsplit(self.url)
        return f"{address.path.lstrip('/') or 'the database'} on {address.hostname or 'this computer'}"
