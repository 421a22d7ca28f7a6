"""Every page and dialog in the smallest window: nothing that must be read is cut. Large text: test_largest_text."""

import pytest

from tests.gui.large_text import cut_in_all, tell

pytestmark = [pytest.mark.slow, pytest.mark.qt_log_ignore("This plugin does not support")]


def test_nothing_is_cut_in_the_smallest_window() -> None:
    tell(cut_in_all(100))
