"""Every page and dialog with large text in the smallest window: nothing that must be read is cut."""

import pytest

from tests.gui.large_text import cut_in_all, tell

pytestmark = [pytest.mark.slow, pytest.mark.qt_log_ignore("This plugin does not support")]


@pytest.mark.parametrize("scale", [100, 150])
def test_nothing_is_cut_with_large_text(scale: int) -> None:
    tell(cut_in_all(scale))
