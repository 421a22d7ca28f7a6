"""Why a network test may have to wait."""

import math

from inpatient_hub.domain.errors import HubError


class CoolDown(HubError):
    """The network was tested a moment ago. `seconds` is how long it is until it may be tested again, at least 1."""

    def __init__(self, left: float) -> None:
        self.seconds = max(1, math.ceil(left))
        wait = "1 second" if self.seconds == 1 else f"{self.seconds} seconds"
        super().__init__(
            "The network was tested a moment ago",
            "SystmOne's servers are in clinical use, so there is a pause between two tests.",
            remedy=f"Wait {wait}, then test it again. Everything else can be checked at any time.",
        )
