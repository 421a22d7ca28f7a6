"""Who has to type something to sign in, and who can sign in at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from inpatient_hub.domain.access import Role
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import SignIn, Ward
from inpatient_hub.services.ports import Work


@dataclass(frozen=True, slots=True)
class Asking:
    """Who is asked for a secret: what each ward says about it, and the account in use at this computer."""

    wards: Sequence[Ward]
    account: str | None

    def needs_secret(self, person: Staff) -> bool:
        """Whether any ward this person may see wants more than a name: a name alone must not open that one too."""
        return any(ward.access.sign_in is SignIn.SECRET for ward in self._seen_by(person))

    def knows_account(self, person: Staff) -> bool:
        """Whether the account in use is this person's, and every ward that wants a secret takes it for one."""
        return (
            person.account is not None
            and person.account == self.account
            and all(
                ward.access.windows_accounts for ward in self._seen_by(person) if ward.access.sign_in is SignIn.SECRET
            )
        )

    def asks(self, person: Staff) -> bool:
        """Whether something has to be typed."""
        return self.needs_secret(person) and not self.knows_account(person)

    def _seen_by(self, person: Staff) -> list[Ward]:
        return [ward for ward in self.wards if person.works_on(ward.id)]


def able_to_sign_in(work: Work) -> frozenset[str]:
    """The ids of those who can sign in: whose name is enough, and who chose a PIN or passphrase that is not switched
    off. A senior admin's is never switched off as long as no other senior admin can sign in: the next try has to wait
    instead, so that nobody shuts a store for ever by typing wrong ones."""
    asking = Asking(work.wards.all(), None)
    secrets = {secret.staff_id: secret for secret in work.secrets.all()}
    active = [one for one in work.staff.all() if one.active]
    own = {one.id for one in active if one.id in secrets and secrets[one.id].is_own}
    able = own | {one.id for one in active if not asking.needs_secret(one)}
    seniors = [one.id for one in active if one.access is Role.SENIOR_ADMIN]
    if not able.intersection(seniors):
        able |= {one for one in seniors if one in secrets and secrets[one].is_chosen}
    return frozenset(able)
