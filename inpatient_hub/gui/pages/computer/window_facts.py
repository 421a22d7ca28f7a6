"""What only the window knows: the screens with their scaling and their size in millimetres, and the clipboard."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication, QScreen

if TYPE_CHECKING:
    from inpatient_hub.domain.readiness_facts import ScreenFacts
    from inpatient_hub.readiness.collectors.clipboard import Clipboard

_MOST_MM = 1_000_000


def screens_here() -> "tuple[ScreenFacts, ...]":
    """Every screen of this session. A geometry is in scaled pixels; the screen itself has more."""
    primary = QGuiApplication.primaryScreen()
    return tuple(_facts(screen, is_primary=screen is primary) for screen in QGuiApplication.screens())


def clipboard_here() -> "Clipboard | None":
    """Whether the window can reach the clipboard; None when it cannot tell. What is on it is not looked at."""
    data: QMimeData | None = QGuiApplication.clipboard().mimeData(QClipboard.Mode.Clipboard)
    return "usable" if data is not None else None  # an empty one looks like one that is held by another program


def _facts(screen: QScreen, *, is_primary: bool) -> "ScreenFacts":
    from inpatient_hub.domain.readiness_facts import ScreenFacts  # loaded by now, on the doctor's thread

    scale = screen.devicePixelRatio()
    size, millimetres = screen.geometry().size(), screen.physicalSize()
    return ScreenFacts(
        name=screen.name()[:400],
        width=round(size.width() * scale),
        height=round(size.height() * scale),
        bits=screen.depth() or None,
        scale=scale,
        width_mm=_length(millimetres.width()),
        height_mm=_length(millimetres.height()),
        is_primary=is_primary,
    )


def _length(mm: float) -> int | None:
    """Whole millimetres; None where the screen does not say, as over a remote desktop."""
    return round(mm) if 0 < mm < _MOST_MM else None
