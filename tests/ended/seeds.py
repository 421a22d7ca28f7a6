"""What all chance begins with where the program is ended or its files are damaged."""

import os
import random

VARIABLE = "HUB_ENDS_SEED"


def the_seed() -> int:
    """HUB_ENDS_SEED, to do the same again, else another one each time. Said when anything goes wrong."""
    return int(os.environ.get(VARIABLE) or random.randrange(1_000_000))
