"""A ward sets its own schedule and second place, where the trust leaves them open and a senior enough person asks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from inpatient_hub.domain.access import NotAllowed, Role
from inpatient_hub.domain.backups import BackupPlan
from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.staff import Staff
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.host.settings import Settings
from inpatient_hub.services.backup_settings import BackupSettingsService
from inpatient_hub.services.seat import Seat

CLOCK = FixedClock(datetime(2026, 11, 20, 8, 0, tzinfo=UTC))


class Ward:
    """A service over settings in memory; `bad` is a folder that cannot be a second place."""

    def __init__(self, role: Role = Role.WARD_ADMIN, fixed: frozenset[str] = frozenset()) -> None:
        self.kept = Settings()
        self.told: list[tuple[dict[str, str], dict[str, str]]] = []
        seat = Seat(clock=CLOCK)
        person = Staff(id="mary", ward_id="keats", name="Mary Garth", role="RMN", access=role)
        seat.sit(person, longest=timedelta(hours=8))
        self.service = BackupSettingsService(
            seat=seat,
            plan=BackupPlan(),
            fixed=fixed,
            read=lambda: self.kept,
            change=self._change,
            check=self._check,
            is_same_drive=lambda folder: folder.startswith("C:"),
        )

    def _change(self, **changed: Any) -> Settings:
        self.kept = replace(self.kept, **changed)
        return self.kept

    @staticmethod
    def _check(folder: str) -> None:
        if folder == "bad":
            raise HubError("No second place", "It is gone.", remedy="Choose another.")


def test_the_usual_plan_holds_until_the_ward_chooses_its_own() -> None:
    ward = Ward()
    assert ward.service.settings().plan == BackupPlan()
    ward.service.choose_plan({"hourly": 24, "daily": 7, "weekly": 0, "every_minutes": 240})
    assert ward.service.settings().plan == BackupPlan(hourly=24, daily=7, weekly=0, every_minutes=240)


def test_what_the_trust_has_set_stays_whatever_is_chosen() -> None:
    ward = Ward(fixed=frozenset({"daily"}))
    ward.service.choose_plan({"hourly": 24, "daily": 1})
    told = ward.service.settings()
    assert (told.plan.hourly, told.plan.daily, told.fixed) == (24, 14, {"daily"})


@pytest.mark.parametrize(("name", "number"), [("hourly", 169), ("daily", 0), ("weekly", -1), ("every_minutes", 4)])
def test_a_number_that_makes_no_sense_is_refused_by_its_name(name: str, number: int) -> None:
    ward = Ward()
    with pytest.raises(InvalidAnswer) as refused:
        ward.service.choose_plan({name: number})
    assert refused.value.field == name
    assert ward.kept == Settings()


def test_nonsense_in_the_settings_file_changes_no_plan() -> None:
    ward = Ward()
    ward.kept = replace(ward.kept, backup_plan={"hourly": "many", "daily": True, "weekly": 9999, "rubbish": 1})  # type: ignore[dict-item]
    assert ward.service.settings().plan == BackupPlan()


def test_a_second_place_is_looked_at_before_it_is_taken() -> None:
    ward = Ward()
    assert ward.service.look_at_place("C:/copies")
    assert not ward.service.look_at_place("U:/copies")
    for ask in (ward.service.look_at_place, ward.service.choose_second_place):
        with pytest.raises(HubError, match="No second place"):
            ask("bad")
    ward.service.choose_second_place("C:/copies")
    told = ward.service.settings()
    assert (told.second_place, told.second_is_same_drive) == ("C:/copies", True)
    ward.service.choose_second_place("")
    assert ward.service.settings().second_place == ""


@pytest.mark.parametrize("role", [Role.STAFF, Role.LEAD, Role.MANAGER])
def test_others_than_an_admin_may_look_and_not_change(role: Role) -> None:
    ward = Ward(role)
    assert ward.service.settings().plan == BackupPlan()
    for ask in (
        lambda: ward.service.choose_plan({"hourly": 1}),
        lambda: ward.service.choose_second_place("U:/"),
        lambda: ward.service.look_at_place("U:/"),
    ):
        with pytest.raises(NotAllowed):
            ask()


def test_each_change_is_recorded_with_how_it_was_before() -> None:
    ward = Ward()
    ward.service.recorded_by(lambda before, after: ward.told.append((dict(before), dict(after))))
    ward.service.choose_plan({"hourly": 24, "daily": 14, "weekly": 8})
    ward.service.choose_second_place("C:/copies")
    ward.service.choose_second_place("C:/copies")
    ward.service.choose_second_place("")
    assert ward.told == [
        ({"backups_hourly": "12"}, {"backups_hourly": "24"}),
        ({"second_place": "no"}, {"second_place": "C:/copies"}),
        ({"second_place": "C:/copies"}, {"second_place": "no"}),
    ]


def test_what_was_refused_is_not_recorded() -> None:
    ward = Ward()
    ward.service.recorded_by(lambda before, after: ward.told.append((dict(before), dict(after))))
    with pytest.raises(HubError, match="No second place"):
        ward.service.choose_second_place("bad")
    with pytest.raises(InvalidAnswer):
        ward.service.choose_plan({"daily": 0})
    assert ward.told == []
