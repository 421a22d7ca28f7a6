"""Starts the programs that are measured, each afresh, and reads what they tell."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CHILDREN = ROOT / "benchmarks" / "children"
_PATIENCE_SECONDS = 90


class ChildFailed(Exception):
    """A measured program did not come to its end. The message holds the last lines it printed."""


def environment(compiled: Path, *, display: str = "") -> dict[str, str]:
    """What every child is given: this checkout, a folder where Python keeps what it compiled (as it does beside an
    installed program), and a window on the X display named, or one that is drawn unseen."""
    unwanted = ("PYTHON", "QT_", "DISPLAY", "WAYLAND_DISPLAY")
    environ = {key: value for key, value in os.environ.items() if not key.startswith(unwanted)}
    environ["PYTHONPATH"] = str(ROOT)
    environ["PYTHONPYCACHEPREFIX"] = str(compiled)
    environ["QT_QPA_PLATFORM"] = "xcb" if display else "offscreen"
    return environ | ({"DISPLAY": display} if display else {})


def told_by(child: str, *arguments: str, environ: Mapping[str, str]) -> tuple[dict[str, Any], int]:
    """(what the child printed as JSON, the moment it was started in ns of CLOCK_MONOTONIC). Raises ChildFailed."""
    command = [sys.executable, "-P", str(CHILDREN / f"{child}.py"), *arguments]
    started = time.monotonic_ns()
    return json.loads(_run(command, environ)), started


def milliseconds(arguments: Sequence[str], *, environ: Mapping[str, str]) -> float:
    """How long this Python takes from its start to its end. Raises ChildFailed."""
    begun = time.monotonic_ns()
    _run([sys.executable, *arguments], environ)
    return (time.monotonic_ns() - begun) / 1e6


def _run(command: Sequence[str], environ: Mapping[str, str]) -> str:
    try:
        done = subprocess.run(
            command, env=environ, capture_output=True, text=True, timeout=_PATIENCE_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise ChildFailed(f"{Path(command[-1]).name}: no answer within {_PATIENCE_SECONDS} seconds") from None
    if done.returncode != 0:
        last = " / ".join((done.stdout + done.stderr).strip().splitlines()[-3:])
        raise ChildFailed(f"exit code {done.returncode}: {last}")
    return done.stdout


@contextlib.contextmanager
def x_display() -> Iterator[str | None]:
    """The name of an X display that nobody sees, for as long as it is used; None where there is no Xvfb."""
    program = shutil.which("Xvfb")
    if program is None:
        yield None
        return
    with _one_at_a_time():
        server, number = _started(program)
    with server:
        try:
            yield f":{number}" if number else None
        finally:
            server.terminate()


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two servers that look for a free display at the same moment can both take the same one: the second then answers
    for the first, and takes it along when it ends."""
    import fcntl  # only where there are X displays

    with (Path(tempfile.gettempdir()) / f"inpatient-hub-x-display-{os.getuid()}").open("w", encoding="ascii") as queue:
        fcntl.flock(queue, fcntl.LOCK_EX)
        yield


def _started(program: str) -> tuple[subprocess.Popen[bytes], str]:
    """(the server, the number of its display, which is empty when it did not start)."""
    reading, writing = os.pipe()
    options = ["-displayfd", str(writing), "-screen", "0", "1920x1080x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(
        [program, *options], pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(writing)
    with os.fdopen(reading, encoding="ascii") as told:
        return server, told.readline().strip()
