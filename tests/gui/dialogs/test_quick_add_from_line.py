"""More shows what the line says: whom it is about, when, and what becomes of a repeat that nobody does."""

from collections.abc import Callable
from datetime import date

from inpatient_hub.domain.recurrence import Missed
from inpatient_hub.gui.dialogs.quick_add_more import QuickAddMore
from tests.gui.desk import press
from tests.gui.dialogs.one_line import Line


def helps(more: QuickAddMore) -> list[str]:
    return [field._help.text() for field in (more.patient, more.day, more.time, more.slot)]


def test_more_says_what_the_line_says_of_each_field(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("Bed 4 weigh every mon thu early")
    assert helps(line.dialog.shown.more) == [
        "From the line: Bed 4: EARNSHAW, Catherine",
        "From the line: every Monday and Thursday",
        "",
        "From the line: Early shift",
    ]
    line.dialog.shown.line.set_value("ECG tomorrow 14:00")
    assert helps(line.dialog.shown.more) == ["", "From the line: Sat 21 Nov 2026", "From the line: 14:00", ""]
    line.dialog.shown.line.set_value("ECG mon aft")
    assert helps(line.dialog.shown.more) == ["", "From the line: Mon 23 Nov 2026", "", "From the line: Afternoon"]
    line.dialog.shown.line.set_value("ECG")
    assert helps(line.dialog.shown.more) == ["", "", "", ""]


def test_what_is_chosen_takes_the_place_of_what_the_line_says(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("Bed 4 ECG tomorrow 14:00")
    more = line.dialog.shown.more
    more.day.set_value(date(2026, 11, 24))
    more.day.value_changed.emit(more.day.value())
    assert helps(more) == ["From the line: Bed 4: EARNSHAW, Catherine", "", "From the line: 14:00", ""]


def test_what_becomes_of_a_missed_one_is_chosen_where_it_is_told(begin: Callable[..., Line]) -> None:
    line = begin()
    line.type("Fridge every mon")
    more = line.dialog.shown.more
    assert not more.missed.isHidden()
    assert more.missed.value() == Missed.EXPIRES
    assert "ends with its shift or its day" in line.dialog.shown._next.text()
    more.missed.set_value(Missed.STAYS)
    more.missed.value_changed.emit(Missed.STAYS)
    assert "stays until it is done" in line.dialog.shown._next.text()
    line.enter()
    with line.store.reading() as work:
        [series] = work.series.of_ward("keats")
    assert series.missed is Missed.STAYS


def test_a_task_that_does_not_repeat_is_asked_nothing_of_missed_ones(begin: Callable[..., Line]) -> None:
    line = begin()
    press(line.entry, "Fridge mon")
    assert line.dialog.shown.more.missed.isHidden()
    assert line.dialog.extras().missed is None
