"""By what names computers, virtual desktops, VPNs, processors and the SystmOne client are recognised."""

import re
from collections.abc import Iterable
from typing import Literal

from pydantic import field_validator

from inpatient_hub.domain.readiness_facts import PlatformFacts
from inpatient_hub.readiness.profiles import Spec
from inpatient_hub.readiness.support_dates import DatedList, Row

Kind = Literal[
    "physical", "mac", "parallels", "vmware", "virtualbox", "hyperv", "windows365", "qemu", "cloud", "virtual"
]


class Platform(Spec):
    """What kind of computer this is."""

    kind: Kind
    name: str
    is_virtual: bool


class PlatformRow(Row):
    """One kind of computer, by what its firmware calls itself."""

    kind: Kind
    name: str
    manufacturer: str = ""
    product: str = ""
    """What the product's name begins with, or holds after a *."""
    is_virtual: bool

    def fits(self, manufacturer: str, product: str) -> bool:
        """Whether it is this one. Both are folded and without trailing dots."""
        wanted = self.product.casefold()
        product_fits = wanted[1:] in product if wanted.startswith("*") else product.startswith(wanted)
        return manufacturer.startswith(self.manufacturer.casefold()) and product_fits


class GuestTool(Row):
    """Guest tools of a virtual machine, by a word of their services or files."""

    word: str
    kind: Kind
    name: str


class MacTool(Row):
    """A program that runs Windows on a Mac."""

    word: str
    recommended: bool


class AdapterWord(Row):
    """A word in the description of a network adapter."""

    word: str


class Platforms(DatedList):
    """How to tell what kind of computer this is."""

    platforms: tuple[PlatformRow, ...]
    guest_tools: tuple[GuestTool, ...]
    mac_tools: tuple[MacTool, ...]
    shared_adapters: tuple[AdapterWord, ...]

    def of(self, facts: PlatformFacts) -> Platform | None:
        """The kind of computer; None when its firmware says nothing.

        That a hypervisor runs is never taken alone: it does on many physical computers (Hyper-V, VBS, WSL).
        """
        manufacturer, product = _folded(facts.manufacturer), _folded(facts.product)
        for row in self.platforms:
            if (manufacturer or product) and row.fits(manufacturer, product):
                return Platform(kind=row.kind, name=row.name, is_virtual=row.is_virtual)
        tools = " ".join(facts.guest_tools).casefold()
        for tool in self.guest_tools:
            if tool.word in tools:
                return Platform(kind=tool.kind, name=tool.name, is_virtual=True)
        if not manufacturer and not product:
            return None
        return Platform(
            kind="physical", name=f"{facts.manufacturer or ''} {facts.product or ''}".strip(), is_virtual=False
        )

    def is_shared_adapter(self, description: str) -> bool:
        """Whether a network adapter shares the Mac's network with Windows."""
        folded = description.casefold()
        return any(row.word.casefold() in folded for row in self.shared_adapters)

    def mac_tool(self, name: str) -> MacTool | None:
        """The program that runs Windows on a Mac, by its name."""
        folded = name.casefold()
        return next((row for row in self.mac_tools if row.word.casefold() in folded), None)


def _folded(words: str | None) -> str:
    return (words or "").casefold().strip().rstrip(". ")


class Broker(Row):
    """A virtual desktop agent."""

    id: str
    name: str
    figure: str = ""
    """The profile's figure with the least version; empty for one that the WES does not name."""


class Brokers(DatedList):
    """Virtual desktop agents by the names that collectors give them."""

    brokers: tuple[Broker, ...]

    def of(self, id_: str) -> Broker | None:
        """The agent of this name."""
        return next((row for row in self.brokers if row.id == id_.casefold()), None)


class VpnName(Row):
    """A VPN, by words in the name or description of its adapter."""

    name: str
    words: tuple[str, ...]


class VpnNames(DatedList):
    """How to tell a VPN."""

    type_codes: tuple[int, ...]
    """IANA ifTypes that only tunnels have."""
    type_codes_source: str
    vpns: tuple[VpnName, ...]

    def of(self, *words: str) -> VpnName | None:
        """The VPN whose word stands in one of these names and descriptions."""
        folded = " ".join(words).casefold()
        return next((row for row in self.vpns if any(word.casefold() in folded for word in row.words)), None)


class PatternRow(Row):
    """Names that are told by a pattern, whatever the size of their letters."""

    pattern: str

    @field_validator("pattern")
    @classmethod
    def _is_a_pattern(cls, pattern: str) -> str:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"This is no regular expression: {error}.") from None
        return pattern


class ProcessorClass(PatternRow):
    """A class of processors, by a pattern of their names."""

    name: str
    is_enough: bool


class Processors(DatedList):
    """Which processors are a Core i3 or better."""

    classes: tuple[ProcessorClass, ...]

    def of(self, name: str) -> ProcessorClass | None:
        """The class of a processor by its own name."""
        return next((row for row in self.classes if is_named([row], name)), None)


def is_named(rows: Iterable[PatternRow], name: str) -> bool:
    """Whether one of the patterns stands in this name."""
    return any(re.search(row.pattern, name, re.IGNORECASE) for row in rows)


class Hint(Row):
    """Names that something may be recognised by."""

    words: tuple[str, ...]


class ClientHints(DatedList):
    """By what traces the SystmOne client and iPLATO may be recognised, and the call boards that TPP warrants."""

    installed: tuple[PatternRow, ...]
    """In a program's name or publisher."""
    shortcuts: tuple[PatternRow, ...]
    running: tuple[PatternRow, ...]
    """Names of processes."""
    running_from: tuple[PatternRow, ...]
    """Paths of processes, whose own name may be any Java's."""
    folders: tuple[Hint, ...]
    iplato_java: str
    call_boards: tuple[Hint, ...]


def words(hints: Iterable[Hint]) -> tuple[str, ...]:
    """All words of some hints."""
    return tuple(word for hint in hints for word in hint.words)
