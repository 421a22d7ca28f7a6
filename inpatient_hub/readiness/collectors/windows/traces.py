r"""What SystmOne and its neighbours leave on a computer, as far as is publicly known. Hints, never proof.

SystmOne's own folder and program names are not published: a vendor's help page shows `C:\apps\Tpp\rungenps.bat`,
dictation software looks for `systmone.exe`, and a batch file that sets a Java heap means a Java program.
"""

import re

from inpatient_hub.readiness.collectors.windows.answers import Process

INSTALLED_AS = re.compile(r"systm\s?one|\btpp\b|phoenix partnership", re.IGNORECASE)
"""In the name or the publisher of an installed program."""

SHORTCUT = "systmone"
FOLDERS = (r"C:\Apps\TPP", r"C:\Program Files\TPP", r"C:\Program Files (x86)\TPP", r"C:\TPP")

_PROGRAM = re.compile(r"systmone|rungenps", re.IGNORECASE)
_FOLDER = re.compile(r"[\\/](systmone|tpp)[\\/]", re.IGNORECASE)

IPLATO_JAVA = r"C:\iPlato\jre\bin\java.exe"

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


def is_systmone(process: Process) -> bool:
    """Whether a running program looks like SystmOne: by its name, or because it runs from a folder of that name."""
    return bool(_PROGRAM.search(process.name) or _FOLDER.search(process.path))
