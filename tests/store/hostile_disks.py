"""Runs a scene on a disk that is full or read-only: in a namespace of its own, where even root is held to it."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

_PROJECT = Path(__file__).resolve().parents[2]


def on_small_disk(folder: Path, scene: str, *, kilobytes: int, of: str = "scenes") -> Any:
    """What a scene of `scenes.py`, or of another module, says after it ran on a disk of this size, mounted over the
    folder."""
    return _run(f"mount -t tmpfs -o size={kilobytes}k tmpfs {shlex.quote(str(folder))}", folder, scene, of)


def on_read_only_disk(folder: Path, scene: str) -> Any:
    """What a scene says after it ran with the folder mounted again so that nobody can write to it."""
    place = shlex.quote(str(folder))
    return _run(f"mount --bind {place} {place} && mount -o remount,ro,bind {place}", folder, scene)


def without_rights(folder: Path, scene: str, *, rights: int) -> Any:
    """What a scene says after it ran as a user who has only these rights to the folder, which are then given back."""
    usual = folder.stat().st_mode
    folder.chmod(rights)
    try:
        return _play(["unshare", "--user", "--map-user=1000"], "true", folder, scene)
    finally:
        folder.chmod(usual)


def _run(mount: str, folder: Path, scene: str, of: str = "scenes") -> Any:
    return _play(_namespace(), mount, folder, scene, of)


def _play(namespace: list[str], before: str, folder: Path, scene: str, of: str = "scenes") -> Any:
    reason = _missing_reason(*namespace)
    if reason:
        pytest.skip(reason)
    play = f"import json; from tests.store import {of} as it; print(json.dumps(it.{scene}({str(folder)!r})))"
    command = f"{before} && exec {shlex.quote(sys.executable)} -W error -c {shlex.quote(play)}"
    done = subprocess.run(
        [*namespace, "sh", "-c", command], cwd=_PROJECT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _namespace() -> list[str]:
    return ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]


@cache
def _missing_reason(*namespace: str) -> str:
    if shutil.which("unshare") is None or shutil.which("mount") is None:
        return "there is no unshare or no mount, so no small or read-only disk can be made"
    tried = subprocess.run([*namespace, "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "this system lets nobody make a small or read-only disk"
