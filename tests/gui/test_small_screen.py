"""A window never insists on more room than the screen has: a laptop of 1366 x 768 at 150 % has only 911 x 512."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from inpatient_hub.bootstrap import Place
from inpatient_hub.gui.app import open_window, put_away
from inpatient_hub.gui.main_window import SMALLEST


def test_the_window_fits_a_screen_that_is_smaller_than_it_would_like(qapp: QApplication, tmp_path: Path) -> None:
    screen = qapp.primaryScreen().availableGeometry()
    assert screen.width() < SMALLEST[0], "the screen of the tests is a small one"
    window, opening = open_window(qapp, Place(data_folder=tmp_path))
    try:
        assert window.minimumWidth() <= screen.width()
        assert window.minimumHeight() < screen.height()
        assert window.minimumSizeHint().width() <= 911
    finally:
        put_away(window, opening)
