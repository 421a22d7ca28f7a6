"""The two reasons for which a check of this computer is not begun."""

import difflib
import math
from collections.abc import Iterable

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


class UnknownProfile(HubError):
    """There is no profile of this name. The message lists those there are."""

    def __init__(self, profile_id: str, known: Iterable[str]) -> None:
        names = list(known)
        near = difflib.get_close_matches(profile_id, names, n=1)
        meant = f" Did you mean '{near[0]}'?" if near else ""
        super().__init__(
            f"There is no profile called '{profile_id[:60]}'",
            f"There are: {', '.join(names)}.{meant}",
            remedy="Choose one of these.",
        )
