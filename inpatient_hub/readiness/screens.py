"""Puts together what the system and what the window say about the same screens."""

from inpatient_hub.domain.readiness_facts import ScreenFacts

_ROUNDING = 1
"""Physical pixels that come from scaled ones may be one off."""


def joined(read: tuple[ScreenFacts, ...], shown: tuple[ScreenFacts, ...]) -> tuple[ScreenFacts, ...]:
    """The screens as the display driver gives them, with the scaling and the size in millimetres that only the window
    knows. Without a driver's word the window's is taken."""
    if not read:
        return shown
    left = list(shown)
    made = []
    for screen in read:
        match = _match(screen, left)
        if match is None:
            made.append(screen)
            continue
        left.remove(match)
        made.append(_filled(screen, match))
    return tuple(made)


def _match(screen: ScreenFacts, among: list[ScreenFacts]) -> ScreenFacts | None:
    named = [one for one in among if one.name and one.name == screen.name]
    same_size = [one for one in among if _is_same_size(screen, one)]
    return next(iter(named + same_size), None)


def _is_same_size(one: ScreenFacts, other: ScreenFacts) -> bool:
    return abs(one.width - other.width) <= _ROUNDING and abs(one.height - other.height) <= _ROUNDING


def _filled(screen: ScreenFacts, shown: ScreenFacts) -> ScreenFacts:
    return screen.model_copy(
        update={
            "scale": screen.scale or shown.scale,
            "bits": screen.bits or shown.bits,
            "width_mm": screen.width_mm or shown.width_mm,
            "height_mm": screen.height_mm or shown.height_mm,
            "is_primary": screen.is_primary or shown.is_primary,
        }
    )
