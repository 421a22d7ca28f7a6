"""The Qt binding gives back no reference that it never took."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel

CALLS = 2_000


def _layout() -> Callable[[], object]:
    layout = QTextLayout("a word")
    option = QTextOption()
    return lambda: layout.setTextOption(option)


def _label() -> Callable[[], object]:
    label = QLabel("a")
    return lambda: label.setText("b")


def _timer() -> Callable[[], object]:
    timer = QTimer()
    return timer.stop


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("make", [_layout, _label, _timer])
def test_a_qt_call_leaves_the_count_of_none_and_true_as_it_was(make: Callable[[], Callable[[], object]]) -> None:
    call = make()
    spare = [[None] * 20_000, [True] * 20_000]  # so that a broken binding fails this test instead of ending the run
    for value in (None, True):
        before = sys.getrefcount(value)
        for _ in range(CALLS):
            call()
        assert abs(sys.getrefcount(value) - before) < CALLS // 2, "see the pin of PySide6-Essentials in pyproject.toml"
    assert spare
