"""`dev.py lint --audit` fails for a known fault and for nothing else, and sends only names and versions."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

import dev
import dev_audit
import dev_workflows

LOCK = """\
# Every package
pyyaml==6.0.3 \\
    --hash=sha256:0
    # via inpatient-hub (pyproject.toml)
pywin32-ctypes==0.2.3 ; sys_platform == 'win32' \\
    --hash=sha256:1
ward==1.0 ; python_full_version < '3.12' \\
    --hash=sha256:2
ward==2.0 ; python_full_version >= '3.12' \\
    --hash=sha256:3
"""

PINS = ["pyyaml==6.0.3", "pywin32-ctypes==0.2.3", "ward==1.0", "ward==2.0"]

Answer = Callable[[str, str], dict[str, object]]


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    file = tmp_path / "requirements.lock"
    file.write_text(LOCK, encoding="utf-8")
    return file


def done(code: int = 0, out: str = "", err: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.CompletedProcess([], code, out, err)


def sound(name: str, version: str) -> dict[str, object]:
    return {"name": name, "version": version, "vulns": []}


def unknown(name: str, _version: str) -> dict[str, object]:
    return {"name": name, "skip_reason": "not found"}


def faulty(name: str, version: str) -> dict[str, object]:
    fault = {"id": "PYSEC-1", "fix_versions": ["2.1"], "aliases": [], "description": "Long words."}
    return {"name": name, "version": version, "vulns": [fault]}


class Service:
    """Stands in for pip-audit and the service it asks: an answer for each package by name, else what is usual."""

    def __init__(self, usual: Answer = sound, **special: Answer) -> None:
        self.usual, self.special = usual, special
        self.asked: list[list[str]] = []

    def __call__(self, pins: list[str], seconds: float) -> subprocess.CompletedProcess[str]:
        assert 0 < seconds <= dev_audit.MOST_SECONDS
        self.asked.append(pins)
        pairs = [pin.split("==") for pin in pins]
        told = [self.special.get(name, self.usual)(name, version) for name, version in pairs]
        return done(any(one.get("vulns") for one in told), json.dumps({"dependencies": told, "fixes": []}))


class Silent:
    """Answers the first question well, and then as told."""

    def __init__(self, then: subprocess.CompletedProcess[str] | BaseException, *, first: Answer | None = None) -> None:
        self.then, self.first = then, first
        self.questions = 0

    def __call__(self, pins: list[str], seconds: float) -> subprocess.CompletedProcess[str]:
        self.questions += 1
        if self.questions == 1 and self.first:
            return Service(self.first)(pins, seconds)
        if isinstance(self.then, BaseException):
            raise self.then
        return self.then


def test_every_package_is_asked_about_with_its_version_whatever_system_it_is_for(lock: Path) -> None:
    service = Service()
    told, found = dev_audit.audit(lock, service)
    assert sorted(pin for asked in service.asked for pin in asked) == sorted(PINS)
    assert (told, found) == ("fine, no fault is known in 4 packages", False)


def test_the_first_question_is_about_one_package_and_no_question_names_one_twice(lock: Path) -> None:
    service = Service()
    dev_audit.audit(lock, service)
    assert service.asked[0] == ["pyyaml==6.0.3"]
    for asked in service.asked:
        names = [pin.partition("==")[0] for pin in asked]
        assert len(names) == len(set(names))


def test_a_known_fault_fails_and_names_the_version_without_it(lock: Path) -> None:
    told, found = dev_audit.audit(lock, Service(ward=faulty))
    assert found
    assert "ward 1.0: PYSEC-1, mended in 2.1" in told
    assert "ward 2.0: PYSEC-1" in told
    assert "pyyaml" not in told


def test_a_package_that_the_service_does_not_know_is_named(lock: Path) -> None:
    told, found = dev_audit.audit(lock, Service(ward=unknown))
    assert not found
    assert told == "fine, no fault is known in 2 packages (2 are not known to the service: ward, ward)"


REFUSED = "Traceback\nrequests.exceptions.ConnectionError: no route"


@pytest.mark.parametrize(
    ("run", "why"),
    [
        (Silent(done(1, "", REFUSED)), "the service cannot be reached (requests.exceptions.ConnectionError: no route)"),
        (Silent(done(1, "", "python: No module named pip_audit")), "pip-audit is not installed"),
        (Silent(done(0, "[]", "")), "the service cannot be reached (it said nothing)"),
        (Silent(subprocess.TimeoutExpired("pip_audit", 120)), "no answer within 120 seconds"),
        (Service(unknown), "what answers here knows nothing of faults, as a mirror of packages does"),
    ],
)
def test_without_a_service_the_audit_is_not_run_and_one_line_says_why(lock: Path, run: dev_audit.Run, why: str) -> None:
    assert dev_audit.audit(lock, run) == (f"not run: {why}", False)


def test_a_service_that_knows_nothing_is_asked_about_one_package_only(lock: Path) -> None:
    service = Service(unknown)
    dev_audit.audit(lock, service)
    assert service.asked == [["pyyaml==6.0.3"]]


def test_what_was_found_before_the_service_fell_silent_fails_all_the_same(lock: Path) -> None:
    told, found = dev_audit.audit(lock, Silent(done(1, "", REFUSED), first=faulty))
    assert found
    assert told.splitlines()[0].startswith("found problems, and was not run to the end: the service cannot be reached")
    assert "pyyaml 6.0.3: PYSEC-1" in told


@pytest.fixture
def linted(monkeypatch: pytest.MonkeyPatch) -> Iterable[list[dev_audit.Run]]:
    """Has dev.py lint find nothing, and collects what would have asked the service."""
    asked: list[dev_audit.Run] = []

    def run_pip_audit(_python: Path) -> dev_audit.Run:
        asked.append(Service(pyyaml=faulty))
        return asked[-1]

    monkeypatch.setattr(dev, "ready", lambda _command: None)
    monkeypatch.setattr(dev, "linters", lambda **_: {})
    monkeypatch.setattr(dev_workflows, "workflow_linters", lambda *_: {})
    monkeypatch.setattr(dev_workflows, "actionlint_step", lambda *_: False)
    monkeypatch.setattr(dev_audit, "run_pip_audit", run_pip_audit)
    return asked


def test_lint_asks_no_service_unless_told_to(linted: list[dev_audit.Run], capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["lint"]) == 0
    assert linted == []
    assert capsys.readouterr().out == "pip-audit: not run, as it asks a service on the internet: lint --audit runs it\n"


def test_lint_with_audit_fails_for_a_known_fault(
    linted: list[dev_audit.Run], capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(["lint", "--audit"]) == 1
    assert len(linted) == 1
    assert "pyyaml 6.0.3: PYSEC-1, mended in 2.1" in capsys.readouterr().out


def test_only_names_and_versions_reach_pip_audit(tmp_path: Path) -> None:
    """Runs what runs it with a program in its place that tells what it was given."""
    teller = tmp_path / "teller.py"
    teller.write_text(
        "import json, os, pathlib, sys\n"
        "file = pathlib.Path(sys.argv[-1])\n"
        "print(json.dumps([sys.argv[1:], file.read_text(), sorted(os.listdir())]))\n",
        encoding="utf-8",
    )
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{teller}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    given, listed, beside = json.loads(dev_audit.run_pip_audit(python)(PINS[:2], 60).stdout)
    assert listed == "pyyaml==6.0.3\npywin32-ctypes==0.2.3\n"
    assert beside == ["asked.txt"]
    assert given[:4] == ["-m", "pip_audit", "--no-deps", "--disable-pip"]
    assert not any("inpatient" in word for word in given)


def test_the_lock_of_this_project_is_read_whole() -> None:
    pins = dev_audit.pins_of(dev.LOCK)
    text = dev.LOCK.read_text(encoding="utf-8")
    assert len(pins) == sum(1 for line in text.splitlines() if "==" in line and line[0].isalnum())
    assert all(pin.count("==") == 1 and not set(pin) & set("; \\") for pin in pins)
    assert any(pin.startswith("pip-audit==") for pin in pins)
