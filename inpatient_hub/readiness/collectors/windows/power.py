"""Whether the computer stays awake on mains, and how long it has been up."""

from functools import partial

from inpatient_hub.domain.readiness_facts import PowerFacts
from inpatient_hub.readiness.collectors.part import Part
from inpatient_hub.readiness.collectors.windows.api import WinApi
from inpatient_hub.readiness.collectors.windows.calls_system import HIBERNATE_AFTER, STANDBY_AFTER
from inpatient_hub.readiness.collectors.windows.reading import known, sound


def parts(api: WinApi) -> tuple[Part, ...]:
    """The one part of the section `power`."""
    return (Part("power", (), partial(power, api)),)


def power(api: WinApi) -> PowerFacts:
    """By the power plan in use; 0 seconds is never."""
    up_for_ms = known(api.up_for_ms)
    return sound(
        PowerFacts,
        standby_after_s=known(api.seconds_on_mains, STANDBY_AFTER),
        hibernate_after_s=known(api.seconds_on_mains, HIBERNATE_AFTER),
        on_mains=known(api.is_on_mains),
        up_for_s=None if up_for_ms is None else up_for_ms // 1000,
    )
