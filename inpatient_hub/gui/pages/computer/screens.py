"""What the window knows about the screens: their size with the scaling, in millimetres, and their colours."""

from PySide6.QtGui import QGuiApplication, QScreen

from inpatient_hub.domain.readiness_facts import ScreenFacts

_MOST_MM = 1_000_000


def screens_here() -> tuple[ScreenFacts, ...]:
    """Every screen of this session. A geometry is in scaled pixels; the screen itself has more."""
    primary = QGuiApplication.primaryScreen()
    return tuple(_facts(screen, is_primary=screen is primary) for screen in QGuiApplication.screens())


def _facts(screen: QScreen, *, is_primary: bool) -> ScreenFacts:
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
