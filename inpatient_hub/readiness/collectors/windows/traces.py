"""What SystmOne and its neighbours leave on a computer, by the program's own dated lists. Hints, never proof."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from inpatient_hub.readiness.collectors.windows.answers import Process

SHORTCUT = "systmone"
"""In the name of a shortcut on the desktop or in the Start menu."""

IDENTITY_AGENT = re.compile(r"\b(hscic|nhs digital|nhs)\b.*\bidentity agent\b", re.IGNORECASE)
SMARTCARD_CONNECT = re.compile(r"smartcard\s?connect", re.IGNORECASE)
"""As Windows lists them among the installed programs."""

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

_SHORT_WORD = 4


@dataclass(frozen=True, slots=True)
class Traces:
    """How a SystmOne client and iPLATO are recognised."""

    installed: re.Pattern[str]
    """In the name or the publisher of an installed program."""
    running: re.Pattern[str]
    """In the name of a running program."""
    folders: tuple[str, ...]
    """Where the client may be. A program that runs from there is the client's too, even one called `javaw.exe`."""
    iplato: tuple[str, ...]
    """The files of iPLATO's own Java."""

    def is_client(self, process: Process) -> bool:
        """Whether a running program looks like SystmOne."""
        path = process.path.casefold()
        return bool(self.running.search(process.name)) or any(
            path.startswith(f"{folder.casefold()}\\") for folder in self.folders
        )


@cache
def traces() -> Traces:
    """By the list that ships with the program."""
    from inpatient_hub.readiness.knowledge import load_knowledge
    from inpatient_hub.readiness.names import words

    hints = load_knowledge().client_hints
    return Traces(
        installed=any_word(words(hints.installed)),
        running=any_word(words(hints.running)),
        folders=words(hints.folders),
        iplato=words(hints.iplato),
    )


def any_word(choice: Iterable[str]) -> re.Pattern[str]:
    """Matches a text that holds one of these words; a short one such as `TPP` only where it stands alone."""
    patterns = (rf"\b{re.escape(one)}\b" if len(one) <= _SHORT_WORD else re.escape(one) for one in choice)
    return re.compile("|".join(patterns), re.IGNORECASE)
