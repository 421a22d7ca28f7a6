"""Dresses the application: palette, style sheet, text size and density, and tells painters when they change."""

import os
import re
import sys
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from inpatient_hub.gui import typography
from inpatient_hub.gui.tokens import COMFORTABLE_FROM, DENSITIES, LIGHT, THEMES, TYPE_ROLES, Density, Theme
from inpatient_hub.gui.typography import scaled
from inpatient_hub.host.resources import resource_path

_STYLE_FILES = ("base.qss", "controls.qss", "containers.qss")
_MARK = re.compile(r"@font\((?P<role>[a-z-]+)\)|@(?P<px>\d+)|@(?P<token>[a-z][a-z-]*)")

_PALETTE: tuple[tuple[QPalette.ColorRole, str], ...] = (
    (QPalette.ColorRole.Window, "bg"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "sunken"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.PlaceholderText, "subtle"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.BrightText, "act-text"),
    (QPalette.ColorRole.Light, "surface"),
    (QPalette.ColorRole.Midlight, "sunken"),
    (QPalette.ColorRole.Mid, "line"),
    (QPalette.ColorRole.Dark, "line-strong"),
    (QPalette.ColorRole.Shadow, "line-strong"),
    (QPalette.ColorRole.Highlight, "select"),
    (QPalette.ColorRole.HighlightedText, "text"),
    (QPalette.ColorRole.Link, "link"),
    (QPalette.ColorRole.LinkVisited, "link"),
    (QPalette.ColorRole.Accent, "primary"),
    (QPalette.ColorRole.ToolTipBase, "text"),
    (QPalette.ColorRole.ToolTipText, "surface"),
)
_DISABLED: tuple[tuple[QPalette.ColorRole, str], ...] = (
    (QPalette.ColorRole.WindowText, "disabled-text"),
    (QPalette.ColorRole.Text, "disabled-text"),
    (QPalette.ColorRole.ButtonText, "disabled-text"),
    (QPalette.ColorRole.Base, "disabled-fill"),
    (QPalette.ColorRole.Button, "disabled-fill"),
)
_SYSTEM_ROLES: dict[QPalette.ColorRole, str] = {
    QPalette.ColorRole.Window: "bg surface sunken today rail disabled-fill act-tint warn-tint ok-tint info-tint "
    "neutral-tint legal-tint",
    QPalette.ColorRole.WindowText: "line line-strong text muted subtle rail-text act-text warn-text ok-text info-text "
    "neutral-text legal-text act-solid warn-solid ok-solid info-solid disabled-text",
    QPalette.ColorRole.Highlight: "primary primary-hover primary-press rail-active rail-mark focus rail-focus select",
    QPalette.ColorRole.HighlightedText: "on-primary rail-on",
    QPalette.ColorRole.Link: "link",
    QPalette.ColorRole.Base: "on-act on-warn on-ok on-info",
}


class Look(NamedTuple):
    """What is shown now, and what the person chose ("system" and "auto" are choices, never shown values)."""

    theme: Theme = LIGHT
    text_scale: int = 100
    density: Density = DENSITIES["comfortable"]
    chosen_theme: str = "light"
    chosen_density: str = "auto"


class LookFeed(QObject):
    """Says that the look changed, for painters that keep sizes or pictures of their own."""

    look_changed = Signal()


class _Dresser:
    """The one place that holds the look of the running application."""

    def __init__(self) -> None:
        self.look = Look()
        self.feed = LookFeed()
        self.colours: dict[str, QColor] = {}
        """Those of the theme shown, by token."""
        self.sheet_of: tuple[Theme, int] | None = None
        self.follows_system = False


_dresser = _Dresser()


def current_look() -> Look:
    """Return the look shown now."""
    return _dresser.look


def look_feed() -> LookFeed:
    """Return the feed whose ``look_changed`` follows each change of theme, text size or density."""
    return _dresser.feed


def apply_theme(app: QApplication, theme: str = "system", text_scale: int = 100, density: str = "auto") -> Look:
    """Dress the application; call it before the first widget, and again on each change of the settings.

    ``theme`` is system, light, dark or high_contrast; ``text_scale`` is 90 to 200 per cent; ``density`` is auto,
    comfortable or compact. Raises ValueError for anything else.
    """
    if theme != "system" and theme not in THEMES:
        raise ValueError(f"There is no theme called {theme!r}. Choose from: system, {', '.join(THEMES)}.")
    if density != "auto" and density not in DENSITIES:
        raise ValueError(f"There is no density called {density!r}. Choose from: auto, {', '.join(DENSITIES)}.")
    typography.set_text_scale(text_scale)
    _follow_system(app)
    if app.style().name() != "fusion":
        app.setStyle("fusion")
    shown = _resolve(app, theme)
    kept = _dresser.look.density if density == "auto" else DENSITIES[density]
    _dresser.look = Look(shown, text_scale, kept, theme, density)
    _dresser.colours = {}
    _dress(app)
    _dresser.feed.look_changed.emit()
    return _dresser.look


def fit_density(width: int) -> None:
    """Choose comfortable or compact rows from the window's width in pixels, unless the person chose one."""
    look = _dresser.look
    wanted = DENSITIES["comfortable" if design_width(width) >= COMFORTABLE_FROM else "compact"]
    if look.chosen_density == "auto" and wanted is not look.density:
        _dresser.look = Look(look.theme, look.text_scale, wanted, look.chosen_theme, look.chosen_density)
        _dresser.feed.look_changed.emit()


def design_width(width: int) -> int:
    """Return a width as if the text size were 100 %: larger text leaves less room, so parts fold sooner."""
    return width * 100 // _dresser.look.text_scale


def colour(token: str) -> QColor:
    """Return a token's colour in the theme shown now; raises UnknownTokenError for a name not in the chart."""
    found = _dresser.colours.get(token)
    if found is None:
        found = _dresser.colours[token] = QColor(_dresser.look.theme[token])
    return found


def page_padding() -> int:
    """Return the space at a page's sides in pixels, by density."""
    return _dresser.look.density.padding


def set_variant(widget: QWidget, **properties: str | bool) -> None:
    """Set dynamic properties the style sheet knows (kind, role, tone, surface…) and dress the widget again."""
    changed = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if "surface" in properties:
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    if changed:
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
        widget.updateGeometry()
        widget.update()


def wants_motion() -> bool:
    """Say whether small movements may be shown: not when the system asks for less, nor over a remote desktop."""
    if os.environ.get("SESSIONNAME", "").upper().startswith(("RDP", "ICA")):
        return False
    if not QApplication.isEffectEnabled(Qt.UIEffect.UI_General) and sys.platform == "win32":
        return False
    # Qt before 6.12 cannot say that the system asks for less motion.
    preference = getattr(QApplication.styleHints().accessibility(), "motionPreference", None)
    return preference is None or preference().name == "NoPreference"


def theme_of_palette(palette: QPalette) -> Theme:
    """Return a theme made of the system's own contrast colours; tints vanish, edges and words stay."""
    colours = {token: palette.color(role).name() for role, tokens in _SYSTEM_ROLES.items() for token in tokens.split()}
    return Theme("system_contrast", colours, is_dark=True, is_high_contrast=True)


def style_sheet(theme: Theme) -> str:
    """Return the application style sheet with tokens, type roles and scaled sizes filled in."""

    def fill(match: re.Match[str]) -> str:
        if role := match["role"]:
            return f"font-size: {scaled(TYPE_ROLES[role].px)}px; font-weight: {TYPE_ROLES[role].weight}"
        return f"{scaled(int(match['px']))}px" if match["px"] else theme[match["token"]]

    return _MARK.sub(fill, _style_source())


@cache
def _style_source() -> str:
    return "\n".join(resource_path("style", name).read_text(encoding="utf-8") for name in _STYLE_FILES)


def _resolve(app: QApplication, chosen: str) -> Theme:
    """Turn a choice into a theme, asking the system when that was the choice."""
    hints = app.styleHints()
    if chosen != "system":
        hints.setColorScheme(Qt.ColorScheme.Dark if THEMES[chosen].is_dark else Qt.ColorScheme.Light)
        return THEMES[chosen]
    hints.unsetColorScheme()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        if sys.platform == "win32":
            app.setPalette(QPalette())
            return theme_of_palette(app.palette())
        return THEMES["high_contrast"]
    return THEMES["dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"]


def _dress(app: QApplication) -> None:
    look = _dresser.look
    wanted = (look.theme, look.text_scale)
    if _dresser.sheet_of == wanted and app.styleSheet():
        return
    typography.load_fonts()
    font = typography.base_font()
    app.setFont(font)
    typography.role_font.cache_clear()
    app.setPalette(_palette(look.theme))
    app.setStyleSheet(style_sheet(look.theme))
    _dresser.sheet_of = wanted


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    for role, token in _PALETTE:
        palette.setColor(role, QColor(theme[token]))
    for role, token in _DISABLED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme[token]))
    return palette


def _follow_system(app: QApplication) -> None:
    if _dresser.follows_system:
        return
    _dresser.follows_system = True
    app.styleHints().colorSchemeChanged.connect(_on_system_changed)
    app.styleHints().accessibility().contrastPreferenceChanged.connect(_on_system_changed)


def _on_system_changed(_preference: object) -> None:
    app = QApplication.instance()
    look = _dresser.look
    if look.chosen_theme == "system" and isinstance(app, QApplication) and _resolve(app, "system") != look.theme:
        apply_theme(app, "system", look.text_scale, look.chosen_density)
