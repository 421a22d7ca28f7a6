"""Two ways in which the program is ended at any moment: the power goes, or something kills it.

Each does an act of `acts.py` in a process of its own, and gives the data folder as it may then be found, many times.
"""

import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from tests.ended.acts import ACTS
from tests.ended.disk import Disk
from tests.ended.seeds import VARIABLE, the_seed
from tests.ended.strace_log import OPTIONS
from tests.fakes import keyring

ROOT = Path(__file__).resolve().parents[2]
PRELOADED = ["tests.ended.warm", "tests.ended.acts", "logging.config"]
"""What a process that is to be killed finds in its memory when it begins."""


class Ends:
    """A data folder to prepare, an act on it, and the folder as it is found after each of many ends."""

    many = 0
    """How many ends of an act are tried."""
    words = ""
    """What they are, in words."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        self._monkeypatch = monkeypatch
        self._root = folder / "disk"
        self.data = self._root / "data"
        self.data.mkdir(parents=True)
        (self._root / "keyring").mkdir()
        self._use(self._root)
        self.seed = the_seed()
        self._chance = random.Random(self.seed)
        self.act = ""
        """What was ended."""
        self.said: list[str] = []
        """All that the program had said before the end at hand."""

    @staticmethod
    def missing() -> str:
        """Why this cannot be tried on this computer; empty when it can."""
        return ""

    def after(self, act: str, many: int = 0) -> Iterator[Path]:
        """The data folder after each of so many ends of this act, else of the usual number. The first comes as soon as
        it is begun, the last when all is done."""
        raise NotImplementedError

    def where(self) -> str:
        """What to look for when an end goes wrong."""
        return f"{type(self).__name__} of seed {self.seed}, after {len(self.said)} things said"

    def _use(self, root: Path) -> None:
        self._monkeypatch.setenv(keyring.FOLDER, str(root / "keyring"))

    def _anew(self) -> Path:
        found = self._folder / "found"
        shutil.rmtree(found, ignore_errors=True)
        self._use(found)
        return found


class PowerCuts(Ends):
    """The power goes: what the program asked of the disk is followed by strace, and the disk keeps part of it."""

    many = 50
    words = "power cuts in the middle"

    @staticmethod
    def missing() -> str:
        return _why_no_strace()

    def after(self, act: str, many: int = 0) -> Iterator[Path]:
        self.act = act
        before, log = self._folder / "before", self._folder / "strace.log"
        shutil.copytree(self._root, before)
        command = ["strace", "-o", str(log), *OPTIONS, sys.executable, "-m", "tests.ended.acts", act, str(self.data)]
        environ = {**os.environ, VARIABLE: str(self.seed)}
        done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        shutil.rmtree(self._root)
        shutil.copytree(before, self._root)
        numbers = sum(1 for _ in Disk(self._root, self._root / "keyring").follow(log))
        cuts = sorted([1, *self._chance.choices(range(1, numbers + 1), k=(many or self.many) - 2), numbers])
        disk = Disk(self._root, self._root / "keyring")
        for number in disk.follow(log):
            while cuts and cuts[0] == number:
                cuts.pop(0)
                self.said = list(disk.said)
                found = self._anew()
                (found / "data").mkdir(parents=True)
                disk.lay_out(found, self._chance)
                yield found / "data"
        assert cuts == []


class Kills(Ends):
    """Something kills the process: whatever it asked of the system is done, and nothing more."""

    many = 25
    words = "SIGKILLs in the middle"

    @staticmethod
    def missing() -> str:
        return "" if hasattr(os, "fork") else "killing many processes takes too long without fork"

    def after(self, act: str, many: int = 0) -> Iterator[Path]:
        self.act = act
        self._end(act, None)  # the first brings in what the others find in memory
        began = time.monotonic()
        self._end(act, None)
        length = time.monotonic() - began
        kills: list[float | None] = [self._chance.uniform(0, length) for _ in range((many or self.many) - 2)]
        for seconds in (0, *kills, None):
            yield self._end(act, seconds)

    def _end(self, act: str, seconds: float | None) -> Path:
        found = self._anew()
        shutil.copytree(self._root, found)
        ours, theirs = _processes().Pipe(duplex=False)
        process = _processes().Process(target=_act, args=(act, str(found / "data"), str(found / "keyring"), theirs))
        process.start()
        theirs.close()
        try:
            assert ours.recv_bytes() == b"begun"
            if seconds is None:
                process.join()
                assert process.exitcode == 0, act
            else:
                threading.Event().wait(seconds)
        finally:
            if process.pid is not None and process.exitcode is None:
                with suppress(ProcessLookupError):  # it may come to its end by itself meanwhile
                    os.kill(process.pid, signal.SIGKILL)
            process.join()
        self.said = _all_of(ours).decode("utf-8").split("\n")[:-1]
        return found / "data"


@cache
def _why_no_strace() -> str:
    if sys.platform != "linux" or shutil.which("strace") is None:
        return "there is no strace"
    tried = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "this system lets nobody follow a program with strace"


@cache
def _processes() -> multiprocessing.context.ForkServerContext:
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(PRELOADED)
    return processes


def _act(act: str, folder: str, secrets: str, said: Connection) -> None:
    os.environ[keyring.FOLDER] = secrets
    os.dup2(said.fileno(), 1)
    said.send_bytes(b"begun")
    ACTS[act](Path(folder))


def _all_of(ours: Connection) -> bytes:
    said = b""
    while piece := os.read(ours.fileno(), 65536):
        said += piece
    ours.close()
    return said
