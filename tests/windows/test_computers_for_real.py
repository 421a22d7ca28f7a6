"""Made-up computers, written into a real registry: the real collectors tell them as they are."""

from collections.abc import Callable
from typing import Any

import pytest

from inpatient_hub.readiness.collectors.windows import parts
from inpatient_hub.readiness.collectors.windows.answers import Display
from tests.readiness.collectors.windows.fake_api import Computer, FakeWinApi, gather
from tests.readiness.collectors.windows.recorded import COMPUTERS
from tests.windows.windows_registry import Keys

pytestmark = pytest.mark.win32


@pytest.fixture(autouse=True)
def _no_pause_between_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inpatient_hub.readiness.collectors.windows.memory.BETWEEN_LOOKS_S", 0)


class OnRealRegistry(Computer):
    """The same computer, its answers made up but its registry this Windows' own."""

    def parts(self, api: FakeWinApi | None = None) -> Any:
        return parts(api or FakeWinApi(self.answers))


@pytest.mark.parametrize("name", COMPUTERS)
def test_a_computer_is_told_the_same_from_a_real_registry(write_keys: Callable[[Keys], None], name: str) -> None:
    computer = COMPUTERS[name]
    write_keys(computer.tree)
    real, made_up = gather(OnRealRegistry(computer.tree, computer.answers)), gather(computer)
    assert real.raised == made_up.raised == {}
    assert real.missing == made_up.missing
    assert real.screens == made_up.screens
    assert real.values == made_up.values


@pytest.mark.parametrize("name", ["Windows 10 22H2 Pro", "Citrix"])
def test_real_calls_and_a_made_up_registry_go_together(write_keys: Callable[[Keys], None], name: str) -> None:
    computer = COMPUTERS[name]
    write_keys(computer.tree)
    made_up = gather(computer)

    class Real(Computer):
        def parts(self, api: FakeWinApi | None = None) -> Any:
            return parts()

    real = gather(Real({}, {}))
    by_registry = (
        "windows.revision windows.display_version windows.edition_id windows.installation_type processor.name "
        "platform.manufacturer platform.product platform.guest_tools platform.brokers office.word_version "
        "office.product_ids office.version office.is_64_bit client.installed"
    ).split()
    assert {path: real[path] for path in by_registry} == {path: made_up[path] for path in by_registry}
    assert real["office.word_path_exists"] is False, "the key is there, and no such file"


def test_a_monitors_own_data_is_found_by_its_real_name(write_keys: Callable[[Keys], None]) -> None:
    from dataclasses import replace

    from inpatient_hub.readiness.collectors.windows.api import WinApi
    from inpatient_hub.readiness.collectors.windows.registry import Registry
    from inpatient_hub.readiness.collectors.windows.screens import screens
    from tests.readiness.collectors.windows.recorded import MONITOR, MONITOR_ID, edid

    write_keys({rf"HKLM\{MONITOR}": {"EDID": edid(309, 174)}})
    [real] = WinApi().displays()
    api = FakeWinApi({"displays": (replace(real, monitor_id=MONITOR_ID),)})
    assert isinstance(real, Display)
    [screen] = screens(api, Registry())
    assert (screen.width_mm, screen.height_mm) == (309, 174)
