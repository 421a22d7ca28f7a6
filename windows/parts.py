"""Lists what is shipped and is no package for Python: whole files of others, and what others have built into a file."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from windows.packages import CannotBuild
from windows.qt_parts import INSIDE_QT

PACKAGES = "Lib/site-packages"
OURS = ("InpatientHub.exe", "inpatient-hub.exe")
MICROSOFT = "Microsoft's terms for its redistributable files"

_FIXED_INFO = b"\xbd\x04\xef\xfe"


@dataclass(frozen=True, slots=True)
class Part:
    """One work of others: its licence, where it lies below the program folder, how its version is read, and by which
    name lists of known faults call it (maker:product)."""

    name: str
    licence: str
    where: str
    version: str = ""
    known_as: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A part in one of the files of a program folder; the version is empty when the file does not tell it."""

    part: Part
    file: str
    version: str
    is_whole: bool


WHOLE = (
    Part("CPython", "Python-2.0 AND PSF-2.0", "*.pyd", "file", "python:python"),
    Part("CPython", "Python-2.0 AND PSF-2.0", "python3*.dll", "file", "python:python"),
    *(
        Part("OpenSSL", "Apache-2.0", f"{folder}{name}-*.dll", "file", "openssl:openssl")
        for folder in ("", f"{PACKAGES}/psycopg_binary.libs/")
        for name in ("libcrypto", "libssl")
    ),
    Part("libffi", "MIT", "libffi-*.dll", "", "libffi_project:libffi"),
    Part("libpq", "PostgreSQL", f"{PACKAGES}/psycopg_binary.libs/libpq-*.dll", "file", "postgresql:postgresql"),
    Part("Qt", "LGPL-3.0-only", f"{PACKAGES}/PySide6/Qt6*.dll", "file", "qt:qt"),
    Part("Qt", "LGPL-3.0-only", f"{PACKAGES}/PySide6/plugins/*/*.dll", "file", "qt:qt"),
    Part("Microsoft Visual C++ runtime", MICROSOFT, "[Vv][Cc][Rr][Uu][Nn]*140*.dll", "file"),
    *(
        Part("Microsoft Visual C++ runtime", MICROSOFT, f"{PACKAGES}/{folder}/{name}140*.dll", "file")
        for folder in ("PySide6", "shiboken6")
        for name in ("msvcp", "vcruntime")
    ),
)
"""Files that are one work each. The version is the one that Windows shows in a file's properties."""

_CIPHER = f"{PACKAGES}/sqlcipher3/*.pyd"
_RESOURCES = f"{PACKAGES}/inpatient_hub/_resources"

INSIDE = (
    Part("zlib", "Zlib", "python3[0-9]*.dll", r"\0(1\.[23]\.\d+(?:\.\d+)?)\0", "zlib:zlib"),
    Part("Expat", "MIT", "pyexpat.pyd", r"expat_(\d+\.\d+\.\d+)\0", "libexpat_project:libexpat"),
    Part("bzip2", "bzip2-1.0.6", "_bz2.pyd", r"\0(1\.\d\.\d+), ", "bzip:bzip2"),
    Part("XZ Utils (liblzma)", "Public domain", "_lzma.pyd", "", "tukaani:xz"),
    Part("libmpdec", "BSD-2-Clause", "_decimal.pyd", r"\0(\d\.\d+\.\d+)\0"),
    Part("SQLite", "blessing", _CIPHER, r"[^\d.](3\.[3-9]\d\.\d{1,2})\0", "sqlite:sqlite"),
    Part("SQLCipher", "BSD-3-Clause", _CIPHER, r"\0(4\.\d{1,2}\.\d{1,2})[ \0]", "zetetic:sqlcipher"),
    Part("OpenSSL", "Apache-2.0", _CIPHER, r"OpenSSL (\d+\.\d+\.\d+[a-z]?) ", "openssl:openssl"),
    Part("libsodium", "ISC", f"{PACKAGES}/nacl/_sodium*.pyd", "", "libsodium:libsodium"),
    Part("LibYAML", "MIT", f"{PACKAGES}/yaml/_yaml*.pyd", r"\0(0\.\d+\.\d+)\0", "pyyaml:libyaml"),
    Part("libffi", "MIT", f"{PACKAGES}/_cffi_backend*.pyd", "", "libffi_project:libffi"),
    *(
        Part("Rust standard library", "MIT OR Apache-2.0", f"{PACKAGES}/{file}", r"rustc/([0-9a-f]{40})")
        for file in ("pydantic_core/_pydantic_core*.pyd", "jellyfish/_rustyfish*.pyd")
    ),
    Part("CPython (in Qt for Python)", "PSF-2.0", f"{PACKAGES}/shiboken6/shiboken6.abi3.dll"),
    *(Part("MinGW-w64 runtime", "ZPL-2.1", launcher) for launcher in OURS),
    *(
        Part("GCC runtime (libgcc)", "GPL-3.0-or-later WITH GCC-exception-3.1", launcher, r"GCC: \(GNU\) (\d[\w.-]*)\0")
        for launcher in OURS
    ),
    Part("Inter", "OFL-1.1", f"{_RESOURCES}/fonts/README.md", r"# Inter (\d[\d.]*)"),
    Part("Tabler Icons", "MIT", f"{_RESOURCES}/icons/LICENSE"),
    *(
        Part(one.name, one.licence, f"{PACKAGES}/PySide6/{one.where}", one.version, one.known_as)
        for one in (Part(*row) for row in INSIDE_QT)
    ),
)
"""What others have built into one of their files, or ours into a folder. The version is read from the file's bytes by
a pattern, where the file tells it at all."""


def file_version(file: Path) -> str:
    """The version that Windows shows in a file's properties; empty when it has none."""
    data = file.read_bytes()
    at = data.find(_FIXED_INFO)
    if at < 0:
        return ""
    high, low = struct.unpack_from("<II", data, at + 8)
    return f"{high >> 16}.{high & 0xFFFF}.{low >> 16}.{low & 0xFFFF}"


def told_inside(file: Path, pattern: str) -> str:
    """The highest version that a library names somewhere in its bytes, as it also knows of older ones; empty when it
    names none."""
    if not pattern:
        return ""
    found = {match.decode("ascii") for match in re.findall(pattern.encode(), file.read_bytes())}
    return max(found, key=lambda one: [int(part) for part in re.findall(r"\d+", one)], default="")


def parts_in(program: Path) -> Iterator[Found]:
    """Every part, once for each file that it is or lies in.

    Raises CannotBuild when one is not where it is looked for: then this list is no longer true.
    """
    for part in (*WHOLE, *INSIDE):
        files = [file for file in sorted(program.glob(part.where)) if file.is_file()]
        if not files:
            raise CannotBuild(f"{part.name} is not at {part.where} in the program folder. Correct windows/parts.py.")
        is_whole = part in WHOLE
        for file in files:
            version = _short(part, file_version(file)) if is_whole else told_inside(file, part.version)
            yield Found(part, file.relative_to(program).as_posix(), version if part.version else "", is_whole)


def _short(part: Part, version: str) -> str:
    """As the maker writes it: `3.11.9150.1013` is CPython 3.11.9, `18.0.4.0` is libpq 18.4, and the last figure 0 of
    four is said by nobody."""
    figures = version.split(".")
    if part.name == "CPython" and version:
        return f"{figures[0]}.{figures[1]}.{int(figures[2]) // 1000}"
    if part.name == "libpq" and version:
        return f"{figures[0]}.{figures[2]}"
    return version.removesuffix(".0") if part.name in {"OpenSSL", "Qt"} else version
