"""Where a person can go in the window, and the way back."""

from enum import StrEnum
from typing import NamedTuple


class PageId(StrEnum):
    """The pages of the window."""

    TODAY = "today"
    DIARY = "diary"
    MY_TASKS = "my_tasks"
    REPEATS = "repeats"
    PATIENTS = "patients"
    PATIENT = "patient"
    REFERRALS = "referrals"
    RUN = "run"
    NOTES = "notes"
    NOTE = "note"
    COMPUTER = "computer"
    ADMIN = "admin"


RAIL_PAGE = {
    PageId.REPEATS: PageId.DIARY,
    PageId.PATIENT: PageId.PATIENTS,
    PageId.RUN: PageId.REFERRALS,
    PageId.NOTE: PageId.NOTES,
}
"""Which rail entry is lit while a page without one of its own is shown."""


class Destination(NamedTuple):
    """A page and, where it is about one record, that record's id."""

    page: PageId
    about: str = ""


class Trail:
    """Where the person has been, for Alt+Left."""

    def __init__(self) -> None:
        self._been: list[Destination] = []

    def go(self, to: Destination) -> None:
        """They are there now. Going to the same place twice is one step."""
        if not self._been or self._been[-1] != to:
            self._been.append(to)
        del self._been[:-50]

    def back(self) -> Destination | None:
        """The place before this one, which becomes the present one; None when there is none."""
        if len(self._been) < 2:
            return None
        self._been.pop()
        return self._been[-1]

    @property
    def here(self) -> Destination | None:
        """The present place."""
        return self._been[-1] if self._been else None

    @property
    def previous(self) -> Destination | None:
        """The place that `back` would lead to."""
        return self._been[-2] if len(self._been) > 1 else None
