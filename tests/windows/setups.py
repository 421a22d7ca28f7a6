"""Builds the setups that the tests run, from the assembled Windows Python: python -m tests.windows.setups.

Two folders are built apart from each other, to see that they are the same; from them come a quick setup of this
version, one of an older version with a file that is no longer shipped, a signed one, and the real one, as it would be
handed on.
"""

import fcntl
import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from inpatient_hub import __version__
from tests.windows.embeddable import runtime
from tests.windows.older import make_older
from tests.windows.windows_python import CACHE, fingerprint, is_made
from windows.packages import ROOT, run, say
from windows.program import size_of, stage
from windows.setup import Wanted, make_setup

BUILD = ROOT / "build" / "windows-tests"
TOLD = BUILD / "told.json"
REAL = BUILD / "real.json"
STAMP = "built-from.sha256"

QUICK = Wanted(fast=True, stub64=True)


def setups() -> dict[str, str]:
    """What was built, as the environment of the tests: paths of setups and facts about them. It is built anew only when
    something it is made of has changed."""
    mark = fingerprint(*_made_of())
    if not (is_made(BUILD / STAMP, mark) and TOLD.is_file()):
        shutil.rmtree(BUILD, ignore_errors=True)
        BUILD.mkdir(parents=True)
        TOLD.write_text(json.dumps(_built(), indent=1), encoding="utf-8")
        (BUILD / STAMP).write_text(mark, encoding="ascii")
    facts: dict[str, str] = json.loads(TOLD.read_text(encoding="utf-8"))
    return facts


def unpack_qt_test() -> None:
    """Put the part of Qt that presses keys beside the rest: tests need it, and it is not shipped."""
    [wheel] = (CACHE / "shipped").glob("pyside6_essentials-*.whl")
    folder = CACHE / "qttest"
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(wheel) as archive:
        for name in ("QtTest.pyd", "Qt6Test.dll"):
            (folder / name).write_bytes(archive.read(f"PySide6/{name}"))


def _made_of() -> list[bytes]:
    """The bytes of everything that goes into the builds, each after its name."""
    folders = [ROOT / name for name in ("inpatient_hub", "resources", "windows")]
    files = [one for folder in folders for one in sorted(folder.rglob("*")) if one.is_file() and _counts(one)]
    files += [ROOT / name for name in ("installer.nsi", "requirements.lock", "pyproject.toml", "LICENSE")]
    files += [Path(__file__).with_name(name) for name in ("setups.py", "older.py", "embeddable.py")]
    return [part for file in files for part in (str(file.relative_to(ROOT)).encode(), file.read_bytes())]


def _counts(file: Path) -> bool:
    return file.suffix != ".pyc"


def _built() -> dict[str, str]:
    given, wheels = runtime(), CACHE / "shipped"
    first, second = BUILD / "first" / "InpatientHub", BUILD / "second" / "InpatientHub"
    say("Building the program folder, twice")
    for program in (first, second):
        stage(given, program, wheels, __version__)
    facts = {
        "program_bytes": str(size_of(first)),
        "program_differs": ", ".join(difference(digests(first), digests(second))),
    }
    say("Compiling the setups: two quick ones, an older and a signed one; the real one follows beside the tests")
    quick, again = BUILD / "quick.exe", BUILD / "second" / "again.exe"
    make_setup(first, quick, __version__, QUICK)
    make_setup(second, again, __version__, QUICK)
    facts["setup_differs"] = "" if quick.read_bytes() == again.read_bytes() else "quick.exe"
    shutil.rmtree(BUILD / "second")
    older = BUILD / "older.exe"
    make_older(first, older, QUICK)
    facts |= _signed(first)
    return facts | {"setup": str(quick), "older": str(older), "program": str(first)}


def begin_real() -> None:
    """Have the real setup compiled beside the tests, which takes a minute or two; REAL says how large it became."""
    if not REAL.is_file():
        command = [sys.executable, "-m", "tests.windows.setups", "real"]
        subprocess.Popen(["nice", *command], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def make_real() -> None:
    """Compile the setup as it would be handed on, and write down its size; nothing when that is under way already."""
    with (BUILD / "real.lock").open("w") as only_one, suppress(BlockingIOError):
        fcntl.flock(only_one, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _make_real()


def _make_real() -> None:
    real = BUILD / "real" / "InpatientHub-setup.exe"
    make_setup(BUILD / "first" / "InpatientHub", real, __version__, Wanted())
    draft = REAL.with_suffix(".draft")
    draft.write_text(json.dumps({"setup_bytes": real.stat().st_size}), encoding="ascii")
    draft.rename(REAL)


def digests(folder: Path) -> dict[str, str]:
    """The digest of each file below a folder."""
    files = [one for one in sorted(folder.rglob("*")) if one.is_file()]
    return {one.relative_to(folder).as_posix(): hashlib.sha256(one.read_bytes()).hexdigest() for one in files}


def difference(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """The names whose digests are not the same in both."""
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def _signed(program: Path) -> dict[str, str]:
    """A setup signed with a certificate that is made for it and thrown away with the build."""
    folder = BUILD / "signing"
    folder.mkdir()
    key, certificate, script = folder / "key.pem", folder / "certificate.pem", folder / "sign.sh"
    subject = ["-subj", "/CN=Nobody, for a test", "-addext", "extendedKeyUsage=codeSigning", "-days", "2"]
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, *subject)
    sign = f'osslsigncode sign -certs "{certificate}" -key "{key}" -h sha256 -in "$1" -out "$1.signed" >/dev/null'
    keep = f'cp "$1" "{folder}/kept/"'  # the uninstaller has no other place until a setup writes it
    (folder / "kept").mkdir()
    script.write_text(f'#!/bin/sh\nset -e\n{sign}\nmv "$1.signed" "$1"\n{keep}\n', encoding="utf-8")
    script.chmod(0o755)
    small = folder / "InpatientHub"
    small.mkdir()
    for name in ("InpatientHub.exe", "inpatient-hub.exe", "NOTICE.txt"):
        shutil.copyfile(program / name, small / name)
    from windows.signing import sign_launchers

    sign_launchers(small, str(script))
    signed = BUILD / "signed.exe"
    make_setup(small, signed, __version__, Wanted(fast=True, stub64=True, sign=str(script)))
    known = {"InpatientHub.exe", "inpatient-hub.exe", signed.name}
    [uninstaller] = [file for file in (folder / "kept").iterdir() if file.name not in known]
    files = {"setup": signed, "launcher": small / "InpatientHub.exe", "uninstaller": uninstaller}
    told = [name for name, file in files.items() if verified(file, certificate)]
    return {"signed": str(signed), "signed_uninstaller": str(uninstaller), "verified": " ".join(told)}


def verified(file: Path, certificate: Path) -> bool:
    """Whether a file bears a whole signature by this certificate."""
    command = ["osslsigncode", "verify", "-CAfile", certificate, "-in", file]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    if sys.argv[1:] == ["real"]:
        make_real()
    else:
        setups()
