"""What a second person has not confirmed says so wherever it counts as done; short forms are spoken as they are."""

from datetime import date

import pytest

from inpatient_hub.domain.recurrence import Repeat
from inpatient_hub.gui.pages.diary.cells import fold_cell, item_cell
from inpatient_hub.gui.pages.repeats.lines import cell_facts
from inpatient_hub.gui.pages.today.rows import within_sentence
from inpatient_hub.services.new_series import NewSeries
from tests.services.making import Desk

TODAY = date(2026, 11, 20)


def test_a_check_by_one_person_says_in_the_grid_and_the_diary_that_it_is_not_confirmed() -> None:
    desk = Desk()
    repeat = Repeat(rule="FREQ=DAILY", starts_on=TODAY, ends_on=TODAY)
    new = NewSeries(title="CD check", repeat=repeat, shifts=("Night",), needs_check=True)
    series = desk.hub.series.add(desk.ward_id, new, by=desk.by)[0]
    with desk.store.reading() as work:
        (task,) = work.tasks.of_series(series.id, TODAY, TODAY)
    desk.hub.tasks.complete(task.id, by=desk.by)

    def told() -> tuple[str, str, str, str]:
        (row,) = desk.hub.series.grid(desk.ward_id, date(2026, 11, 16)).rows
        (cell,) = row.cells
        day = desk.hub.diary.day(desk.ward_id, TODAY)
        (item,) = (item for lane in day.lanes for item in lane.items if item.line.task.id == task.id)
        at = desk.clock.local(desk.clock.now())
        fold = fold_cell([item], TODAY, "Night", at, total=1)
        return (
            cell_facts(row, cell).words[0],
            item_cell(item, TODAY, at).second,
            fold.second,
            cell_facts(row, cell).spoken,
        )

    words, second, fold, spoken = told()
    assert (words, second, fold) == ("Not confirmed", "not confirmed", "1 not confirmed")
    assert spoken.endswith("done by Nelly Dean, not confirmed by a second person")
    desk.hub.tasks.check(task.id, by=desk.joe.id)
    assert told()[:3] == ("ND", "", "")


@pytest.mark.parametrize(
    ("words", "spoken"),
    [
        ("offered to HCA", "offered to HCA"),
        ("its date was worked out: check with the MHA office", "its date was worked out: check with the MHA office"),
        ("Urgent", "urgent"),
        ("offered to Nursing", "offered to nursing"),
        ("T2/T3 form", "T2/T3 form"),
    ],
)
def test_short_forms_keep_their_capitals_within_a_sentence(words: str, spoken: str) -> None:
    assert within_sentence(words) == spoken
