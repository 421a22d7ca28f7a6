"""What every test stands on: no display, no real network, repeatable chance, and no unexpected warning in the log."""

import atexit
import gc
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import settings

from inpatient_hub.host import replacing
from tests.fakes import keyring
from tests.fakes.cheap_guesses import make_guesses_cheap
from tests.real_network import guard

guard()

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_worker = os.environ.get("PYTEST_XDIST_WORKER", "")
if _worker or keyring.FOLDER not in os.environ:
    # Each worker has its own: every lock of the tests has the same name in it.
    os.environ[keyring.FOLDER] = tempfile.mkdtemp(prefix=f"hub-keyring-{_worker}")
    atexit.register(shutil.rmtree, os.environ[keyring.FOLDER], ignore_errors=True)
keyring.use_test_keyring()


def _never_replaced(_command: Sequence[str] | None = None) -> None:
    """Whoever locks their screen while the tests run must not have them replaced by a locked window."""
    raise AssertionError("the process of the tests is not to be replaced")


replacing.replace_process = _never_replaced

settings.register_profile("search", deadline=None)
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady" if {"CI", "INPATIENT_HUB_TESTS"} & os.environ.keys() else "search")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a person take what the tests find as the accepted outcome, and review it as a diff."""
    parser.addoption("--accept", action="store_true", help="write accepted files under tests/data anew")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether accepted files are to be written anew rather than compared."""
    return bool(request.config.getoption("--accept"))


_WITH_QT = frozenset({"qapp", "qtbot"})


class _Recorder(logging.Handler):
    """Keeps the messages of the program's warnings and worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.levelname} {record.name}: {record.getMessage()}")


def _log_problems(messages: Sequence[str], expected: Sequence[str]) -> list[str]:
    """Say which messages nobody expected, and which expected fragments never came."""
    surprises = [
        f"unexpected in the log: {message}"
        for message in messages
        if not any(fragment in message for fragment in expected)
    ]
    absent = [
        f"expected in the log, but absent: {fragment}"
        for fragment in expected
        if not any(fragment in message for message in messages)
    ]
    return surprises + absent


@pytest.fixture(autouse=True)
def _no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test during which the program logs a warning that neither `expects_log` nor `caplog` accounts for."""
    recorder = _Recorder()
    logger = logging.getLogger("inpatient_hub")
    logger.addHandler(recorder)
    yield
    logger.removeHandler(recorder)
    if "caplog" in request.fixturenames:
        return
    expected = [marker.args[0] for marker in request.node.iter_markers("expects_log")]
    problems = _log_problems(recorder.messages, expected)
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


@pytest.fixture(scope="session", autouse=True)
def cheap_guesses() -> Iterator[pytest.MonkeyPatch]:
    """In the tests' own process a PIN is checked at once (tests/fakes/cheap_guesses.py)."""
    with pytest.MonkeyPatch.context() as patch:
        make_guesses_cheap(patch)
        yield patch


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Where a window is tested, Python's collector waits until the test is over and Qt is at rest, as in the program:
    it would take a dialog down while that is being laid out, or from the store's thread (gui/garbage.py)."""
    if not _WITH_QT.intersection(getattr(item, "fixturenames", ())):
        return (yield)
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


@pytest.hookimpl
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was proven and how often, where a test recorded it as its property `proven`."""
    failed = {report.nodeid for report in terminalreporter.getreports("failed")}
    for report in terminalreporter.getreports(""):
        for name, words in report.user_properties:
            if name == "proven" and report.when == "teardown" and report.nodeid not in failed:
                terminalreporter.write_line(f"proven: {words}")
