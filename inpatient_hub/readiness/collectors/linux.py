"""Asks a Linux computer about itself. SystmOne does not run there: it is where the program is built and tried."""

import os

from inpatient_hub.domain.readiness_facts import DiskFacts, MemoryFacts
from inpatient_hub.readiness.collectors.part import Part


def name_in_words() -> str:
    """The name this Linux gives itself, such as `Debian GNU/Linux 12 (bookworm)`."""
    import platform

    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", "Linux")
    except OSError:
        return "Linux"


def parts() -> tuple[Part, ...]:
    """Everything that can be found out here."""
    return (Part("memory", (), _memory), Part("disk", (), _disk))


def _memory() -> MemoryFacts:
    import psutil

    memory = psutil.virtual_memory()
    return MemoryFacts(installed=None, usable=memory.total, available=memory.available)


def _disk() -> DiskFacts:
    root = os.statvfs("/")
    return DiskFacts(
        path="/",
        free_for_user=root.f_bavail * root.f_frsize,
        free=root.f_bfree * root.f_frsize,
        size=root.f_blocks * root.f_frsize,
    )
