"""The smartcard reader, and which NHS smartcard software is here."""

import re
from functools import partial

from inpatient_hub.domain.readiness_facts import SmartcardFacts, Software
from inpatient_hub.readiness.collectors.part import Part
from inpatient_hub.readiness.collectors.windows.api import WinApi
from inpatient_hub.readiness.collectors.windows.installed import Program, named, programs
from inpatient_hub.readiness.collectors.windows.reading import known, offered, software, sound, words
from inpatient_hub.readiness.collectors.windows.registry import Registry, View
from inpatient_hub.readiness.collectors.windows.traces import IDENTITY_AGENT, SMARTCARD_CONNECT, VIRTUAL_READERS
from inpatient_hub.readiness.knowledge import load_knowledge


def parts(api: WinApi, registry: Registry) -> tuple[Part, ...]:
    """The parts of the section `smartcard`."""
    return (
        Part("smartcard", ("service_code", "readers"), partial(readers, api)),
        Part("smartcard", ("identity_agent", "smartcard_connect"), partial(programs_for_cards, registry)),
    )


def readers(api: WinApi) -> SmartcardFacts:
    """What the smartcard service says. In a remote session these are the readers of the person's own computer."""
    service = offered("Windows' smartcard service does not answer.", api.smartcards)
    real = (words(name) for name in service.readers if not VIRTUAL_READERS.search(name))
    return sound(SmartcardFacts, service_code=service.code, readers=tuple(name for name in real if name))


def programs_for_cards(registry: Registry) -> SmartcardFacts:
    """The NHS's own programs, by their keys or by Windows' list of programs."""
    found, known_ones = programs(registry), load_knowledge().smartcards
    agent, connect = known_ones.identity_agent.registry, known_ones.smartcard_connect.registry
    return SmartcardFacts(
        identity_agent=_program(registry, found, "Identity Agent", agent, IDENTITY_AGENT),
        smartcard_connect=_program(registry, found, "Smartcard Connect", connect, SMARTCARD_CONNECT),
    )


def _program(
    registry: Registry, found: tuple[Program, ...], name: str, keys: tuple[str, ...], listed_as: re.Pattern[str]
) -> Software | None:
    listed = named(found, listed_as)
    if listed:
        return software(listed.name, listed.version, listed.publisher)
    for key in keys:
        for view in View:
            if known(registry.has, key, view=view):
                version = words(known(registry.text, key, "Version", view=view))
                return software(name, version, "registry key")
    return None
