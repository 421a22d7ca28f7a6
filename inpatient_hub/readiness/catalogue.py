"""Every check there is: its title, where it is shown, why it matters, and which figures a profile may give it."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field

from inpatient_hub.content.problems import KeyPath, did_you_mean, shown
from inpatient_hub.domain.readiness import Group
from inpatient_hub.domain.readiness_facts import System
from inpatient_hub.readiness.data_file import Problems, read_model
from inpatient_hub.readiness.profiles import Figure, Spec

CHECKS_FILE = "checks.toml"


class FigureSpec(Spec):
    """One figure of a check: what it counts, which way it binds, and the bounds that no honest profile leaves."""

    unit: Literal[
        "bits", "cores", "count", "days", "disk", "inches", "kbps", "mbps", "memory", "mhz", "ms", "pixels", "text",
        "version",
    ]  # fmt: skip
    """`disk` and `memory` are bytes, told in GB of a thousand and of 1,024 each."""
    needs: Literal["at_least", "at_most", "exactly"] = "at_least"
    least: float = 0
    most: float = 0
    choices: tuple[str, ...] = ()
    optional: bool = False
    """Whether a rule may do without it."""

    @property
    def is_text(self) -> bool:
        """Whether it is one of some words rather than a number."""
        return self.unit == "text"

    def fault(self, value: object) -> tuple[str, str]:
        """(sentence, hint) when the value cannot be this figure; two empty words when it can."""
        if self.is_text:
            if value in self.choices:
                return "", ""
            return f"'{shown(value)}' cannot stand here.", did_you_mean(value, self.choices, listing="Known words")
        if isinstance(value, bool) or not isinstance(value, int | float):
            return f"A number belongs here, not '{shown(value)}'.", ""
        if not self.least <= value <= self.most:
            return f"{shown(value)} is not between {_plain(self.least)} and {_plain(self.most)}.", ""
        return "", ""

    def is_looser(self, new: Figure, old: Figure) -> bool:
        """Whether the new figure asks for less than the old one."""
        if isinstance(new, str | bool) or isinstance(old, str | bool) or self.needs == "exactly":
            return new != old
        return new > old if self.needs == "at_most" else new < old


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else str(value)


class CheckSpec(Spec):
    """One check."""

    title: str = Field(min_length=1, max_length=100)
    """The sentence that is true when it passes."""
    group: Group
    why: str = Field(min_length=1, max_length=200)
    systems: tuple[System, ...] = (System.WINDOWS,)
    """Where it makes sense; elsewhere it is not applicable."""
    needs_network: bool = False
    """Whether it says nothing before the network was tested."""
    figures: dict[str, FigureSpec] = Field(default_factory=dict)


class Catalogue(Spec):
    """All checks by id, and the day the list was last gone through."""

    as_of: date
    checks: dict[str, CheckSpec]

    def faults(self, check: str, figures: Mapping[str, object]) -> Iterator[tuple[KeyPath, str, str]]:
        """(key below the rule, sentence, hint) for everything wrong with a rule of this check and these figures."""
        if check not in self.checks:
            yield (), f"'{shown(check)}' is not a known check.", did_you_mean(check, self.checks)
            return
        known = self.checks[check].figures
        for name in figures:
            if name not in known:
                hint = did_you_mean(name, known, listing="Known figures")
                yield ("figures", name), f"{check} has no figure '{shown(name)}'.", hint
                continue
            sentence, hint = known[name].fault(figures[name])
            if sentence:
                yield ("figures", name), sentence, hint
        for name, spec in known.items():
            if name not in figures and not spec.optional:
                yield ("figures", name), f"{check} needs the figure '{name}'.", ""


def read_catalogue(folder: Path, problems: Problems) -> Catalogue | None:
    """The checks in this folder's checks.toml, or None with the reasons noted."""
    return read_model(Catalogue, folder, CHECKS_FILE, problems)
