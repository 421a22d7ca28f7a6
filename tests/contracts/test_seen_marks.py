"""Until when a person has seen what changed on a ward is put back, where nothing more was marked since."""

from datetime import datetime

from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import Ward
from inpatient_hub.services.ports import Store
from tests.contracts.making import later


def test_a_mark_of_what_was_seen_is_put_back_unless_it_moved_on(store: Store, ward: Ward, nurse: Staff) -> None:
    def seen() -> datetime | None:
        with store.reading() as work:
            return work.personal.seen_until(nurse.id, ward.id)

    def put_back(until: datetime, before: datetime | None) -> bool:
        with store.writing() as work:
            return work.personal.unmark_seen(nurse.id, ward.id, until, before)

    assert not put_back(later(1), None)
    for moment in (later(1), later(5)):
        with store.writing() as work:
            work.personal.mark_seen(nurse.id, ward.id, moment)
    assert (put_back(later(1), None), seen()) == (False, later(5))
    assert (put_back(later(5), later(1)), seen()) == (True, later(1))
    assert (put_back(later(1), None), seen()) == (True, None)
