"""Fonts, icons, theme, text size and density: what dresses every screen."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QFontMetricsF, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from inpatient_hub.gui import icons
from inpatient_hub.gui.theme import (
    apply_theme,
    colour,
    current_look,
    design_width,
    fit_density,
    look_feed,
    set_variant,
    style_sheet,
    theme_of_palette,
)
from inpatient_hub.gui.tokens import LIGHT, THEMES
from inpatient_hub.gui.typography import load_fonts, role_font, scaled
from inpatient_hub.host.resources import resource_path

DESIGN_ICONS = """circle circle-half-2 hourglass circle-check circle-x alert-triangle clock circle-dashed chevrons-up
chevron-up repeat bed building-hospital calendar-event gavel walk eye flag users clipboard-list file-check copy lock
arrows-exchange sunrise sunset moon sun calendar-week list-check layout-grid route notes device-desktop settings"""


def test_inter_is_loaded_in_four_weights() -> None:
    assert load_fonts()
    for weight in (400, 500, 600, 700):
        info = QFontInfo(role_font("body", weight))
        assert (info.family(), info.weight()) == ("Inter", weight)


def test_each_font_file_is_small_and_licensed() -> None:
    sizes = [path.stat().st_size for path in resource_path("fonts").glob("*.ttf")]
    assert len(sizes) == 4
    assert max(sizes) < 135_000
    assert "SIL OPEN FONT LICENSE" in resource_path("fonts", "OFL.txt").read_text("utf-8").upper()


def test_figures_line_up_and_words_stay_tight() -> None:
    metrics = QFontMetrics(role_font("body"))
    assert metrics.horizontalAdvance("11:11") == metrics.horizontalAdvance("08:40")
    without = QFont(role_font("body"))
    without.unsetFeature(QFont.Tag("tnum"))
    assert metrics.horizontalAdvance("Self-harm, (risk)") == QFontMetrics(without).horizontalAdvance(
        "Self-harm, (risk)"
    )


def test_letters_that_look_alike_differ_from_the_plain_face() -> None:
    plain = QFont(role_font("body"))
    for feature in ("cv05", "cv08"):
        plain.unsetFeature(QFont.Tag(feature))
    assert QFontMetrics(role_font("body")).horizontalAdvance("Il") != QFontMetrics(plain).horizontalAdvance("Il")


def test_typed_characters_are_never_joined_into_others() -> None:
    metrics = QFontMetricsF(role_font("body"))
    assert metrics.horizontalAdvance("->") == metrics.horizontalAdvance("-") + metrics.horizontalAdvance(">")


def test_the_features_survive_the_style_sheet(qtbot: QtBot) -> None:
    label = QLabel("x")
    qtbot.addWidget(label)
    set_variant(label, role="title")
    label.ensurePolished()
    assert label.font().featureValue(QFont.Tag("tnum")) == 1
    assert label.font().pixelSize() == 20


def test_every_design_icon_ships_with_the_licence() -> None:
    assert set(DESIGN_ICONS.split()) <= icons.icon_names()
    assert "MIT License" in resource_path("icons", "LICENSE").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(icons.icon_names()))
def test_every_icon_is_drawn_in_its_token(name: str) -> None:
    image = icons.pixmap(name, "act-solid", 24).toImage()
    drawn = [QColor.fromRgba(image.pixel(x, y)) for x in range(24) for y in range(24)]
    solid = {pixel.name() for pixel in drawn if pixel.alpha() == 255}
    assert any(pixel.alpha() > 100 for pixel in drawn)
    assert solid <= {colour("act-solid").name()}


def test_an_icon_follows_the_theme_and_the_state(qapp: QApplication) -> None:
    shape = icons.icon("circle", "text")

    def ink(mode: QIcon.Mode) -> str:
        image = shape.pixmap(QSize(48, 48), mode).toImage()
        strongest = max((QColor.fromRgba(image.pixel(x, 24)) for x in range(48)), key=QColor.alpha)
        return strongest.name()

    assert ink(QIcon.Mode.Normal) == colour("text").name()
    assert ink(QIcon.Mode.Disabled) == colour("disabled-text").name()
    apply_theme(qapp, "dark")
    assert ink(QIcon.Mode.Normal) == THEMES["dark"]["text"].lower()


def test_an_icon_is_sharp_on_a_dense_screen() -> None:
    found = icons.pixmap("bed", "text", 18, 2.0)
    assert (found.width(), found.devicePixelRatio()) == (36, 2.0)


def test_an_unknown_icon_is_named() -> None:
    with pytest.raises(icons.UnknownIconError, match="no-such-icon"):
        icons.icon("no-such-icon")


@pytest.mark.parametrize("name", [*THEMES])
def test_the_style_sheet_leaves_no_mark_unfilled(name: str) -> None:
    assert "@" not in style_sheet(THEMES[name])


def test_a_change_of_theme_is_told_and_reaches_palette_and_sheet(qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(look_feed().look_changed):
        apply_theme(qapp, "dark", 115)
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == THEMES["dark"]["bg"].lower()
    assert qapp.font().pixelSize() == scaled(14) == 16
    assert THEMES["dark"]["surface"] in qapp.styleSheet()


def test_density_follows_the_width_unless_it_was_chosen(qapp: QApplication) -> None:
    apply_theme(qapp, "light", 100, "auto")
    fit_density(1024)
    assert current_look().density.name == "compact"
    fit_density(1366)
    assert current_look().density.name == "comfortable"
    apply_theme(qapp, "light", 100, "compact")
    fit_density(1920)
    assert current_look().density.name == "compact"


def test_large_text_counts_as_a_narrower_window(qapp: QApplication) -> None:
    apply_theme(qapp, "light", 200, "auto")
    assert design_width(1366) == 683
    fit_density(1366)
    assert current_look().density.name == "compact"


@pytest.mark.parametrize(
    ("theme", "scale", "density"), [("pink", 100, "auto"), ("light", 500, "auto"), ("dark", 100, "airy")]
)
def test_a_look_that_does_not_exist_is_refused(qapp: QApplication, theme: str, scale: int, density: str) -> None:
    with pytest.raises(ValueError, match=r"pink|500|airy"):
        apply_theme(qapp, theme, scale, density)


def test_the_system_decides_when_it_is_asked(qapp: QApplication) -> None:
    look = apply_theme(qapp, "system")
    wanted = "dark" if qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"
    assert (look.theme.name, look.chosen_theme) == (wanted, "system")


def test_a_contrast_theme_of_windows_keeps_its_own_colours() -> None:
    palette = QPalette(QColor("black"))
    palette.setColor(QPalette.ColorRole.WindowText, QColor("lime"))
    made = theme_of_palette(palette)
    assert set(made.colours) == set(LIGHT.colours)
    assert made["text"] == made["line-strong"] == QColor("lime").name()
    assert made.is_high_contrast


def test_a_thousand_calls_leave_none_alone() -> None:
    """PySide6 6.12.0 loses a reference of None in each call on Python 3.11, and the process dies of it."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _call in range(1000):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - 500


def test_the_parts_import_neither_database_nor_templates_nor_svg() -> None:
    code = (
        "import sys, pkgutil, importlib, inpatient_hub.gui.widgets as w, inpatient_hub.gui.models as m\n"
        "for p in (w, m):\n"
        "    for one in pkgutil.iter_modules(p.__path__): importlib.import_module(p.__name__ + '.' + one.name)\n"
        "heavy = {'sqlalchemy', 'pydantic', 'jinja2', 'yaml', 'PySide6.QtSvg', 'importlib.resources'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_a_missing_resource_says_what_to_do() -> None:
    with pytest.raises(FileNotFoundError, match="Install the program again"):
        resource_path("icons", "no-such.svg")
