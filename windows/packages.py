"""Reads which packages the program needs on Windows from the lock, and fetches them, each by its hash."""

import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"

ON_WINDOWS = {
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "sys_platform": "win32",
}
"""What a condition such as `sys_platform == 'win32'` is asked about, wherever the build runs."""


NOT_SHIPPED = frozenset({"pycparser"})
"""Packages that others ask for and nothing here loads: it reads C for cffi when something is built with that."""


class CannotBuild(Exception):
    """Something is missing that this cannot provide; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A package of the lock: its version with hashes, where it is wanted, and the packages that asked for it."""

    name: str
    pinned: str
    via: frozenset[str]
    condition: str = ""

    @property
    def version(self) -> str:
        """The exact version."""
        return self.pinned.split()[0].partition("==")[2]

    def is_wheel(self, name: str) -> bool:
        """Whether this is the name of a wheel of it, of this version."""
        spelled = re.sub(r"[-_.]+", "[-_.]+", self.name)
        return bool(re.fullmatch(rf"{spelled}-{re.escape(self.version)}-.*\.whl", name, re.IGNORECASE))


def say(line: str) -> None:
    """Print one line of progress, away from what is asked for."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def run(*command: str | Path, folder: Path | None = None) -> str:
    """Run a program and return what it prints. Raises CannotBuild with the end of it when it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        end = (done.stdout + done.stderr).strip()[-2_000:]
        raise CannotBuild(f"{command[0]} failed:\n{end}")
    return done.stdout


def locked(text: str) -> Iterator[Requirement]:
    """Every package of a lock file, whatever its condition."""
    for block in re.split(r"\n(?=[a-z0-9])", text):
        head = re.match(r"([a-z0-9._-]+)==(\S+)(?: ; ([^\\\n]+))?", block)
        if head:
            hashes = re.findall(r"--hash=sha256:[0-9a-f]{64}", block)
            comment = block[block.index("# via") :].replace("# via", "") if "# via" in block else ""
            via = frozenset(line.strip(" #") for line in comment.splitlines() if line.strip(" #"))
            yield Requirement(head[1], " ".join([f"{head[1]}=={head[2]}", *hashes]), via, (head[3] or "").strip())


def asked_for(project: str, *extras: str) -> set[str]:
    """The names of the packages that the project itself asks for, and those of its extras."""
    table = tomllib.loads(project)["project"]
    lines = [*table["dependencies"], *(line for extra in extras for line in table["optional-dependencies"][extra])]
    return {re.split(r"[\s\[<>=;]", line)[0].lower() for line in lines}


def with_all_they_need(packages: Collection[Requirement], wanted: Iterable[str]) -> list[Requirement]:
    """The packages with these names, and with all that those need in turn, in the order of the lock."""
    names = set(wanted)
    while more := {one.name for one in packages if one.via & names} - names:
        names |= more
    return [one for one in packages if one.name in names]


def wanted_on_windows(requirement: Requirement, python: tuple[int, int]) -> bool:
    """Whether the condition of a package holds on 64-bit Windows with this Python."""
    if not requirement.condition:
        return True
    from packaging.markers import Marker

    version = "{}.{}".format(*python)
    here = {**ON_WINDOWS, "python_version": version, "python_full_version": f"{version}.99"}
    return Marker(requirement.condition).evaluate(here)


def shipped(lock: str, project: str, python: tuple[int, int]) -> list[Requirement]:
    """What goes to a ward's computer: all that the program and its window need on Windows, and nothing else."""
    here = [one for one in locked(lock) if wanted_on_windows(one, python)]
    return [one for one in with_all_they_need(here, asked_for(project, "gui")) if one.name not in NOT_SHIPPED]


def download(requirements: Iterable[str], folder: Path, python: tuple[int, int]) -> None:
    """Fetch wheels for 64-bit Windows, each by its hash. Raises CannotBuild when one is missing or is another."""
    version = "{}{}".format(*python)
    abis = [word for abi in (f"cp{version}", "abi3", "none") for word in ("--abi", abi)]
    what = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--quiet", "--platform", "win_amd64"]
    which = ["--python-version", version, "--implementation", "cp", *abis, "--dest", str(folder)]
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download"]
    with tempfile.TemporaryDirectory() as scratch:
        listing = Path(scratch) / "wanted.txt"
        listing.write_text("\n".join(requirements) + "\n", encoding="utf-8")
        run(*pip, *what, *which, "--requirement", listing)
