"""The strip at the foot cuts nothing: where there is no room for all, what matters least goes whole."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inpatient_hub.gui.theme import apply_theme
from inpatient_hub.gui.widgets.labels import ElidedLabel
from inpatient_hub.gui.widgets.status_strip import StatusStrip


@pytest.mark.parametrize("scale", [100, 115, 150, 200])
@pytest.mark.parametrize("width", [1024, 1366, 1920])
def test_nothing_in_the_strip_is_cut(
    qapp: QApplication, shown: Callable[[QWidget], QWidget], qtbot: QtBot, scale: int, width: int
) -> None:
    apply_theme(qapp, "light", scale, "comfortable")
    strip = StatusStrip()
    strip.resize(width, 60)
    shown(strip)
    strip.set_ward("Keats Ward")
    strip.set_shift("Late shift, ends 21:30")
    strip.set_person("Nadia Okonkwo-Fairweather, RMN", "NO")
    strip.set_saved("All changes saved 16:05")
    strip.set_unfiled(3, "3 h 10 min")
    strip.set_reminders(8)
    labels = strip.findChildren(ElidedLabel)
    qtbot.waitUntil(lambda: all(one.width() >= one.sizeHint().width() for one in labels if one.isVisible()))
    told = [one.text() for one in labels if one.isVisible()]
    assert "Keats Ward" in told, "whose ward it is goes last"
    if scale == 100 and width == 1920:
        assert told == ["Keats Ward", "Late shift, ends 21:30", "All changes saved 16:05"]
