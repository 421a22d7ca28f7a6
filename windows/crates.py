"""Reads which works in Rust are built into a package, from the list (CycloneDX) that its own wheel carries."""

import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Crate:
    """One of them, as the wheel tells of it; `digest` is the SHA-256 of its source in Rust's registry."""

    name: str
    version: str
    licence: str
    authors: str
    purl: str
    digest: str


def crates_in(wheel: Path) -> list[Crate]:
    """What a wheel says is built into it; nothing for most. It also tells of what was used only while it was built, or
    is for another system: which those are it does not say."""
    with zipfile.ZipFile(wheel) as archive:
        lists = [
            name for name in archive.namelist() if ".dist-info/sboms/" in name and name.endswith(".cyclonedx.json")
        ]
        return [crate for name in sorted(lists) for crate in _crates(json.loads(archive.read(name)))]


def _crates(bill: dict[str, Any]) -> Iterator[Crate]:
    for one in bill["components"]:
        if str(one.get("purl", "")).startswith("pkg:cargo/"):
            digests = [each["content"] for each in one.get("hashes", []) if each["alg"] == "SHA-256"]
            authors = " ".join(str(one.get("author", "")).split())
            yield Crate(one["name"], one["version"], _licence(one), authors, one["purl"], "".join(digests[:1]))


def _licence(one: dict[str, Any]) -> str:
    told = [each.get("expression") or each["license"].get("id") for each in one.get("licenses", [])]
    return " AND ".join(str(each) for each in told)


def crate_lines(wheels: Iterable[Path]) -> Iterator[str]:
    """A line about each crate, for the notices, under the package that holds it."""
    for wheel in wheels:
        crates = crates_in(wheel)
        if crates:
            yield f"\nInside {wheel.name.split('-')[0]}:"
        yield from (f"{one.name} {one.version}: {one.licence}. {one.authors}".rstrip(". ") for one in crates)
