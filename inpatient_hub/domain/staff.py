"""The people who work on the ward."""

from dataclasses import dataclass

from inpatient_hub.domain.access import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """One member of staff. `role` is their designation as it is written in notes, such as `RMN`; `access` is what they
    may do in this program."""

    id: str
    ward_id: str
    name: str
    role: str
    active: bool = True
    access: Role = Role.STAFF
    editor: bool = False
    """May change workflows, templates and contacts, whatever their role."""
    other_wards: tuple[str, ...] = ()
    """Ids of wards they may see besides their own, in order."""
    account: str | None = None
    """The Windows account that is theirs, folded, such as `trust\\esummerson`; where the ward matches accounts."""
    version: int = 1

    def works_on(self, ward_id: str) -> bool:
        """Whether this person may see a ward without giving a reason."""
        return self.access is Role.SENIOR_ADMIN or ward_id == self.ward_id or ward_id in self.other_wards

    @property
    def initials(self) -> str:
        """The letters in this person's disc."""
        return initials_of(self.name)

    @property
    def signature(self) -> str:
        """Name and role, as the last line of a note gives them."""
        return f"{self.name}, {self.role}" if self.role else self.name


_TITLES = frozenset({"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor"})


def initials_of(name: str) -> str:
    """First letters of the first and last names, for the disc; titles are passed over."""
    parts = [part for part in name.split() if part.rstrip(".").casefold() not in _TITLES]
    chosen = [parts[0], parts[-1]] if len(parts) > 1 else parts
    return "".join(part[0].upper() for part in chosen)
