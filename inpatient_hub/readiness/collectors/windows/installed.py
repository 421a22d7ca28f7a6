"""The programs that Windows lists as installed, for everybody and for this person."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from inpatient_hub.readiness.collectors.windows.reading import known, words
from inpatient_hub.readiness.collectors.windows.registry import Hive, Registry, View

UNINSTALL = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall"
APP_PATHS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths"

PLACES = ((Hive.MACHINE, View.FOR_64_BIT), (Hive.MACHINE, View.FOR_32_BIT), (Hive.USER, View.FOR_64_BIT))
"""Where programs write themselves down: for 64-bit and 32-bit programs, and for one person."""


@dataclass(frozen=True, slots=True)
class Program:
    """An entry of Windows' list."""

    name: str
    version: str
    publisher: str


def programs(registry: Registry) -> tuple[Program, ...]:
    """Every entry that has a name, once each. What may not be read is left out."""
    found = (
        _program(registry, hive, view, key)
        for hive, view in PLACES
        for key in known(registry.subkeys, UNINSTALL, hive, view) or ()
    )
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _program(registry: Registry, hive: Hive, view: View, key: str) -> Program | None:
    def read(name: str) -> str | None:
        return words(known(registry.text, rf"{UNINSTALL}\{key}", name, hive, view))

    name = read("DisplayName")
    if name is None:
        return None
    return Program(name=name, version=read("DisplayVersion") or "", publisher=read("Publisher") or "")


def named(found: tuple[Program, ...], name: re.Pattern[str]) -> Program | None:
    """The first program whose name holds what is looked for, or None."""
    return next((one for one in found if name.search(one.name)), None)


def app_paths(registry: Registry, file_name: str) -> Iterator[str]:
    """Every path that is written down for a program's file name such as `winword.exe`. Raises OSError when refused."""
    for hive, view in PLACES:
        path = registry.text(rf"{APP_PATHS}\{file_name}", "", hive, view)
        if path:
            yield path.strip().strip('"')
