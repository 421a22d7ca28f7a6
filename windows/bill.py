"""Writes the bill of materials (CycloneDX 1.6): every part of what is shipped, with its version and its licence."""

import hashlib
import json
import re
import uuid
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from windows.compilers import version_of_makensis
from windows.crates import crates_in
from windows.notices import named_licence
from windows.packages import CannotBuild, Requirement
from windows.parts import OURS, PACKAGES, Found, parts_in

Component = dict[str, Any]

PROGRAMS = frozenset({".exe", ".dll", ".pyd"})
UNTOLD = "The file does not tell its version."

_NSIS = "nullsoft:nullsoft_scriptable_install_system"

_KNOWN = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
}
_BY_ITS_TEXT = {
    "jinja2": "BSD-3-Clause",
    "pyperclip": "BSD-3-Clause",
    "python-dateutil": "BSD-3-Clause AND (Apache-2.0 OR BSD-3-Clause)",
}
"""Packages that name their licence too loosely: what its text says."""


def write_bill(
    file: Path, program: Path, packages: Iterable[Requirement], wheels: Iterable[Path], version: str
) -> None:
    """Write the bill of what lies in the program folder. The same bytes for the same parts.

    Raises CannotBuild when a program or library lies there that no part names, or when a wheel is another than the
    lock holds.
    """
    wheels = list(wheels)
    components = [*_python_packages(program, packages, wheels), *_crates(program, wheels)]
    components += [*(_part(program, found) for found in parts_in(program)), *_setup_maker()]
    components.sort(key=lambda one: str(one["bom-ref"]))
    ours = _component("application", "Inpatient Hub", version, "MIT", "inpatient-hub") | _lies_in(OURS)
    if left := unnamed(program, [ours, *components]):
        raise CannotBuild(f"No part of the bill names {', '.join(left)}. Add it to windows/parts.py.")
    refs = [one["bom-ref"] for one in components]
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
    file.write_text(json.dumps(body, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8", newline="\n")


def unnamed(program: Path, components: Iterable[Component]) -> list[str]:
    """The programs and libraries in a folder that no component says it lies in."""
    named = {place["location"] for one in components for place in one.get("evidence", {}).get("occurrences", [])}
    files = [file for file in sorted(program.rglob("*")) if file.suffix.lower() in PROGRAMS]
    return [name for name in (file.relative_to(program).as_posix() for file in files) if name not in named]


def _component(kind: str, name: str, version: str, licence: str, ref: str) -> Component:
    made: Component = {"type": kind, "bom-ref": ref, "name": name, "licenses": _licences(licence)}
    return made | ({"version": version} if version else {"description": UNTOLD})


def _licences(words: str) -> list[Component]:
    if re.search(r" (OR|AND|WITH) ", words):
        return [{"expression": words}]
    known = _KNOWN.get(words, words)
    return [{"license": {"name" if " " in known else "id": known}}]  # an id of SPDX holds no space, a name of ours does


def _lies_in(places: Iterable[str]) -> Component:
    occurrences = [{"location": place} for place in sorted(places)]
    return {"evidence": {"occurrences": occurrences}} if occurrences else {}


def _sha256(digest: str) -> Component:
    return {"hashes": [{"alg": "SHA-256", "content": digest}]} if digest else {}


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _python_packages(program: Path, packages: Iterable[Requirement], wheels: Iterable[Path]) -> Iterator[Component]:
    """The packages, with the digest of the wheel that was unpacked: one of those that the lock holds."""
    folders = {
        re.sub(r"[-_.]+", "-", named_licence(info)[0]).lower(): info
        for info in (program / PACKAGES).glob("*.dist-info")
    }
    for package in packages:
        [wheel] = [one for one in wheels if package.is_wheel(one.name)]
        digest = _digest(wheel)
        if f"--hash=sha256:{digest}" not in package.pinned.split():
            raise CannotBuild(f"{wheel.name} is not the wheel that requirements.lock holds. Delete it and build again.")
        licence = _BY_ITS_TEXT.get(package.name) or named_licence(folders[package.name])[2]
        purl = f"pkg:pypi/{package.name}@{package.version}"
        made = _component("library", package.name, package.version, licence, purl)
        yield made | {"purl": purl} | _sha256(digest) | _lies_in(_own_libraries(program, wheel))


def _own_libraries(program: Path, wheel: Path) -> list[str]:
    """The libraries that are the package's own work: modules for Python. What else is a DLL was made by others, and is
    to be named by a part of its own."""
    with zipfile.ZipFile(wheel) as archive:
        own = [name for name in archive.namelist() if name.endswith((".pyd", ".abi3.dll"))]
    return [f"{PACKAGES}/{name}" for name in own if (program / PACKAGES / name).is_file()]


def _crates(program: Path, wheels: Iterable[Path]) -> Iterator[Component]:
    """Works in Rust that the wheels tell of; one that lies in two is one component."""
    places: dict[str, set[str]] = {}
    crates = {}
    for wheel in wheels:
        for crate in crates_in(wheel):
            crates[crate.purl] = crate
            places.setdefault(crate.purl, set()).update(_own_libraries(program, wheel))
    for purl, crate in crates.items():
        made = _component("library", crate.name, crate.version, crate.licence, purl)
        yield made | {"purl": purl} | _sha256(crate.digest) | _lies_in(places[purl])


def _part(program: Path, found: Found) -> Component:
    """A whole file has its digest; of what lies inside one, the file's would be another thing's."""
    part = found.part
    made = _component("library", part.name, found.version, part.licence, f"{part.name}@{found.file}")
    made |= _lies_in([found.file])
    if found.version and part.known_as:
        made["cpe"] = f"cpe:2.3:a:{part.known_as}:{found.version}:*:*:*:*:*:*:*"
        made["purl"] = f"pkg:generic/{part.known_as.rpartition(':')[2]}@{found.version}"
    return made | (_sha256(_digest(program / found.file)) if found.is_whole else {})


def _setup_maker() -> Iterator[Component]:
    version = version_of_makensis()
    made = _component("library", "NSIS", version, "Zlib AND CPL-1.0", f"NSIS@{version}")
    yield made | {"cpe": f"cpe:2.3:a:{_NSIS}:{version}:*:*:*:*:*:*:*"}
