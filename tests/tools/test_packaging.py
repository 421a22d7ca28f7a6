"""The lock file pins everything by hash and names no index; the wheel holds the program and its resources."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import dev

PROJECT = tomllib.loads((dev.ROOT / "pyproject.toml").read_text(encoding="utf-8"))

LOCK = dev.LOCK.read_text(encoding="utf-8")


def locked() -> dict[str, str]:
    """Return each locked package's canonical name and version."""
    pins = re.findall(r"^([A-Za-z0-9._-]+)==([^ \\]+)", LOCK, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in pins}


def asked_for() -> list[Requirement]:
    """Return every requirement of pyproject.toml: the program, its window, the tools and the build."""
    project = PROJECT["project"]
    lists = [
        project["dependencies"],
        *project["optional-dependencies"].values(),
        *PROJECT["dependency-groups"].values(),
        PROJECT["build-system"]["requires"],
    ]
    return [Requirement(text) for requirements in lists for text in requirements]


def test_the_lock_pins_a_version_that_fits_each_requirement() -> None:
    pins = locked()
    unfit = [
        str(requirement)
        for requirement in asked_for()
        if not requirement.specifier.contains(pins.get(canonicalize_name(requirement.name), "0"), prereleases=True)
    ]
    assert unfit == []


def test_every_locked_package_has_hashes() -> None:
    entries = re.split(r"\n(?=[a-z0-9])", LOCK.removeprefix(dev.LOCK_HEADER))
    assert len(entries) == len(locked())
    assert [entry.splitlines()[0] for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry)] == []


def test_the_lock_names_no_address() -> None:
    assert LOCK.startswith(dev.LOCK_HEADER)
    assert re.findall(r"://|--(?:extra-)?index|--find-links|--trusted-host", LOCK) == []


def test_the_lock_serves_every_platform() -> None:
    assert "sys_platform == 'win32'" in LOCK
    assert "--python-version 3.11" in " ".join(dev.compile_command(Path("draft"), upgrade=False))


def test_psycopg_is_not_asked_for_where_it_has_no_wheel() -> None:
    psycopg = next(requirement for requirement in asked_for() if requirement.name == "psycopg")
    assert psycopg.marker is not None
    assert not psycopg.marker.evaluate({"sys_platform": "win32", "platform_machine": "ARM64"})
    assert psycopg.marker.evaluate({"sys_platform": "win32", "platform_machine": "AMD64"})
    assert psycopg.marker.evaluate({"sys_platform": "linux", "platform_machine": "ARM64"})


def test_the_program_needs_no_qt_to_be_installed() -> None:
    assert not [text for text in PROJECT["project"]["dependencies"] if "PySide6" in text]


@pytest.mark.slow
def test_the_wheel_holds_the_program_and_its_resources(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    done = subprocess.run(build, cwd=dev.ROOT, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        entry_points = next(name for name in names if name.endswith("entry_points.txt"))
        commands = archive.read(entry_points).decode()
    assert {"inpatient_hub/py.typed", "inpatient_hub/__main__.py", "inpatient_hub/_resources/icons/bed.svg"} <= names
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"inpatient_hub"}
    assert "inpatient-hub = inpatient_hub.cli.main:main" in commands
    assert "inpatient-hub-desktop = inpatient_hub.gui.app:main" in commands
