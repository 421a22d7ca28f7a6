"""What all chance begins with where the program is ended or its files are damaged."""

import os
import random
import subprocess
from functools import cache
from pathlib import Path

VARIABLE = "HUB_ENDS_SEED"


def the_seed() -> int:
    """HUB_ENDS_SEED, or the commit's own: every commit tries another chance, and its run can be done again as it was.
    Another one each time where no commit is known. Said when anything goes wrong."""
    return int(os.environ.get(VARIABLE) or of_commit() or random.randrange(1_000_000))


@cache
def of_commit() -> int | None:
    """The number of the commit that is tried, below a million; None outside a repository."""
    try:
        asked = subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=Path(__file__).parent, capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    return int(asked.stdout.strip(), 16) % 1_000_000 if asked.returncode == 0 else None
