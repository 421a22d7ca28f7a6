"""The program's steady clock in a test's hand: what is held back for a moment is let go without waiting for it."""

from dataclasses import dataclass

import pytest


@dataclass
class SteadyClock:
    """Stands until it is moved on."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def steady(monkeypatch: pytest.MonkeyPatch) -> SteadyClock:
    """Stands in for the steady clock where the window holds a second press back."""
    clock = SteadyClock()
    for module in ("inpatient_hub.gui.desk.double_keys", "inpatient_hub.gui.unfiled_list"):
        monkeypatch.setattr(f"{module}.steady_seconds", clock)
    return clock
