"""Keeps two things from slowing every start: a source scan of PySide6's, and Python's collector of garbage."""

import gc
import sys

SWITCH = "_mod_uses_pyside"
"""The function of shiboken's feature module that looks for `from __feature__` in a module's source."""


def skip_source_scan() -> None:
    """Stops shiboken's import hook from reading the source of every module imported after PySide6.

    The hook serves `from __feature__ import ...`, which this program does not use; without it a start takes about
    100 ms and 20 MB less (docs/decisions/0005). The switch is undocumented, so its absence changes nothing, and
    a test says when it stops working.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, SWITCH):
        setattr(feature, SWITCH, _uses_no_feature)


def _uses_no_feature(_module: object) -> bool:
    return False


def hold_collector() -> None:
    """Lets Python's collector rest while the program loads. It would look several times through a hundred thousand new
    objects, all of which stay: some 80 ms of a start."""
    gc.disable()


def spare_what_is_loaded() -> None:
    """Spares a held collector what was loaded. Without that every whole look takes about 40 ms in which the window does
    not answer (4 ms so)."""
    if not gc.isenabled():
        gc.freeze()
