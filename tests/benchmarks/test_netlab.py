"""The laboratory says honestly why it cannot run, and never takes a fault of its own for a refusal."""

import os
import sys
from pathlib import Path

import pytest

from benchmarks.netlab.lab import PROGRAMS, Lab, LabFailed, why_not

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="these are shell scripts")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which every program the laboratory needs does nothing and succeeds."""
    for name in PROGRAMS:
        write(tmp_path / name, "exit 0")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.defpath}")
    return tmp_path


def write(file: Path, script: str) -> None:
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
    file.chmod(0o755)


def test_where_namespaces_are_allowed_there_is_no_reason(programs: Path) -> None:
    assert why_not() == ""


def test_a_refusal_is_told_in_the_systems_own_words(programs: Path) -> None:
    write(programs / "unshare", "echo 'unshare: unshare failed: Operation not permitted' >&2; exit 1")
    assert why_not() == (
        "this computer lets nobody make a network of their own: unshare: unshare failed: Operation not permitted"
    )


def test_a_program_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert why_not() == f"not installed: {', '.join(PROGRAMS)}"


def test_a_laboratory_that_breaks_is_a_failure_and_no_refusal(programs: Path) -> None:
    write(programs / "unshare", '[ "$6" = true ] || { echo "the laboratory is broken" >&2; exit 3; }')
    assert why_not() == ""
    with pytest.raises(LabFailed, match="the laboratory is broken"), Lab():
        pass
