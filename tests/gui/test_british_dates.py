"""On a computer that speaks another language the window's dates are British English all the same."""

import os
import subprocess
import sys

_WINDOW = """
from datetime import date, datetime
from PySide6.QtCore import QDate, QLocale
from inpatient_hub.gui.app import make_app
from inpatient_hub.gui.moments import long_day, moment, short_day
kept = make_app()
day = date(2026, 12, 4)
print(QLocale().toString(QDate(2026, 12, 4), "dddd d MMMM yyyy"))
print(long_day(day), short_day(day), moment(datetime(2026, 12, 4, 9, 5), date(2026, 12, 20)), sep=", ")
"""


def test_qt_and_the_window_name_days_and_months_in_english() -> None:
    env = dict(os.environ) | {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-P", "-c", _WINDOW], env=env, capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout.splitlines() == [
        "Friday 4 December 2026",
        "Friday 4 December 2026, Fri 4 Dec, 4 Dec 09:05",
    ]
