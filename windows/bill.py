"""Writes the bill of materials (CycloneDX 1.6): every part of what is shipped, with its version and its licence."""

import hashlib
import json
import re
import struct
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from windows.compilers import version_of_makensis
from windows.notices import named_licence
from windows.packages import Requirement

Component = dict[str, Any]

_FIXED_INFO = b"\xbd\x04\xef\xfe"
_SQLITE = re.compile(rb"[^\d.](3\.[3-9]\d\.\d{1,2})\0")
_SQLCIPHER = re.compile(rb"\0(4\.\d{1,2}\.\d{1,2})[ \0]")
_OPENSSL = re.compile(rb"OpenSSL (\d+\.\d+\.\d+[a-z]?) ")

_KNOWN = {
    "MIT License": "MIT",
    "MIT": "MIT",
    "Zlib": "Zlib",
    "BSD-3-Clause": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "LGPL-3.0-only": "LGPL-3.0-only",
}


def file_version(file: Path) -> str:
    """The version that Windows shows in a file's properties; empty when it has none."""
    data = file.read_bytes()
    at = data.find(_FIXED_INFO)
    if at < 0:
        return ""
    high, low = struct.unpack_from("<II", data, at + 8)
    return f"{high >> 16}.{high & 0xFFFF}.{low >> 16}.{low & 0xFFFF}"


def told_inside(file: Path, pattern: re.Pattern[bytes]) -> str:
    """The highest version that a library names somewhere in its bytes, as it also knows of older ones; empty when it
    names none."""
    found = {match.decode("ascii") for match in pattern.findall(file.read_bytes())}
    return max(found, key=lambda one: [int(part) for part in re.findall(r"\d+", one)], default="")


def write_bill(file: Path, program: Path, packages: Iterable[Requirement], version: str) -> None:
    """Write the bill of what lies in the program folder. The same bytes for the same parts."""
    components = [*_python_packages(program, packages), *_libraries(program), *_setup_maker()]
    components.sort(key=lambda one: str(one["bom-ref"]))
    refs = [one["bom-ref"] for one in components]
    ours = {
        "type": "application",
        "bom-ref": "inpatient-hub",
        "name": "Inpatient Hub",
        "version": version,
        "licenses": [{"license": {"id": "MIT"}}],
    }
    body = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": ours},
        "components": components,
        "dependencies": [{"ref": "inpatient-hub", "dependsOn": refs}, *({"ref": ref} for ref in refs)],
    }
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    body["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, digest)}"
    file.write_text(json.dumps(body, indent=1, sort_keys=True) + "\n", encoding="utf-8", newline="\n")


def _licences(words: str) -> list[Component]:
    if re.search(r" (OR|AND|WITH) ", words):
        return [{"expression": words}]
    if not words:
        return []
    known = _KNOWN.get(words)
    return [{"license": {"id": known} if known else {"name": words}}]


def _python_packages(program: Path, packages: Iterable[Requirement]) -> Iterator[Component]:
    folders = {
        re.sub(r"[-_.]+", "-", named_licence(info)[0]).lower(): info
        for info in (program / "Lib" / "site-packages").glob("*.dist-info")
    }
    for package in packages:
        licence = named_licence(folders[package.name])[2]
        purl = f"pkg:pypi/{package.name}@{package.version}"
        yield _component(package.name, package.version, licence, ref=purl) | {"purl": purl}


def _component(name: str, version: str, licence: str, *, ref: str = "", file: Path | None = None) -> Component:
    made: Component = {"type": "library", "bom-ref": ref or f"{name}@{version}", "name": name, "version": version}
    if licence:
        made["licenses"] = _licences(licence)
    if file is not None:
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        made["hashes"] = [{"alg": "SHA-256", "content": digest}]
    return made


def _libraries(program: Path) -> Iterator[Component]:
    """What is in no package's description: read from the files themselves."""
    packages = program / "Lib" / "site-packages"
    [python] = [file for file in program.glob("python*.dll") if file.name.lower() != "python3.dll"]
    version = file_version(python)
    yield _component("CPython", _short_python(version), "Python-2.0 AND PSF-2.0", file=python)
    for crypto in sorted(program.rglob("libcrypto-*.dll")):
        where = crypto.relative_to(program).as_posix()
        version = told_inside(crypto, _OPENSSL)
        yield _component("OpenSSL", version, "Apache Software License", ref=f"OpenSSL@{where}", file=crypto)
    for cipher in sorted((packages / "sqlcipher3").glob("*.pyd")):
        version = told_inside(cipher, _SQLITE)
        yield _component("SQLite", version, "Public domain", ref="SQLite@sqlcipher3", file=cipher)
        version = told_inside(cipher, _OPENSSL)
        yield _component("OpenSSL", version, "Apache Software License", ref="OpenSSL@sqlcipher3", file=cipher)
        yield _component("SQLCipher", told_inside(cipher, _SQLCIPHER), "BSD-3-Clause", file=cipher)
    for runtime in sorted(one for one in program.rglob("*.dll") if one.name.lower().startswith("vcruntime140")):
        where = runtime.relative_to(program).as_posix()
        version = file_version(runtime)
        name = "Microsoft Visual C++ runtime"
        yield _component(name, version, "Microsoft redistribution terms", ref=f"{name}@{where}", file=runtime)
    for wrapped in sorted((packages / "psycopg_binary.libs").glob("libpq*.dll")):
        yield _component("libpq", file_version(wrapped), "PostgreSQL", file=wrapped)


def _short_python(version: str) -> str:
    """`3.11.9150.1013` as 3.11.9: the third figure holds the patch and more."""
    major, minor, field, *_ = (int(part) for part in version.split("."))
    return f"{major}.{minor}.{field // 1000}"


def _setup_maker() -> Iterator[Component]:
    yield _component("NSIS", version_of_makensis(), "Zlib")
