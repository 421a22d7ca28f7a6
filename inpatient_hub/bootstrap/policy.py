"""Lays what the trust has set over what was chosen here: the database, the second place for backups, the profile."""

from contextlib import suppress
from typing import TYPE_CHECKING

from inpatient_hub.domain.errors import HubError
from inpatient_hub.host.place import Place

if TYPE_CHECKING:
    from inpatient_hub.domain.locking import TrustPolicy
    from inpatient_hub.host.settings import Settings


def as_set(place: Place) -> Place:
    """The place with the database that the trust has set, where none is given. A folder that is named, another than
    this user's own, is a wish for the work in it; and a ward that is thrown away has a key from the start. Raises
    PolicyUnreadable."""
    from inpatient_hub.host.paths import default_data_folder
    from inpatient_hub.host.trust_policy import read_trust_policy

    if place.database_url is not None or place.key is not None or place.data_folder != default_data_folder():
        return place
    return place._replace(database_url=read_trust_policy(place.data_folder).database_url or None)


def trust_policy_of(place: Place) -> "TrustPolicy":
    """What the trust allows here; the usual where that cannot be read. For what may be known or shown without it: what
    guards the ward's work reads the policy itself, and fails."""
    from inpatient_hub.domain.locking import TrustPolicy
    from inpatient_hub.host.trust_policy import read_trust_policy

    with suppress(HubError):
        return read_trust_policy(place.data_folder)
    return TrustPolicy()


def settings_of(place: Place, policy: "TrustPolicy | None" = None) -> "Settings":
    """This computer's choices, with the second place that the trust has set. Asked anew each time: they change."""
    from dataclasses import replace

    from inpatient_hub.host.settings import read_settings

    settings = read_settings(place.data_folder)
    second = (policy or trust_policy_of(place)).second_backup_folder
    return replace(settings, second_backup_folder=second) if second else settings
