"""What each kind of computer has to meet: profiles as data, each rule with the sentence it comes from."""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from inpatient_hub.domain.readiness import Severity, SourceRef

Figure = int | float | str | bool


class Route(StrEnum):
    """Which way a profile's traffic goes to SystmOne; the rule about VPNs follows it."""

    INTERNET = "internet"
    HSCN = "hscn"


class Spec(BaseModel):
    """Base of what is read from TOML: frozen, and no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class HostSpec(Spec):
    """A server of SystmOne, with the address that a document gives for it."""

    name: str = Field(min_length=1, max_length=253)
    documented: str | None = None


class PortRange(Spec):
    """Ports from `first` to `last`, both included."""

    first: int = Field(ge=1, le=65_535)
    last: int = Field(ge=1, le=65_535)

    def ports(self) -> range:
        """Every port of the range."""
        return range(self.first, self.last + 1)

    def __str__(self) -> str:
        return f"{self.first}-{self.last}" if self.first != self.last else str(self.first)


class Targets(Spec):
    """What the network test may talk to. Hosts and ports come from here and from nowhere else."""

    hosts: tuple[HostSpec, ...] = Field(default=(), max_length=8)
    tcp: PortRange | None = None
    udp: PortRange | None = None
    https_hosts: tuple[str, ...] = Field(default=(), max_length=8)
    tcp_addresses: tuple[str, ...] = Field(default=(), max_length=8)
    """`192.0.2.7:443`: single addresses to reach, such as a trust's iPLATO servers; empty as they come."""
    as_of: date | None = None
    """The day of the document that gives the addresses."""


class RuleSpec(Spec):
    """One rule of a profile: which check, how strongly, by which figures, and by whose words."""

    check: str
    severity: Severity
    figures: dict[str, Figure] = {}
    """The figures of the rule, by name: `{"free_bytes": 4_000_000_000}`. Each check documents its own."""
    strictly_more: bool = False
    """Whether the computer must have more than the figure rather than as much: "greater than the minimum"."""
    sources: tuple[SourceRef, ...] = ()
    note: str = ""

    def number(self, name: str) -> float:
        """A figure that is a number. Raises KeyError or TypeError when the profile lacks it; loading checks that."""
        value = self.figures[name]
        if isinstance(value, str | bool):
            raise TypeError(f"{self.check}: {name} is not a number")
        return value


class Profile(Spec):
    """A kind of computer or use, and all it has to meet."""

    id: str
    title: str
    """Such as `Internet SystmOne at home`."""
    summary: str
    """One sentence that lets a person recognise their own case."""
    runs_on: Literal["windows", "macos", "any"] = "windows"
    route: Route = Route.INTERNET
    targets: Targets = Targets()
    documents: tuple[str, ...] = ()
    """The documents checked against, with edition and date, in words."""
    rules: tuple[RuleSpec, ...]
    overlay: tuple[str, ...] = ()
    """What a trust's own file changed here, a sentence each; the report prints them."""

    def rule(self, check_id: str) -> RuleSpec | None:
        """The rule about one check, or None."""
        return next((one for one in self.rules if one.check == check_id), None)
