"""Makes the setup of an older version, with a file that is no longer shipped: what an upgrade has to deal with."""

from pathlib import Path

from windows.setup import Wanted, make_setup

OLDER = "0.0.9"
STALE = Path("Lib", "site-packages", "inpatient_hub", "no_longer_shipped.py")


def make_older(program: Path, setup: Path, wanted: Wanted) -> None:
    """Compile it from the program folder, which is as it was afterwards."""
    stale = program / STALE
    stale.write_text('"""Was shipped once."""\n', encoding="utf-8")
    try:
        make_setup(program, setup, OLDER, wanted)
    finally:
        stale.unlink()
