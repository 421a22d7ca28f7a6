"""However the window ends, the process ends in good order."""

import subprocess
import sys
from pathlib import Path

_COPY_AND_INTERRUPT = """
import os, signal, sys
from pathlib import Path
import inpatient_hub.gui.app as program
from inpatient_hub.bootstrap import Place, ephemeral

make_window = program.open_window

def open_window(*given, **named):
    window, opening = make_window(*given, **named)

    def interrupt():
        opening.presenter._context.clipboard.put("A note about somebody")
        os.kill(os.getpid(), signal.SIGINT)

    opening.ready.connect(interrupt)
    return window, opening

program.open_window = open_window
sys.exit(program.run_window(ephemeral(Place(data_folder=Path(sys.argv[1]))), demo=True))
"""


def test_ctrl_c_with_a_note_on_the_clipboard_ends_in_good_order(tmp_path: Path) -> None:
    """The note is taken off first: left there, Qt takes it down after Python is gone, and the process dies of that."""
    done = subprocess.run(
        [sys.executable, "-c", _COPY_AND_INTERRUPT, str(tmp_path)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 130, done.stderr
    assert "Traceback" not in done.stderr
