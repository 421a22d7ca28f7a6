"""All tests, those for Windows too, end in one closing line that counts them all."""

import os
import sys

import pytest

import dev
from tests import everywhere
from tests.everywhere import closing_line, counted, run


def test_a_closing_line_is_read_with_colours_and_without() -> None:
    assert counted("==== 12 passed, 1 skipped in 3.21s ====") == ({"passed": 12, "skipped": 1}, 3.21)
    coloured = "\x1b[31m== \x1b[1m2 failed\x1b[0m, \x1b[32m7 passed\x1b[0m\x1b[31m in 912.20s (0:15:12) ==\x1b[0m"
    assert counted(coloured) == ({"failed": 2, "passed": 7}, 912.2)
    assert counted("== short test summary info ==") is None
    assert counted("12 passed in 3 s, said the test") is None


def test_one_line_counts_all_runs() -> None:
    line = closing_line([({"passed": 5, "skipped": 1}, 1.5), ({"passed": 2, "failed": 1}, 2.25)])
    assert counted(line) == ({"failed": 1, "passed": 7, "skipped": 1}, 3.75)
    assert "no tests ran" in closing_line([])


def test_what_a_run_prints_is_passed_on(capsys: pytest.CaptureFixture[str]) -> None:
    program = "print('a test'); print('=== 3 passed in 0.10s ==='); raise SystemExit(1)"
    assert run([sys.executable, "-c", program], {}) == (1, [({"passed": 3}, 0.1)])
    assert capsys.readouterr().out == "a test\n=== 3 passed in 0.10s ===\n"


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Plays the runs instead of running them: the first goes well, that for Windows has a failure."""
    asked: list[list[str]] = []

    def play(command: list[str], _environ: object) -> tuple[int, list[tuple[dict[str, int], float]]]:
        asked.append(command)
        on_windows = "tests.windows.run" in command
        return (1, [({"failed": 1, "passed": 2}, 2.0)]) if on_windows else (0, [({"passed": 10}, 1.0)])

    monkeypatch.setattr(everywhere, "run", play)
    return asked


def said(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    *before, last = capsys.readouterr().out.splitlines()
    return "\n".join(before), last


def test_the_tests_for_windows_come_last_and_their_failure_counts(
    played: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(everywhere, "PYTHON", sys.version_info[:2])
    monkeypatch.setattr(dev, "ready", lambda _command: None)
    assert everywhere.main() == 1
    assert ["pytest" in " ".join(one) for one in played] == [True, False]
    assert counted(said(capsys)[1]) == ({"failed": 1, "passed": 12}, 3.0)


@pytest.mark.parametrize(("user", "code", "words"), [(1000, 0, "were left out"), (0, 1, "could not run")])
def test_without_wine_the_reason_is_said_and_only_an_administrator_fails(
    played: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    user: int,
    code: int,
    words: str,
) -> None:
    def not_ready(_command: str) -> None:
        raise dev.Problem("no wine here")

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(everywhere, "PYTHON", sys.version_info[:2])
    monkeypatch.setattr(dev, "ready", not_ready)
    monkeypatch.setattr(os, "geteuid", lambda: user)
    assert everywhere.main() == code
    before, last = said(capsys)
    assert f"The tests for Windows {words}: no wine here" in before
    assert counted(last) == ({"passed": 10, "error" if code else "skipped": 1}, 1.0)


def test_another_python_than_wine_runs_leaves_them_out(
    played: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(everywhere, "PYTHON", (3, 99))
    assert everywhere.main() == 0
    before, last = said(capsys)
    assert "were left out: they need Python 3.99" in before
    assert counted(last) == ({"passed": 10, "skipped": 1}, 1.0)
