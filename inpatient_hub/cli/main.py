"""Where `inpatient-hub` starts. It loads next to nothing, so that small questions are answered at once."""

from __future__ import annotations

import sys

from inpatient_hub import __version__
from inpatient_hub.cli import output

TYPE_CHECKING = False
if TYPE_CHECKING:  # not from typing, whose import alone takes longer than all of this
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code: 0 done, 1 expected failure, 2 usage, 70 a fault of the program."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments == ["--version"]:
        output.say(f"inpatient-hub {__version__}")
        return 0
    from inpatient_hub.cli.border import run

    return run(arguments)
