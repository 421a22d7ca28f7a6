"""What Wine cannot answer is asked of a library that is declared as Windows declares it: the calls reach it rightly."""

import ctypes
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from inpatient_hub.readiness.collectors.windows.answers import SmartcardService
from inpatient_hub.readiness.collectors.windows.api import WinApi
from inpatient_hub.readiness.collectors.windows.calls_system import HIBERNATE_AFTER, STANDBY_AFTER

pytestmark = pytest.mark.win32

LIBRARIES = ("powrprof", "slwga", "wscapi", "winscard")


class Answers:
    """The library's variables by name; they are put back at the end."""

    def __init__(self) -> None:
        path = str(Path(sys.executable).parent / "answers.dll")
        self.library = ctypes.WinDLL(path, use_last_error=True)  # type: ignore[attr-defined]
        self._before: dict[str, int] = {}

    def __setitem__(self, name: str, value: int) -> None:
        place = ctypes.c_int32.in_dll(self.library, name)
        self._before.setdefault(name, place.value)
        place.value = value

    def __getitem__(self, name: str) -> int:
        return ctypes.c_int32.in_dll(self.library, name).value

    def put_back(self) -> None:
        for name, value in self._before.items():
            ctypes.c_int32.in_dll(self.library, name).value = value


@pytest.fixture
def answers() -> Iterator[Answers]:
    made = Answers()
    yield made
    made.put_back()


@pytest.fixture
def api(answers: Answers) -> WinApi:
    made = WinApi()
    made._loaded.update(dict.fromkeys(LIBRARIES, answers.library))
    return made


def test_the_power_plan_is_read(api: WinApi, answers: Answers) -> None:
    assert (api.seconds_on_mains(STANDBY_AFTER), api.seconds_on_mains(HIBERNATE_AFTER)) == (1800, 10800)
    answers["standby_after"] = 0
    assert api.seconds_on_mains(STANDBY_AFTER) == 0


def test_a_setting_that_no_plan_has_is_an_error(api: WinApi) -> None:
    with pytest.raises(OSError, match="PowerReadACValueIndex") as caught:
        api.seconds_on_mains("00000000-0000-0000-0000-000000000001")
    assert caught.value.winerror == 2  # type: ignore[attr-defined]


def test_a_plan_that_is_refused_is_an_error(api: WinApi, answers: Answers) -> None:
    answers["power_error"] = 5
    with pytest.raises(PermissionError):
        api.seconds_on_mains(STANDBY_AFTER)


@pytest.mark.parametrize(("state", "activated"), [(0, True), (1, False), (2, False), (3, None), (4, None)])
def test_activation_is_read(api: WinApi, answers: Answers, state: int, activated: bool | None) -> None:
    answers["genuine_state"] = state
    assert api.is_activated() is activated


def test_an_activation_that_is_refused_is_an_error(api: WinApi, answers: Answers) -> None:
    answers["genuine_result"] = -2147024891
    with pytest.raises(OSError, match="SLIsGenuineLocal") as caught:
        api.is_activated()
    assert caught.value.winerror == -2147024891  # type: ignore[attr-defined]


@pytest.mark.parametrize("health", [(0, 0), (0, 1), (0, 2), (0, 3), (1, 0), (-2147467259, 0)])
def test_the_security_centres_word_is_read(api: WinApi, answers: Answers, health: tuple[int, int]) -> None:
    answers["health_result"], answers["health_state"] = health
    assert api.antivirus_health() == health


def test_every_reader_is_named_and_the_service_let_go(api: WinApi, answers: Answers) -> None:
    names = ("OMNIKEY CardMan 3x21 0", "Windows Hello for Business 1", "Cherry ST-1144 0")
    assert api.smartcards() == SmartcardService(code=0, readers=names)
    assert answers["contexts_open"] == 0


@pytest.mark.parametrize("where", ["establish_result", "list_result"])
@pytest.mark.parametrize("code", [0x8010001D, 0x8010001E, 0x8010002E])
def test_what_the_smartcard_service_refuses_is_passed_on(api: WinApi, answers: Answers, where: str, code: int) -> None:
    answers[where] = ctypes.c_int32(code).value
    assert api.smartcards() == SmartcardService(code=code)
    assert answers["contexts_open"] == 0
