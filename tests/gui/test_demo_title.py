"""A ward of invented people cannot be taken for a real one: the window says so as long as it is open."""

import subprocess
import sys
from pathlib import Path

_TITLES = """
import os, signal, sys
from pathlib import Path
import inpatient_hub.gui.app as program
from inpatient_hub.bootstrap import Place, ephemeral

make_window = program.open_window

def open_window(app, place, **named):
    window, opening = make_window(app, place, **named)

    def tell():
        print(window.windowTitle(), flush=True)
        os.kill(os.getpid(), signal.SIGINT)

    opening.ready.connect(tell)
    return window, opening

program.open_window = open_window
sys.exit(program.run_window(ephemeral(Place(data_folder=Path(sys.argv[1]))), demo=True))
"""


def test_a_demo_ward_says_in_its_title_that_everyone_is_invented(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _TITLES, str(tmp_path)], check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 130, done.stderr
    assert done.stdout == "Inpatient Hub: demo ward, everyone in it is invented\n"
