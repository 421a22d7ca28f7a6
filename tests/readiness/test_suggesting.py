"""The first guess at a profile follows what the computer is, and says when it is only a guess."""

import pytest

from inpatient_hub.domain.readiness_facts import PlatformFacts, Software, System
from inpatient_hub.readiness.knowledge import load_knowledge
from inpatient_hub.readiness.suggesting import suggested
from tests.readiness.clinic import some_facts

PARALLELS = PlatformFacts(manufacturer="Parallels International GmbH.", product="Parallels ARM Virtual Machine")
BOOT_CAMP = PlatformFacts(manufacturer="Apple Inc.", product="MacBookPro16,1")
VMWARE = PlatformFacts(manufacturer="VMware, Inc.", product="VMware20,1")
REMOTE = PlatformFacts(manufacturer="Dell Inc.", remote_session=True)

CASES = [
    (PARALLELS, "mac_guest", "under Parallels"),
    (PARALLELS.model_copy(update={"domain_joined": True}), "mac_guest", "under Parallels"),
    (PlatformFacts(guest_tools=("prl_tools_service",)), "mac_guest", "under Parallels"),
    (VMWARE, "mac_guest", "only a guess"),
    (VMWARE.model_copy(update={"brokers": (Software(name="horizon"),)}), "vdi", "Horizon"),
    (PlatformFacts(manufacturer="Microsoft Corporation", product="Cloud PC Enterprise"), "vdi", "Windows 365"),
    (VMWARE.model_copy(update={"brokers": (Software(name="unheard of"),)}), "mac_guest", "only a guess"),
    (BOOT_CAMP, "boot_camp", "directly on a Mac"),
    (REMOTE, "vdi", "from another computer"),
    (PlatformFacts(client_protocol=1), "vdi", "from another computer"),
    (PlatformFacts(manufacturer="Dell Inc.", domain_joined=True), "ward", "Windows domain"),
    (PlatformFacts(manufacturer="Dell Inc.", dns_suffix_is_nhs=True), "ward", "NHS network"),
    (PlatformFacts(manufacturer="Dell Inc.", domain_joined=False, client_protocol=0), "home", "only a guess"),
    (PlatformFacts(), "home", "only a guess"),
]


@pytest.mark.parametrize(("platform", "profile", "words"), CASES)
def test_windows_is_recognised_by_what_it_runs_on(platform: PlatformFacts, profile: str, words: str) -> None:
    guess = suggested(some_facts(platform=platform), load_knowledge())
    assert guess.profile_id == profile
    assert words in guess.because


@pytest.mark.parametrize(("system", "profile"), [(System.MACOS, "mac"), (System.LINUX, "home"), (System.OTHER, "home")])
def test_another_system_is_recognised(system: System, profile: str) -> None:
    assert suggested(some_facts(system=system), load_knowledge()).profile_id == profile
