"""Puts a Windows Python together on Linux, from packages of PyPI, for the tests that run under Wine.

The `panda3d` wheel for Windows carries the DLLs of python.org's own CPython, with its signature; the standard library
is taken from the Python that runs this, of the same version; the packages are those of requirements.lock, by hash.
What is missing besides (python.exe and two DLLs) is compiled from the small C files beside this one.
"""

import compileall
import hashlib
import re
import shutil
import sys
import sysconfig
import zipfile
from pathlib import Path
from py_compile import PycInvalidationMode

from windows.packages import (
    LOCK,
    ROOT,
    CannotBuild,
    Requirement,
    asked_for,
    download,
    locked,
    run,
    say,
    wanted_on_windows,
    with_all_they_need,
)

HERE = Path(__file__).resolve().parent
CACHE = ROOT / ".windows"
"""Everything that is fetched, compiled or written by Wine. It can be deleted at any time."""

PYTHON = (3, 11)
"""Wine 8 lacks a function that Python 3.12 and later call to copy files."""

PANDA3D = (
    "panda3d==1.10.16 --hash=sha256:37acfb92655c4226879f95c988e2ef1449a53c54486d6c1ebc00e2772429af82"  # cp311, 65 MB
)
TESTS_NEED = ("pytest", "hypothesis")
LEFT_OUT = ("pyside6-essentials", "shiboken6", "icmplib")
"""The window is tested on Linux; icmplib is not used on Windows."""

UNUSED_LIBRARY = ("site-packages", "dist-packages", "lib-dynload", "test", "idlelib", "ensurepip", "lib2to3")
WINE_LACKS = "wine_lacks"
"""The folder of Windows' own DLLs that Wine has not, or not whole; they are put among those of its Windows."""

COMPILER = "x86_64-w64-mingw32-gcc"
STAMP, PARTS_STAMP = "made-from.sha256", "parts-made-from.sha256"


def needed(lock: str, project: str) -> list[Requirement]:
    """What the program needs when it runs on Windows, and what its tests need, with all that those need in turn."""
    packages = [one for one in locked(lock) if one.name not in LEFT_OUT and wanted_on_windows(one, PYTHON)]
    return with_all_they_need(packages, asked_for(project) | set(TESTS_NEED))


def fingerprint(*parts: bytes) -> str:
    """Changes when one of the parts does, the Python that runs this, or this file."""
    return hashlib.sha256(b"\0".join((sys.version.encode(), Path(__file__).read_bytes(), *parts))).hexdigest()


def is_made(stamp: Path, mark: str) -> bool:
    """Whether something was made, to the end, from what `mark` stands for."""
    return stamp.is_file() and stamp.read_text(encoding="ascii") == mark


def make(cache: Path = CACHE) -> Path:
    """Return the folder of a Windows Python with all that the tests need; it is made when there is none that fits."""
    if sys.version_info[:2] != PYTHON:
        raise CannotBuild("The tests on Windows need Python {}.{} here too.".format(*PYTHON))
    home = cache / "python"
    lock, project = (file.read_text(encoding="utf-8") for file in (LOCK, ROOT / "pyproject.toml"))
    packages = [one.pinned for one in needed(lock, project)]
    mark = fingerprint("\n".join((PANDA3D, *packages)).encode())
    if not is_made(home / STAMP, mark):
        fetch_and_assemble(home, cache, packages)
        (home / STAMP).write_text(mark, encoding="ascii")
    mark = fingerprint(*(file.read_bytes() for file in sorted(HERE.rglob("*.c"))))
    if not is_made(home / PARTS_STAMP, mark):
        compile_parts(home)
        (home / PARTS_STAMP).write_text(mark, encoding="ascii")
    return home


def fetch_and_assemble(home: Path, cache: Path, packages: list[str]) -> None:
    """Fetch all wheels, and put them together afresh."""
    say("Fetching a Windows Python and its packages (half a minute, the first time)")
    shutil.rmtree(home, ignore_errors=True)
    wheels = cache / "wheels"
    shutil.rmtree(wheels, ignore_errors=True)
    wheels.mkdir(parents=True)
    download(packages, wheels, PYTHON)
    if not list(cache.glob("panda3d-*.whl")):
        download([PANDA3D], cache, PYTHON)
    assemble(home, next(cache.glob("panda3d-*.whl")), sorted(wheels.glob("*.whl")))


def assemble(home: Path, panda3d: Path, wheels: list[Path]) -> None:
    """Put the parts together in one folder, as python.org's own embeddable Python is laid out."""
    home.mkdir(parents=True)
    unpack_interpreter(panda3d, home)
    library = home / "Lib"
    shutil.copytree(sysconfig.get_paths()["stdlib"], library, ignore=_not_for_windows)
    packages = library / "site-packages"
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(packages)
    compileall.compile_dir(library, quiet=2, force=True, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)


def _not_for_windows(_: str, names: list[str]) -> list[str]:
    return [name for name in names if name in UNUSED_LIBRARY or name.startswith("config-") or name == "__pycache__"]


def unpack_interpreter(panda3d: Path, home: Path) -> None:
    """Take the interpreter out of the wheel; Wine has its own C library, and no tests use Tk."""
    with zipfile.ZipFile(panda3d) as archive:
        for entry in archive.infolist():
            folder, _, name = entry.filename.partition("/")
            is_ours = folder == "deploy_libs" and name and "/" not in name
            if is_ours and not name.startswith(("api-ms-", "tcl", "tk", "_tkinter", "_wmi")):
                (home / name).write_bytes(archive.read(entry))


def compile_parts(home: Path) -> None:
    """Compile what the wheel lacks, for Windows."""
    if not shutil.which(COMPILER):
        raise CannotBuild(f"There is no {COMPILER}. On Debian the package is gcc-mingw-w64-x86-64-win32.")
    dll = "python{}{}".format(*PYTHON)
    flags = ("-O2", "-s", "-Wl,--no-insert-timestamp")
    named = f'-DPYTHON_DLL=L"{dll}.dll"'
    run(COMPILER, *flags, "-municode", named, "-o", home / "python.exe", HERE / "python.c")
    shared = (*flags, "-shared", "-nostdlib", "-e", "DllMainCRTStartup")
    libraries = ("-ladvapi32", "-lkernel32")
    lacking = home / WINE_LACKS
    lacking.mkdir(exist_ok=True)
    for source in sorted((HERE / WINE_LACKS).glob("*.c")):
        run(COMPILER, *shared, "-o", lacking / f"{source.stem}.dll", source, *libraries)
    for_tests = (HERE / "answers.c", HERE / "layouts.c")
    run(COMPILER, *shared, "-o", home / "answers.dll", *for_tests, "-lkernel32")
    names = home / "python3.def"
    names.write_text(forwards(run("x86_64-w64-mingw32-objdump", "-p", home / f"{dll}.dll"), dll), encoding="ascii")
    run(COMPILER, *shared, "-o", home / "python3.dll", HERE / "python3.c", names, "-lkernel32")


def forwards(dump: str, dll: str) -> str:
    """The list of names that python3.dll passes on, from what objdump prints about the DLL of one version."""
    names = re.findall(r"^\s*\[\s*\d+\]\s+(?:\+base\[\s*\d+\]\s+)?(?:[0-9a-f]+\s+)?(_?Py\w+)\s*$", dump, re.MULTILINE)
    return (
        "\n".join(["LIBRARY python3.dll", "EXPORTS", *(f"  {name} = {dll}.{name}" for name in sorted(set(names)))])
        + "\n"
    )
