"""The largest text, and text made larger while the window is open: nothing that must be read is cut."""

import pytest

from tests.gui.large_text import cut_in_all, cut_in_some, tell

pytestmark = [pytest.mark.slow, pytest.mark.qt_log_ignore("This plugin does not support")]


def test_nothing_is_cut_with_the_largest_text() -> None:
    tell(cut_in_all(200))


def test_nothing_is_cut_when_the_text_size_is_changed_while_the_window_is_open() -> None:
    tell(cut_in_some((100, 150), "today", "patient-history", "run-10", "notes", "palette"))
