"""What somebody had typed comes back to them, to nobody else, and for a week."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import count

import pytest

from inpatient_hub.domain.access import NobodySignedIn
from inpatient_hub.domain.drafts import Draft, KeptDraft
from inpatient_hub.domain.staff import Staff
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.services.drafts import DraftService
from inpatient_hub.services.seat import Seat
from tests.fakes.seat import the_program
from tests.gui.made_up import NOW

FORM = Draft(page="patient", about="cathy", title="The details of Catherine", typed={"details": {"bed": "4"}})
NOTE = Draft(page="run", about="imha", title="The note", typed={"words": "She asked for"})


class FakeKeeper:
    """Keeps drafts in memory."""

    def __init__(self) -> None:
        self.kept: tuple[KeptDraft, ...] = ()

    def read(self) -> tuple[KeptDraft, ...]:
        return self.kept

    def write(self, drafts: Sequence[KeptDraft]) -> None:
        self.kept = tuple(drafts)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def drafts(clock: FixedClock) -> DraftService:
    return a_service(clock, the_program())


def a_service(clock: FixedClock, seat: Seat) -> DraftService:
    ids = count()
    return DraftService(keeper=FakeKeeper(), clock=clock, new_id=lambda: str(next(ids)), seat=seat)


def titles(drafts: DraftService, staff_id: str) -> list[str]:
    return [one.draft.title for one in drafts.waiting(by=staff_id)]


def test_a_draft_waits_for_whoever_typed_it_and_is_shown_to_nobody_else(drafts: DraftService) -> None:
    drafts.keep([FORM], staff_id="esther")
    assert titles(drafts, "jane") == []
    assert [one.draft for one in drafts.waiting(by="esther")] == [FORM]


def test_another_person_s_lock_in_between_loses_nothing(drafts: DraftService, clock: FixedClock) -> None:
    drafts.keep([FORM], staff_id="esther")
    clock.moment += timedelta(hours=1)
    drafts.keep([NOTE, FORM], staff_id="jane")
    drafts.keep([NOTE], staff_id="esther")
    assert titles(drafts, "esther") == ["The note", "The details of Catherine"]
    assert len(titles(drafts, "jane")) == 2


def test_a_newer_draft_about_the_same_thing_takes_the_place_of_the_older(drafts: DraftService) -> None:
    drafts.keep([FORM], staff_id="esther")
    newer = Draft(page="patient", about="cathy", title="Newer", typed={})
    drafts.keep([newer], staff_id="esther")
    assert titles(drafts, "esther") == ["Newer"]


def test_the_same_form_typed_for_two_wards_is_two_drafts(drafts: DraftService) -> None:
    keats = Draft(page="patients", about="", title="On Keats", typed={}, ward="keats")
    byron = Draft(page="patients", about="", title="On Byron", typed={}, ward="byron")
    drafts.keep([keats], staff_id="esther")
    drafts.keep([byron], staff_id="esther")
    assert sorted(titles(drafts, "esther")) == ["On Byron", "On Keats"]


def test_two_forms_over_one_page_are_two_drafts(drafts: DraftService) -> None:
    line = Draft(page="today", about="", title="A task", typed={"form": "quick_add"})
    settings = Draft(page="today", about="", title="Settings", typed={"form": "ward"})
    drafts.keep([line], staff_id="esther")
    drafts.keep([settings], staff_id="esther")
    assert sorted(titles(drafts, "esther")) == ["A task", "Settings"]


def test_only_its_owner_can_drop_a_draft(drafts: DraftService) -> None:
    drafts.keep([FORM], staff_id="esther")
    kept = drafts.waiting(by="esther")[0]
    drafts.drop(kept.id, by="jane")
    assert titles(drafts, "esther") == [FORM.title]
    drafts.drop(kept.id, by="esther")
    drafts.drop(kept.id, by="esther")
    assert titles(drafts, "esther") == []


def test_after_a_week_a_draft_is_gone(drafts: DraftService, clock: FixedClock) -> None:
    drafts.keep([FORM], staff_id="esther")
    clock.moment += timedelta(days=7)
    assert titles(drafts, "esther") == [FORM.title]
    clock.moment += timedelta(minutes=1)
    assert titles(drafts, "jane") == []
    assert drafts._keeper is not None
    assert drafts._keeper.read() == ()  # whoever looks: what it tells must not lie there for ever
    drafts.keep([NOTE], staff_id="jane")
    assert drafts._keeper is not None
    assert len(drafts._keeper.read()) == 1


def test_without_a_keeper_nothing_is_kept(clock: FixedClock) -> None:
    drafts = DraftService(keeper=None, clock=clock, new_id=lambda: "one", seat=the_program())
    drafts.keep([FORM], staff_id="esther")
    drafts.drop("one", by="esther")
    assert drafts.waiting(by="esther") == ()


def test_what_was_on_the_screen_is_kept_when_the_time_is_just_over_and_given_to_its_owner_only(
    clock: FixedClock,
) -> None:
    """The longest time may end in the second in which the window locks."""
    seat = Seat(clock=clock)
    drafts = a_service(clock, seat)
    seat.sit(Staff(id="esther", ward_id="keats", name="Esther", role="RMN"), longest=timedelta(hours=1))
    clock.moment += timedelta(hours=1)
    drafts.keep([FORM], staff_id="esther")
    seat.sit(Staff(id="jane", ward_id="keats", name="Jane", role="RMN"), longest=timedelta(hours=1))
    with pytest.raises(NobodySignedIn):
        drafts.waiting(by="esther")
    assert drafts.waiting(by="jane") == ()
    seat.sit(Staff(id="esther", ward_id="keats", name="Esther", role="RMN"), longest=timedelta(hours=1))
    assert [one.draft for one in drafts.waiting(by="esther")] == [FORM]


def test_what_is_about_an_erased_record_goes_whoever_typed_it(drafts: DraftService) -> None:
    task = Draft(page="today", about="", title="A new task", typed={"chips": [{"patient": "cathy"}], "words": "cathy"})
    drafts.keep([FORM, NOTE], staff_id="esther")
    drafts.keep([task], staff_id="jane")
    drafts.drop_about(frozenset({"cathy", "her-run"}), ())
    assert titles(drafts, "esther") == [NOTE.title]
    assert titles(drafts, "jane") == []


def test_without_a_keeper_there_is_nothing_to_drop(clock: FixedClock) -> None:
    drafts = DraftService(keeper=None, clock=clock, new_id=lambda: "one", seat=the_program())
    drafts.drop_about(frozenset({"cathy"}), ())
    assert drafts.waiting(by="esther") == ()


@pytest.mark.parametrize(
    ("line", "goes"),
    [
        ("ring earnshaw's aunt", True),
        ("Bloods for 999 339 5633", True),
        ("Bloods 9993395633", True),
        ("ask Mrs de la Tour", True),
        ("Earnshawe is another", False),
        ("Count the keys", False),
        ("", False),
    ],
)
def test_a_line_that_names_an_erased_patient_goes_too(drafts: DraftService, line: str, goes: bool) -> None:
    names = ["Earnshaw", "9993395633", "De  La Tour", ""]
    drafts.keep([Draft(page="today", about="", title="A new task", typed={"lines": [{"text": line}]})], staff_id="jane")
    drafts.keep([Draft(page="patient", about="hindley", title="Hindley Earnshaw", typed={})], staff_id="jane")
    drafts.drop_about(frozenset({"cathy"}), names)
    assert sorted(titles(drafts, "jane")) == [*([] if goes else ["A new task"]), "Hindley Earnshaw"]
