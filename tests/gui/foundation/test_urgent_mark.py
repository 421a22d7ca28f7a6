"""However long the patient's name, the red mark of what is urgent is painted; the name is cut."""

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from inpatient_hub.gui.models.rows import Owner, RowFacts, RowKey
from inpatient_hub.gui.theme import colour
from inpatient_hub.gui.widgets.marks import ChipFacts, chip_size
from inpatient_hub.gui.widgets.row_list import RowList
from tests.gui.desk import Shown

LONG = "Bed 4, WOLFESCHLEGELSTEINHAUSENBERGERDORFFVORALTERNWAREN, Wilhelmina Eugenia Maximiliana"
URGENT = ChipFacts("Urgent", "urgent", "chevrons-up")
HCA = ChipFacts("HCA", "neutral", "users-group")


def red_width(picture: QImage) -> int:
    """How wide the red of the urgent mark is, in pixels."""
    red = colour("act-solid").rgb()
    columns = [
        x for x in range(picture.width()) if any(picture.pixel(x, y) == red for y in range(0, picture.height(), 2))
    ]
    return columns[-1] - columns[0] + 1 if columns else 0


@pytest.mark.parametrize("width", [590, 760, 1100])
@pytest.mark.parametrize("in_focus", [False, True])
def test_a_long_name_is_cut_and_the_urgent_mark_is_whole(
    shown: Shown, qtbot: QtBot, width: int, in_focus: bool
) -> None:
    rows = RowList(name="This shift")
    rows.resize(width, 120)
    keys = (RowKey("D", "done", hinted=True), RowKey("C", "claim", hinted=True))
    rows.set_rows(
        [
            RowFacts(
                id="a",
                title="ECG",
                second=LONG,
                time="By 14:30",
                chips=(URGENT, HCA),
                keys=keys,
                owner=Owner("", "", mine=False),
            )
        ]
    )
    shown(rows)
    if in_focus:
        rows.setFocus()
        qtbot.waitUntil(rows.hasFocus)
    picture = rows.viewport().grab().toImage()
    assert red_width(picture) >= chip_size(URGENT).width() - 8
