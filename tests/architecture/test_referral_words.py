"""What a ward does for a patient is called a referral wherever people read it; `run` is the name of a command."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOORS = ("cli", "content", "domain", "gui", "services", "store")
_ELSEWHERE = ("readiness", "computer", "check")
"""A check of the computer is a run too, and may be called one."""
_RUN = re.compile(
    r"^Runs? |\b(a|this|that|the|its|their|no|new|another|one|each|every|of|\d+) runs?\b|\bruns? in progress|'s run\b",
    re.IGNORECASE,
)
"""The noun; what a program does is no referral."""
_COMMANDS = re.compile(r"(inpatient-hub|dev\.py|['`\"])\s?run\b|\brun: ")
"""The command by its name, and `run: COMMAND` for something to type."""
_SQL = re.compile(r"\b(SELECT|JOIN|ORDER BY)\b")


def sentences(tree: ast.Module) -> list[tuple[int, str]]:
    """Every piece of text with more than one word in it, but for docstrings."""
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    under_fields = {
        id(statement.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef)
        for statement in node.body
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and " " in node.value.strip("\n")
        and id(node) not in documented | under_fields
    ]


def is_said(words: str) -> bool:
    """Whether these words call a referral a run."""
    return not _SQL.search(words) and bool(_RUN.search(_COMMANDS.sub("", words)))


def _is_elsewhere(path: Path) -> bool:
    return "migrations" in path.parts or any(word in str(path.relative_to(ROOT)) for word in _ELSEWHERE)


@pytest.mark.parametrize("floor", FLOORS)
def test_nobody_reads_of_a_run(floor: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {words!r}"
        for path in sorted((ROOT / "inpatient_hub" / floor).rglob("*.py"))
        for line, words in sentences(ast.parse(path.read_text(encoding="utf-8")))
        if not _is_elsewhere(path) and is_said(words)
    ]
    assert found == []


def test_the_packs_and_the_guide_speak_of_referrals() -> None:
    files = [*(ROOT / "resources" / "packs").rglob("*.yaml"), ROOT / "docs" / "guide.md", ROOT / "docs" / "content.md"]
    found = [
        f"{path.name}:{number}: {line}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if is_said(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Abandon this run?", True),
        ("2 runs in progress", True),
        ("Try 'inpatient-hub run status RUN' once more", False),
        ("'run status' lists the fields.", False),
        ("then run: inpatient-hub content check", False),
        ("SELECT id FROM runs JOIN patients", False),
        ("The window is running", False),
        ("It could not run", False),
        ("Start a new run if it is needed.", True),
    ],
)
def test_the_search_tells_a_referral_from_a_command(words: str, said: bool) -> None:
    assert is_said(words) is said
