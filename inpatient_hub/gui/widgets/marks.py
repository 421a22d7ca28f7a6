"""The small marks painted everywhere alike: chips, key hints, and the disc with a person's initials."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.theme import colour, current_look
from inpatient_hub.gui.tokens import RADIUS_CONTROL, SIZES
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.painting import CENTRE, box, draw_text, width_of

_CHIP_SIDE = 8
_CHIP_GAP = 5
URGENT = "urgent"
"""The kind of chip that is never left out."""
_HEAVY = frozenset({"warn", "act", URGENT, "legal"})
CHIP_KINDS = ("neutral", "info", "ok", "warn", "act", "urgent", "legal", "outline", "line")


@dataclass(frozen=True)
class ChipFacts:
    """A chip to show: words, kind (see CHIP_KINDS) and icon; ``accessible`` replaces the words for a screen reader,
    ``short`` stands for them where space is short. ``more`` follows the words and is never cut: how many it stands for.
    """

    words: str
    kind: str = "neutral"
    icon: str | None = None
    accessible: str = ""
    short: str = ""
    more: str = ""

    def __post_init__(self) -> None:
        """Refuse a kind the design does not have."""
        if self.kind not in CHIP_KINDS:
            raise ValueError(f"There is no chip of kind {self.kind!r}. Choose from: {', '.join(CHIP_KINDS)}.")

    def shortened(self) -> "ChipFacts":
        """The same chip in its short words, if it has any."""
        return replace(self, words=self.short, accessible=self.spoken) if self.short else self

    @property
    def spoken(self) -> str:
        """The words a screen reader says."""
        return self.accessible or self.words


class Owner(NamedTuple):
    """Whose row it is: initials for the disc, the full name for words, and whether that is the person signed in."""

    initials: str
    name: str
    mine: bool = False


NOBODY = Owner("", "nobody")
"""An owner to be found: a dashed ring."""


class _ChipLook(NamedTuple):
    fill: str | None
    words: str
    edge: str | None
    weight: int


def _chip_look(kind: str) -> _ChipLook:
    weight = 600 if kind in _HEAVY else 500
    if kind in ("outline", "line"):
        return _ChipLook("surface", "text" if kind == "outline" else "muted", "line-strong", weight)
    if kind == "urgent":
        return _ChipLook("act-solid", "on-act", None, weight)
    edge = f"{kind}-text" if current_look().theme.is_high_contrast else None
    return _ChipLook(f"{kind}-tint", f"{kind}-text", edge, weight)


def chip_size(facts: ChipFacts) -> QSize:
    """Return the size of a chip with all its words, in pixels."""
    weight = _chip_look(facts.kind).weight
    width = 2 * scaled(_CHIP_SIDE) + width_of(facts.words, "chip", weight) + _more_room(facts)
    if facts.icon:
        width += scaled(SIZES["icon-chip"]) + (scaled(_CHIP_GAP) if facts.words else 0)
    return QSize(width, scaled(SIZES["chip"]))


def chip_margin() -> int:
    """Return the pixels between a chip's edge and what stands in it."""
    return scaled(_CHIP_SIDE)


def paint_chip(painter: QPainter, rect: QRect, facts: ChipFacts, *, end: int = 0) -> None:
    """Paint a chip in a rectangle, its words cut when it is too narrow; ``end`` pixels stay free at its right."""
    look = _chip_look(facts.kind)
    box(painter, rect, RADIUS_CONTROL, fill_token=look.fill, edge_token=look.edge)
    x = rect.left() + scaled(_CHIP_SIDE)
    if facts.icon:
        side = scaled(SIZES["icon-chip"])
        paint_icon(painter, QRect(x, rect.top() + (rect.height() - side) // 2, side, side), facts.icon, look.words)
        x += side + scaled(_CHIP_GAP)
    room = rect.right() + 1 - scaled(_CHIP_SIDE) - end - x - _more_room(facts)
    place = QRect(x, rect.top(), room + 1, rect.height())
    used = draw_text(painter, place, facts.words, "chip", look.words, weight=look.weight)
    if facts.more:
        after = QRect(x + max(0, min(used, room)), rect.top(), _more_room(facts) + 1, rect.height())
        draw_text(painter, after, f" {facts.more}", "chip", look.words, weight=look.weight)


def _more_room(facts: ChipFacts) -> int:
    """Pixels for what follows the words."""
    return width_of(f" {facts.more}", "chip", _chip_look(facts.kind).weight) if facts.more else 0


def chip_ink(kind: str) -> str:
    """Return the token of a chip's words, for marks set beside them."""
    return _chip_look(kind).words


def key_size(text: str) -> QSize:
    """Return the size of a key hint in pixels."""
    height = scaled(20)
    return QSize(max(height, width_of(text, "chip") + scaled(12)), height)


def paint_key(painter: QPainter, rect: QRect, text: str, *, ink: str = "muted", bare: bool = False) -> None:
    """Paint a key hint: a small keycap, or only its edge in the ink's colour when ``bare`` (on a filled button)."""
    if bare:
        box(painter, rect, 3, edge_token=ink)
    else:
        edge = "text" if current_look().theme.is_high_contrast else "line"
        box(painter, rect, 3, fill_token="neutral-tint", edge_token=edge)
    draw_text(painter, rect, text, "chip", ink, align=CENTRE)


def paint_disc(painter: QPainter, rect: QRect, owner: Owner) -> None:
    """Paint the disc of an owner: filled when it is you, quiet for another, a dashed ring for nobody."""
    side = min(rect.width(), rect.height())
    circle = QRectF(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    if not owner.initials:
        pen = QPen(colour("line-strong"), 1)
        pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5))
        return
    edged = current_look().theme.is_high_contrast and not owner.mine
    painter.setPen(QPen(colour("text"), 1) if edged else Qt.PenStyle.NoPen)
    painter.setBrush(colour("primary" if owner.mine else "neutral-tint"))
    painter.drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5) if edged else circle)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    draw_text(painter, rect, owner.initials, "disc", "on-primary" if owner.mine else "neutral-text", align=CENTRE)


def paint_chips_from_right(painter: QPainter, right: int, middle: int, chips: tuple[ChipFacts, ...], room: int) -> int:
    """Paint chips leftwards from ``right`` around a middle line within ``room`` pixels; return the width used.

    The first chip matters most: where they do not all fit, the last ones keep only their icons, or are cut. The mark of
    what is urgent is never left out.
    """
    used = 0
    for facts in reversed(_fitted(chips, room)):
        size = chip_size(facts)
        width = size.width() if facts.kind == URGENT else min(size.width(), room - used)
        if width < scaled(SIZES["chip"]):
            continue
        corner = QPoint(right - used - width, middle - size.height() // 2)
        paint_chip(painter, QRect(corner, QSize(width, size.height())), facts)
        used += width + scaled(6)
    return used


def least_width(chips: tuple[ChipFacts, ...]) -> int:
    """Return the room in pixels that chips need for their icons, and for the words of what is urgent."""
    return _width_of([facts if facts.kind == URGENT else _folded(facts) for facts in chips])


def _fitted(chips: tuple[ChipFacts, ...], room: int) -> list[ChipFacts]:
    fitted = list(chips)
    last_first = list(reversed(range(len(fitted))))
    for place in sorted(last_first, key=lambda place: fitted[place].kind == URGENT):
        if _width_of(fitted) <= room:
            break
        fitted[place] = _folded(fitted[place])
    return fitted


def _folded(facts: ChipFacts) -> ChipFacts:
    """The same chip with its icon alone, if it has one."""
    return ChipFacts("", facts.kind, facts.icon) if facts.icon else facts


def _width_of(chips: Sequence[ChipFacts]) -> int:
    return sum(chip_size(facts).width() + scaled(6) for facts in chips)
