"""What a trust allows is read from a short file; whatever is wrong with it is said at once and nothing is assumed."""

from pathlib import Path

import pytest

from inpatient_hub.domain.backups import BackupPlan
from inpatient_hub.domain.lock_troubles import PolicyUnreadable
from inpatient_hub.domain.locking import TrustPolicy, Way
from inpatient_hub.domain.retention_plan import RetentionPlan
from inpatient_hub.host import trust_policy
from inpatient_hub.host.trust_policy import read_trust_policy

TABLES = "[unlock], [lock], [backups], [retention], [store], [readiness] and [updates]"


@pytest.fixture(autouse=True)
def _own_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file for the whole computer lies in the test's own folder."""
    monkeypatch.setattr(
        trust_policy, "trust_policy_files", lambda folder: (tmp_path / "computer.toml", folder / "trust-policy.toml")
    )


def policy_of(folder: Path, text: str) -> TrustPolicy:
    """The policy that a file with this text in the data folder makes."""
    (folder / "trust-policy.toml").write_text(text, encoding="utf-8")
    return read_trust_policy(folder)


def problems_of(folder: Path, text: str) -> tuple[str, ...]:
    """All that is said to be wrong with a text."""
    with pytest.raises(PolicyUnreadable) as unreadable:
        policy_of(folder, text)
    assert str(folder / "trust-policy.toml") in unreadable.value.message
    return unreadable.value.problems


def test_a_file_for_the_whole_computer_counts_only_when_an_administrator_put_it_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "computer.toml").write_text("[lock]\nidle_minutes = 3\n", encoding="utf-8")
    (tmp_path / "trust-policy.toml").write_text("[lock]\nidle_minutes = 4\n", encoding="utf-8")
    asked: list[Path] = []

    def somebody_elses(file: Path) -> bool:
        asked.append(file)
        return False

    with monkeypatch.context() as planted:
        planted.setattr(trust_policy, "is_of_the_machine", somebody_elses)
        with pytest.raises(PolicyUnreadable) as unreadable:
            read_trust_policy(tmp_path)
    assert unreadable.value.problems == (trust_policy.NOT_ITS_OWN,)
    assert asked == [tmp_path / "computer.toml"]
    monkeypatch.setattr(trust_policy, "is_of_the_machine", lambda _file: True)
    assert read_trust_policy(tmp_path).idle_minutes == 3


def test_without_a_file_the_usual_is_allowed(tmp_path: Path) -> None:
    policy = read_trust_policy(tmp_path)
    assert policy == TrustPolicy()
    assert (policy.passphrase_length, policy.pin_length, policy.pin_tries, policy.idle_minutes) == (12, 6, 5, 10)
    assert all(policy.allows(way) for way in Way)


def test_all_of_it_can_be_set(tmp_path: Path) -> None:
    policy = policy_of(
        tmp_path,
        """
        [unlock]
        ways = ["passphrase", "pin"]
        passphrase_length = 16
        pin_length = 8
        pin_tries = 3
        [lock]
        idle_minutes = 5
        [backups]
        hourly = 24
        daily = 7
        weekly = 0
        every_minutes = 30
        """,
    )
    assert policy == TrustPolicy(
        ways=frozenset({Way.PASSPHRASE, Way.PIN}),
        passphrase_length=16,
        pin_length=8,
        pin_tries=3,
        idle_minutes=5,
        backups=BackupPlan(hourly=24, daily=7, weekly=0, every_minutes=30),
        fixed=frozenset(
            "unlock.ways unlock.passphrase_length unlock.pin_length unlock.pin_tries lock.idle_minutes backups.hourly "
            "backups.daily backups.weekly backups.every_minutes".split()
        ),
    )


def test_the_recovery_key_cannot_be_shut_out(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, '[unlock]\nways = ["passphrase"]')
    assert [way for way in Way if policy.allows(way)] == [Way.PASSPHRASE, Way.RECOVERY]


def test_the_file_for_the_whole_computer_weighs_more_than_the_one_a_user_can_write(tmp_path: Path) -> None:
    (tmp_path / "computer.toml").write_text("[lock]\nidle_minutes = 3", encoding="utf-8")
    assert policy_of(tmp_path, "[lock]\nidle_minutes = 60").idle_minutes == 3


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    problems = problems_of(
        tmp_path,
        """
        backups = 7
        [unlok]
        [unlock]
        pin_length = 3
        passphrase_length = "long"
        tries = 5
        ways = ["pin", "magic"]
        [lock]
        idle_minutes = true
        """,
    )
    assert problems == (
        f"'backups' is not one of {TABLES}",
        f"'unlok' is not one of {TABLES}",
        "unlock.pin_length has to be a whole number from 4 to 16",
        "unlock.passphrase_length has to be a whole number from 8 to 128",
        "unlock.tries is not known",
        "unlock.ways has to be a list of 'keyring', 'pin', 'passphrase', 'recovery'",
        "lock.idle_minutes has to be a whole number from 1 to 60",
    )


def test_a_policy_that_leaves_no_way_to_make_a_lock_is_refused(tmp_path: Path) -> None:
    assert problems_of(tmp_path, '[unlock]\nways = ["pin"]') == ("unlock.ways has to allow 'keyring' or 'passphrase'",)


@pytest.mark.parametrize("text", ["not toml", "[unlock", "a = [" * 500, "\0", "[lock]\n[lock]"])
def test_what_is_no_toml_is_said_to_be_none(tmp_path: Path, text: str) -> None:
    (problem,) = problems_of(tmp_path, text)
    assert problem.startswith("it is not TOML")


def test_a_file_that_is_not_text_or_far_too_long_is_refused(tmp_path: Path) -> None:
    (tmp_path / "trust-policy.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PolicyUnreadable):
        read_trust_policy(tmp_path)
    (tmp_path / "trust-policy.toml").write_bytes(b"#" * 100_000)
    with pytest.raises(PolicyUnreadable, match="cannot be read"):
        read_trust_policy(tmp_path)


def test_a_policy_that_cannot_be_opened_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "trust-policy.toml").mkdir()
    with pytest.raises(PolicyUnreadable):
        read_trust_policy(tmp_path)


def test_a_mark_that_a_windows_editor_puts_first_shuts_nobody_out(tmp_path: Path) -> None:
    assert policy_of(tmp_path, "\ufeff[lock]\nidle_minutes = 7\n").idle_minutes == 7


def test_how_long_records_are_kept_can_be_set(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, "[retention]\npatient_months = 6\nin_error_months = 1\nstaff_months = 24\n")
    assert policy.retention == RetentionPlan(patient_months=6, in_error_months=1, staff_months=24)
    assert problems_of(tmp_path, "[retention]\npatient_months = 0\nstaff_months = 11\nnotes = 3\n") == (
        "retention.patient_months has to be a whole number from 1 to 360",
        "retention.staff_months has to be a whole number from 12 to 360",
        "retention.notes is not known",
    )


def test_where_the_work_is_kept_and_what_else_it_may_set(tmp_path: Path) -> None:
    policy = policy_of(
        tmp_path,
        """
        [store]
        database_url = "postgresql://ward-db.example/hub"
        [readiness]
        profile = "ward"
        [backups]
        second_folder = '\\\\files.example\\wards\\hub'
        [updates]
        notice = true
        folder = "/srv/hub"
        """,
    )
    assert policy.database_url == "postgresql://ward-db.example/hub"
    assert policy.readiness_profile == "ward"
    assert policy.second_backup_folder == r"\\files.example\wards\hub"
    assert (policy.update_notice, policy.update_folder) == (True, "/srv/hub")
    assert policy.places == (str(tmp_path / "trust-policy.toml"),)


def test_what_is_wrong_with_an_address_or_a_folder_is_told_without_its_words(tmp_path: Path) -> None:
    problems = problems_of(
        tmp_path,
        """
        [store]
        database_url = "sqlite:///secret.db"
        [backups]
        second_folder = "secret"
        [updates]
        notice = 1
        [readiness]
        profile = "Secret Ward"
        """,
    )
    assert problems == (
        "store.database_url has to be an address that begins with postgresql://",
        "backups.second_folder has to be the whole path of a folder",
        "updates.notice has to be true or false",
        "readiness.profile has to be the name of a profile, as 'inpatient-hub check --list' gives it",
    )
    assert "secret" not in " ".join(problems).casefold()


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://hub:hunter2@ward-db.example/hub",
        "postgresql+psycopg://hub:@ward-db.example/hub",
        "postgresql://ward-db.example/hub?password=hunter2",
        "postgresql://ward-db.example/hub?sslmode=require&PASSWORD=hunter2",
        "postgresql://ward-db.example/hub?p%61ssword=hunter2",
        "postgresql://ward-db.example/hub?sslpassword=hunter2",
    ],
)
def test_a_password_in_the_address_which_every_user_could_read_is_refused(tmp_path: Path, address: str) -> None:
    assert problems_of(tmp_path, f'[store]\ndatabase_url = "{address}"') == (
        "store.database_url has to be an address without a password, as every user of this computer can read it",
    )


@pytest.mark.parametrize(
    "address", ["postgresql://hub@ward-db.example:5432/hub", "postgresql://[::1]:5432/hub?sslmode=require"]
)
def test_a_name_a_port_and_other_choices_may_stand_in_the_address(tmp_path: Path, address: str) -> None:
    assert policy_of(tmp_path, f'[store]\ndatabase_url = "{address}"').database_url == address


def test_a_policy_never_shows_the_address_of_the_database(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, '[store]\ndatabase_url = "postgresql://hub-hunter2@ward-db.example/hub"')
    assert "hunter2" not in repr(policy)
