"""The desk that the tests of this folder work at."""

from tests.gui.desk import desks, look, shown
from tests.gui.dialogs.one_line import begin

__all__ = ["begin", "desks", "look", "shown"]
