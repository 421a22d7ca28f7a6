"""Builds the setups that the tests run, from the assembled Windows Python: python -m tests.windows.setups.

Two folders are built apart from each other, to see that they are the same; from them come a quick setup of this
version, one of an older version with a file that is no longer shipped, and the real one, as it would be handed on.
What a setup decides needs no whole program: small setups of a few files, one of them signed, take a tenth of the time.
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
from dataclasses import replace
from pathlib import Path

from inpatient_hub import __version__
from tests.windows.embeddable import runtime
from tests.windows.older import STALE, make_older
from tests.windows.windows_python import CACHE, PYTHON, fingerprint, is_made
from windows.packages import LOCK, PROJECT, ROOT, CannotBuild, run, say, shipped
from windows.portable import make_zip
from windows.program import fetched, size_of, stage
from windows.setup import Wanted, make_setup

BUILD = ROOT / "build" / "windows-tests"
TOLD = BUILD / "told.json"
REAL = BUILD / "real.json"
STAMP = "built-from.sha256"

QUICK = Wanted(fast=True, stub64=True)
FIRST, SECOND = BUILD / "first" / "InpatientHub", BUILD / "second" / "InpatientHub"
ARM64 = 0xAA64
SMALL = ("InpatientHub.exe", "inpatient-hub.exe", "NOTICE.txt", "python3.dll")


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
    say("Building the program folder, twice")
    given, wheels = runtime(), _wheels()
    with subprocess.Popen([sys.executable, "-m", "tests.windows.setups", "second"], cwd=ROOT) as beside:
        stage(given, FIRST, wheels, __version__)
    if beside.returncode:
        raise CannotBuild("The program folder could not be built a second time.")
    facts = {
        "program_bytes": str(size_of(FIRST)),
        "program_differs": ", ".join(difference(digests(FIRST), digests(SECOND))),
    }
    shutil.rmtree(SECOND)
    say("Compiling the setups: quick ones, older ones and a signed one; the real one follows beside the tests")
    quick, older = BUILD / "quick.exe", BUILD / "older.exe"
    make_setup(FIRST, quick, __version__, QUICK)
    make_older(FIRST, older, QUICK)
    facts |= {"setup": str(quick), "older": str(older), "program": str(FIRST)}
    return facts | {"portable": str(_portable())} | _small()


def _portable() -> Path:
    """The portable copy, unpacked as somebody would."""
    packed, folder = BUILD / "portable.zip", BUILD / "Stick of ward 7, Höhe"
    make_zip(FIRST, packed)
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(folder)
    packed.unlink()
    return folder / "InpatientHub"


def make_second() -> None:
    """Build the program folder once more, in a process of its own."""
    stage(runtime(), SECOND, _wheels(), __version__)


def _wheels() -> Path:
    """The folder of the wheels that are shipped. Those that the Windows Python of the tests has too are not fetched
    again."""
    wheels = CACHE / "shipped"
    if not wheels.is_dir() and (CACHE / "wheels").is_dir():
        shutil.copytree(CACHE / "wheels", wheels)
    fetched(shipped(LOCK.read_text(encoding="utf-8"), PROJECT.read_text(encoding="utf-8"), PYTHON), wheels, PYTHON)
    return wheels


def _small() -> dict[str, str]:
    """Setups of a few files, for what does not start the program; the same one twice, to see that they are the same."""
    program = BUILD / "small" / "InpatientHub"
    for name in SMALL:
        (program / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(FIRST / name, program / name)
    (program / STALE).parent.mkdir(parents=True)
    shutil.copyfile(FIRST / STALE.parent / "__init__.pyc", program / STALE.parent / "__init__.pyc")
    one, two, older, on_arm = (BUILD / "small" / name for name in ("small.exe", "again.exe", "older.exe", "on_arm.exe"))
    make_setup(program, one, __version__, QUICK)
    make_setup(program, two, __version__, QUICK)
    make_older(program, older, QUICK)
    make_setup(program, on_arm, __version__, replace(QUICK, machine=ARM64))
    facts = {"small": str(one), "small_older": str(older), "small_on_arm": str(on_arm), "small_program": str(program)}
    differs = [] if one.read_bytes() == two.read_bytes() else [one.name]
    return facts | {"setup_differs": ", ".join([*differs, *_packed_differs(program)])} | _signed(program)


def _packed_differs(program: Path) -> list[str]:
    """The small setup twice more, compressed as the one that is handed on; its name when they are not the same."""
    one, two = (BUILD / "small" / name for name in ("packed.exe", "packed_again.exe"))
    for file in (one, two):
        make_setup(program, file, __version__, replace(QUICK, fast=False))
    whole = sum(file.stat().st_size for file in program.rglob("*") if file.is_file())
    if one.stat().st_size >= whole:
        raise CannotBuild("The setup was to be compressed, and is not smaller than what is in it.")
    return [] if one.read_bytes() == two.read_bytes() else [one.name]


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
    try:
        make_setup(FIRST, real, __version__, Wanted())
        told = {"setup": str(real), "setup_bytes": real.stat().st_size, "why_not": ""}
    except CannotBuild as problem:
        told = {"setup_bytes": 0, "why_not": str(problem)}
    draft = REAL.with_suffix(".draft")
    draft.write_text(json.dumps(told), encoding="utf-8")
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
    for name in SMALL:
        shutil.copyfile(program / name, small / name)
    from windows.signing import sign_what_is_not

    sign_what_is_not(small, str(script))
    signed = BUILD / "signed.exe"
    make_setup(small, signed, __version__, Wanted(fast=True, stub64=True, sign=str(script)))
    known = {*SMALL, "uninstall.exe", signed.name}
    [remover] = [file for file in (folder / "kept").iterdir() if file.name not in known]
    files = {"setup": signed, "launcher": small / "InpatientHub.exe"}
    files |= {"uninstaller": folder / "kept" / "uninstall.exe", "remover": remover}
    told = [name for name, file in files.items() if verified(file, certificate)]
    return {"signed": str(signed), "signed_uninstaller": str(files["uninstaller"]), "signed_remover": str(remover)} | {
        "verified": " ".join(told)
    }


def verified(file: Path, certificate: Path) -> bool:
    """Whether a file bears a whole signature by this certificate."""
    command = ["osslsigncode", "verify", "-CAfile", certificate, "-in", file]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    {(): setups, ("real",): make_real, ("second",): make_second}[tuple(sys.argv[1:])]()
