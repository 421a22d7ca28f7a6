"""This user's keyring is asked by its own name, and never a file in its place."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inpatient_hub.domain.lock_troubles import KeyringUnavailable
from inpatient_hub.host import device_secrets
from inpatient_hub.host.device_secrets import OsKeyring

ROOT = Path(__file__).resolve().parents[2]


class FakeBackend:
    """A keyring as the library shows it."""

    def __init__(self, *, keeps: bool = True, error: Exception | None = None) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self._keeps = keeps
        self._error = error

    def get_password(self, service: str, user: str) -> str | None:
        if self._error:
            raise self._error
        return self.kept.get((service, user))

    def set_password(self, service: str, user: str, secret: str) -> None:
        if self._keeps:
            self.kept[service, user] = secret

    def delete_password(self, service: str, user: str) -> None:
        del self.kept[service, user]


def a_keyring(monkeypatch: pytest.MonkeyPatch, backend: Any) -> OsKeyring:
    """The keyring of a computer with this backend."""
    monkeypatch.setattr(device_secrets, "_backend", backend if callable(backend) else lambda: backend)
    return OsKeyring()


def test_a_secret_is_kept_found_and_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring = a_keyring(monkeypatch, FakeBackend())
    assert keyring.get("one") is None
    keyring.put("one", "secret")
    keyring.put("other", "another")
    assert keyring.get("one") == "secret"
    keyring.forget("one")
    keyring.forget("one")
    assert keyring.get("one") is None
    assert keyring.get("other") == "another"


def test_a_keyring_that_keeps_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KeyringUnavailable, match="keyring cannot be used") as told:
        a_keyring(monkeypatch, FakeBackend(keeps=False)).put("one", "secret")
    assert told.value.message == "It did not keep what it was given."


class KeyringLocked(Exception):
    """As the library calls it."""


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (KeyringLocked("Secretname"), "It is locked, or it was not allowed to answer."),
        (RuntimeError("Secretname"), "keyring"),
        (OSError(5, "Secretname"), "keyring"),
    ],
)
def test_whatever_goes_wrong_with_a_keyring_is_one_trouble_in_words(
    monkeypatch: pytest.MonkeyPatch, error: Exception, why: str
) -> None:
    keyring = a_keyring(monkeypatch, FakeBackend(error=error))
    asked: list[Callable[[], object]] = [
        lambda: keyring.get("one"),
        lambda: keyring.put("one", "secret"),
        lambda: keyring.forget("one"),
    ]
    for ask in asked:
        with pytest.raises(KeyringUnavailable) as told:
            ask()
        assert why in told.value.message
        assert "Secretname" not in told.value.one_line()


def test_a_keyring_that_is_not_there_is_looked_for_again_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[Any] = [RuntimeError("not running"), FakeBackend()]

    def backend() -> Any:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    keyring = a_keyring(monkeypatch, backend)
    with pytest.raises(KeyringUnavailable):
        keyring.get("one")
    assert keyring.get("one") is None


ASK = """
from inpatient_hub.host.device_secrets import OsKeyring
from inpatient_hub.domain.lock_troubles import KeyringUnavailable
try:
    keyring = OsKeyring()
    print(keyring.get("test lock"))
    keyring.put("test lock", "a secret")
    print(OsKeyring().get("test lock"))
    keyring.forget("test lock")
    keyring.forget("test lock")
    print(keyring.get("test lock"))
except KeyringUnavailable as unavailable:
    print(unavailable.message)
"""


NO_KEYRING = "No keyring answers on this computer: there is no Secret Service, or no desktop session."


def asked_in(environ: dict[str, str], *before: str) -> list[str]:
    """What a fresh Python says that uses the keyring of this computer."""
    command = [*before, sys.executable, "-W", "error", "-c", ASK]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environ}, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the test takes the session away as Linux has it")
def test_without_a_desktop_session_the_keyring_is_said_to_be_missing(tmp_path: Path) -> None:
    nowhere = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/none", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert asked_in(nowhere) == [NO_KEYRING]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the test takes the session away as Linux has it")
def test_a_keyring_that_keeps_secrets_in_a_file_is_not_used_however_it_was_configured(tmp_path: Path) -> None:
    chosen = {
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/none",
        "XDG_RUNTIME_DIR": str(tmp_path),
    }
    assert asked_in(chosen) == [NO_KEYRING]


@pytest.mark.skipif(
    not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
    reason="there is no gnome-keyring or no dbus-run-session",
)
def test_a_real_secret_service_keeps_and_gives_back(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    start = 'printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 && exec "$@"'
    said = asked_in(home, "dbus-run-session", "--", "sh", "-c", start, "sh")
    assert said == ["None", "a secret", "None"]
