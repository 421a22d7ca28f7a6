"""Runs every test, and after them those for Windows: python3 dev.py test.

The last line is pytest's closing line for all of them together. Where Wine is missing and only an administrator could
install it, or this is another Python than Wine can run, the tests for Windows count as one that is skipped and the
reason is said; where an administrator runs this and Wine cannot be installed, that is a failure.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence

import dev
from tests.windows.windows_python import PYTHON

CLOSING = re.compile(r"=+ (?:\x1b\[[\d;]*m)?(.*?\d+ (?:passed|failed|skipped|errors?|deselected).*?) in ([\d.]+)s.*=+")
KINDS = ("failed", "passed", "skipped", "deselected", "xfailed", "xpassed", "warning", "warnings", "error", "errors")
COLOUR = re.compile(r"\x1b\[[\d;]*m")

Counts = dict[str, int]


def counted(line: str) -> tuple[Counts, float] | None:
    """How many tests came to what, and in how many seconds, from pytest's closing line; None for any other line."""
    found = CLOSING.fullmatch(COLOUR.sub("", line).strip())
    if found is None:
        return None
    words = re.findall(r"(\d+) (\w+)", found[1])
    return {kind: int(number) for number, kind in words if kind in KINDS}, float(found[2])


def closing_line(parts: Sequence[tuple[Counts, float]]) -> str:
    """One closing line for several runs, as pytest writes it."""
    total: Counts = {}
    for counts, _ in parts:
        for kind, number in counts.items():
            total[kind] = total.get(kind, 0) + number
    seconds = sum(took for _, took in parts)
    words = ", ".join(f"{total[kind]} {kind}" for kind in KINDS if kind in total)
    return f" {words or 'no tests ran'} in {seconds:.2f}s ".center(80, "=")


def run(command: Sequence[str], environ: Mapping[str, str]) -> tuple[int, list[tuple[Counts, float]]]:
    """Run pytest, passing on what it prints as it comes; its exit code, and what its closing line says."""
    ends: list[tuple[Counts, float]] = []
    everything = {**os.environ, **environ}
    with subprocess.Popen(
        command, cwd=dev.ROOT, env=everything, stdout=subprocess.PIPE, text=True, errors="replace"
    ) as running:
        for line in running.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            end = counted(line)
            if end is not None:
                ends = [end]
    return running.returncode, ends


def why_no_windows() -> str | None:
    """Make ready what the tests for Windows need. Returns why they are left out here, or None.

    Raises dev.Problem where this person may install it and it cannot be installed.
    """
    if sys.platform != "linux":
        return "they run under Wine, on Linux"
    if sys.version_info[:2] != PYTHON:
        return "they need Python {}.{} here too".format(*PYTHON)
    try:
        dev.ready(dev.ON_WINDOWS)
    except dev.Problem as problem:
        if os.geteuid() == 0:
            raise
        return str(problem)
    return None


def main() -> int:
    """Run all; 0 only when all that ran went well."""
    usual = {"QT_QPA_PLATFORM": "offscreen", "INPATIENT_HUB_TESTS": "steady"}
    code, ends = run([sys.executable, "-m", "pytest", *dev.pytest_arguments([])], usual)
    try:
        reason = why_no_windows()
        if reason is None:
            on_windows, more = run([sys.executable, "-m", "tests.windows.run"], {})
            ends += more
            code = code or on_windows
        else:
            sys.stdout.write(f"The tests for Windows were left out: {reason}\n")
            ends.append(({"skipped": 1}, 0.0))
    except dev.Problem as problem:
        sys.stdout.write(f"The tests for Windows could not run: {problem}\n")
        ends.append(({"error": 1}, 0.0))
        code = code or 1
    sys.stdout.write(closing_line(ends) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
