"""What the Patients page shows at one moment, read together so that its counts and rows agree."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from inpatient_hub.domain.patients import CURRENT, PatientStatus
from inpatient_hub.domain.wards import PatientField, Ward
from inpatient_hub.services.ports import PatientLine, PatientOrder

if TYPE_CHECKING:
    from inpatient_hub.bootstrap import Hub

ALL_CURRENT = "current"
FILTERS: Mapping[str, tuple[str, frozenset[PatientStatus]]] = {
    ALL_CURRENT: ("All current", CURRENT),
    "active": ("On the ward", frozenset({PatientStatus.ACTIVE})),
    "on_leave": ("On leave", frozenset({PatientStatus.ON_LEAVE})),
    "discharge_pending": ("Discharge pending", frozenset({PatientStatus.DISCHARGE_PENDING})),
    "discharged": ("Discharged", frozenset({PatientStatus.DISCHARGED})),
}
"""The filters by id: their words and which patients each one shows."""

ORDERS: Mapping[PatientOrder, str] = {
    PatientOrder.BED: "By bed",
    PatientOrder.NAME: "By name",
    PatientOrder.EXPECTED_DISCHARGE: "By expected discharge",
}
_ORDER_NEEDS = {
    PatientOrder.BED: PatientField.BED,
    PatientOrder.EXPECTED_DISCHARGE: PatientField.EXPECTED_DISCHARGE_ON,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person wants to see: words to find, a filter's id, and an order."""

    query: str = ""
    filter: str = ALL_CURRENT
    order: PatientOrder = PatientOrder.BED


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientsView:
    """The list as far as it was read. `next` asks for the following part, None when all is here; `counts` says by
    filter how many the words find; `on_list` and `ever` count without the words, now and in all."""

    asked: Asked
    ward: Ward
    today: date
    lines: tuple[PatientLine, ...]
    next: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    on_list: int = 0
    ever: int = 0
    similar: Mapping[str, bool] = field(default_factory=dict)
    """Who on the ward could be mistaken for somebody else by name: by id whether the surname is the same."""

    @property
    def total(self) -> int:
        """How many the whole list holds."""
        return self.counts.get(self.asked.filter, 0)


def filters_for(ward: Ward) -> dict[str, str]:
    """Filters this ward can use, by id: without the status only who is current and who was discharged."""
    kept = FILTERS if ward.keeps(PatientField.STATUS) else {key: FILTERS[key] for key in (ALL_CURRENT, "discharged")}
    return {key: words for key, (words, _statuses) in kept.items()}


def orders_for(ward: Ward) -> dict[PatientOrder, str]:
    """Orders this ward can use: none by a detail it has switched off."""
    return {
        order: words for order, words in ORDERS.items() if order not in _ORDER_NEEDS or ward.keeps(_ORDER_NEEDS[order])
    }


def possible(asked: Asked, ward: Ward) -> Asked:
    """The same wish without a filter or an order that the ward has switched off."""
    orders = orders_for(ward)
    order = asked.order if asked.order in orders else next(iter(orders))
    return replace(asked, order=order, filter=asked.filter if asked.filter in filters_for(ward) else ALL_CURRENT)


def read_patients(hub: "Hub", ward_id: str, asked: Asked, *, at_least: int) -> PatientsView:
    """Reads the first `at_least` patients of the list, or more. Runs on the store's thread."""
    ward = hub.wards.get(ward_id)
    asked = possible(asked, ward)
    statuses = FILTERS[asked.filter][1]
    lines: list[PatientLine] = []
    after: str | None = None
    while True:
        page = hub.patients.find(ward_id, asked.query, statuses=statuses, order=asked.order, after=after)
        lines += page.items
        after = page.next
        if after is None or len(lines) >= at_least:
            break
    every = frozenset(PatientStatus) - {PatientStatus.IN_ERROR}
    return PatientsView(
        asked=asked,
        ward=ward,
        today=hub.clock.today(),
        lines=tuple(lines),
        next=after,
        counts={key: hub.patients.count(ward_id, asked.query, statuses=FILTERS[key][1]) for key in filters_for(ward)},
        on_list=hub.patients.count(ward_id),
        ever=hub.patients.count(ward_id, statuses=every),
        similar=hub.patients.alike(ward_id),
    )
