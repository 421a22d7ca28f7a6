"""Has the launchers signed by the builder's own command; installer.nsi has the uninstaller and the setup signed."""

import shlex
from pathlib import Path

from windows.launchers import BOTH
from windows.packages import run


def sign_launchers(program: Path, command: str) -> None:
    """Run the command on each launcher, whose name is put behind it. The file itself is to be signed, not a copy.

    Raises CannotBuild when the command fails.
    """
    for launcher in BOTH:
        run(*shlex.split(command), program / launcher.file)
