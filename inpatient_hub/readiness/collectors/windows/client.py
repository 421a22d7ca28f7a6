"""Traces of the SystmOne client and of iPLATO on this computer."""

from collections.abc import Iterator
from functools import partial

from inpatient_hub.domain.readiness_facts import ClientFacts, Software
from inpatient_hub.readiness.collectors.part import Part
from inpatient_hub.readiness.collectors.windows.api import WinApi
from inpatient_hub.readiness.collectors.windows.calls_programs import (
    COMMON_START_MENU,
    DESKTOP,
    PUBLIC_DESKTOP,
    START_MENU,
)
from inpatient_hub.readiness.collectors.windows.installed import programs
from inpatient_hub.readiness.collectors.windows.reading import known, offered, software, sound, words
from inpatient_hub.readiness.collectors.windows.registry import Registry
from inpatient_hub.readiness.collectors.windows.traces import hints, is_systmone
from inpatient_hub.readiness.names import is_named
from inpatient_hub.readiness.names import words as all_words

_NO_PROGRAMS = "Windows does not say which programs run."
_NO_FILES = "Windows does not say whether the files are there."
_SHORTCUT_PLACES = {
    DESKTOP: "shortcut on the desktop",
    PUBLIC_DESKTOP: "shortcut on the desktop",
    START_MENU: "shortcut in the Start menu",
    COMMON_START_MENU: "shortcut in the Start menu",
}


def parts(api: WinApi, registry: Registry) -> tuple[Part, ...]:
    """The parts of the section `client`."""
    return (
        Part("client", ("installed",), partial(installed, api, registry)),
        Part("client", ("running",), partial(running, api)),
        Part("client", ("iplato_java_exists",), partial(iplato, api)),
    )


def installed(api: WinApi, registry: Registry) -> ClientFacts:
    """What Windows lists as installed, and shortcuts and folders that hint at SystmOne."""
    listed = (
        software(one.name, one.version, one.publisher)
        for one in programs(registry)
        if is_named(hints().installed, one.name) or is_named(hints().installed, one.publisher)
    )
    folders = (
        software(folder, None, "folder") for folder in all_words(hints().folders) if known(api.folder_exists, folder)
    )
    return ClientFacts(installed=tuple(dict.fromkeys((*listed, *_shortcuts(api), *folders))))


def _shortcuts(api: WinApi) -> Iterator[Software]:
    for place, where in _SHORTCUT_PLACES.items():
        names = known(_names, api, place) or ()
        yield from (software(name, None, where) for name in names if is_named(hints().shortcuts, name))


def _names(api: WinApi, place: str) -> tuple[str, ...]:
    return api.shortcuts(api.known_folder(place))


def running(api: WinApi) -> ClientFacts:
    """Programs that run now and look like SystmOne, by name and once each."""
    names = (words(one.name) for one in offered(_NO_PROGRAMS, api.processes) if is_systmone(one))
    return sound(ClientFacts, running=tuple(dict.fromkeys(name for name in names if name)))


def iplato(api: WinApi) -> ClientFacts:
    """Whether iPLATO's own Java is where iPLATO puts it."""
    return ClientFacts(iplato_java_exists=offered(_NO_FILES, api.file_exists, hints().iplato_java))
