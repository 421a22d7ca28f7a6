"""The rules about the screens. One screen that is large enough will do; the others are only told."""

from math import hypot

from inpatient_hub.domain.readiness import Evidence, Status
from inpatient_hub.domain.readiness_facts import ScreenFacts
from inpatient_hub.readiness.finding import Case, Finding
from inpatient_hub.readiness.rules.figures import Measured, measured, worst
from inpatient_hub.readiness.rules.unknowns import not_known

_SIZES_IN_INCHES = (8, 60)
"""Screens say invented sizes: televisions, projectors and virtual machines. What is outside is not believed."""


def _needs(case: Case) -> tuple[int, int]:
    return int(case.rule.number("width")), int(case.rule.number("height"))


def _best(screens: tuple[ScreenFacts, ...]) -> ScreenFacts:
    return max(screens, key=lambda screen: (screen.width >= screen.height, screen.width * screen.height))


def _words(screen: ScreenFacts) -> str:
    return f"{screen.width} x {screen.height}"


def _evidence(case: Case) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(label=screen.name or "Screen", value=_full_words(screen), how="display driver, physical pixels")
        for screen in case.facts.screens[:8]
    )


def _full_words(screen: ScreenFacts) -> str:
    scale = f", scaling {screen.scale:.0%}" if screen.scale else ""
    bits = f", {screen.bits}-bit" if screen.bits else ""
    return f"{_words(screen)}{scale}{bits}"


def _fits(case: Case, width: int, height: int) -> Measured:
    needs = _needs(case)
    return worst(measured(width, needs[0], case.rule), measured(height, needs[1], case.rule))


def screen_is_large_enough(case: Case) -> Finding:
    """HW-07: the largest screen in physical pixels. One that would do if it were turned is a warning."""
    screens, (width, height) = case.facts.screens, _needs(case)
    needed = f"{width} x {height} pixels" if not case.rule.strictly_more else f"more than {width} x {height} pixels"
    if not screens:
        return not_known(case, "screens", "The size of the screen", needed=needed)
    upright = [_fits(case, screen.width, screen.height) for screen in screens]
    turned = [_fits(case, screen.height, screen.width) for screen in screens]
    if Measured.ENOUGH in upright:
        status, reason = Status.PASS, "screen.ok"
    elif Measured.JUST in upright:
        status, reason = Status.WARN, "screen.just_enough"
    elif Measured.ENOUGH in turned or Measured.JUST in turned:
        status, reason = Status.WARN, "screen.portrait"
    else:
        status, reason = Status.FAIL, "screen.small"
    found = _words(_best(screens))
    values = {"w": str(width), "h": str(height), "found": found}
    evidence = _evidence(case)
    return Finding(status=status, reason=reason, found=found, needed=needed, values=values, evidence=evidence)


def screen_is_large_enough_scaled(case: Case) -> Finding:
    """HW-08: what fits on a screen at the scaling in use."""
    screens, (width, height) = case.facts.screens, _needs(case)
    needed = f"{width} x {height} at the scaling in use"
    if not screens:
        return not_known(case, "screens", "The size of the screen", needed=needed)
    scaled = [(screen, _scaled(screen)) for screen in screens if screen.scale]
    if not scaled:
        return not_known(case, "screens", "The scaling of the screen", needed=needed)
    screen, size = max(scaled, key=lambda one: (_is_enough(one[1], width, height), one[1][0] * one[1][1]))
    found = f"{size[0]} x {size[1]} at {screen.scale:.0%}"
    evidence = _evidence(case)
    if _is_enough(size, width, height):
        return Finding(status=Status.PASS, reason="screen.fits", found=found, needed=needed, evidence=evidence)
    values = {"w": str(width), "h": str(height), "found": _words(screen), "scale": f"{screen.scale:.0%}"}
    is_large = _is_enough((screen.width, screen.height), width, height)
    reason = "screen.scaled" if is_large else "screen.small"
    return Finding(status=Status.FAIL, reason=reason, found=found, needed=needed, values=values, evidence=evidence)


def _scaled(screen: ScreenFacts) -> tuple[int, int]:
    scale = screen.scale or 1.0
    return round(screen.width / scale), round(screen.height / scale)


def _is_enough(size: tuple[int, int], width: int, height: int) -> bool:
    return size[0] >= width and size[1] >= height


def screen_is_as_recommended(case: Case) -> Finding:
    """HW-09: the recommended pixels. A screen under the recommended inches is told and not held against it."""
    screens, (width, height), inches = case.facts.screens, _needs(case), case.rule.number("inches")
    needed = f"{width} x {height} on {inches:g} inches"
    if not screens:
        return not_known(case, "screens", "The size of the screen", needed=needed)
    good = [screen for screen in screens if _is_enough((screen.width, screen.height), width, height)]
    screen = max(good or screens, key=_inches)
    size = _inches(screen)
    measure = f", {size:.1f} inches" if size else ""
    note = f"The screen measures {size:.1f} inches; TPP recommends {inches:g}." if 0 < size < inches else ""
    found, values = f"{_words(screen)}{measure}", {"w": str(width), "h": str(height), "found": _words(screen)}
    status, reason = (Status.PASS, "screen.recommended") if good else (Status.FAIL, "screen.below_recommended")
    evidence = _evidence(case)
    return Finding(
        status=status, reason=reason, found=found, needed=needed, values=values, evidence=evidence, note=note
    )


def _inches(screen: ScreenFacts) -> float:
    """The diagonal, or 0 when the screen does not tell one that can be believed."""
    size = hypot(screen.width_mm or 0, screen.height_mm or 0) / 25.4
    return size if _SIZES_IN_INCHES[0] <= size <= _SIZES_IN_INCHES[1] else 0.0


def screen_shows_colours(case: Case) -> Finding:
    """HW-10: colour depth of the best screen; 24 bits are as good as 32."""
    least, recommended = int(case.rule.number("bits")), int(case.rule.figures.get("recommended_bits", 0))
    needed = f"{least}-bit" + (f", {recommended}-bit recommended" if recommended else "")
    depths = [screen.bits for screen in case.facts.screens if screen.bits]
    if not depths:
        return not_known(case, "screens", "The colour depth of the screen", needed=needed)
    told = max(depths)
    depth = 32 if told == 24 else told
    found, values, evidence = f"{told}-bit", {"found": f"{told}-bit"}, _evidence(case)
    if depth < least:
        status, reason = Status.FAIL, "colour.low"
    elif depth < recommended:
        status, reason = Status.WARN, "colour.reduced"
    else:
        status, reason = Status.PASS, "colour.ok"
    return Finding(status=status, reason=reason, found=found, needed=needed, values=values, evidence=evidence)
