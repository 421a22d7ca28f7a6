"""Loads the typeface that ships with the program and hands out its sizes and weights."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from inpatient_hub.gui.tokens import FONT_FAMILIES, TEXT_SCALES, TYPE_ROLES
from inpatient_hub.host.resources import resource_path

_FACES = ("Regular", "Medium", "SemiBold")
"""The design uses no heavier one; Inter-Bold ships with them, and 1 ms of each start is not given to it."""
_FEATURES = (("tnum", 1), ("cv05", 1), ("cv08", 1), ("calt", 0))
"""Figures that line up, l with a tail, I with bars: "Il1" is never in doubt in a name. No joined letters:
``->`` and ``10x5`` show the very characters that are pasted, not an arrow and a times sign."""

_scale = 100


@cache
def load_fonts() -> bool:
    """Load the three faces once, before the first widget; False when one cannot be read (the system face is used)."""
    loaded = [QFontDatabase.addApplicationFont(str(resource_path("fonts", f"Inter-{face}.ttf"))) for face in _FACES]
    return all(number >= 0 for number in loaded)


def base_font() -> QFont:
    """Return the body font at the current text size, with the features that keep names and figures plain."""
    font = QFont(list(FONT_FAMILIES))
    font.setPixelSize(scaled(TYPE_ROLES["body"].px))
    for feature, value in _FEATURES:
        font.setFeature(QFont.Tag(feature), value)
    return font


def set_text_scale(percent: int) -> None:
    """Choose the text size, in percent of the design's; raises ValueError outside 90 to 200."""
    global _scale  # noqa: PLW0603  one text size for the one application font
    if not TEXT_SCALES[0] <= percent <= TEXT_SCALES[-1]:
        raise ValueError(f"The text size must be from {TEXT_SCALES[0]} to {TEXT_SCALES[-1]} per cent, not {percent}.")
    if percent != _scale:
        _scale = percent
        role_font.cache_clear()


def text_scale() -> int:
    """Return the text size in percent."""
    return _scale


def scaled(px: float) -> int:
    """Return a size in pixels of the 100 % design at the current text size."""
    return round(px * _scale / 100)


def line_height(role: str) -> int:
    """Return the line height of a type role in pixels at the current text size."""
    return scaled(TYPE_ROLES[role].line)


@cache
def role_font(role: str, weight: int | None = None, px: int | None = None) -> QFont:
    """Return the font of a type role at the current text size; weight and px (at 100 %) override the role's own.

    Built from the application font, so its features are kept. The font is shared: copy it before changing it.
    """
    chosen = TYPE_ROLES[role]
    font = QFont(QApplication.font())
    font.setPixelSize(scaled(px or chosen.px))
    font.setWeight(QFont.Weight(weight or chosen.weight))
    return font
