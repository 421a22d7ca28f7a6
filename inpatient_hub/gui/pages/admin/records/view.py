"""What the page of the records is filled with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from inpatient_hub.domain.retention import Period
from inpatient_hub.services.retention import DueList


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsView:
    """How the records of a ward stand. `names` gives the people of the ward by id."""

    due: DueList
    periods: tuple[Period, ...]
    names: Mapping[str, str]
    may_erase: bool
    may_export: bool
    local: Callable[[datetime], datetime]
