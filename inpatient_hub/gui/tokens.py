"""The chart of the look: every colour, type size, space and density, in one table without Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

_CHART: dict[str, tuple[str, str, str]] = {
    # name: (light, dark, high contrast)
    "bg": ("#F1F4F6", "#10171C", "#000000"),
    "surface": ("#FFFFFF", "#19222A", "#000000"),
    "sunken": ("#F7F9FA", "#141C22", "#000000"),
    "line": ("#D5DDE1", "#2F3D48", "#FFFFFF"),
    "line-strong": ("#768692", "#7F919E", "#FFFFFF"),
    "text": ("#212B32", "#E8EDEE", "#FFFFFF"),
    "muted": ("#425563", "#BAC6CE", "#FFFFFF"),
    "subtle": ("#566673", "#9AA9B4", "#FFFFFF"),
    "primary": ("#005EB8", "#5DB4EC", "#FFE600"),
    "primary-hover": ("#004B93", "#82C6F1", "#FFFFFF"),
    "primary-press": ("#003087", "#41B6E6", "#FFFFFF"),
    "on-primary": ("#FFFFFF", "#08141D", "#000000"),
    "link": ("#005EB8", "#7CC4F2", "#7FDBFF"),
    "focus": ("#0072CE", "#7CC4F2", "#FFE600"),
    "rail": ("#003087", "#0B1116", "#000000"),
    "rail-text": ("#D6E2F2", "#AEBBC4", "#FFFFFF"),
    "rail-on": ("#FFFFFF", "#FFFFFF", "#000000"),
    "rail-active": ("#00468F", "#1C3347", "#FFE600"),
    "rail-mark": ("#41B6E6", "#41B6E6", "#FFE600"),
    "rail-focus": ("#FFB81C", "#FFB81C", "#7FDBFF"),
    "select": ("#E4EFF9", "#17324A", "#003A6B"),
    "today": ("#F0F6FC", "#17222C", "#000000"),
    "disabled-fill": ("#E8EDEE", "#232E36", "#000000"),
    "disabled-text": ("#566673", "#93A2AD", "#C8C8C8"),
    "act-solid": ("#D5281B", "#FF8A7E", "#FF9D94"),
    "on-act": ("#FFFFFF", "#1F0805", "#000000"),
    "act-tint": ("#FCEBE9", "#3B1D1A", "#000000"),
    "act-text": ("#A81B10", "#FFAAA1", "#FF9D94"),
    "warn-solid": ("#FFB81C", "#FFB81C", "#FFB81C"),
    "on-warn": ("#212B32", "#1A1300", "#000000"),
    "warn-tint": ("#FFF3D6", "#352B14", "#000000"),
    "warn-text": ("#6B4A00", "#FFD37A", "#FFD37A"),
    "ok-solid": ("#007F3B", "#6FCB93", "#7CF0A8"),
    "on-ok": ("#FFFFFF", "#06160D", "#000000"),
    "ok-tint": ("#E2F2E8", "#14301F", "#000000"),
    "ok-text": ("#00602D", "#8FDCAE", "#7CF0A8"),
    "info-solid": ("#005EB8", "#5DB4EC", "#7FDBFF"),
    "on-info": ("#FFFFFF", "#08141D", "#000000"),
    "info-tint": ("#E4EFF9", "#17324A", "#000000"),
    "info-text": ("#004B93", "#9AD2F6", "#7FDBFF"),
    "neutral-tint": ("#E8EDEE", "#2A3741", "#000000"),
    "neutral-text": ("#425563", "#BAC6CE", "#FFFFFF"),
    "legal-tint": ("#ECE8F4", "#2C2446", "#000000"),
    "legal-text": ("#330072", "#D0C0F5", "#E0CCFF"),
}


class UnknownTokenError(KeyError):
    """A colour was asked for by a name the chart does not hold."""


@dataclass(frozen=True)
class Theme:
    """One column of the chart: colours by token name, each as ``#RRGGBB``."""

    name: str
    colours: Mapping[str, str] = field(hash=False)
    is_dark: bool = False
    is_high_contrast: bool = False

    def __getitem__(self, token: str) -> str:
        """Return the colour of a token; raises UnknownTokenError naming it."""
        try:
            return self.colours[token]
        except KeyError:
            raise UnknownTokenError(f"There is no colour token called {token!r}.") from None


def _column(place: int) -> Mapping[str, str]:
    return MappingProxyType({token: row[place] for token, row in _CHART.items()})


LIGHT = Theme("light", _column(0))
DARK = Theme("dark", _column(1), is_dark=True)
HIGH_CONTRAST = Theme("high_contrast", _column(2), is_dark=True, is_high_contrast=True)
THEMES: Mapping[str, Theme] = MappingProxyType({theme.name: theme for theme in (LIGHT, DARK, HIGH_CONTRAST)})


class TypeRole(NamedTuple):
    """One place in the type scale: pixels, line height in pixels, weight (400 to 600)."""

    px: int
    line: int
    weight: int


TYPE_ROLES: Mapping[str, TypeRole] = MappingProxyType(
    {
        "verdict": TypeRole(24, 30, 600),
        "title": TypeRole(20, 26, 600),
        "question": TypeRole(18, 24, 600),
        "heading": TypeRole(16, 22, 600),
        "large": TypeRole(15, 24, 400),
        "body": TypeRole(14, 20, 400),
        "medium": TypeRole(14, 20, 500),
        "strong": TypeRole(14, 20, 600),
        "small": TypeRole(13, 18, 400),
        "small-medium": TypeRole(13, 18, 500),
        "small-strong": TypeRole(13, 18, 600),
        "caption": TypeRole(12, 16, 400),
        "chip": TypeRole(12, 16, 500),
        "head": TypeRole(12, 16, 600),
        "disc": TypeRole(11, 14, 600),
    }
)
TEXT_SCALES = (90, 100, 115, 130, 150, 175, 200)
FONT_FAMILIES = ("Inter", "Segoe UI", "sans-serif")

SPACE = (2, 4, 6, 8, 12, 16, 20, 24)
RADIUS_CONTROL = 4
RADIUS_CARD = 6
SIZES: Mapping[str, int] = MappingProxyType(
    {
        "rail": 84,
        "header": 60,
        "header-compact": 48,
        "strip": 38,
        "control": 34,
        "small": 28,
        "chip": 22,
        "icon": 18,
        "icon-rail": 22,
        "icon-chip": 14,
        "icon-state": 20,
        "trail": 236,
        "disc": 24,
    }
)


class Density(NamedTuple):
    """How tightly rows are set: heights, page padding and second line, all in pixels at 100 %."""

    name: str
    task_row: int
    table_row: int
    group_head: int
    padding: int
    second_px: int


DENSITIES: Mapping[str, Density] = MappingProxyType(
    {
        "comfortable": Density("comfortable", 46, 42, 32, 20, 13),
        "compact": Density("compact", 40, 32, 28, 12, 12),
        "wall": Density("wall", 21, 21, 21, 12, 13),
    }
)
COMFORTABLE_FROM = 1280
"""Window width in pixels from which rows are comfortable when the density is automatic."""
