"""Reads the profiles that ship with the program, and lays a trust's own file over them."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from inpatient_hub.content.problems import KeyPath, did_you_mean, shown
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.readiness import Severity, SourceRef
from inpatient_hub.readiness.catalogue import Catalogue, read_catalogue
from inpatient_hub.readiness.data_file import Problems, ReadinessDataError, read_model, shipped_folder
from inpatient_hub.readiness.overlay import laid_over
from inpatient_hub.readiness.overlay_file import read_overlay
from inpatient_hub.readiness.profiles import Profile, Route, RuleSpec, Spec, Targets
from inpatient_hub.readiness.source_book import SourceBook, read_source_book
from inpatient_hub.readiness.targets import TargetRows

__all__ = ["ReadinessDataError", "UnknownProfile", "load_profiles", "profile_named"]

PROFILES_FOLDER, PARTS_FOLDER = "profiles", "parts"


class UnknownProfile(HubError):
    """Somebody asked for a kind of computer that no profile describes."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        guess = did_you_mean(name, known)
        super().__init__(
            f"There is no profile '{shown(name)}'",
            f"{guess} The profiles are: {', '.join(known)}.".strip(),
            remedy="Choose one of them.",
        )
        self.known = tuple(known)


def profile_named(profiles: Mapping[str, Profile], name: str) -> Profile:
    """The profile of this id. Raises UnknownProfile, which lists the known ones."""
    if name not in profiles:
        raise UnknownProfile(name, tuple(profiles))
    return profiles[name]


class RuleRow(Spec):
    """A rule as a file gives it: its sources by name."""

    severity: Severity
    figures: dict[str, Any] = Field(default_factory=dict)
    """By name; the check says what each may be."""
    strictly_more: bool = False
    sources: tuple[str, ...] = ()
    note: str = Field(default="", max_length=400)


class PartFile(Spec):
    """Rules that several profiles share."""

    rules: dict[str, RuleRow]


class ProfileFile(TargetRows):
    """A profile as its file gives it. Its own rules stand in the place of those of the parts it takes."""

    order: int
    title: str = Field(min_length=1, max_length=80)
    summary: str = Field(min_length=1, max_length=200)
    runs_on: Literal["windows", "macos", "any"]
    route: Route
    as_of: date
    takes: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    """Checks of those parts that this profile does not have."""
    rules: dict[str, RuleRow] = Field(default_factory=dict)


def load_profiles(overlay: Path | None = None, *, folder: Path | None = None) -> dict[str, Profile]:
    """All profiles by id, in the order they are to be offered, with a trust's own file laid over them if it is there.

    `overlay` is that file; one that is not there changes nothing. `folder` is for tests. Raises ReadinessDataError,
    which names file, key and reason of everything that is wrong.
    """
    problems = Problems()
    reading = _Reading(folder or shipped_folder(), problems)
    profiles = reading.profiles()
    problems.raise_any()
    if overlay is None or reading.catalogue is None or not _is_there(overlay):
        return profiles
    changes = read_overlay(overlay, profiles, reading.catalogue, problems)
    problems.raise_any(own=True)
    return laid_over(changes, profiles, reading.catalogue)


def _is_there(path: Path) -> bool:
    """Whether the trust has such a file. A link to nowhere is one, and why it cannot be read is told when it is read:
    passed over, it would leave out what the trust asks for."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


class _Reading:
    """Reads one folder of profiles, noting everything that is wrong."""

    def __init__(self, folder: Path, problems: Problems) -> None:
        self._folder = folder
        self._problems = problems
        self.catalogue: Catalogue | None = read_catalogue(folder, problems)
        self._book: SourceBook | None = read_source_book(folder, problems)

    def profiles(self) -> dict[str, Profile]:
        """Every profile that could be read, in order."""
        parts = {path.stem: self._part(path) for path in self._files(PARTS_FOLDER)}
        made: list[tuple[int, Profile]] = []
        for path in self._files(PROFILES_FOLDER):
            name = f"{PROFILES_FOLDER}/{path.name}"
            read = read_model(ProfileFile, self._folder, name, self._problems)
            if read is not None:
                made.append((read.order, self._profile(path.stem, name, read, parts)))
        return {profile.id: profile for _, profile in sorted(made, key=lambda one: one[0])}

    def _files(self, folder: str) -> list[Path]:
        try:
            files = sorted(path for path in (self._folder / folder).iterdir() if path.suffix == ".toml")
        except OSError as error:
            self._problems.note(folder, (), f"The folder cannot be opened: {error.strerror}.")
            return []
        if not files:
            self._problems.note(folder, (), "The folder holds no .toml file.")
        return files

    def _part(self, path: Path) -> dict[str, RuleSpec]:
        name = f"{PARTS_FOLDER}/{path.name}"
        read = read_model(PartFile, self._folder, name, self._problems)
        return self._rules(name, read.rules) if read else {}

    def _profile(self, id_: str, name: str, read: ProfileFile, parts: Mapping[str, Mapping[str, RuleSpec]]) -> Profile:
        rules: dict[str, RuleSpec] = {}
        for index, part in enumerate(read.takes):
            if part not in parts:
                hint = did_you_mean(part, parts, listing="Parts")
                self._problems.note(name, ("takes", index), f"There is no part '{shown(part)}'.", hint)
            rules |= parts.get(part, {})
        for index, check in enumerate(read.leaves):
            if rules.pop(check, None) is None:
                self._problems.note(name, ("leaves", index), f"'{shown(check)}' is not in the parts taken.")
        rules |= self._rules(name, read.rules)
        cited = [source for rule in rules.values() for source in rule.sources]
        return Profile(
            id=id_,
            title=read.title,
            summary=read.summary,
            runs_on=read.runs_on,
            route=read.route,
            targets=read.over(Targets()),
            documents=self._book.editions(cited) if self._book else (),
            rules=self._in_order(rules),
        )

    def _in_order(self, rules: Mapping[str, RuleSpec]) -> tuple[RuleSpec, ...]:
        order = list(self.catalogue.checks) if self.catalogue else []
        known = [rule for check, rule in rules.items() if check in order]
        return tuple(sorted(known, key=lambda rule: order.index(rule.check)))

    def _rules(self, file: str, rows: Mapping[str, RuleRow]) -> dict[str, RuleSpec]:
        rules = {check: self._rule(file, check, row) for check, row in rows.items()}
        return {check: rule for check, rule in rules.items() if rule is not None}

    def _rule(self, file: str, check: str, row: RuleRow) -> RuleSpec | None:
        at: KeyPath = ("rules", check)
        faults = list(self.catalogue.faults(check, row.figures)) if self.catalogue else []
        for key, sentence, hint in faults:
            self._problems.note(file, (*at, *key), sentence, hint)
        sources = [self._source(file, (*at, "sources", index), name) for index, name in enumerate(row.sources)]
        if faults:
            return None
        return RuleSpec(
            check=check,
            severity=row.severity,
            figures=row.figures,
            strictly_more=row.strictly_more,
            sources=tuple(one for one in sources if one is not None),
            note=row.note,
        )

    def _source(self, file: str, at: KeyPath, name: str) -> SourceRef | None:
        if self._book is None:
            return None
        if self._book.quote(name) is None:
            hint = did_you_mean(name, self._book.names())
            self._problems.note(file, at, f"There is no source '{shown(name)}'.", hint)
            return None
        return self._book.reference(name)
