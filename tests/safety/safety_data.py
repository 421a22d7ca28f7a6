"""Reads the hazards and threats as data, and writes the pages of docs/safety from them."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.architecture.dangers import NOWHERE
from tests.safety.known import APPENDIX, SYSTMONE, WARD

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "safety"

STATES = ("controlled", "partly", "not built yet", "left out")
OWNERS = ("maker", "trust", "ward")


@dataclass(frozen=True, slots=True)
class Control:
    """Something that keeps harm away: what it is, the file or folder it lives in, and the tests that prove it."""

    what: str
    where: str
    tests: tuple[str, ...]
    pending: str


@dataclass(frozen=True, slots=True)
class Hazard:
    """One hazard of the log; `severity` and `likelihood` are 1 to 5, `left` the same once the controls work."""

    id: str
    title: str
    sources: tuple[str, ...]
    cause: str
    effect: str
    severity: int
    likelihood: int
    left: tuple[int, int]
    state: str
    owner: str
    rest: str
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class Threat:
    """One who or what of the threat model."""

    id: str
    who: str
    wants: str
    sources: tuple[str, ...]
    left: str
    controls: tuple[Control, ...]


@cache
def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def pending_named(name: str) -> list[str]:
    """The ids that the file itself lists as having a control that is not in yet."""
    return list(_file(name)["pending"])


def matrix() -> list[list[int]]:
    """Risk by likelihood (5 first) and severity (1 first)."""
    rows: list[list[int]] = _file("hazards.toml")["matrix"]
    return rows


def risk(severity: int, likelihood: int) -> int:
    """The risk, 1 to 5."""
    return matrix()[5 - likelihood][severity - 1]


def hazards() -> list[Hazard]:
    """Every hazard, in the order of the file. A key that is missing or unknown raises."""
    return [_hazard(dict(one)) for one in _file("hazards.toml")["hazard"]]


def threats() -> list[Threat]:
    """Every threat, in the order of the file."""
    return [_threat(dict(one)) for one in _file("threats.toml")["threat"]]


def _hazard(raw: dict[str, Any]) -> Hazard:
    severity, likelihood = raw.pop("left")
    controls, sources = _controls(raw.pop("control", [])), tuple(raw.pop("from"))
    return Hazard(**raw, left=(severity, likelihood), controls=controls, sources=sources)


def _threat(raw: dict[str, Any]) -> Threat:
    return Threat(controls=_controls(raw.pop("control", [])), sources=tuple(raw.pop("from", ())), **raw)


def _controls(raw: list[dict[str, Any]]) -> tuple[Control, ...]:
    return tuple(Control(one["what"], one["where"], tuple(one.get("tests", ())), one.get("pending", "")) for one in raw)


@cache
def tests_in(file: str) -> frozenset[str]:
    """The names of the tests in a file of the project; none when it is not there."""
    path = ROOT / file
    if not path.is_file():
        return frozenset()
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            found.add(node.name)
    return frozenset(found)


def exists(test: str) -> bool:
    """Whether `path::name` is a test of this project."""
    file, _, name = test.partition("::")
    return name in tests_in(file)


# The pages


def hazard_pages() -> str:
    """The hazard log: a table of all, then each in full."""
    heads = [
        "| id | hazard | risk before | risk left | state |",
        "|---|---|:-:|:-:|---|",
        *(
            f"| [{one.id}](#{one.id.casefold()}) | {one.title} | {_risk(one.severity, one.likelihood)} | "
            f"{_risk(*one.left)} | {one.state}{_mark(one.controls)} |"
            for one in hazards()
        ),
    ]
    return "\n".join([_pending_line("hazards.toml"), "", *heads, "", *(_one_hazard(one) for one in hazards())]).rstrip(
        "\n"
    )


def _one_hazard(one: Hazard) -> str:
    before = f"severity {one.severity}, likelihood {one.likelihood}, risk **{risk(one.severity, one.likelihood)}**"
    after = f"severity {one.left[0]}, likelihood {one.left[1]}, risk **{risk(*one.left)}**"
    known = "; ".join(_source(source) for source in one.sources)
    lines = [
        f"### {one.id}",
        "",
        f"**{one.title}.** State: {one.state}{_mark(one.controls)}. Who looks after what is left: {one.owner}.",
        "",
        f"- Known as: {known}",
        f"- Cause: {one.cause}",
        f"- Effect: {one.effect}",
        f"- Without the controls: {before}.",
        *_control_lines(one.controls),
        f"- Left: {after}. {one.rest}",
        "",
    ]
    return "\n".join(lines)


def threat_pages() -> str:
    """The threats, each in full."""
    return "\n".join([_pending_line("threats.toml"), "", *(_one_threat(one) for one in threats())]).rstrip("\n")


def _one_threat(one: Threat) -> str:
    return "\n".join(
        [
            f"### {one.id}",
            "",
            f"**{one.who}.** {one.wants}",
            "",
            *_control_lines(one.controls),
            f"- What is left: {one.left}",
            "",
        ]
    )


def _control_lines(controls: tuple[Control, ...]) -> Iterator[str]:
    if not controls:
        yield "- Control: none in the product."
    for one in controls:
        yield f"- Control: {one.what} (`{one.where}`)"
        yield from (f"  - `{test}`" for test in one.tests)
        if one.pending:
            yield f"  - **pending**: {one.pending}"


def _pending_line(name: str) -> str:
    named = pending_named(name)
    return f"With a control that is **pending**: {', '.join(named) if named else 'none'}."


def _mark(controls: tuple[Control, ...]) -> str:
    return ", a control is pending" if any(one.pending for one in controls) else ""


def _risk(severity: int, likelihood: int) -> str:
    return f"{risk(severity, likelihood)} ({severity} x {likelihood})"


LISTS = {
    "W": ("earlier prototype", WARD),
    "S": ("notes for SystmOne", SYSTMONE),
    "A": ("Appendix A", APPENDIX),
}


def _source(source: str) -> str:
    if source == "O":
        return "found while building"
    words, names = LISTS[source[0]]
    return f"{names[int(source[1:]) - 1]} ({words})"


def matrix_table() -> str:
    """The risk by severity and likelihood."""
    rows = [
        f"| **likelihood {5 - number}** | {' | '.join(str(cell) for cell in row)} |"
        for number, row in enumerate(matrix())
    ]
    head = f"| risk | {' | '.join(f'severity {number}' for number in range(1, 6))} |"
    return "\n".join([head, "|---|:-:|:-:|:-:|:-:|:-:|", *rows])


def appendix_table() -> str:
    """Where each risk of Appendix A is answered."""
    rows = [
        f"| {words} | {', '.join(one.id for one in hazards() if f'A{number}' in one.sources)} | "
        f"{', '.join(one.id for one in threats() if f'A{number}' in one.sources)} |"
        for number, words in enumerate(APPENDIX, start=1)
    ]
    return "\n".join(["| risk | hazard log | threat model |", "|---|---|---|", *rows])


def dangers_list() -> str:
    """What the package never uses."""
    return "\n".join(
        [
            *(
                f"- {home.thing}: {', '.join(f'`{name}`' for name in home.names)}"
                + (f" (only in {', '.join(f'`{file}`' for file in home.files)})" if home.files else "")
                for home in NOWHERE
            ),
            "- a call with `shell=True`, and `extractall` of an archive",
        ]
    )
