"""The computer is checked on a thread of its own, which nobody waits for."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.readiness import Report
from inpatient_hub.gui.doctor import Doctor
from inpatient_hub.gui.pages.referrals.computer_line import not_ready_words
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.readiness.service import Progress
from tests.gui.computer.fake_checks import FakeChecks
from tests.gui.computer.made_up import FULL_DRIVE, NO_WAY, a_report, fine_results
from tests.gui.made_up import AT, NOW

Made = Callable[..., Doctor]


@pytest.fixture
def doctors(qtbot: QtBot) -> Iterator[Made]:
    owner = QObject()
    made: list[Doctor] = []

    def make(opener: Callable[[], Any], **more: Any) -> Doctor:
        made.append(Doctor(opener, owner, **more))
        return made[-1]

    yield make
    for doctor in made:
        doctor.close()


def threads() -> list[str]:
    return [one.name for one in threading.enumerate()]


def test_no_thread_and_no_checks_exist_until_something_is_asked(doctors: Made, qtbot: QtBot) -> None:
    opened: list[str] = []
    checks = FakeChecks(profile_id="home")

    def opener() -> FakeChecks:
        opened.append(threading.current_thread().name)
        return checks

    doctor = doctors(opener)
    assert "readiness" not in threads()
    said: list[str] = []
    for _ in range(2):
        doctor.ask(lambda service: service.remembered().profile_id, owner=doctor, then=said.append)
    qtbot.waitUntil(lambda: doctor.is_idle)
    assert (said, opened) == (["home", "home"], ["readiness"])


def test_progress_is_told_on_the_windows_own_thread(doctors: Made, qtbot: QtBot) -> None:
    doctor = doctors(FakeChecks)
    told: list[tuple[str, int]] = []
    doctor.progressed.connect(lambda one: told.append((threading.current_thread().name, one.done)))
    doctor.ask(lambda _: [doctor.tell(Progress("X", done, 3, "")) for done in range(3)], owner=doctor)
    qtbot.waitUntil(lambda: len(told) == 3)
    assert told == [("MainThread", 0), ("MainThread", 1), ("MainThread", 2)]


def test_closing_stops_the_check_under_way(doctors: Made) -> None:
    doctor = doctors(FakeChecks)
    stop, begun = doctor.begin_check(), threading.Event()

    def hang(_service: object) -> None:
        begun.set()
        stop.wait()

    doctor.ask(hang, owner=doctor)
    assert begun.wait(5)
    doctor.close()
    assert stop.is_set()
    assert "readiness" not in threads()


def test_what_cannot_be_opened_is_told_to_who_asked(doctors: Made, qtbot: QtBot) -> None:
    def broken() -> None:
        raise HubError("Broken", "It is.", remedy="Mend it.")

    doctor = doctors(broken)
    told: list[HubError] = []
    doctor.ask(lambda _: None, owner=doctor, otherwise=told.append)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert told[0].title == "Broken"


def test_the_last_verdict_is_glanced_at_without_opening_the_checks(doctors: Made, qtbot: QtBot) -> None:
    def never() -> None:
        raise AssertionError("the checks are not to be opened")

    report = a_report((FULL_DRIVE,))
    doctor = doctors(never, glance=lambda: report)
    told: list[Report | None] = []
    doctor.ask_last(owner=doctor, then=told.append)
    qtbot.waitUntil(lambda: told == [report])


@pytest.mark.parametrize(
    ("results", "days", "words"),
    [
        ((FULL_DRIVE, NO_WAY), 0, "This computer was not ready at 16:40: 2 things to fix."),
        ((FULL_DRIVE,), 1, "This computer was not ready (yesterday 16:40): 1 thing to fix."),
        (fine_results(), 0, ""),
    ],
)
def test_a_bad_verdict_is_one_line_and_a_good_one_is_none(results: Any, days: int, words: str) -> None:
    clock = FixedClock(NOW)
    assert not_ready_words(a_report(results), AT + timedelta(days=days), clock.local) == words
    assert not_ready_words(None, AT, clock.local) == ""
