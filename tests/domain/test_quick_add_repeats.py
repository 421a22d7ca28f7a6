"""A repeat in a typed line: how often, from when and until when; what it cannot be is asked, never made endless."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from inpatient_hub.domain.quick_add import taken_apart
from inpatient_hub.domain.quick_add_parts import ChipKind, Question, QuickAdd
from inpatient_hub.services.quick_wanted import Extras, first_days, last_day, wanted_series
from tests.domain.test_quick_add import BEDS, WARD

WEDNESDAY = replace(WARD, now=datetime(2026, 11, 25, 10, 0, tzinfo=UTC))


def read(line: str, **more: object) -> QuickAdd:
    return taken_apart(line, WEDNESDAY, BEDS, **more)  # type: ignore[arg-type]


def asked(line: str) -> Question:
    understood = read(line)
    assert len(understood.questions) == 1, understood
    assert understood.questions[0].typed in understood.title
    return understood.questions[0]


@pytest.mark.parametrize(
    ("line", "last", "title"),
    [
        ("Weigh daily until friday bed 4", date(2026, 11, 27), "Weigh"),
        ("Weigh daily bed 4 until Friday", date(2026, 11, 27), "Weigh"),
        ("Weigh every day till 4 dec", date(2026, 12, 4), "Weigh"),
        ("Daily weight until tomorrow", date(2026, 11, 26), "weight"),
        ("Obs daily for 1/52", date(2026, 12, 1), "Obs"),
        ("Obs daily for a week", date(2026, 12, 1), "Obs"),
        ("Obs daily for 3 days", date(2026, 11, 27), "Obs"),
        ("Obs daily x3/7", date(2026, 11, 27), "Obs"),
        ("Obs daily x 5 days", date(2026, 11, 29), "Obs"),
        ("Obs daily for two weeks", date(2026, 12, 8), "Obs"),
        ("Obs daily for 2/12", date(2027, 1, 24), "Obs"),
        ("Fluids every mon wed fri early for 2 weeks", date(2026, 12, 8), "Fluids"),
        ("Obs daily for 3 days tomorrow", date(2026, 11, 28), "Obs"),
        ("Obs tomorrow, daily for 3 days", date(2026, 11, 28), "Obs"),
        ("Obs daily until 4 dec tomorrow", date(2026, 12, 4), "Obs"),
    ],
)
def test_a_repeat_with_an_end_ends_then_and_begins_today_or_when_it_says(line: str, last: date, title: str) -> None:
    understood = read(line)
    assert (understood.questions, understood.title) == ((), title)
    starts = date(2026, 11, 26) if "tomorrow" in line and "until tomorrow" not in line else date(2026, 11, 25)
    series = wanted_series(understood, Extras(), WEDNESDAY)
    assert (series.repeat.starts_on, series.repeat.ends_on) == (starts, last)
    assert last_day(understood, Extras(), WEDNESDAY) == last


def test_the_chips_say_how_often_and_until_when() -> None:
    assert [chip.words for chip in read("Weigh daily until friday").chips] == [
        "Repeats every day",
        "Last on Fri 27 Nov 2026",
    ]
    assert [chip.words for chip in read("Weigh daily for 1/52").chips] == ["Repeats every day", "For 7 days"]
    assert read("Weigh daily until friday", kept=["until friday"]).title == "Weigh until friday"
    assert first_days(read("Weigh daily until tomorrow"), Extras(), WEDNESDAY) == (
        date(2026, 11, 25),
        date(2026, 11, 26),
    )


@pytest.mark.parametrize(
    ("line", "typed", "instead"),
    [
        ("Weigh daily until wednesday", "until wednesday", "until 2 dec 2026"),
        ("Weigh daily to friday", "to friday", "until 27 nov 2026"),
        ("Weigh daily until 5/12", "until 5/12", "until 5 dec 2026"),
        ("Weigh daily until friday 17:00", "until friday 17:00", "until 27 nov 2026"),
        ("Weigh daily until 5 nov", "until 5 nov", "until 5 nov 2027"),
        ("Weigh daily until discharge", "until discharge", None),
        ("Weigh daily until 5 nov 2026", "until 5 nov 2026", None),
        ("Weigh daily for 3 doses", "for 3", None),
        ("Weigh daily x3", "x3", "for 3 days"),
        ("Weigh every 2/52", "every 2/52", "every 14 days"),
        ("depot every 4/52", "every 4/52", "every 28 days"),
        ("depot every fortnight", "every fortnight", "every 14 days"),
        ("depot fortnightly", "fortnightly", "every 14 days"),
        ("depot every 2 weeks", "every 2 weeks", "every 14 days"),
        ("depot every other week", "every other week", "every 14 days"),
        ("dressing every 3/7", "every 3/7", "every 3 days"),
        ("depot every 3/12", "every 3/12", "every 3 months on the 25th"),
        ("depot monthly", "monthly", "every month on the 25th"),
        ("obs twice daily", "twice daily", "every day"),
        ("obs twice a day", "twice a day", "every day"),
        ("obs x3 daily", "x3 daily", "every day"),
        ("obs 3x daily", "3x daily", "every day"),
        ("obs 3 times a day", "3 times a day", "every day"),
        ("obs BD", "BD", "every day"),
        ("obs tds", "tds", "every day"),
        ("obs daily twice", "daily twice", "every day"),
        ("weigh twice weekly", "twice weekly", None),
        ("weigh 3 times a week", "3 times a week", None),
        ("weigh mon to fri", "mon to fri", "every mon to fri"),
        ("weigh mon-fri", "mon-fri", "every mon to fri"),
        ("weigh mon wed fri", "mon wed fri", "every mon wed fri"),
        ("weigh mon or tue", "mon or tue", "every mon tue"),
        ("weigh mon/thu", "mon/thu", "every mon thu"),
        ("weigh every first monday", "every first monday", None),
        ("depot every other friday", "every other friday", "every 14 days from fri"),
        ("depot every 2nd fri", "every 2nd fri", "every 14 days from fri"),
        ("water temps every 1st", "every 1st", None),
        ("obs daily 5 days", "5 days", "for 5 days"),
        ("obs every tues am", "every tues am", "every tues early"),
        ("obs daily evening", "daily evening", "daily early"),
        ("weigh once weekly", "once weekly", "every Monday"),
        ("weigh once a week", "once a week", "every Monday"),
        ("6 weekly review", "6 weekly", "every 42 days"),
        ("depot 4-weekly", "4-weekly", "every 28 days"),
        ("depot 2 weekly tues", "2 weekly tues", "every 14 days from tue"),
        ("depot bi-weekly tues", "bi-weekly tues", "every 14 days from tue"),
        ("depot every 2 tuesdays", "every 2 tuesdays", "every 14 days from tue"),
        ("obs 2 daily", "2 daily", "every day"),
        ("review 3 monthly", "3 monthly", "every 3 months on the 25th"),
        ("obs alternate mondays", "alternate mondays", "every 14 days from mon"),
        ("obs every day except sunday", "every day except sunday", "every mon tue wed thu fri sat"),
        ("obs daily apart from weekends", "daily apart from weekends", "every mon tue wed thu fri"),
        ("obs every weekday but not wed", "every weekday but not wed", "every mon tue thu fri"),
        ("walk early and late every day", "early and late every day", "every day early"),
        ("obs weekends", "weekends", "every weekend"),
        ("audit every january", "every january", None),
    ],
)
def test_what_a_repeat_cannot_be_is_asked(line: str, typed: str, instead: str | None) -> None:
    question = asked(line)
    assert question.typed == typed
    assert question.choices[0].instead == instead
    if instead:
        again = read(line.replace(typed, instead))
        assert again.questions == ()
        assert again.chip(ChipKind.REPEAT) is not None


@pytest.mark.parametrize(
    ("line", "rule", "shift"),
    [
        ("Check fluids every monday to friday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", None),
        ("Check fluids every mon-fri", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", None),
        ("Check fluids every mon - fri early", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Early"),
        ("Check fluids every mon/wed/fri", "FREQ=WEEKLY;BYDAY=MO,WE,FR", None),
        ("Check fluids every early", "FREQ=DAILY", "Early"),
        ("Check fluids every late shift", "FREQ=DAILY", "Late"),
        ("Check fluids every fri to mon", "FREQ=WEEKLY;BYDAY=MO,FR,SA,SU", None),
        ("Check fluids weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", None),
        ("Check fluids every weekend", "FREQ=WEEKLY;BYDAY=SA,SU", None),
        ("Check fluids mondays", "FREQ=WEEKLY;BYDAY=MO", None),
        ("Check fluids on mondays and thursdays", "FREQ=WEEKLY;BYDAY=MO,TH", None),
        ("Check fluids nightly", "FREQ=DAILY", "Night"),
        ("Check fluids every night", "FREQ=DAILY", "Night"),
        ("Check fluids each day", "FREQ=DAILY", None),
        ("Check fluids once daily", "FREQ=DAILY", None),
        ("Check fluids once a day", "FREQ=DAILY", None),
        ("Check fluids weekly on monday", "FREQ=WEEKLY;BYDAY=MO", None),
        ("Check fluids every week on monday", "FREQ=WEEKLY;BYDAY=MO", None),
    ],
)
def test_repeats_are_read_as_nurses_write_them(line: str, rule: str, shift: str | None) -> None:
    understood = read(line)
    chip = understood.chip(ChipKind.REPEAT)
    assert chip is not None, understood
    assert (chip.rule, chip.shift, understood.title) == (rule, shift, "Check fluids")
    assert (understood.questions, understood.chip(ChipKind.DUE)) == ((), None)


def test_an_end_before_the_beginning_is_asked_about() -> None:
    question = asked("Weigh daily until friday, from 4 dec")
    assert question.sentence == "The last day, Fri 27 Nov 2026, is before the first, Fri 4 Dec 2026."


def test_words_that_only_look_like_an_end_stay_words() -> None:
    for line in ("Fluids daily for dietician", "Fluids every monday to give depot"):
        assert read(line).questions == ()
        assert read(line).chip(ChipKind.UNTIL) is None


def test_a_shift_may_be_named_before_how_often_too_and_leaves_no_word_behind() -> None:
    for line in ("obs late every day", "obs every day late", "obs late shift every day"):
        chip = read(line).chip(ChipKind.REPEAT)
        assert chip is not None
        assert (chip.words, read(line).title) == ("Repeats every day, Late shift", "obs")
    assert read("check cd each night shift").title == "check cd"
