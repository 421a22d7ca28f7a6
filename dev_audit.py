"""Asks whether faults are known in the packages of requirements.lock, for `dev.py lint --audit`.

pip-audit asks, and sends names and versions of packages, nothing else. A computer that reaches no such service is told
so in one line, and that is no failure; a fault that is found is one. All packages are asked about, those for other
systems too. Standard library only.
"""

import json
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

MOST_SECONDS = 120
"""How long all of it may take; one silence of the service, a few seconds."""

_SILENCE_SECONDS = 5

Run = Callable[[list[str], float], subprocess.CompletedProcess[str]]
"""Runs pip-audit about these `name==version` for at most so many seconds. Raises TimeoutExpired."""


class Audit(NamedTuple):
    """What came of it, in words, and whether a fault is known."""

    told: str
    found: bool = False


class NotAnswered(Exception):
    """The service did not answer, or not about packages; the message says which."""


NOT_ASKED = Audit("not run, as it asks a service on the internet: lint --audit runs it")


def lint_step(lock: Path, python: Path, *, wanted: bool) -> bool:
    """Ask with the pip-audit beside this Python, when wanted; print what came of it, and return whether a fault is
    known."""
    told, found = audit(lock, run_pip_audit(python)) if wanted else NOT_ASKED
    print(f"pip-audit: {told}")
    return found


def audit(lock: Path, run: Run) -> Audit:
    """Ask about every package of a lock file. The first question is about one package only: where it is not
    answered, no more is asked."""
    pins = pins_of(lock)
    until = time.monotonic() + MOST_SECONDS
    unknown, faults = [], []
    try:
        for asked in rounds(pins):
            for package in answers(run(asked, until - time.monotonic()), first=asked == pins[:1]):
                unknown += [package["name"]] if "skip_reason" in package else []
                faults += [fault_line(package, fault) for fault in package.get("vulns", ())]
    except subprocess.TimeoutExpired:
        return _unanswered(f"no answer within {MOST_SECONDS} seconds", faults)
    except NotAnswered as reason:
        return _unanswered(str(reason), faults)
    rest = f" ({len(unknown)} are not known to the service: {', '.join(unknown)})" if unknown else ""
    if faults:
        return Audit("\n  ".join([f"found problems{rest}", *faults]), found=True)
    return Audit(f"fine, no fault is known in {len(pins) - len(unknown)} packages{rest}")


def _unanswered(reason: str, faults: list[str]) -> Audit:
    """What was found before the service fell silent counts."""
    if faults:
        return Audit("\n  ".join([f"found problems, and was not run to the end: {reason}", *faults]), found=True)
    return Audit(f"not run: {reason}")


def pins_of(lock: Path) -> list[str]:
    """Return every `name==version` of a lock file, without the systems it is for and its hashes."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return [line.split()[0].rstrip(";") for line in lines if "==" in line and line[0].isalnum()]


def rounds(pins: list[str]) -> Iterator[list[str]]:
    """Give what is asked about together: one package to begin with, then the rest, each name once a round."""
    yield pins[:1]
    later = pins[1:]
    while later:
        now = {pin.partition("==")[0]: pin for pin in reversed(later)}
        yield list(now.values())
        later = [pin for pin in later if pin not in now.values()]


def answers(done: subprocess.CompletedProcess[str], *, first: bool) -> list[dict[str, Any]]:
    """Return what pip-audit tells of each package. Raises NotAnswered when it tells nothing."""
    if "No module named pip_audit" in done.stderr:
        raise NotAnswered("pip-audit is not installed")
    try:
        told: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1].partition("(")[0].strip()
        raise NotAnswered(f"the service cannot be reached ({last[:160]})") from None
    if first and all("skip_reason" in package for package in told):
        raise NotAnswered("what answers here knows nothing of faults, as a mirror of packages does")
    return told


def fault_line(package: dict[str, Any], fault: dict[str, Any]) -> str:
    """Say which fault is known, and which versions are without it."""
    mended = ", ".join(fault.get("fix_versions", ())) or "no version yet"
    return f"{package['name']} {package['version']}: {fault['id']}, mended in {mended}"


def run_pip_audit(python: Path) -> Run:
    """Return what runs the pip-audit beside this Python. It installs nothing and asks about nothing else."""

    def run(pins: list[str], seconds: float) -> subprocess.CompletedProcess[str]:
        with tempfile.TemporaryDirectory() as folder:
            asked = Path(folder) / "asked.txt"
            asked.write_text("\n".join([*pins, ""]), encoding="utf-8")
            options = ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--timeout", str(_SILENCE_SECONDS)]
            command = [str(python), "-m", "pip_audit", *options, "--format", "json", "--requirement", str(asked)]
            return subprocess.run(
                command, cwd=folder, capture_output=True, text=True, errors="replace", check=False, timeout=seconds
            )

    return run
