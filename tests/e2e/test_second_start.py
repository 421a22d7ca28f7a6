"""A second start says who has the ward open and brings that window to the front; a dead one's place is taken over."""

import getpass
import socket
from pathlib import Path

import pytest

from tests.e2e.conftest import Sit
from tests.e2e.keats import a_ward
from tests.e2e.window_process import WindowProcess

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_the_second_window_names_the_first_and_the_first_comes_to_the_front(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    first = WindowProcess(tmp_path)
    first.tell("open")
    first.tell("minimise")
    who = sit(tmp_path, waits_for="Inpatient Hub is already open")
    assert who.sees(f"in use by {getpass.getuser()} on {socket.gethostname()} since 16:42 on 20 Nov 2026 (process ")
    assert who.sees("The window that is open already was asked to come to the front.")
    first.tell("wait_until_up")
    first.tell("wait_for", "Keats Ward")
    first.close()
    who.click("Try again")
    who.wait_for("Signed in: Esther Summerson, RMN")


def test_a_window_that_was_killed_leaves_the_ward_to_the_next_one(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    first = WindowProcess(tmp_path)
    first.tell("open")
    who = sit(tmp_path, waits_for="Inpatient Hub is already open")
    first.kill()
    who.click("Try again")
    who.wait_for("Signed in: Esther Summerson, RMN")
