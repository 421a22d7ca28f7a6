"""A store that was just opened: nobody sits there, and nobody sees anything of a ward before they have signed in."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Place, open_hub
from inpatient_hub.domain.access import NobodySignedIn, NotAllowed, OtherWard, Role
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.host.identity import computer_name
from inpatient_hub.services.audit import AuditQuestion, AuditService
from inpatient_hub.services.demo_ward import build_demo
from inpatient_hub.services.guarded import GuardedStore
from inpatient_hub.services.people import PersonDetails
from inpatient_hub.services.seat import Seat
from tests.contracts.keepers import postgres_server, put_empty_store
from tests.contracts.making import NOW
from tests.services.rights.marks import services


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A folder with an empty store."""
    put_empty_store(tmp_path)
    return Place(data_folder=tmp_path)


def test_nobody_sits_at_a_store_that_was_just_opened(place: Place) -> None:
    with closing(open_hub(place, clock=FixedClock(NOW))) as hub:
        made = build_demo(hub)
        assert not hub.seat.is_program
        assert hub.seat.person is None
        assert hub.seat.workstation == computer_name()
        assert isinstance(hub.store, GuardedStore)
        for service in services(hub):
            seat: Seat | None = getattr(service, "_seat", None)
            assert seat in (None, hub.seat)
            assert isinstance(service, AuditService) or getattr(service, "_store", hub.store) is hub.store
        with pytest.raises(NobodySignedIn):
            hub.patients.count(made.ward_id)
        with pytest.raises(NobodySignedIn), hub.store.reading() as work:
            work.patients.current(made.ward_id)
        with pytest.raises(NobodySignedIn):
            hub.audit.page(AuditQuestion(ward_id=made.ward_id))
        hub.sign_in.sign_in(made.staff_id)
        assert hub.patients.count(made.ward_id) == 18


def test_two_wards_of_a_real_store_keep_their_patients_apart(place: Place) -> None:
    with closing(open_hub(place, clock=FixedClock(NOW))) as hub:
        keats = build_demo(hub)
        margaret = next(one for one in hub.wards.staff(keats.ward_id) if one.access is Role.SENIOR_ADMIN)
        hub.sign_in.sign_in(margaret.id)
        byron = hub.wards.set_up(ward_name="Byron Ward", person_name="Mary Garth", person_role="RMN")
        both = hub.people.add(byron.ward.id, PersonDetails(name="Fred Vincy", other_wards=(keats.ward_id,))).person
        patient = hub.patients.find(keats.ward_id).items[0].patient.id
        note = hub.notes.find(keats.ward_id).items[0].id
        hub.sign_in.sign_in(byron.person.id)
        for ask in (
            lambda: hub.patients.view(patient),
            lambda: hub.notes.view(note),
            lambda: hub.today.view(keats.ward_id),
            lambda: hub.people.of_ward(keats.ward_id),
            lambda: hub.audit.page(AuditQuestion(ward_id=keats.ward_id)),
        ):
            with pytest.raises(OtherWard):
                ask()
        assert hub.today.view(byron.ward.id).is_new
        hub.sign_in.sign_in(both.id)
        assert hub.patients.view(patient).facts.ward.id == keats.ward_id
        assert hub.today.view(byron.ward.id).is_new


def test_two_windows_on_a_server_meet_a_change_of_people_within_a_minute(tmp_path: Path) -> None:
    """On a shared database an admin's window and a nurse's are two programs with a seat each."""
    server, clock = postgres_server(), FixedClock(NOW)
    with server.database() as name:
        place = Place(data_folder=tmp_path, database_url=server.url(name))
        with closing(open_hub(place, clock=clock)) as hers, closing(open_hub(place, clock=clock)) as his:
            made = hers.wards.set_up(ward_name="Keats", person_name="Esther Summerson", person_role="RMN")
            hers.sign_in.sign_in(made.person.id)
            joe = hers.people.add(made.ward.id, PersonDetails(name="Joe Heath", access=Role.WARD_ADMIN)).person
            his.sign_in.sign_in(joe.id)
            his.audit.look()
            assert his.people.of_ward(made.ward.id)
            joe, _ = hers.people.change(joe, PersonDetails(name="Joe Heath", access=Role.STAFF))
            clock.moment += timedelta(minutes=1)
            with pytest.raises(NotAllowed):
                his.emergencies.of_ward(made.ward.id)
            assert his.patients.count(made.ward.id) == 0
            hers.people.mark_left(joe)
            clock.moment += timedelta(minutes=1)
            with pytest.raises(NobodySignedIn):
                his.patients.count(made.ward.id)
            his.drafts.keep([], staff_id=joe.id)
            assert his.backups.make_at_quit() is None
            assert his.backups.concerns() == ()
            assert not his.lock.is_kept
