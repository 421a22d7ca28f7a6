"""Any facts, with much of what the rules look for: names they know, numbers beside their figures, builds and codes."""

from hypothesis import strategies as st

from inpatient_hub.domain.readiness_facts import Facts
from tests.readiness.any_facts import Likely, any_facts

WORDS = (
    *"Enterprise EnterpriseS Core CoreARM Professional ServerRdsh Client Server C D: C:\\ RDP-Tcp#1 16 15 2021".split(),
    *"horizon citrix avd Parallels VMware Apple Dell Microsoft Surface OpenWith.exe 0809 192.0.2.61".split(),
    *("", "Virtual Machine", "Intel(R) Core(TM) i5-1235U", "O365ProPlusRetail", "ProPlus2021Volume"),
)
PATHS = "windows windows.build memory disk.free_for_user screens platform security.antivirus office client".split()
BYTES = (0, 1, 2**29, 4 * 10**9, 8 * 2**30, 2**60)
PIXELS = (0, 720, 768, 1024, 1280, 1920)
CODES = (0, 1, 2, 3, 0x8664, 0xAA64, 0x01C4, 0x8010002E - 2**32)

LIKELY: Likely = {
    str: WORDS,
    "path": PATHS,
    int: (0, 1, 2, 1000, 19045, 22631, 26100, 26200, 26300, 28000, 30000, *BYTES, *CODES),
    "width": PIXELS,
    "height": PIXELS,
}


def likely_facts() -> st.SearchStrategy[Facts]:
    """Any facts; most of them hold something that a rule knows."""
    return any_facts(LIKELY)
