"""Reads facts from Windows without an administrator's rights, and without WMI or PowerShell for any required rule."""

from inpatient_hub.readiness.collectors.part import Part
from inpatient_hub.readiness.collectors.windows import (
    client,
    disk,
    memory,
    office,
    platform_facts,
    power,
    processor,
    screens,
    security,
    smartcard,
    windows,
)
from inpatient_hub.readiness.collectors.windows.api import WinApi
from inpatient_hub.readiness.collectors.windows.reading import known
from inpatient_hub.readiness.collectors.windows.registry import Registry


def parts(api: WinApi | None = None, registry: Registry | None = None) -> tuple[Part, ...]:
    """Every part of the facts about a Windows computer, except its network. Each part stands on its own thread."""
    calls, keys = api or WinApi(), registry or Registry()
    known(calls.load_shared)
    return (
        *windows.parts(calls, keys),
        *processor.parts(calls, keys),
        *memory.parts(calls),
        *disk.parts(calls),
        *screens.parts(calls, keys),
        *platform_facts.parts(calls, keys),
        *power.parts(calls),
        *smartcard.parts(calls, keys),
        *office.parts(calls, keys),
        *security.parts(calls, keys),
        *client.parts(calls, keys),
    )
