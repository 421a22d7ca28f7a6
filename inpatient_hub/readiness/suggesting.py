"""Guesses from a few quick facts which profile fits this computer, and says why."""

from dataclasses import dataclass

from inpatient_hub.domain.readiness_facts import Facts, PlatformFacts, System

SECTIONS = frozenset({"windows", "mac", "platform"})
"""The sections of the facts that are enough for a guess."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A profile, and why it is suggested, in a sentence or two."""

    profile_id: str
    because: str


def suggested(facts: Facts) -> Suggestion:
    """The profile that these facts point to. A person may always choose another."""
    if facts.system is System.MACOS:
        return Suggestion("mac", "This is macOS. SystmOne needs Windows, which can run on a Mac.")
    if facts.system is not System.WINDOWS:
        return Suggestion("home", "This is only a guess: the program knows little about computers without Windows.")
    return _in_windows(facts.platform)


def _in_windows(platform: PlatformFacts) -> Suggestion:
    maker = " ".join(filter(None, (platform.manufacturer, platform.product))).casefold()
    tools = " ".join(platform.guest_tools).casefold()
    if "parallels" in maker or "prl_" in tools:
        return Suggestion("mac_guest", "Windows runs on a Mac under Parallels.")
    if platform.brokers:
        return Suggestion("vdi", f"This Windows is a virtual desktop ({platform.brokers[0].name}).")
    if platform.remote_session or platform.client_protocol in _REMOTE_PROTOCOLS:
        return Suggestion("vdi", "You are using this Windows from another computer (remote session).")
    if maker.startswith("apple"):
        return Suggestion("boot_camp", "Windows runs directly on a Mac (Boot Camp).")
    if "vmware" in maker:
        return Suggestion(
            "mac_guest", "Windows runs under VMware. This is only a guess: it may be on a Mac or on a server."
        )
    return _on_a_pc(platform)


_REMOTE_PROTOCOLS = (1, 2)
"""WTSClientProtocolType: Citrix and RDP."""


def _on_a_pc(platform: PlatformFacts) -> Suggestion:
    if platform.dns_suffix_is_nhs:
        return Suggestion("ward", "This computer is on an NHS network.")
    if platform.domain_joined:
        return Suggestion("ward", "This computer belongs to an organisation's Windows domain.")
    return Suggestion("home", "This is only a guess: the computer does not belong to an organisation's Windows domain.")
