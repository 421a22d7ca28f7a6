"""Puts together the services of the ward's diary."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from inpatient_hub.host.place import Place

if TYPE_CHECKING:
    from inpatient_hub.content.clock_rules import ClockRules
    from inpatient_hub.domain.clock_rules import ClockRuleSpec, EventSpec
    from inpatient_hub.services.clock_dates import ClockService
    from inpatient_hub.services.diary import DiaryService
    from inpatient_hub.services.leaving import LeavingService
    from inpatient_hub.services.my_work import MyWorkService
    from inpatient_hub.services.ports import Clock, NewId, Store
    from inpatient_hub.services.quick_adding import QuickAddService
    from inpatient_hub.services.reminders import ReminderService
    from inpatient_hub.services.seat import Seat
    from inpatient_hub.services.series_work import SeriesService
    from inpatient_hub.services.tasks import TaskService
    from inpatient_hub.services.today import TodayService
    from inpatient_hub.services.trail import AuditTrail


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryServices:
    """What there is of the ward's diary."""

    tasks: "TaskService"
    series: "SeriesService"
    diary: "DiaryService"
    my_work: "MyWorkService"
    quick_add: "QuickAddService"
    clocks: "ClockService"
    leaving: "LeavingService"
    today: "TodayService"
    reminders: "ReminderService"


class _RulesWhenAsked:
    """The clock rules, read from their files when somebody first asks for a date."""

    def __init__(self, place: Place) -> None:
        self._place = place

    @property
    def rules(self) -> "Mapping[str, ClockRuleSpec]":
        """Every rule by id."""
        return self._all.rules

    @property
    def events(self) -> "Mapping[str, EventSpec]":
        """Every event by id."""
        return self._all.events

    @cached_property
    def _all(self) -> "ClockRules":
        from inpatient_hub.content.clock_rules import load_clock_rules
        from inpatient_hub.host.paths import local_pack_folder
        from inpatient_hub.host.resources import resource_path

        return load_clock_rules(resource_path("clocks"), local_pack_folder(self._place.data_folder) / "clocks")


def diary_services(
    store: "Store", *, place: Place, clock: "Clock", new_id: "NewId", trail: "AuditTrail", seat: "Seat"
) -> DiaryServices:
    """The services of the diary over this store."""
    from inpatient_hub.services.clock_dates import ClockService
    from inpatient_hub.services.diary import DiaryService
    from inpatient_hub.services.leaving import LeavingService
    from inpatient_hub.services.my_work import MyWorkService
    from inpatient_hub.services.quick_adding import QuickAddService
    from inpatient_hub.services.reminders import ReminderService
    from inpatient_hub.services.series_work import SeriesService
    from inpatient_hub.services.tasks import TaskService
    from inpatient_hub.services.today import TodayService

    rules = _RulesWhenAsked(place)
    tasks = TaskService(store=store, clock=clock, new_id=new_id, trail=trail, seat=seat, rules=rules)
    series = SeriesService(store=store, clock=clock, new_id=new_id, trail=trail, seat=seat)
    return DiaryServices(
        tasks=tasks,
        series=series,
        diary=DiaryService(store=store, clock=clock, new_id=new_id, seat=seat),
        today=TodayService(store=store, clock=clock, seat=seat),
        my_work=MyWorkService(store=store, clock=clock, seat=seat),
        reminders=ReminderService(store=store, clock=clock, seat=seat, rules=rules),
        quick_add=QuickAddService(store=store, clock=clock, tasks=tasks, series=series, seat=seat),
        clocks=ClockService(store=store, clock=clock, new_id=new_id, trail=trail, seat=seat, rules=rules),
        leaving=LeavingService(store=store, clock=clock, new_id=new_id, trail=trail, seat=seat, rules=rules),
    )
