"""The desk that the tests of this folder work at."""

from tests.fakes.steady import steady
from tests.gui.desk import desks, look, shown

__all__ = ["desks", "look", "shown", "steady"]
