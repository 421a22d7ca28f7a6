"""The title of a repeat is not cut at the window's least width: it takes a second line, and the row its height."""

from dataclasses import replace

import pytest

from inpatient_hub.gui.pages.repeats.grid_delegate import height_for, title_lines
from inpatient_hub.gui.pages.repeats.grid_model import TITLE
from inpatient_hub.gui.pages.repeats.page import RepeatsPage
from inpatient_hub.gui.pages.repeats.wrapping import wrapped
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.painting import width_of
from tests.gui.repeats.test_repeats_page import APage, a_page, a_series, a_view

__all__ = ["a_page"]

LONG = "Controlled drugs stock balance"


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Fridge", ("Fridge",)),
        ("Fridge and freezer", ("Fridge and", "freezer")),
        ("Electroencephalography", ("Electroencephalography",)),
        ("Check all of the lifts", ("Check all", "of the lifts")),
        ("Check all of the lifts today", ("Check all", "of the lifts today")),
    ],
)
def test_a_title_is_broken_between_words_into_two_lines_at_most(title: str, lines: tuple[str, ...]) -> None:
    assert wrapped(title, 10, len) == lines


def test_a_long_title_is_read_in_two_lines_at_the_least_width_and_its_row_has_room(a_page: APage) -> None:
    series = replace(a_series(), title=LONG)
    page: RepeatsPage = a_page(a_view(series, replace(a_series(), id="short")), (920, 600))
    column = page.table.columnWidth(TITLE)
    lines = title_lines(LONG, column)
    assert len(lines) == 2
    assert " ".join(lines) == LONG
    assert all(width_of(words, "strong") <= column - scaled(8) for words in lines)
    rows = range(page.table.grid.rowCount())
    found = [row for row in rows if page.table.grid.lines()[row].title == LONG]
    assert sum(page.table.rowHeight(row) for row in found) >= height_for(LONG, column)
    assert str(page.table.grid.index(found[0], TITLE).data()).startswith(LONG)
