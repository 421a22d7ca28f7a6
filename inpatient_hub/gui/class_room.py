"""Makes room for the window's classes before another thread defines some: a fault of shiboken's on Python 3.11."""

import sys

from PySide6.QtCore import QObject

ROOM = 1_120
"""Records that shiboken's table must hold before other threads begin, so that it has the size for 2,048 (on Windows;
elsewhere for 2,357) and need not grow again. The whole program has some 750."""

_NEEDS_ROOM = sys.version_info < (3, 12)
_kept: list[type[QObject]] = []
"""Never freed: freeing one would change the table too."""


def make_room() -> int:
    """Lets shiboken's table of classes grow now. Returns by how many records.

    Up to Python 3.11 shiboken keeps what it knows of each class in one hash table. Qt asks that table without holding
    Python's lock whenever it wants an object's meta-object, also while a window is painted. When a class that is
    defined on another thread makes the table grow at that moment, the record of a class is lost ("QObject isn't a
    direct base class of TodayPresenter") or the program dies. From 3.12 on the record is in the class itself.
    """
    if not _NEEDS_ROOM or _kept:
        return 0
    _kept.extend(type("Room", (QObject,), {"__module__": __name__}) for _ in range(max(0, ROOM - _known())))
    return len(_kept)


def _known() -> int:
    """How many classes shiboken knows by now."""
    seen: set[type] = set()
    waiting: list[type] = [base for base in QObject.__mro__ if base is not object]
    while waiting:
        below: list[type] = type.__subclasses__(waiting.pop())
        waiting += [one for one in below if one not in seen]
        seen.update(below)
    return len(seen)
