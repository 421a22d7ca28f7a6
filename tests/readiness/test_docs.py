"""What docs/readiness.md says about profiles and checks is what ships; `--accept` writes its tables anew."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from inpatient_hub.cli.argument_words import groups
from inpatient_hub.domain.readiness import Severity
from inpatient_hub.readiness.catalogue import CheckSpec
from inpatient_hub.readiness.knowledge import load_knowledge
from inpatient_hub.readiness.profile_files import load_profiles
from inpatient_hub.readiness.profiles import Profile
from inpatient_hub.readiness.report_words import GROUP_HEADINGS, SEVERITY_WORDS, WHO_WORDS, route_words

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "readiness.md"

LETTERS = {Severity.REQUIRED: "R", Severity.RECOMMENDED: "r", Severity.ADVISORY: "a", Severity.INFO: "i"}


@cache
def profiles() -> Mapping[str, Profile]:
    return load_profiles()


@cache
def checks() -> Mapping[str, CheckSpec]:
    return load_knowledge().catalogue.checks


def profile_table() -> str:
    rows = [f"| `{one.id}` | {one.title} | {one.summary} | {route_words(one.route)} |" for one in profiles().values()]
    return "\n".join(["| name | profile | for | SystmOne is reached |", "|---|---|---|---|", *rows])


def check_tables() -> str:
    tables = []
    for group, heading in GROUP_HEADINGS.items():
        rows = [f"| {id_} | {spec.title} | {_asking(id_)} |" for id_, spec in checks().items() if spec.group is group]
        tables.append(
            "\n".join([f"### {heading}", "", "| id | true when it passes | profiles |", "|---|---|---|", *rows])
        )
    return "\n\n".join(tables)


def _asking(check: str) -> str:
    """The profiles by strength: `R every Windows; a mac`."""
    by_letter: dict[str, list[str]] = {}
    for one in profiles().values():
        rule = one.rule(check)
        if rule is not None:
            by_letter.setdefault(LETTERS[rule.severity], []).append(one.id)
    return "; ".join(f"{letter} {_together(ids)}" for letter in LETTERS.values() if (ids := by_letter.get(letter)))


def _together(ids: list[str]) -> str:
    windows = [one.id for one in profiles().values() if one.runs_on == "windows"]
    if len(ids) == len(profiles()):
        return "all"
    if set(windows) <= set(ids):
        ids = ["every Windows", *(one for one in ids if one not in windows)]
    return ", ".join(ids)


TABLES = {"profiles": profile_table, "checks": check_tables}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_the_page_is_what_ships(name: str, accept: bool) -> None:
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(begin)
    kept, _, after = rest.partition(end)
    made = f"{TABLES[name]()}\n"
    if accept:
        PAGE.write_text(f"{before}{begin}{made}{end}{after}", encoding="utf-8", newline="\n")
        kept = made
    assert after, f"{name} has no place on the page"
    assert kept == made, "run pytest with --accept, then review docs/readiness.md"


def _numbered(prefix: str, last: int) -> list[str]:
    return [f"{prefix}-{number:02}" for number in range(1, last + 1)]


REFERENCE = [
    *_numbered("OS", 12),
    *_numbered("HW", 18),
    *_numbered("VM", 6),
    *_numbered("VD", 4),
    *_numbered("GW", 8),
    *_numbered("SW", 3),
    *_numbered("AV", 3),
    *("EN-01", "PR-01", "IE-01", "FW-01", "Z1", "Z4"),
    *_numbered("NW", 17),
    *_numbered("IN", 7),
    *_numbered("N", 13),
]


def test_every_check_that_was_asked_for_is_built_or_named_as_not_built() -> None:
    not_built = PAGE.read_text(encoding="utf-8").partition("## Not built, and why")[2].partition("\n## ")[0]
    assert [id_ for id_ in REFERENCE if id_ not in checks() and f"**{id_}," not in not_built] == []
    assert [id_ for id_ in REFERENCE if id_ in checks() and f"**{id_}," in not_built] == []
    assert set(checks()) <= set(REFERENCE)


@pytest.mark.parametrize("file", ["readiness.md", "command-line.md"])
def test_the_pages_name_every_option_of_the_command(file: str) -> None:
    text = (DOCS / file).read_text(encoding="utf-8")
    command = next(group.alone for group in groups() if group.name == "check")
    assert command is not None
    missing = [option.name for option in command.options if option.name not in text]
    assert missing == ([] if file == "readiness.md" else ["--name-computer"])


def test_the_page_uses_the_words_of_the_program() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for words in WHO_WORDS.values():
        assert f"**{words}**" in text
    for severity in (Severity.REQUIRED, Severity.RECOMMENDED, Severity.ADVISORY):
        assert SEVERITY_WORDS[severity].casefold() in text.casefold()


def test_links_between_the_pages_lead_somewhere() -> None:
    for page in DOCS.glob("*.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
