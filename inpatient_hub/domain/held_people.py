"""What must not come back with a backup: the access of who has left since, has fewer rights, or has another PIN."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from inpatient_hub.domain.access import Role
from inpatient_hub.domain.sign_in import SecretKind, StaffSecret
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import AccessSettings, SignIn

_RANKS = tuple(Role)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonThen:
    """A person as one store has them. `changed_at` is when somebody last changed their record, as the trail there
    says."""

    person: Staff
    secret: StaffSecret | None = None
    changed_at: datetime | None = None


WHY, SINCE = "why", "since"
RESTORED = "restore"
"""In the detail of an entry that nobody made by hand, but a backup that was put back: why, and since when it holds."""

People = Mapping[str, PersonThen]
"""The people of one store by id."""


@dataclass(frozen=True, slots=True)
class WardThen:
    """How people sign in on a ward, as one store has it."""

    name: str
    access: AccessSettings


WardsThen = Mapping[str, WardThen]
"""The wards of one store by id."""


def narrowed_access(there: AccessSettings, now: AccessSettings) -> AccessSettings:
    """How a ward signs in once a backup was put back: what was switched on since, or an account that is trusted no
    more, stays so."""
    if now.sign_in is not SignIn.SECRET:
        return there
    trusts = now.windows_accounts and (there.windows_accounts or there.sign_in is not SignIn.SECRET)
    return replace(there, sign_in=SignIn.SECRET, windows_accounts=trusts)


def told_of_wards(now: WardsThen | None, there: WardsThen | None) -> tuple[str, ...]:
    """A sentence about each ward of a backup where a name was enough, and is not any more."""
    known = now or {}
    return tuple(
        ward_words(ward.name)
        for ward_id, ward in sorted((there or {}).items(), key=lambda pair: pair[1].name)
        if ward_id in known and narrowed_access(ward.access, known[ward_id].access) != ward.access
    )


def ward_words(name: str) -> str:
    """What is told of a ward whose way of signing in is held back."""
    return f"{name}: people sign in as they do now, with a PIN. Who has none gets a start code under Admin, People."


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is held back of one person: their record as it is to be, and what they sign in with, None where that stays
    as the backup has it. `is_needed` marks who would have been held back, and is the only senior admin there is."""

    before: Staff
    after: Staff
    secret: StaffSecret | None = None
    is_needed: bool = False
    since: datetime | None = None
    """When the record that is held to was last changed by somebody."""

    @property
    def is_told(self) -> bool:
        """Whether there is anything to hold back."""
        return self.is_needed or self.before != self.after or self.secret is not None


def to_hold(now: People, there: People) -> tuple[Held, ...]:
    """What of the people in `there`, a backup, is not to come back, as the store of `now` has it otherwise and later.
    A store that knows none of them holds nothing back."""
    found = [_held(now[one.person.id], one) for one in there.values() if one.person.id in now]
    found = _with_a_senior(found, there)
    return tuple(sorted((one for one in found if one.is_told), key=lambda one: one.before.name))


UNKNOWN = (
    "The store of now could not be asked who has left, has fewer rights or has another PIN since this backup: they "
    "have what they had then. Look through Admin, People."
)


def told(now: People | None, there: People | None) -> tuple[str, ...]:
    """A sentence about each person of a backup who is held back, to be read before and after it is put back; where it
    cannot be known, a sentence that says so. None stands for a store that cannot be read."""
    if not now or not there or now.keys().isdisjoint(there):
        return (UNKNOWN,)
    return words_of(to_hold(now, there))


MOST_TOLD = 5


def shortened(said: Sequence[str]) -> tuple[str, ...]:
    """So many of these sentences as a window has room for, and how many more there are."""
    if len(said) <= MOST_TOLD:
        return tuple(said)
    return (
        *said[: MOST_TOLD - 1],
        f"And {len(said) - MOST_TOLD + 1} more people: see Admin, People and the audit trail.",
    )


def words_of(held: Sequence[Held]) -> tuple[str, ...]:
    """A sentence about each."""
    return tuple(f"{one.before.name}: {_word(one)}." for one in held)


def _word(held: Held) -> str:
    if held.is_needed:
        return (
            "had left or was no senior admin any more, and is the only one in this backup. They can sign in as one "
            "again: make somebody else a senior admin, then mark them as left or change their role"
        )
    said = []
    if held.before.active and not held.after.active:
        said.append("has left since, and stays so")
    elif held.before != held.after:
        said.append("has fewer rights since, and keeps to them")
    if held.secret is not None and held.after.active:
        code = held.secret.kind is SecretKind.START_CODE
        said.append(
            "signs in with the start code given since" if code else "signs in with the PIN or passphrase of now"
        )
    return "; ".join(said)


def _held(now: PersonThen, there: PersonThen) -> Held:
    after = there.person if _is_later(there.changed_at, now.changed_at) else _narrowed(there.person, now.person)
    secret = _secret(now.secret, there.secret)
    return Held(before=there.person, after=after, secret=secret, since=now.changed_at)


def _is_later(there: datetime | None, now: datetime | None) -> bool:
    """Whether a record was changed later in the backup: a newer one is put back after an older one."""
    return there is not None and now is not None and there > now


def _narrowed(there: Staff, now: Staff) -> Staff:
    """The record of the backup, with no more rights than the person has now."""
    works_on = {now.ward_id, *now.other_wards}
    return replace(
        there,
        active=there.active and now.active,
        access=min(there.access, now.access, key=_RANKS.index),
        editor=there.editor and now.editor,
        other_wards=tuple(one for one in there.other_wards if one in works_on),
        account=there.account if there.account == now.account else None,
    )


def _secret(now: StaffSecret | None, there: StaffSecret | None) -> StaffSecret | None:
    """What the person signs in with now, where that is the later one: also one that is switched off."""
    if now is None or (there is not None and there.made_at > now.made_at):
        return None
    same = there is not None and replace(now, version=there.version) == there
    return None if same else now


def _with_a_senior(held: list[Held], there: People) -> list[Held]:
    """The same, so that a senior admin is left where there was one: without one nobody could ever let anybody in."""
    seniors = {one.person.id for one in there.values() if _is_senior(one.person)}
    lost = [one for one in held if one.before.id in seniors and not _is_senior(one.after)]
    if not lost or len(lost) < len(seniors):
        return held
    still_here = [one for one in lost if one.after.active] or lost
    needed = {one.before.id for one in still_here}
    return [replace(one, after=one.before, is_needed=True) if one.before.id in needed else one for one in held]


def _is_senior(person: Staff) -> bool:
    return person.active and person.access is Role.SENIOR_ADMIN
