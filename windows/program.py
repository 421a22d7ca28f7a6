"""Puts the program folder together: a Python, the packages, the program itself, and what starts it."""

import os
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Collection, Iterable
from pathlib import Path

from windows.bill import write_bill
from windows.compiling import compile_apart
from windows.launchers import compile_launchers
from windows.notices import write_notices
from windows.packages import LOCK, PROJECT, ROOT, CannotBuild, Requirement, download, say, shipped
from windows.runtime import Runtime, copy_into, opened
from windows.signing import sign_what_is_not
from windows.trimming import head_of, is_for_building, is_kept

MOST_BYTES = 120 * 1_000_000
"""The budget of the folder as it is installed."""

SETUP_ADDS = 1_150_000
"""What the setup writes beside it at most: uninstall.exe, and remove.exe, which only makensis knows the size of."""

WHEN = 1_767_225_600
"""The time that every file bears, 1 Jan 2026: with the time of the build, no two builds would be the same."""


def stage(given: Path, program: Path, wheels: Path, version: str, sign: str = "") -> Runtime:
    """Make the program folder afresh from the runtime that the builder gave. `wheels` keeps what is fetched; `sign` is
    a command for what nobody has signed, which comes before the bill of materials, as it changes files.

    Raises CannotBuild when something is missing.
    """
    with tempfile.TemporaryDirectory() as scratch:
        runtime = opened(given, Path(scratch))
        if sys.version_info[:2] != runtime.python:
            raise CannotBuild("This is for Python {}.{}: start the build with that one.".format(*runtime.python))
        shutil.rmtree(program, ignore_errors=True)
        program.mkdir(parents=True)
        copy_into(program, runtime)
        packages = program / "Lib" / "site-packages"
        wanted = shipped(LOCK.read_text(encoding="utf-8"), PROJECT.read_text(encoding="utf-8"), runtime.python)
        files = fetched(wanted, wheels, runtime.python)
        unpack(files, packages)
        copy_program(packages)
        compile_apart(program / "Lib")
        compile_launchers(program, version, runtime.python)
        write_notices(program, packages, runtime.folder, files)
        if sign:
            say(f"Signed {len(sign_what_is_not(program, sign))} files")
        write_bill(program / "sbom.cdx.json", program, wanted, files, version)
        set_times(program)
    return runtime


def fetched(wanted: Collection[Requirement], wheels: Path, python: tuple[int, int]) -> list[Path]:
    """The wheels of these packages, fetched anew when the list is another than the last time."""
    pinned = [one.pinned for one in wanted]
    stamp = wheels / "fetched.txt"
    if not (stamp.is_file() and stamp.read_text(encoding="utf-8") == "\n".join(pinned)):
        say(f"Fetching {len(pinned)} packages for Windows, each by its hash")
        wheels.mkdir(parents=True, exist_ok=True)
        download(pinned, wheels, python)  # what is there already is compared with its hash and not fetched again
        for file in wheels.glob("*.whl"):
            if not any(package.is_wheel(file.name) for package in wanted):
                file.unlink()
        stamp.write_text("\n".join(pinned), encoding="utf-8")
    return sorted(wheels.glob("*.whl"))


def unpack(wheels: Iterable[Path], packages: Path) -> None:
    """Unpack what is shipped of some wheels beside each other."""
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(packages, [name for name in archive.namelist() if name[-1] != "/" and is_kept(name)])
    for file in packages.glob("*.dist-info/METADATA"):
        file.write_bytes(head_of(file.read_bytes()))


def copy_program(packages: Path) -> None:
    """Put the program itself among the packages, as its wheel would, with the files that ship with it."""
    leave = shutil.ignore_patterns("__pycache__", "*.pyc", "py.typed")
    program = ROOT / "inpatient_hub"

    def not_shipped(folder: str, names: list[str]) -> set[str]:
        below = Path(folder).relative_to(program)
        return leave(folder, names) | {name for name in names if is_for_building((below / name).as_posix())}

    shutil.copytree(program, packages / "inpatient_hub", ignore=not_shipped)
    shutil.copytree(ROOT / "resources", packages / "inpatient_hub" / "_resources", ignore=leave)


def set_times(program: Path) -> None:
    """Give every file and folder the same time."""
    for one in sorted(program.rglob("*"), reverse=True):
        os.utime(one, (WHEN, WHEN))


def size_of(program: Path) -> int:
    """All its bytes once it is installed, with what takes it out again."""
    return sum(file.stat().st_size for file in program.rglob("*") if file.is_file()) + SETUP_ADDS
