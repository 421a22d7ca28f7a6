"""Gathers what About tells: the program, where work is kept, what the trust has set, and details for support."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from inpatient_hub.domain.errors import HubError
from inpatient_hub.host.place import Place

if TYPE_CHECKING:
    from inpatient_hub.domain.locking import TrustPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """About this program on this computer. `support` can be given to anyone: nothing in it is about a patient or a
    person, no folder that could hold a name, and not the computer's name."""

    version: str
    system: str
    kept: str
    """Where the ward's work is kept, in words that hold no password."""
    policy: str
    """Whether the trust has set anything, and where."""
    notices: str
    log_folder: Path
    reports: int
    """How many reports of faults are kept."""
    support: str
    computer: str


def told_about(place: Place) -> About:
    """Reads files and the registry: not for the window's own thread."""
    from inpatient_hub import __version__
    from inpatient_hub.host.crash_reports import reports, versions
    from inpatient_hub.host.identity import computer_name
    from inpatient_hub.host.notices import notices
    from inpatient_hub.host.paths import log_file
    from inpatient_hub.host.system_words import system_words

    policy = _policy_of(place)
    found = reports(place.data_folder)
    lines = [
        versions(),
        f"Work is kept: {_kind_of(place)}",
        f"Set by the trust: {', '.join(sorted(policy.fixed)) or 'nothing'}" if policy else "The policy cannot be read",
        f"Reports of faults: {len(found)}",
    ]
    return About(
        version=__version__,
        system=system_words(),
        kept=_kept_words(place, policy),
        policy=_policy_words(policy),
        notices=notices(),
        log_folder=log_file(place.data_folder).parent,
        reports=len(found),
        support="\n".join(lines),
        computer=computer_name(),
    )


def _policy_of(place: Place) -> "TrustPolicy | None":
    from inpatient_hub.host.trust_policy import read_trust_policy

    try:
        return read_trust_policy(place.data_folder)
    except HubError:
        return None


def _kept_words(place: Place, policy: "TrustPolicy | None") -> str:
    if not place.database_url:
        return str(place.data_folder)
    from inpatient_hub.store.target import StoreTarget

    by_trust = policy is not None and policy.database_url == place.database_url
    return f"{StoreTarget.on_server(place.database_url).place}{', set by IT' if by_trust else ''}"


def _kind_of(place: Place) -> str:
    from inpatient_hub.host.paths import default_data_folder, portable_folder

    if place.database_url:
        return "on a database server"
    if place.data_folder == portable_folder():
        return "beside a portable copy of the program"
    return "in the user's own folder" if place.data_folder == default_data_folder() else "in a folder that was named"


def _policy_words(policy: "TrustPolicy | None") -> str:
    if policy is None:
        return "Your trust's policy cannot be read. Ask IT to put it right."
    if not policy.fixed:
        return "Your trust has set nothing on this computer."
    count = "1 setting" if len(policy.fixed) == 1 else f"{len(policy.fixed)} settings"
    return f"Your trust has made {count}: {' and '.join(policy.places)}."
