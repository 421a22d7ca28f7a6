"""Lets another process of this program bring its window to the front."""

import sys

if sys.platform == "win32":
    import ctypes

    def let_come_forward(pid: int) -> None:
        """Windows lets a process take the front only when the one in front allows it. A refusal is no failure: its
        button in the task bar then blinks."""
        ctypes.windll.user32.AllowSetForegroundWindow(pid)

else:

    def let_come_forward(pid: int) -> None:
        """Nothing has to be allowed here."""
