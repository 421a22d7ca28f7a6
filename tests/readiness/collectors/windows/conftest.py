"""The collectors wait for nothing in tests."""

import pytest

from inpatient_hub.readiness.collectors.windows import memory


@pytest.fixture(autouse=True)
def _no_pause_between_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "BETWEEN_LOOKS_S", 0)
