"""Paints a button from the tokens, for real buttons and for those drawn inside a row."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.theme import current_look
from inpatient_hub.gui.tokens import RADIUS_CONTROL, SIZES
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.marks import key_size, paint_key
from inpatient_hub.gui.widgets.painting import box, draw_text, focus_ring, width_of

BUTTON_KINDS = ("plain", "primary", "text", "danger", "quiet")


@dataclass(frozen=True)
class ButtonFace:
    """What a button shows: label, kind (see BUTTON_KINDS), icon names before and after the label, and its key."""

    label: str = ""
    kind: str = "plain"
    icon: str | None = None
    icon_after: str | None = None
    key: str = ""
    small: bool = False

    def __post_init__(self) -> None:
        """Refuse a kind the design does not have."""
        if self.kind not in BUTTON_KINDS:
            raise ValueError(f"There is no button of kind {self.kind!r}. Choose from: {', '.join(BUTTON_KINDS)}.")


@dataclass(frozen=True)
class ButtonState:
    """How a button stands at this moment."""

    enabled: bool = True
    hover: bool = False
    pressed: bool = False
    focus: bool = False
    checked: bool = False


_RESTING = ButtonState()
_FILLS = {  # at rest, under the pointer, pressed
    "plain": ("surface", "sunken", "neutral-tint"),
    "primary": ("primary", "primary-hover", "primary-press"),
    "danger": ("act-solid", "act-text", "act-text"),
    "text": (None, "select", "select"),
    "quiet": (None, "neutral-tint", "select"),
}
_INKS = {"plain": "text", "primary": "on-primary", "danger": "on-act", "text": "link", "quiet": "muted"}


def button_size(face: ButtonFace) -> QSize:
    """Return the size of a button that shows all its face, in pixels."""
    height = scaled(SIZES["small"] if face.small else SIZES["control"])
    width = 2 * _side(face) + sum(_parts(face)) + _gap(face) * max(0, len(_parts(face)) - 1)
    return QSize(max(width, height), height)


def paint_button(painter: QPainter, rect: QRect, face: ButtonFace, state: ButtonState = _RESTING) -> None:
    """Paint a button in a rectangle."""
    ink = _INKS[face.kind] if state.enabled else "disabled-text"
    _paint_ground(painter, rect, face, state)
    _paint_content(painter, rect, face, ink)
    if state.focus and state.enabled:
        focus_ring(painter, rect, radius=RADIUS_CONTROL)
        if face.kind in ("primary", "danger"):
            box(painter, rect.adjusted(2, 2, -2, -2), 2, edge_token=ink)


def _paint_ground(painter: QPainter, rect: QRect, face: ButtonFace, state: ButtonState) -> None:
    if not state.enabled:
        if face.kind not in ("text", "quiet"):
            edge = "disabled-text" if current_look().theme.is_high_contrast else None
            box(painter, rect, RADIUS_CONTROL, fill_token="disabled-fill", edge_token=edge)
        return
    resting, hover, pressed = _FILLS[face.kind]
    ground = pressed if state.pressed else hover if state.hover else resting
    if state.checked:
        ground = "select"
    edge = "line-strong" if face.kind == "plain" else None
    if ground or edge:
        box(painter, rect, RADIUS_CONTROL, fill_token=ground, edge_token=edge)


def _paint_content(painter: QPainter, rect: QRect, face: ButtonFace, ink: str) -> None:
    side = _icon_side(face)
    if face.key and rect.width() < button_size(face).width():
        face = replace(face, key="")  # too narrow: the words come before the key
    free = rect.width() - button_size(face).width()
    x = rect.left() + _side(face) + max(0, free // 2)
    if face.icon:
        paint_icon(painter, _middle(rect, x, side, side), face.icon, ink)
        x += side + _gap(face)
    if face.label:
        after = _side(face) + (side + _gap(face) if face.icon_after else 0)
        after += key_size(face.key).width() + _gap(face) if face.key else 0
        room = min(width_of(face.label, _role(face)) + 1, rect.right() + 1 - after - x)
        draw_text(painter, QRect(x, rect.top(), room, rect.height()), face.label, _role(face), ink)
        x += room - 1 + _gap(face)
    if face.icon_after:
        paint_icon(painter, _middle(rect, x, side, side), face.icon_after, ink)
        x += side + _gap(face)
    if face.key:
        size = key_size(face.key)
        filled = face.kind in ("primary", "danger")
        paint_key(painter, _middle(rect, x, size.width(), size.height()), face.key, ink=ink, bare=filled)


def _middle(rect: QRect, x: int, width: int, height: int) -> QRect:
    return QRect(x, rect.top() + (rect.height() - height) // 2, width, height)


def _parts(face: ButtonFace) -> list[int]:
    widths = [_icon_side(face) for name in (face.icon, face.icon_after) if name]
    if face.label:
        widths.append(width_of(face.label, _role(face)))
    if face.key:
        widths.append(key_size(face.key).width())
    return widths


def _side(face: ButtonFace) -> int:
    if not face.label:
        return scaled(5)
    return scaled(10 if face.small or face.kind == "text" else 14)


def _gap(face: ButtonFace) -> int:
    return scaled(5 if face.kind == "text" or face.small else 8)


def _icon_side(face: ButtonFace) -> int:
    return scaled(16 if face.small and face.label else SIZES["icon"])


def _role(face: ButtonFace) -> str:
    return "small-medium" if face.small else "medium"
