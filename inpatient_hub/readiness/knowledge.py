"""What the program knows about the world, as dated data: support dates, names of platforms, VPNs and processors."""

from datetime import date

from inpatient_hub.readiness.profiles import Spec


class Knowledge(Spec):
    """All dated lists together."""

    dates: dict[str, date]
    """How old each list is, by name."""
