"""What SystmOne and its neighbours leave on a computer, as far as is publicly known. Hints, never proof."""

import re

from inpatient_hub.readiness.collectors.windows.answers import Process
from inpatient_hub.readiness.knowledge import load_knowledge
from inpatient_hub.readiness.names import ClientHints, is_named

IDENTITY_AGENT = re.compile(r"\b(hscic|nhs digital|nhs)\b.*\bidentity agent\b", re.IGNORECASE)
SMARTCARD_CONNECT = re.compile(r"smartcard\s?connect", re.IGNORECASE)

VIRTUAL_READERS = re.compile(r"windows hello|microsoft virtual smart card|microsoft passport", re.IGNORECASE)
"""Readers that Windows makes up; no card can be put into them."""

GUEST_TOOLS = (
    "prl_tools_service",
    "prl_tools",
    "VMTools",
    "VBoxService",
    "VBoxGuest",
    "QEMU-GA",
    "spice-agent",
    "vdservice",
    "xenagent",
    "xensvc",
)
"""Services of virtual machines' guest tools. Hyper-V's own are on every Windows, and prove nothing."""


def hints() -> ClientHints:
    """By what the SystmOne client and iPLATO may be recognised."""
    return load_knowledge().client_hints


def is_systmone(process: Process) -> bool:
    """Whether a running program looks like SystmOne: by its name, or because it runs from a folder of that name."""
    return is_named(hints().running, process.name) or is_named(hints().running_from, process.path)
