"""dev.py on a small project of its own: it makes the environment, runs the program, and is quick the second time."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import dev

PROGRAM = "import os, sys\nprint(sys.argv[1:], os.getcwd())\nraise SystemExit(7)\n"

ENVIRON = {key: value for key, value in os.environ.items() if key not in {"DISPLAY", "WAYLAND_DISPLAY", "PYTHONPATH"}}


def started(arguments: list[str], folder: Path, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run Python as a person in `folder` would."""
    python = getattr(sys, "_base_executable", sys.executable)
    command = [python, *arguments]
    return subprocess.run(
        command, cwd=folder, env=environ, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300
    )


@pytest.mark.slow
def test_a_fresh_clone_runs_and_still_runs_when_it_is_moved(tmp_path: Path) -> None:
    environ = {key: value for key, value in ENVIRON.items() if key != "QT_QPA_PLATFORM"} | {"PYTHONUTF8": "1"}
    clone = tmp_path / "Ward Seven's clone é"
    (clone / "inpatient_hub").mkdir(parents=True)
    for name in ("dev.py", "dev_packages.py"):
        shutil.copy(dev.ROOT / name, clone)
    (clone / "requirements.lock").write_text("# no packages\n", encoding="utf-8")
    (clone / "inpatient_hub" / "__init__.py").touch()
    (clone / "inpatient_hub" / "__main__.py").write_text(PROGRAM, encoding="utf-8")

    first = started([str(clone / "dev.py"), "run", "--demo", "a b"], tmp_path, environ)
    assert (first.returncode, first.stdout) == (7, f"['--demo', 'a b'] {tmp_path}\n"), first.stderr
    assert [line.split()[0] for line in first.stderr.splitlines()] == ["Making", "Installing", "Ready"]

    second = started([str(clone / "dev.py"), "run"], tmp_path, environ)
    assert (second.returncode, second.stderr) == (7, "")

    moved = clone.rename(tmp_path / "moved")
    third = started([str(moved / "dev.py"), "run"], tmp_path, environ)
    assert third.returncode == 7, third.stderr
    assert "it was made in another folder" in third.stderr


def test_an_old_python_is_told_so(tmp_path: Path) -> None:
    pretend = f"import runpy, sys; sys.version_info = (3, 8, 0); runpy.run_path({str(dev.ROOT / 'dev.py')!r})"
    done = started(["-c", pretend], tmp_path, ENVIRON)
    assert done.returncode == 1
    assert "needs Python 3.11 or newer; this is Python 3.8" in done.stderr
    assert "Traceback" not in done.stderr
