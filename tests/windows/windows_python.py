"""Puts a Windows Python together on Linux, from packages of PyPI, for the tests that run under Wine.

The `panda3d` wheel for Windows carries the DLLs of python.org's own CPython, with its signature; the standard library
is taken from the Python that runs this, of the same version; the packages are those of requirements.lock, by hash.
What is missing besides (python.exe and two DLLs) is compiled from the small C files beside this one. Only the
standard library is used here.
"""

import compileall
import hashlib
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from py_compile import PycInvalidationMode

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LOCK = ROOT / "requirements.lock"
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
COMPILER = "x86_64-w64-mingw32-gcc"
STAMP, PARTS_STAMP = "made-from.sha256", "parts-made-from.sha256"


class CannotBuild(Exception):
    """Something is missing that this cannot provide; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A package of the lock: its version with hashes, and the packages that asked for it."""

    name: str
    pinned: str
    via: frozenset[str]


def locked(text: str) -> Iterator[Requirement]:
    """Every package of a lock file. Conditions such as `sys_platform == 'win32'` are left out: this is for Windows."""
    for block in re.split(r"\n(?=[a-z0-9])", text):
        head = re.match(r"([a-z0-9._-]+)==(\S+)", block)
        if head:
            hashes = re.findall(r"--hash=sha256:[0-9a-f]{64}", block)
            comment = block[block.index("# via") :].replace("# via", "") if "# via" in block else ""
            via = frozenset(line.strip(" #") for line in comment.splitlines() if line.strip(" #"))
            yield Requirement(head[1], " ".join([f"{head[1]}=={head[2]}", *hashes]), via)


def needed(lock: str, project: str) -> list[Requirement]:
    """What the program needs when it runs on Windows, and what its tests need, with all that those need in turn."""
    ours = {re.split(r"[\s\[<>=;]", one)[0].lower() for one in tomllib.loads(project)["project"]["dependencies"]}
    wanted = (ours | set(TESTS_NEED)) - set(LEFT_OUT)
    packages = list(locked(lock))
    while more := {one.name for one in packages if one.via & wanted} - wanted - set(LEFT_OUT):
        wanted |= more
    return [one for one in packages if one.name in wanted]


def say(line: str) -> None:
    """Print one line of progress, away from what the tests print."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def run(*command: str | Path) -> str:
    """Run a program and return what it prints. Raises CannotBuild with the end of it when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        end = (done.stdout + done.stderr).strip()[-2_000:]
        raise CannotBuild(f"{command[0]} failed:\n{end}")
    return done.stdout


def download(requirements: list[str], folder: Path) -> None:
    """Fetch wheels for 64-bit Windows, each by its hash."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as listing:
        listing.write("\n".join(requirements) + "\n")
        listing.flush()
        version = "{}{}".format(*PYTHON)
        abis = [word for abi in (f"cp{version}", "abi3", "none") for word in ("--abi", abi)]
        what = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--quiet", "--platform", "win_amd64"]
        which = ["--python-version", version, "--implementation", "cp", *abis, "--dest", str(folder)]
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download"]
        run(*pip, *what, *which, "--requirement", listing.name)


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
    mark = fingerprint(*(file.read_bytes() for file in sorted(HERE.glob("*.c"))))
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
    download(packages, wheels)
    if not list(cache.glob("panda3d-*.whl")):
        download([PANDA3D], cache)
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
    run(COMPILER, *shared, "-o", home / "bcryptprimitives.dll", HERE / "bcryptprimitives.c", *libraries)
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
