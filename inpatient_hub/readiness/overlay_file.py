"""Reads a trust's own file about readiness, and refuses what does not fit the profiles and checks there are."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field

from inpatient_hub.content.problems import KeyPath, did_you_mean, shown
from inpatient_hub.domain.readiness import Severity
from inpatient_hub.readiness.catalogue import Catalogue
from inpatient_hub.readiness.data_file import Problems, fitted, read_toml
from inpatient_hub.readiness.profiles import Profile, Spec
from inpatient_hub.readiness.targets import TargetRows


class OverlayRule(Spec):
    """What a trust changes about one check."""

    severity: Severity | None = None
    figures: dict[str, Any] = Field(default_factory=dict)
    """By name; the check says what each may be."""
    off: bool = False
    note: str = Field(default="", max_length=400)


class OverlayProfile(TargetRows):
    """What a trust changes about one profile."""

    title: str | None = Field(default=None, min_length=1, max_length=80)
    summary: str | None = Field(default=None, min_length=1, max_length=200)
    rules: dict[str, OverlayRule] = Field(default_factory=dict)


OverlayFile = Mapping[str, OverlayProfile]
"""What a trust changes, by profile id."""


def read_overlay(path: Path, profiles: Mapping[str, Profile], catalogue: Catalogue, problems: Problems) -> OverlayFile:
    """What a trust's own file changes. Everything that cannot be done is noted; then the answer is not to be used."""
    return read_tables(read_toml(path, path.name, problems) or {}, path.name, profiles, catalogue, problems)


def read_tables(
    tables: Mapping[str, object],
    file: str,
    profiles: Mapping[str, Profile],
    catalogue: Catalogue,
    problems: Problems,
) -> OverlayFile:
    """What the tables of a trust's own file change; see `read_overlay`."""
    read: dict[str, OverlayProfile] = {}
    for id_, table in tables.items():
        if id_ not in profiles:
            hint = did_you_mean(id_, profiles, listing="Profiles")
            problems.note(file, (id_,), f"There is no profile '{shown(id_)}'.", hint)
            continue
        change = fitted(OverlayProfile, table, file, problems, (id_,))
        if change is not None:
            read[id_] = change
        _look_at_rules(file, profiles[id_], table, catalogue, problems)
    return read


def _look_at_rules(file: str, profile: Profile, table: object, catalogue: Catalogue, problems: Problems) -> None:
    """Note what is wrong with the rules, whether or not the rest of the table could be read."""
    for check, row in _table(_table(table).get("rules")).items():
        at: KeyPath = (profile.id, "rules", check)
        rule = profile.rule(check)
        figures = {**(rule.figures if rule else {}), **_table(_table(row).get("figures"))}
        faults = list(catalogue.faults(check, figures))
        for key, sentence, hint in faults:
            problems.note(file, (*at, *key), sentence, hint)
        if rule is None and not faults:
            _look_at_new_rule(file, at, _table(row), problems)


def _look_at_new_rule(file: str, at: KeyPath, row: Mapping[str, object], problems: Problems) -> None:
    if row.get("off"):
        problems.note(file, (*at, "off"), f"{at[-1]} is not part of this profile.")
    elif "severity" not in row:
        problems.note(file, (*at, "severity"), f"{at[-1]} is new in this profile and needs a severity.")


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
