"""What a person wants to see of the diary, kept under a name of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedFilter:
    """One person's filter. `body` holds codes and flags, as the page that shows it understands them; no free text."""

    id: str
    staff_id: str
    name: str
    body: Mapping[str, str | bool | list[str]] = field(default_factory=dict)
    version: int = 1
