"""Style, types and complexity: the linters find nothing to correct, and they look for what the house asks."""

import importlib.util
import json
import subprocess
import sys
import tomllib

import pytest

from tests.architecture.source import ROOT

CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]

BANNED = CONFIG["ruff"]["lint"]["flake8-tidy-imports"]["banned-api"]


def tool(*arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run one of the virtual environment's tools over the project."""
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=ROOT, input=text, capture_output=True, text=True, check=False, timeout=300)


def findings(text: str, path: str = "inpatient_hub/services/tasks.py") -> list[tuple[str, str]]:
    """Return the rule and the words of each thing ruff finds in a text, were it that file of the project."""
    done = tool("ruff", "check", "--no-cache", "--output-format=json", "--stdin-filename", path, "-", text=text)
    return [(finding["code"], finding["message"]) for finding in json.loads(done.stdout)]


@pytest.mark.lint
def test_ruff_finds_nothing_to_correct() -> None:
    done = tool("ruff", "check", "--output-format=concise")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.lint
def test_every_file_is_formatted() -> None:
    done = tool("ruff", "format", "--check")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.lint
def test_every_type_holds() -> None:
    done = tool("mypy")
    assert done.returncode == 0, done.stdout + done.stderr


def test_types_are_strict_everywhere() -> None:
    assert CONFIG["mypy"]["strict"] is True
    assert "inpatient_hub" in CONFIG["mypy"]["files"]
    assert "overrides" not in CONFIG["mypy"]


@pytest.mark.parametrize("name", BANNED)
def test_ruff_sees_a_banned_name(name: str) -> None:
    module = name
    while "." in module and importlib.util.find_spec(module.partition(".")[0]) and not is_module(module):
        module = module.rpartition(".")[0]
    found = findings(f'"""Tasks."""\n\nimport {module}\n\nx = {name}\n')
    assert "TID251" in [code for code, _ in found]
    assert name in " ".join(words for code, words in found if code == "TID251")


def is_module(name: str) -> bool:
    """Whether a dotted name is a module rather than something inside one."""
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def test_ruff_sees_a_function_with_too_many_ways_through() -> None:
    ways = "".join(f"    if x == {n}:\n        print({n})\n" for n in range(8))
    assert "C901" in [code for code, _ in findings(f'"""Tasks."""\n\n\ndef f(x):\n{ways}')]
    fewer = "".join(f"    if x == {n}:\n        print({n})\n" for n in range(7))
    assert "C901" not in [code for code, _ in findings(f'"""Tasks."""\n\n\ndef f(x):\n{fewer}')]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('"""Tasks."""\n\nfrom . import notes\n', "TID252"),
        ('"""Tasks."""\n\nprint("done")\n', "T201"),
        ("x = 1\n", "D100"),
        ('"""Tasks."""\n\n# TODO: later\n', "FIX002"),
        ('"""Tasks."""\n\n# x = 1\n', "ERA001"),
        ('"""Tasks."""\n\n\ndef rowCount():\n    """Count."""\n', "N802"),
        ('"""Tasks."""\n\ntry:\n    x = 1\nexcept Exception:\n    pass\n', "BLE001"),
    ],
)
def test_ruff_sees_what_the_house_refuses(text: str, rule: str) -> None:
    assert rule in [code for code, _ in findings(text)]


def test_ruff_leaves_the_one_printing_module_alone() -> None:
    found = findings('"""Output."""\n\nprint("done")\n', "inpatient_hub/cli/output.py")
    assert "T201" not in [code for code, _ in found]
