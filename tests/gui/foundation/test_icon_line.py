"""An icon stands level with the first line of its words, in every size of them."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from inpatient_hub.gui.typography import line_height
from inpatient_hub.gui.widgets.icon_line import IconLine


@pytest.mark.parametrize("role", ["small", "body"])
def test_the_icon_stands_level_with_the_first_line(shown: Callable[[QWidget], QWidget], role: str) -> None:
    line = IconLine("info-circle", "No backup has been made yet.", "muted", role=role)
    line.resize(400, 60)
    shown(line)
    icon, words = (one.mapTo(line, QPoint()).y() for one in (line._icon, line._words))
    assert icon + line._icon.height() / 2 == words + line_height(role) / 2
