"""A keyring in the benchmark's own folder, so that measured programs leave nothing in the user's own."""

import os
from collections.abc import Callable
from pathlib import Path

from inpatient_hub.host import device_secrets

FOLDER = "HUB_BENCH_KEYRING"
"""Environment variable by which a measured program finds the folder."""


class FolderKeyring:
    """Secrets as files. Loads the keyring library all the same: that is most of what asking a keyring takes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> str | None:
        """The secret of this name."""
        import keyring.backends.SecretService  # noqa: F401

        file = self._folder / name
        return file.read_text("ascii") if file.exists() else None

    def put(self, name: str, secret: str) -> None:
        """Keeps a secret."""
        self._folder.mkdir(exist_ok=True)
        (self._folder / name).write_text(secret, "ascii")

    def forget(self, name: str) -> None:
        """Takes a secret away."""
        (self._folder / name).unlink(missing_ok=True)


def use_folder_keyring() -> Callable[[], None]:
    """Puts this keyring where the program looks for the user's own. Returns what puts that back."""
    usual = device_secrets.this_users_keyring

    def ours() -> FolderKeyring:
        return FolderKeyring(Path(os.environ[FOLDER]))

    def put_back() -> None:
        device_secrets.this_users_keyring = usual

    device_secrets.this_users_keyring = ours
    return put_back
