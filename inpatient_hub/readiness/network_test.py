"""Tests the way to a profile's servers, in words a person can follow."""

import threading
from collections.abc import Callable

from inpatient_hub.domain.readiness_network import NetworkFacts
from inpatient_hub.readiness.profiles import Profile


class RealNetworkTest:
    """The network test that sends something. Nothing of it is loaded before it is asked for."""

    def steps(self, profile: Profile) -> int:
        """How many steps `run` will tell. Raises PlanRefused when the profile's targets may not be tried."""
        from inpatient_hub.readiness.probe import expected_keys, plan_for

        return len(expected_keys(plan_for(profile)))

    def run(self, profile: Profile, *, stop: threading.Event, on_done: Callable[[str, str], None]) -> NetworkFacts:
        """Tests the servers of the profile, until done or stopped. `on_done` is told a check and what was tried."""
        from inpatient_hub.readiness.probe import check_of, plan_for, probe, words_of

        def tell(key: str, _: object) -> None:
            on_done(check_of(key), words_of(key))

        return probe(plan_for(profile), stop=stop, on_done=tell)
