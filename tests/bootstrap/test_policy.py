"""What a trust has set is used where nothing is given: its database, its folder for backups, its readiness profile."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Place, as_set, ephemeral, open_hub, open_readiness, settings_of, unlocked
from inpatient_hub.bootstrap.keeping import own_plan
from inpatient_hub.domain.backups import BackupPlan
from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.lock_troubles import PolicyUnreadable
from inpatient_hub.domain.locking import TrustPolicy
from inpatient_hub.host import device_secrets, paths, trust_policy
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.host.log import stop_log
from inpatient_hub.host.settings import change_settings
from inpatient_hub.readiness.profile_files import UnknownProfile
from tests.contracts.keepers import CLOCK
from tests.fakes.keyring import FakeKeyring
from tests.fakes.seat import opened_by_program
from tests.readiness.clinic import NOW

SERVER = "postgresql://ward-db.example/hub"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This user's own data folder; the trust's file beside it."""
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.setattr(paths, "default_data_folder", lambda: folder)
    monkeypatch.setattr(trust_policy, "trust_policy_files", lambda _folder: (tmp_path / "computer.toml",))
    return folder


def set_by_trust(own: Path, text: str) -> None:
    (own.parent / "computer.toml").write_text(text, encoding="utf-8")


def test_the_trusts_database_is_used_where_none_is_given(own: Path) -> None:
    set_by_trust(own, f'[store]\ndatabase_url = "{SERVER}"')
    assert unlocked(Place(data_folder=own)) == Place(data_folder=own, database_url=SERVER)


def test_what_is_given_counts_more_than_what_the_trust_set(own: Path, tmp_path: Path) -> None:
    set_by_trust(own, f'[store]\ndatabase_url = "{SERVER}"')
    given = Place(data_folder=own, database_url="postgresql://other.example/hub")
    elsewhere = Place(data_folder=tmp_path)
    thrown_away = ephemeral(Place(data_folder=own))
    assert [as_set(one) for one in (given, elsewhere, thrown_away)] == [given, elsewhere, thrown_away]


def test_without_a_policy_work_is_kept_in_the_folder(own: Path) -> None:
    assert as_set(Place(data_folder=own)) == Place(data_folder=own)


def test_a_policy_that_cannot_be_read_opens_nothing(own: Path) -> None:
    set_by_trust(own, "[store]\ndatabase_url = 7")
    with pytest.raises(PolicyUnreadable):
        unlocked(Place(data_folder=own))
    assert list(own.iterdir()) == []


def test_backups_go_where_the_trust_says_and_the_ward_cannot_change_it(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(device_secrets, "this_users_keyring", FakeKeyring)
    second = tmp_path / "second"
    second.mkdir()
    change_settings(own, second_backup_folder=str(tmp_path))
    set_by_trust(own, f"[backups]\nsecond_folder = '{second}'")
    place = Place(data_folder=own)
    assert settings_of(place).second_backup_folder == str(second)
    with opened_by_program(place, clock=CLOCK) as hub:
        hub.wards.set_up(ward_name="Keats Ward", person_name="Esther Summerson", person_role="RMN")
        assert hub.backup_settings.settings().second_place == str(second)
        hub.backups.make()
        with pytest.raises(InvalidAnswer, match="was not changed"):
            hub.backup_settings.choose_second_place(str(tmp_path))
    stop_log()
    assert [path for path in second.rglob("*") if path.is_file()]


def test_the_trusts_profile_holds_until_somebody_chooses(own: Path) -> None:
    set_by_trust(own, '[readiness]\nprofile = "vdi"')
    service = open_readiness(Place(data_folder=own), clock=FixedClock(NOW))
    assert service.remembered().profile_id == "vdi"
    assert list(own.iterdir()) == []
    service.choose("home")
    assert service.remembered().profile_id == "home"


def test_a_profile_that_there_is_not_is_told(own: Path) -> None:
    set_by_trust(own, '[readiness]\nprofile = "submarine"')
    with pytest.raises(UnknownProfile, match="submarine"):
        open_readiness(Place(data_folder=own))


def test_checks_work_beside_a_policy_that_cannot_be_read(own: Path) -> None:
    set_by_trust(own, "[readiness]\nprofile = 7")
    assert open_readiness(Place(data_folder=own), clock=FixedClock(NOW)).remembered().profile_id == ""


def test_a_hub_on_the_trusts_database_is_asked_for_there(own: Path) -> None:
    set_by_trust(own, '[store]\ndatabase_url = "postgresql://127.0.0.1:1/hub"')
    with pytest.raises(Exception, match="server") as told, closing(open_hub(Place(data_folder=own))):
        pass
    assert type(told.value).__name__ == "StoreFault"
    stop_log()
    assert not (own / "hub.db").exists()


def test_how_long_backups_are_kept_is_the_wards_own_choice_where_the_trust_leaves_it_open(tmp_path: Path) -> None:
    place = Place(data_folder=tmp_path)
    change_settings(tmp_path, backup_plan={"weekly": 104, "daily": 3})
    free = TrustPolicy(backups=BackupPlan(weekly=8, daily=14))
    assert own_plan(place, free) == replace(free.backups, weekly=104, daily=3)
    fixed = replace(free, fixed=frozenset({"backups.weekly"}))
    assert own_plan(place, fixed) == replace(free.backups, daily=3)
