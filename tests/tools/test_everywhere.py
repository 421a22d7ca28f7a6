"""All tests, those for Windows too, end in one closing line that counts them all."""

import os
import sys

import pytest

import dev
from tests import everywhere
from tests.everywhere import Run, closing_line, counted, run, tried_again


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
    assert run([sys.executable, "-c", program], {}) == Run(1, [({"passed": 3}, 0.1)])
    assert capsys.readouterr().out == "a test\n=== 3 passed in 0.10s ===\n"


def test_the_files_of_failures_are_read_from_the_summary() -> None:
    lines = (
        "FAILED tests/gui/test_a.py::test_it[a b - c] - AssertionError: x",
        "\x1b[31mFAILED\x1b[0m tests/gui/test_a.py::\x1b[1mtest_that\x1b[0m",
        "ERROR tests/cli/test_b.py::test_those - OSError",
        "it FAILED tests/cli/test_c.py",
    )
    assert run([sys.executable, "-c", f"print({chr(10).join(lines)!r})"], {}).failed == [
        "tests/gui/test_a.py",
        "tests/cli/test_b.py",
    ]


def test_a_process_of_the_tests_that_fell_over_is_noticed() -> None:
    assert run([sys.executable, "-c", "print('[gw1] node down: Not properly terminated')"], {}).fell_over
    assert not run([sys.executable, "-c", "print('== 1 failed in 1.00s ==')"], {}).fell_over


def late(*files: str, code: int = 1) -> Run:
    return Run(code, [({"failed": 1, "error": 1, "passed": 7, "skipped": 2}, 5.0)], list(files))


_WELL, _ILL = "print('== 9 passed in 2.00s =='); import sys; sys.stderr.write(sys.argv[1])", "raise SystemExit(1)"


def test_a_few_failures_are_run_once_more_by_themselves_and_that_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    done = tried_again(late("tests/gui/test_a.py"), [sys.executable, "-c", _WELL], {})
    assert (done.code, done.ends) == (0, [({"passed": 9, "skipped": 2, "rerun": 2}, 7.0)])
    assert counted(closing_line(done.ends)) == ({"passed": 9, "skipped": 2, "rerun": 2}, 7.0)
    told = capfd.readouterr()
    assert told.err == "tests/gui/test_a.py"
    assert "Failed at first, and passed by themselves: 2 in tests/gui/test_a.py" in told.out


def test_what_fails_again_has_failed() -> None:
    first = late("tests/gui/test_a.py")
    assert tried_again(first, [sys.executable, "-c", _ILL], {}) is first


@pytest.mark.parametrize(
    "first",
    [
        late("tests/gui/test_a.py", "tests/ended/test_three_hundred_kills.py"),
        late("tests/damaged/test_a_thousand_damaged_stores.py"),
        late(*(f"tests/gui/test_{letter}.py" for letter in "abcde")),
        late("tests/windows/setup/test_installed_for_real.py"),
        late("tests/gui/test_a.py", code=3),
        Run(1, [({"failed": 1}, 5.0)], ["tests/gui/test_a.py"], fell_over=True),
        late(),
        Run(1, [], ["tests/gui/test_a.py"]),
    ],
)
def test_proofs_many_failures_and_a_broken_run_are_not_tried_again(
    first: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    assert tried_again(first, [sys.executable, "-c", _WELL], {}) is first
    assert capfd.readouterr().err == ""


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Plays the runs instead of running them: the first goes well, that for Windows has a failure."""
    asked: list[list[str]] = []

    def play(command: list[str], _environ: object) -> Run:
        asked.append(command)
        on_windows = "tests.windows.run" in command
        return Run(1, [({"failed": 1, "passed": 2}, 2.0)]) if on_windows else Run(0, [({"passed": 10}, 1.0)])

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
