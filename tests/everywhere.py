"""Runs every test, and after them those for Windows: python3 dev.py test.

Where a few tests fail, their files are run once more, by themselves: windows and processes that wait for each other can
be late on a busy computer. What only then goes well is named, and counted in the last line as `rerun`. What proves that
nothing saved is lost is never tried again, nor is a process that fell over, nor what runs on Windows: there, one
failure is a failure.

The last line is pytest's closing line for all of them together. Where Wine is missing and only an administrator could
install it, or this is another Python than Wine can run, the tests for Windows count as one that is skipped and the
reason is said; where an administrator runs this and Wine cannot be installed, that is a failure.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import dev
from tests.windows.windows_python import PYTHON

CLOSING = re.compile(r"=+ (?:\x1b\[[\d;]*m)?(.*?\d+ (?:passed|failed|skipped|errors?|deselected).*?) in ([\d.]+)s.*=+")
KINDS = (
    "failed",
    "passed",
    "skipped",
    "deselected",
    "xfailed",
    "xpassed",
    "warning",
    "warnings",
    "error",
    "errors",
    "rerun",
)
BAD = ("failed", "error", "errors")
FAILED = re.compile(r"(?:FAILED|ERROR) (tests/[\w/]+\.py)\b.*")
"""A line of pytest's short summary."""

FELL_OVER = "node down: Not properly terminated"
"""What pytest-xdist says when a process of the tests ended by itself."""

NEVER_AGAIN = ("tests/ended/", "tests/damaged/", "tests/spill/", "tests/contracts/", "tests/windows/")
A_FEW = 4
"""When tests of more files than these fail, it is not chance."""

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


@dataclass
class Run:
    """How a run of pytest went."""

    code: int = 0
    ends: list[tuple[Counts, float]] = field(default_factory=list)
    """What its closing line says, if there was one."""
    failed: list[str] = field(default_factory=list)
    """The files of tests that failed, each once."""
    fell_over: bool = False
    """Whether a process of the tests ended by itself: the program may have, and that is never late but wrong."""


def run(command: Sequence[str], environ: Mapping[str, str]) -> Run:
    """Run pytest, passing on what it prints as it comes."""
    done = Run()
    everything = {**os.environ, **environ}
    with subprocess.Popen(
        command, cwd=dev.ROOT, env=everything, stdout=subprocess.PIPE, text=True, errors="replace"
    ) as running:
        for line in running.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            end = counted(line)
            if end is not None:
                done.ends = [end]
            done.fell_over = done.fell_over or FELL_OVER in line
            failed = FAILED.fullmatch(COLOUR.sub("", line).rstrip())
            if failed is not None and failed[1] not in done.failed:
                done.failed.append(failed[1])
    done.code = running.returncode
    return done


def tried_again(first: Run, again: Sequence[str], environ: Mapping[str, str]) -> Run:
    """The same run, after the files of a few failures were run once more by themselves: when all of them go well then,
    it went well, and says how many tests that were."""
    tests_failed = 1
    is_worth_it = first.code == tests_failed and 0 < len(first.failed) <= A_FEW and len(first.ends) == 1
    if not is_worth_it or first.fell_over or any(one.startswith(NEVER_AGAIN) for one in first.failed):
        return first
    sys.stdout.write(f"Once more, by themselves: {' '.join(first.failed)}\n")
    second = run([*again, *first.failed], environ)
    if second.code != 0:
        return first
    (counts, seconds), more = first.ends[0], sum(took for _, took in second.ends)
    late = sum(counts.get(kind, 0) for kind in BAD)
    well = {kind: number for kind, number in counts.items() if kind not in BAD}
    well |= {"passed": well.get("passed", 0) + late, "rerun": late}
    sys.stdout.write(f"Failed at first, and passed by themselves: {late} in {' '.join(first.failed)}\n")
    return Run(0, [(well, seconds + more)], first.failed)


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
    pytest = [sys.executable, "-m", "pytest"]
    done = tried_again(run([*pytest, *dev.pytest_arguments([])], usual), pytest, usual)
    code, ends = done.code, done.ends
    try:
        reason = why_no_windows()
        if reason is None:
            there = run([sys.executable, "-m", "tests.windows.run"], {})
            ends += there.ends
            code = code or there.code
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
