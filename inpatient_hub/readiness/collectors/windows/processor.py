"""The processor: its name, its greatest clock and its cores."""

from functools import partial

from inpatient_hub.domain.readiness_facts import ProcessorFacts
from inpatient_hub.readiness.collectors.part import Part
from inpatient_hub.readiness.collectors.windows.api import WinApi
from inpatient_hub.readiness.collectors.windows.calls_system import ARM64, X64, X86
from inpatient_hub.readiness.collectors.windows.reading import known, sound, words
from inpatient_hub.readiness.collectors.windows.registry import Registry

FIRST_CORE = r"HARDWARE\DESCRIPTION\System\CentralProcessor\0"
_KINDS = {X86: "x86", X64: "x64", ARM64: "arm64"}


def parts(api: WinApi, registry: Registry) -> tuple[Part, ...]:
    """The one part of the section `processor`."""
    return (Part("processor", (), partial(processor, api, registry)),)


def processor(api: WinApi, registry: Registry) -> ProcessorFacts:
    """By the registry, which holds what Windows measured when it started; virtual machines often give no clock."""
    machines = known(api.machines)
    clocks = (known(registry.number, FIRST_CORE, "~MHz"), known(api.clock_mhz))
    return sound(
        ProcessorFacts,
        name=words(known(registry.text, FIRST_CORE, "ProcessorNameString")),
        max_mhz=max((clock for clock in clocks if clock), default=None),
        physical_cores=known(api.cores, physical=True),
        logical_cores=known(api.cores, physical=False),
        machine=_KINDS.get(machines.native) if machines else None,
    )
