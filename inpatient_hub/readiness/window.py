"""Puts together what the system and what the window say about the same screens and the same clipboard."""

from inpatient_hub.domain.readiness_facts import Facts, InstallationFacts, Missing, ScreenFacts
from inpatient_hub.readiness.collectors.clipboard import Clipboard

_ROUNDING = 1
"""Physical pixels that come from scaled ones may be one off."""


def with_window(facts: Facts, screens: tuple[ScreenFacts, ...], clipboard: Clipboard | None) -> Facts:
    """The facts with what a window has seen; unchanged where there is no window."""
    if screens:
        facts = facts.model_copy(
            update={"screens": joined(facts.screens, screens), "missing": _without(facts, "screens")}
        )
    if clipboard is not None:
        installation = facts.installation or InstallationFacts()
        facts = facts.model_copy(
            update={
                "installation": installation.model_copy(update={"clipboard": clipboard}),
                "missing": _without(facts, "installation.clipboard"),
            }
        )
    return facts


def _without(facts: Facts, path: str) -> tuple[Missing, ...]:
    """What is still missing now that this is known."""
    return tuple(one for one in facts.missing if one.path != path)


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
