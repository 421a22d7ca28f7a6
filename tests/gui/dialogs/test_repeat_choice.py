"""Each way to say how often has its rule, and each such rule is shown again in the same way."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.domain.recurrence import Repeat, in_words
from inpatient_hub.gui.dialogs.repeat_choice import NTH_WORDS, RuleChoice, Way, choice_of, rule_of

DAYS = st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))
CHOICES = st.one_of(
    st.just(RuleChoice()),
    st.builds(RuleChoice, way=st.just(Way.WEEKLY), weekdays=DAYS),
    st.builds(RuleChoice, way=st.just(Way.DAYS), every=st.integers(2, 366)),
    st.builds(RuleChoice, way=st.just(Way.WEEKS), weekdays=DAYS, every=st.integers(2, 366)),
    st.builds(RuleChoice, way=st.just(Way.MONTH_DAY), month_day=st.integers(1, 31)),
    st.builds(
        RuleChoice, way=st.just(Way.MONTH_WEEKDAY), nth=st.sampled_from(sorted(NTH_WORDS)), weekday=st.integers(0, 6)
    ),
)


@given(CHOICES)
def test_what_was_chosen_is_shown_again_as_it_was_chosen(choice: RuleChoice) -> None:
    found = choice_of(rule_of(choice))
    assert found is not None
    assert rule_of(found) == rule_of(choice)
    assert found.way is choice.way


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (RuleChoice(), "every day"),
        (RuleChoice(way=Way.WEEKLY, weekdays=(0, 2)), "every Monday and Wednesday"),
        (RuleChoice(way=Way.DAYS, every=3), "every 3 days"),
        (RuleChoice(way=Way.WEEKS, every=2, weekdays=(4,)), "every 2 weeks on Friday"),
        (RuleChoice(way=Way.MONTH_DAY, month_day=31), "on the 31st of every month, or its last day"),
        (RuleChoice(way=Way.MONTH_WEEKDAY, nth=-1, weekday=4), "on the last Friday of every month"),
    ],
)
def test_every_way_reads_as_one_would_say_it(choice: RuleChoice, words: str) -> None:
    assert in_words(Repeat(rule=rule_of(choice), starts_on=date(2026, 11, 20))) == words


@pytest.mark.parametrize("rule", ["FREQ=YEARLY", "FREQ=DAILY;COUNT=5", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1"])
def test_a_rule_that_cannot_be_said_here_is_no_choice(rule: str) -> None:
    assert choice_of(rule) is None
