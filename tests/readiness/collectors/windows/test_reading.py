"""One thing that cannot be read costs only itself, and nothing odd becomes a fact."""

import pytest
from pydantic import ValidationError

from inpatient_hub.domain.readiness_facts import ScreenFacts, SmartcardFacts, WindowsFacts
from inpatient_hub.readiness.collectors.part import NotAvailable
from inpatient_hub.readiness.collectors.windows.answers import OddValue
from inpatient_hub.readiness.collectors.windows.reading import known, offered, sound, words


def fail(error: Exception) -> int:
    raise error


@pytest.mark.parametrize("error", [OSError(5, "refused"), OddValue("odd"), ValueError("no number"), NotAvailable("no")])
def test_what_windows_does_not_give_is_not_known(error: Exception) -> None:
    assert known(fail, error) is None


def test_what_windows_gives_is_known() -> None:
    assert known(max, 3, 5) == 5


def test_a_fault_of_ours_is_not_taken_for_windows_refusing() -> None:
    with pytest.raises(KeyError):
        known(fail, KeyError("ours"))
    with pytest.raises(KeyError):
        offered("refused", fail, KeyError("ours"))


def test_what_windows_refuses_is_told_in_words() -> None:
    with pytest.raises(NotAvailable, match=r"Windows Update does not say\."):
        offered("Windows Update does not say.", fail, OSError(5, "refused"))
    with pytest.raises(NotAvailable, match="no such library"):
        offered("Windows Update does not say.", fail, NotAvailable("no such library"))
    assert offered("never said", max, 3, 5) == 5


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Dell Inc.", "Dell Inc."),
        ("  Intel(R)   Core(TM)\ti5 \r\n", "Intel(R) Core(TM) i5"),
        ("a\x00b\x07c", "a b c"),
        ("\u202efdp.exe", "fdp.exe"),
        ("", None),
        (" \t\x00", None),
        (None, None),
        ("x" * 400, "x" * 400),
        ("x" * 401, None),
    ],
)
def test_a_text_is_made_fit_to_show(text: str | None, shown: str | None) -> None:
    assert words(text) == shown


def test_a_value_that_a_fact_cannot_hold_is_left_out_and_the_others_stay() -> None:
    facts = sound(WindowsFacts, build=26100, revision=-1, edition_id="x" * 500, s_mode="yes", product_type=2**40)
    assert facts == WindowsFacts(build=26100)


def test_one_odd_member_takes_its_list_along() -> None:
    assert sound(SmartcardFacts, service_code=0, readers=("Omnikey", "x" * 500)) == SmartcardFacts(service_code=0)


def test_a_fact_that_lacks_what_it_must_have_is_a_fault() -> None:
    with pytest.raises(ValidationError):
        sound(ScreenFacts, width=-5, height=768)
