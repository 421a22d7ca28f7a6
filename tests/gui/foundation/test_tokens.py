"""The chart of colours keeps every promise of contrast the design makes."""

import re
from pathlib import Path

import pytest

import inpatient_hub
from inpatient_hub.gui.tokens import DARK, HIGH_CONTRAST, LIGHT, THEMES, Theme, UnknownTokenError
from inpatient_hub.host.resources import resource_path

SURFACES = "surface 14.4 / 13.6 / 21.0; bg 13.0 / 15.3 / 21.0; sunken 13.6 / 14.5 / 21.0; "
DESIGN = {
    "text": SURFACES + "select 12.3 / 11.1 / 11.5; today 13.2 / 13.6 / 21.0; warn-tint 13.0 / 11.7 / 21.0",
    "muted": "surface 7.7 / 9.2 / 21.0; bg 7.0 / 10.3 / 21.0; sunken 7.3 / 9.8 / 21.0; select 6.6 / 7.5 / 11.5; "
    "today 7.1 / 9.2 / 21.0; warn-tint 7.0 / 8.0 / 21.0",
    "subtle": "surface 5.9 / 6.6 / 21.0; bg 5.3 / 7.4 / 21.0; sunken 5.6 / 7.1 / 21.0; select 5.0 / 5.4 / 11.5; "
    "today 5.4 / 6.6 / 21.0",
    "link": "surface 6.3 / 8.4 / 13.4; bg 5.7 / 9.5 / 13.4; sunken 6.0 / 9.0 / 13.4; warn-tint 5.7 / 7.3 / 13.4",
    "on-primary": "primary 6.3 / 8.1 / 16.5; primary-hover 8.6 / 10.0 / 21.0; primary-press 11.8 / 8.0 / 21.0",
    "rail-text": "rail 9.0 / 9.6 / 21.0",
    "rail-on": "rail-active 9.2 / 13.0 / 16.5",
    "act-text": "surface 7.4 / 8.8 / 10.5; bg 6.7 / 9.9 / 10.5; select 6.3 / 7.2 / 5.7; sunken 7.0 / 9.4 / 10.5; "
    "act-tint 6.4 / 8.3 / 10.5",
    "warn-text": "sunken 7.6 / 12.1 / 14.8; surface 8.0 / 11.3 / 14.8; warn-tint 7.3 / 9.8 / 14.8",
    "info-text": "select 7.4 / 8.1 / 7.4; surface 8.6 / 9.9 / 13.4; info-tint 7.4 / 8.1 / 13.4",
    "warn-solid": "rail 6.8 / 10.9 / 12.1",
    "ok-text": "surface 7.7 / 9.9 / 14.8; ok-tint 6.6 / 8.8 / 14.8",
    "neutral-text": "neutral-tint 6.5 / 7.0 / 21.0",
    "legal-text": "legal-tint 12.5 / 8.6 / 14.2",
    "on-act": "act-solid 5.0 / 8.3 / 10.5",
    "on-warn": "warn-solid 8.3 / 10.6 / 12.1",
    "on-ok": "ok-solid 5.1 / 9.4 / 14.8",
    "on-info": "info-solid 6.3 / 8.1 / 13.4",
    "disabled-text": "disabled-fill 5.0 / 5.2 / 12.5; surface 5.9 / 6.1 / 12.5",
    "line-strong": "surface 3.7 / 4.9 / 21.0; bg 3.3 / 5.5 / 21.0",
    "focus": "surface 4.8 / 8.4 / 16.5; bg 4.4 / 9.5 / 16.5; select 4.1 / 6.9 / 9.1",
    "rail-mark": "rail 5.1 / 8.1 / 16.5",
    "rail-focus": "rail 6.8 / 10.9 / 13.4",
    "act-solid": "surface 5.0 / 7.0 / 10.5",
    "ok-solid": "surface 5.1 / 8.1 / 14.8",
    "info-solid": "surface 6.3 / 7.0 / 13.4",
}
MARKS = {"warn-solid", "line-strong", "focus", "rail-mark", "rail-focus", "act-solid", "ok-solid", "info-solid"}
ADDED = {
    # Pairs the parts use beyond the design's table: words, then marks.
    "text": "neutral-tint info-tint act-tint ok-tint",
    "muted": "neutral-tint info-tint act-tint ok-tint",
    "link": "select",
    "disabled-text": "bg sunken",
    "warn-text": "select bg",
    "ok-text": "bg sunken select today",
    "info-text": "bg sunken today",
    "act-text": "today warn-tint",
    "neutral-text": "surface today select",
    "subtle": "warn-tint",
    "on-act": "act-text",
    "rail-on": "rail-active",
    "surface": "text",
}
ADDED_MARKS = {
    "primary": "surface bg sunken select",
    "focus": "sunken warn-tint",
    "line-strong": "sunken",
    "ok-solid": "bg sunken select",
    "info-solid": "select",
    "rail-focus": "rail",
}


def luminance(colour: str) -> float:
    """Return the relative luminance of #RRGGBB by WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(theme: Theme, mark: str, ground: str) -> float:
    """Return the contrast ratio of two tokens."""
    lighter, darker = sorted((luminance(theme[mark]), luminance(theme[ground])), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def design_pairs() -> list[tuple[str, str, tuple[float, ...]]]:
    """Return (mark, ground, contrast in light, dark and high contrast) of the design's table."""
    pairs = []
    for mark, grounds in DESIGN.items():
        for entry in grounds.split("; "):
            ground, figures = entry.split(" ", 1)
            pairs.append((mark, ground, tuple(float(figure) for figure in figures.split(" / "))))
    return pairs


@pytest.mark.parametrize(("mark", "ground", "expected"), design_pairs())
def test_each_prescribed_pair_has_the_contrast_of_the_design(
    mark: str, ground: str, expected: tuple[float, ...]
) -> None:
    found = tuple(int(contrast(theme, mark, ground) * 10) / 10 for theme in (LIGHT, DARK, HIGH_CONTRAST))
    assert found == expected
    assert min(found) >= (3 if mark in MARKS else 4.5)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_each_pair_the_parts_add_is_readable(theme: Theme) -> None:
    for least, table in ((4.5, ADDED), (3.0, ADDED_MARKS)):
        for mark, grounds in table.items():
            weak = {ground for ground in grounds.split() if contrast(theme, mark, ground) < least}
            assert not weak, f"{mark} is too faint on {weak} in {theme.name}"


def test_all_themes_have_the_same_tokens() -> None:
    assert set(LIGHT.colours) == set(DARK.colours) == set(HIGH_CONTRAST.colours)


def test_an_unknown_token_is_named() -> None:
    with pytest.raises(UnknownTokenError, match="no-such"):
        LIGHT["no-such"]


def test_no_colour_is_written_outside_the_chart() -> None:
    package = Path(inpatient_hub.__file__).parent
    files = [path for path in package.rglob("*.py") if path.name != "tokens.py"]
    files += resource_path("style").glob("*.qss")
    guilty = {
        path.name: found
        for path in files
        if (found := re.findall(r"#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b", path.read_text("utf-8")))
    }
    assert not guilty


def test_no_style_is_set_outside_the_theme() -> None:
    gui = Path(inpatient_hub.__file__).parent / "gui"
    guilty = [path.name for path in gui.rglob("*.py") if "setStyleSheet(" in path.read_text("utf-8")]
    assert guilty == ["theme.py"]


def test_no_part_uses_a_graphics_effect() -> None:
    gui = Path(inpatient_hub.__file__).parent / "gui"
    assert not [path.name for path in gui.rglob("*.py") if re.search(r"QGraphics\w*Effect", path.read_text("utf-8"))]
