"""The rail with large text in a small window: every entry stays whole, with its badge, its key and its name."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from inpatient_hub.gui.main_window import FOOT, RAIL, SMALLEST
from inpatient_hub.gui.theme import apply_theme
from inpatient_hub.gui.widgets.rail import NavigationRail

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Shown = Callable[[QWidget], QWidget]
AtSize = Callable[[int, int], NavigationRail]


@pytest.fixture
def a_rail(shown: Shown) -> Iterator[AtSize]:
    """A rail of this height at a size of the text, in a window that does not say how high it has to be."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    kept: list[QWidget] = []

    def make(scale: int, height: int) -> NavigationRail:
        apply_theme(app, "light", scale, "auto")
        kept.append(QWidget())
        rail = NavigationRail(RAIL, FOOT, kept[-1])
        rail.set_badge("notes", 12, "not filed")
        shown(kept[-1])
        rail.setGeometry(0, 0, rail.sizeHint().width(), height)
        app.processEvents()
        return rail

    yield make
    kept.clear()


def entries(rail: NavigationRail) -> list[QAbstractButton]:
    return [rail.button(entry.id) for entry in (*RAIL, *FOOT)]


@pytest.mark.parametrize("height", [SMALLEST[1], 560, 1080])
@pytest.mark.parametrize("scale", [100, 115, 130, 150, 200])
def test_no_entry_is_squeezed_and_none_lies_over_another(a_rail: AtSize, scale: int, height: int) -> None:
    rail = a_rail(scale, height)
    places = [button.geometry() for button in entries(rail)]
    assert all(one.height() >= button.sizeHint().height() for one, button in zip(places, entries(rail), strict=True))
    assert all(above.bottom() < below.top() for above, below in pairwise(places))
    assert all(rail.rect().contains(place) for place in places)


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_the_words_stay_in_the_smallest_window(a_rail: AtSize, scale: int) -> None:
    rail = a_rail(scale, SMALLEST[1])
    assert all(button.shows_word() for button in entries(rail))  # type: ignore[attr-defined]


def test_where_words_have_no_room_the_entries_keep_their_names_and_keys(a_rail: AtSize) -> None:
    rail = a_rail(200, 560)
    assert not any(button.shows_word() for button in entries(rail))  # type: ignore[attr-defined]
    assert rail.button("notes").accessibleName() == "Notes, 12 not filed"
    assert rail.button("diary").toolTip() == "Diary (Ctrl+2)"


def test_the_gaps_come_back_when_the_text_is_small_again(a_rail: AtSize) -> None:
    rail = a_rail(200, SMALLEST[1])
    tight = rail.button("today").height()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, "light", 100, "auto")
    app.processEvents()
    assert rail.button("today").height() < tight
    assert rail.button("today").height() == a_rail(100, SMALLEST[1]).button("today").height()


@pytest.mark.parametrize("scale", [100, 200])
def test_the_badge_lies_within_its_entry(a_rail: AtSize, scale: int) -> None:
    rail = a_rail(scale, SMALLEST[1])
    button = rail.button("notes")
    icon = QRect((button.width() - 44) // 2, 2, 44, 44)
    assert button.rect().contains(button.badge_rect(icon, 60, 36))  # type: ignore[attr-defined]
