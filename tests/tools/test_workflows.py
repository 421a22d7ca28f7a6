"""The workflows of GitHub are looked through offline for what could be abused, and nothing in them may drift."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

import dev
from dev_audit import workflow_linters

FILES = sorted((dev.ROOT / ".github" / "workflows").glob("*.yml"))
PYTHON = str(dev.venv_python(dev.VENV))
USES = re.compile(r"uses: (\S+)(?: # (\S+))?")


def found_by(name: str, root: Path = dev.ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(workflow_linters(root, PYTHON)[name], cwd=root, capture_output=True, text=True, check=False)


@pytest.mark.lint
@pytest.mark.parametrize("name", ["zizmor", "check-jsonschema"])
def test_nothing_is_found_in_them(name: str) -> None:
    done = found_by(name)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.lint
@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("zizmor", "checkout@11bd71901bbe5b1630ceea73d27597364c9af683", "checkout@v4"),
        ("zizmor", "python dev.py test", "echo ${{ github.event.pull_request.title }}"),
        ("check-jsonschema", "runs-on:", "runs-off:"),
    ],
)
def test_what_is_wrong_would_be_found(tmp_path: Path, name: str, before: str, after: str) -> None:
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    text = (dev.ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8")
    assert before in text
    (folder / "test.yml").write_text(text.replace(before, after), encoding="utf-8")
    assert found_by(name, tmp_path).returncode != 0


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_action_is_pinned_to_a_commit_and_names_its_version(file: Path) -> None:
    used = USES.findall(file.read_text(encoding="utf-8"))
    assert used
    for action, version in used:
        if not action.startswith("./"):
            assert re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", action)
            assert re.fullmatch(r"v\d+\.\d+\.\d+", version)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_it_says_that_it_was_never_run(file: Path) -> None:
    assert "never run: there was no GitHub where they were written" in " ".join(
        file.read_text("utf-8").split()
    ).replace("# ", "")


def test_the_same_action_is_the_same_commit_everywhere() -> None:
    commits: dict[str, set[str]] = {}
    for file in FILES:
        for action, _version in USES.findall(file.read_text(encoding="utf-8")):
            name, _, commit = action.partition("@")
            commits.setdefault(name, set()).add(commit)
    assert [name for name, found in commits.items() if len(found) != 1] == []


def asked_of_what_was_built(file: Path) -> set[str]:
    """The names of what a file's tests take from what was built; those for Wine alone are left out."""
    functions = [one for one in ast.parse(file.read_text(encoding="utf-8")).body if isinstance(one, ast.FunctionDef)]
    return {
        part.slice.value
        for one in functions
        if "under_wine" not in one.name
        for part in ast.walk(one)
        if isinstance(part, ast.Subscript) and isinstance(part.slice, ast.Constant)
        if isinstance(part.value, ast.Name) and part.value.id == "built"
    }


def test_on_a_runner_everything_is_made_that_the_tests_of_the_setup_ask_for() -> None:
    folder = dev.ROOT / "tests" / "windows"
    [told] = re.findall(r"told = \{(.*)\}", (folder / "on_a_runner.py").read_text(encoding="utf-8"))
    made = set(re.findall(r'"(\w+)":', told))
    run = (dev.ROOT / ".github" / "workflows" / "installer.yml").read_text(encoding="utf-8")
    files = re.findall(r"tests/windows/setup/test_\w+\.py", run)
    assert len(files) == 2
    asked = set().union(*(asked_of_what_was_built(dev.ROOT / file) for file in files))
    assert asked
    assert asked <= made
