"""Memory: what is fitted, what Windows can use, and what is free now."""

import threading
from functools import partial

from inpatient_hub.domain.readiness_facts import MemoryFacts
from inpatient_hub.readiness.collectors.part import NotAvailable, Part
from inpatient_hub.readiness.collectors.windows.api import WinApi
from inpatient_hub.readiness.collectors.windows.reading import known, offered
from inpatient_hub.readiness.collectors.windows.traces import is_systmone

LOOKS = 3
BETWEEN_LOOKS_S = 0.15


def parts(api: WinApi) -> tuple[Part, ...]:
    """The parts of the section `memory`."""
    return (
        Part("memory", ("installed",), partial(installed, api)),
        Part("memory", ("usable", "available"), partial(in_use, api)),
        Part("memory", ("systmone_in_use",), partial(systmone, api)),
    )


def installed(api: WinApi) -> MemoryFacts:
    """What is fitted. Where the firmware's table is damaged Windows refuses to say, or says less than it uses."""
    fitted = known(api.installed_memory)
    usable = known(api.memory)
    if not fitted or (usable and fitted < usable.total):
        raise NotAvailable("The firmware does not say how much memory is fitted.")
    return MemoryFacts(installed=fitted)


def in_use(api: WinApi) -> MemoryFacts:
    """What is usable, and the most that was free in a few looks: a busy moment passes."""
    looks = [api.memory()]
    pause = threading.Event()
    while len(looks) < LOOKS:
        pause.wait(BETWEEN_LOOKS_S)
        looks.append(api.memory())
    return MemoryFacts(usable=looks[0].total, available=max(look.available for look in looks))


def systmone(api: WinApi) -> MemoryFacts:
    """What a running SystmOne already holds, which counts as available to it."""
    running = offered("Windows does not say which programs run.", api.processes)
    return MemoryFacts(systmone_in_use=sum(one.memory for one in running if is_systmone(one)))
