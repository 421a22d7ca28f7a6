"""What the part about people shows, and its words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from inpatient_hub.domain.access import Role
from inpatient_hub.domain.sign_in import SecretKind
from inpatient_hub.domain.wards import SignIn, Ward
from inpatient_hub.gui.widgets.marks import ChipFacts
from inpatient_hub.services.emergencies import EmergencyLine
from inpatient_hub.services.people import PersonLine


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleView:
    """Everything shown at once. `at` is now on the ward's clock, and `local` puts a moment there."""

    ward: Ward
    wards: Mapping[str, str]
    """Names of all wards, by id."""
    people: tuple[PersonLine, ...]
    emergencies: tuple[EmergencyLine, ...]
    me: str
    seniors: bool
    """Whether senior admins may be made and changed by whoever looks."""
    at: datetime
    local: Callable[[datetime], datetime]

    @property
    def unreviewed(self) -> int:
        """How many emergency accesses nobody has reviewed."""
        return sum(line.access.reviewed_at is None for line in self.emergencies)

    def may_change(self, line: PersonLine) -> bool:
        """Whether a change to this person would be refused from the start."""
        return self.seniors or line.person.access is not Role.SENIOR_ADMIN


def state_of(line: PersonLine) -> str:
    """Whether this person can sign in, in a few words."""
    if not line.person.active:
        return "Left"
    if not line.needs_secret:
        return "By name"
    if line.secret is None:
        return "By account" if line.person.account else "No PIN yet"
    if line.switched_off:
        return "Switched off"
    if line.secret is SecretKind.START_CODE:
        return "Start code over" if line.code_over else "Start code given"
    return "PIN" if line.secret is SecretKind.PIN else "Passphrase"


def chip_of(line: PersonLine) -> ChipFacts | None:
    """What is out of the ordinary is a chip."""
    state = state_of(line)
    if state in ("Switched off", "Start code over", "No PIN yet"):
        return ChipFacts(state, "warn", "lock")
    if state == "Start code given":
        return ChipFacts(state, "neutral", "hourglass")
    return ChipFacts(state, "line", "logout") if state == "Left" else None


def sign_in_words(ward: Ward) -> tuple[tuple[str, str], ...]:
    """How this ward's people sign in, as (icon, sentence)."""
    access = ward.access
    by_pin = access.sign_in is SignIn.SECRET
    hours = "1 hour" if access.longest_hours == 1 else f"{access.longest_hours} hours"
    return (
        ("lock", "With a PIN or passphrase of their own.")
        if by_pin
        else ("alert-triangle", "By name alone: anyone at this computer can choose any name."),
        ("user", "A Windows account on a person's record stands for their PIN.")
        if by_pin and access.windows_accounts
        else ("user", "Windows accounts are not used."),
        ("clock", f"A sign-in ends after {hours}, however busy the person is."),
    )
