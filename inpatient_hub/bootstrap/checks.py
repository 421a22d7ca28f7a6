"""Opens the checks of this computer, which need no store."""

from contextlib import suppress
from typing import TYPE_CHECKING

from inpatient_hub.bootstrap.locks import key_at_hand
from inpatient_hub.domain.errors import HubError
from inpatient_hub.host.place import Place

if TYPE_CHECKING:
    from inpatient_hub.readiness.service import ReadinessService
    from inpatient_hub.services.ports import Clock


def open_readiness(place: Place, *, clock: "Clock | None" = None) -> "ReadinessService":
    """The checks of this computer alone. They need no store, and work beside one that cannot be opened.

    Raises ReadinessDataError when a profile, the trust's own among them, cannot be used, and UnknownProfile when the
    trust's policy names one that there is not.
    """
    from inpatient_hub import __version__
    from inpatient_hub.bootstrap.policy import as_set, trust_policy_of
    from inpatient_hub.host.clock import SystemClock
    from inpatient_hub.host.identity import new_id
    from inpatient_hub.host.log import keep_log_off_terminal
    from inpatient_hub.host.paths import default_data_folder
    from inpatient_hub.readiness.collectors.choose import local_parts
    from inpatient_hub.readiness.installation import installation_parts
    from inpatient_hub.readiness.judging import judged
    from inpatient_hub.readiness.knowledge import load_knowledge
    from inpatient_hub.readiness.network_test import RealNetworkTest
    from inpatient_hub.readiness.profile_files import load_profiles, profile_named
    from inpatient_hub.readiness.remembered import FOLDER, Memory
    from inpatient_hub.readiness.service import ReadinessService

    keep_log_off_terminal()
    folder = place.data_folder
    with suppress(HubError):  # a policy that cannot be read locks the ward's work, not the checks
        place = as_set(place)
    profiles, usual = load_profiles(folder / FOLDER / "profiles.toml"), trust_policy_of(place).readiness_profile
    return ReadinessService(
        profiles=profiles,
        usual_profile=profile_named(profiles, usual).id if usual else "",
        knowledge=load_knowledge(),
        judge=judged,
        parts=lambda: (*local_parts(), *installation_parts(folder, place.database_url, lambda: key_at_hand(place))),
        network_test=RealNetworkTest(),
        memory=Memory(folder, may_make_folder=folder == default_data_folder()),
        clock=clock or SystemClock(),
        new_id=new_id,
        app_version=__version__,
    )
