"""Says in a box of Windows' own why the window did not open: from the start menu there is nowhere to print."""

import sys
from pathlib import Path

TITLE = "Inpatient Hub"
_WITH_A_WINDOW = "inpatienthub"

if sys.platform == "win32":
    import ctypes

    _ERROR_IN_FRONT = 0x10 | 0x10000  # MB_ICONERROR, MB_SETFOREGROUND

    def tell_in_box(text: str, program: str = sys.executable) -> None:
        """Shows the text until it is closed, where the launcher with a window runs the program. The one for commands
        never asks for a person: a script that nobody watches would wait for ever."""
        if Path(program).stem.casefold() == _WITH_A_WINDOW:
            ctypes.windll.user32.MessageBoxW(None, text, TITLE, _ERROR_IN_FRONT)

else:

    def tell_in_box(text: str, program: str = sys.executable) -> None:
        """Elsewhere whoever starts the window keeps what it prints."""
