"""Days and months have their British names, all of them, and short ones of three letters."""

from datetime import date, timedelta

from inpatient_hub.domain.day_names import month, short_month, short_weekday, weekday

FRIDAY = date(2026, 11, 20)


def test_a_day_and_its_month_are_named() -> None:
    assert (weekday(FRIDAY), short_weekday(FRIDAY)) == ("Friday", "Fri")
    assert (month(FRIDAY), short_month(FRIDAY)) == ("November", "Nov")


def test_a_year_has_twelve_months_and_a_week_seven_days_in_their_order() -> None:
    days = [FRIDAY + timedelta(days=count) for count in range(7)]
    assert [short_weekday(day) for day in days] == ["Fri", "Sat", "Sun", "Mon", "Tue", "Wed", "Thu"]
    months = [date(2026, number, 1) for number in range(1, 13)]
    assert " ".join(short_month(one) for one in months) == "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
    assert month(months[8]) == "September"
