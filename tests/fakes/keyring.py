"""A user's keyring for tests: in memory, or in a folder so that other processes of the test find it too."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from inpatient_hub.domain.lock_troubles import KeyringUnavailable
from inpatient_hub.host import device_secrets

FOLDER = "HUB_TEST_KEYRING"
"""Environment variable that names the folder of the tests' keyring, for this process and those it starts."""


def use_test_keyring() -> None:
    """Lets the program in this process find the tests' keyring where it looks for the user's own."""
    device_secrets.this_users_keyring = tests_keyring


def tests_keyring() -> "FolderKeyring":
    """The keyring of the tests."""
    return FolderKeyring(Path(os.environ[FOLDER]))


class FakeKeyring:
    """A keyring in memory. With a `fault` it answers nothing; `calls` tells what was asked of it."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.fault = ""
        self.calls: list[str] = []
        self.before_put: Callable[[str, str], None] = lambda name, secret: None

    def get(self, name: str) -> str | None:
        self._call("get")
        return self.kept.get(name)

    def put(self, name: str, secret: str) -> None:
        self._call("put")
        self.before_put(name, secret)
        self.kept[name] = secret

    def forget(self, name: str) -> None:
        self._call("forget")
        self.kept.pop(name, None)

    def _call(self, what: str) -> None:
        self.calls.append(what)
        if self.fault:
            raise KeyringUnavailable(self.fault)


class FolderKeyring:
    """A keyring whose secrets are files. Only for invented wards. A secret is put there at once, as in a real one:
    whoever asks meanwhile finds the old one or the new one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> str | None:
        try:
            return (self._folder / name).read_text("ascii")
        except FileNotFoundError:
            return None

    def put(self, name: str, secret: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="ascii", dir=self._folder, delete=False) as made:
            made.write(secret)
        Path(made.name).replace(self._folder / name)

    def forget(self, name: str) -> None:
        (self._folder / name).unlink(missing_ok=True)
