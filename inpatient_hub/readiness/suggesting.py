"""Guesses from a few quick facts which profile fits this computer, and says why."""

from dataclasses import dataclass

from inpatient_hub.domain.readiness_facts import Facts, PlatformFacts, System
from inpatient_hub.readiness.knowledge import Knowledge

SECTIONS = frozenset({"windows", "mac", "platform"})
"""The sections of the facts that are enough for a guess."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A profile, and why it is suggested, in a sentence or two."""

    profile_id: str
    because: str


def suggested(facts: Facts, knowledge: Knowledge) -> Suggestion:
    """The profile that these facts point to. A person may always choose another."""
    if facts.system is System.MACOS:
        return Suggestion("mac", "This is macOS. SystmOne needs Windows, which can run on a Mac.")
    if facts.system is not System.WINDOWS:
        return Suggestion("home", "This is only a guess: the program knows little about computers without Windows.")
    return _in_windows(facts.platform, knowledge)


def _in_windows(platform: PlatformFacts, knowledge: Knowledge) -> Suggestion:
    found = knowledge.platforms.of(platform)
    kind = found.kind if found else ""
    broker = next((knowledge.brokers.of(one.name) for one in platform.brokers), None)
    if kind == "parallels":
        return Suggestion("mac_guest", "Windows runs on a Mac under Parallels.")
    if broker is not None or kind == "windows365":
        return Suggestion("vdi", f"This Windows is a virtual desktop: {broker.name if broker else 'Windows 365'}.")
    if platform.remote_session or platform.client_protocol in _REMOTE_PROTOCOLS:
        return Suggestion("vdi", "You are using this Windows from another computer.")
    if kind == "mac":
        return Suggestion("boot_camp", "Windows runs directly on a Mac (Boot Camp).")
    if kind == "vmware":
        return Suggestion("mac_guest", "Windows runs under VMware. This is only a guess: it may be a server's.")
    return _on_a_pc(platform)


_REMOTE_PROTOCOLS = (1, 2)
"""WTSClientProtocolType: Citrix and RDP."""


def _on_a_pc(platform: PlatformFacts) -> Suggestion:
    if platform.dns_suffix_is_nhs:
        return Suggestion("ward", "This computer is on an NHS network.")
    if platform.domain_joined:
        return Suggestion("ward", "This computer belongs to an organisation's Windows domain.")
    return Suggestion("home", "This is only a guess: the computer does not belong to an organisation's Windows domain.")
