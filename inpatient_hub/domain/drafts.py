"""What a person had typed and not saved when the window was locked: kept for them, and offered back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

KEPT_FOR = timedelta(days=7)
"""After so long nobody comes back to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Unsaved typing. `page` and `about` say where it belongs, `title` says so to the person; what the page needs to
    put it back stands in `typed`, in what JSON can hold, and which form of the page it was under `form`."""

    page: str
    about: str
    title: str
    typed: Mapping[str, Any] = field(hash=False)
    ward: str = ""
    """Id of the ward it was typed for: it never comes back for another. Empty in a file of an older version."""

    @property
    def form(self) -> str:
        """Which form over the page it was typed in; empty for the page's own."""
        return str(self.typed.get("form", ""))

    def is_of_same(self, other: "Draft") -> bool:
        """Whether both were typed in the same place, about the same thing and for the same ward."""
        return (self.page, self.about, self.ward, self.form) == (other.page, other.about, other.ward, other.form)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraft:
    """A draft, whose it is, and since when it waits."""

    id: str
    staff_id: str
    kept_at: datetime
    draft: Draft

    def is_over(self, now: datetime) -> bool:
        """Whether it has waited too long."""
        return now - self.kept_at > KEPT_FOR
