"""Runs inside the program as it is set up: draws the whole screen with an invented ward on it.

pictures.py PLATFORM FOLDER NAME: pictures of each page go into FOLDER, each named after NAME.
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = sys.argv[1]

ROOT = Path(__file__).resolve().parents[3]
PAGES = ("today", "patients", "referrals", "computer", "admin")


def main() -> None:
    """Draw each page as soon as nothing is under way any more."""
    from PySide6.QtCore import QEventLoop, QTimer

    sys.path.append(str(ROOT))  # behind the program's own, which goes first
    from tests.windows.setup.recorded import lend_recorded_checks

    lend_recorded_checks()
    from inpatient_hub.bootstrap import Place, ephemeral
    from inpatient_hub.gui.app import make_app, open_window, put_away
    from inpatient_hub.gui.gallery_checks import RecordedChecks
    from inpatient_hub.gui.navigation import Destination, PageId
    from inpatient_hub.host.clock import SystemClock

    folder, name = Path(sys.argv[2]), sys.argv[3]
    data = Path(tempfile.mkdtemp())
    checks = RecordedChecks(data, SystemClock().now())
    window, opening = open_window(make_app(), ephemeral(Place(data_folder=data)), demo=True, checks=lambda: checks)

    def wait_quiet() -> None:
        loop, looks, quiet = QEventLoop(), QTimer(), [0]

        def look() -> None:
            idle = opening.background.is_idle and opening.archive.is_idle and opening.doctor.is_idle
            quiet[0] = quiet[0] + 1 if idle and opening.presenter is not None else 0
            if quiet[0] > 5:
                loop.quit()

        looks.timeout.connect(look)
        looks.start(100)
        QTimer.singleShot(300_000, loop.quit)  # a busy computer takes its time for an invented ward
        loop.exec()

    wait_quiet()
    assert opening.presenter is not None, "the ward never opened"
    for page in PAGES:
        opening.presenter.navigator.go(Destination(PageId(page)))
        wait_quiet()
        assert window.screen().grabWindow(0).save(str(folder / f"{name}-{page}.png"))
    put_away(window, opening)


if __name__ == "__main__":
    main()
