"""Both of Windows' stores of proxies are read, a script is asked within its time, and no memory is kept."""

import threading

import pytest

from inpatient_hub.domain.readiness_network import ProxyFacts
from inpatient_hub.readiness.collectors.network_windows_proxy import proxy_for
from tests.readiness.collectors.network_windows_fake import FakeWindows

HOST = "s11.test"


def ask(windows: FakeWindows, host: str = HOST, limit_s: float = 5.0) -> ProxyFacts:
    return proxy_for(host, dlls=windows.dlls(), limit_s=limit_s)


def test_nothing_is_set() -> None:
    assert ask(FakeWindows()) == ProxyFacts()
    assert ask(FakeWindows(user={})) == ProxyFacts()


def test_the_users_own_proxy_without_a_name_or_password() -> None:
    facts = ask(FakeWindows(user={"proxy": "http=nurse:secret@proxy.test:8080;https=proxy.test:8443"}))
    assert facts.user_proxy == "http=proxy.test:8080; https=proxy.test:8443"
    assert facts.for_target == "proxy"


def test_the_computers_proxy() -> None:
    facts = ask(FakeWindows(machine={"proxy": "proxy.test:3128"}))
    assert (facts.user_proxy, facts.machine_proxy, facts.for_target) == ("", "proxy.test:3128", "proxy")


@pytest.mark.parametrize(
    ("bypass", "in_force"),
    [("*.test", "direct"), ("<local>;S11.TEST", "direct"), ("s12.test <local>", "proxy"), ("", "proxy")],
)
def test_a_proxy_that_is_not_used_for_the_server(bypass: str, in_force: str) -> None:
    assert ask(FakeWindows(user={"proxy": "proxy.test:8080", "bypass": bypass})).for_target == in_force


def test_looking_for_a_script_and_finding_none_is_harmless() -> None:
    windows = FakeWindows(user={"auto_detect": True})
    assert ask(windows) == ProxyFacts(auto_detect=True)
    assert ("script", (f"https://{HOST}/", 1, 3, "")) in windows.asked
    assert ("WinHttpCloseHandle", 0x7777_0000_1111) in windows.asked


def test_a_script_that_sends_the_server_direct() -> None:
    windows = FakeWindows(user={"script": "http://pac.test/proxy.pac"}, script=lambda url: (1, ""))
    facts = ask(windows)
    assert (facts.pac_url_set, facts.for_target) == (True, "direct")
    assert ("script", (f"https://{HOST}/", 2, 0, "http://pac.test/proxy.pac")) in windows.asked


def test_a_script_that_names_a_proxy() -> None:
    windows = FakeWindows(
        user={"auto_detect": True, "script": "http://pac.test/proxy.pac"}, script=lambda url: (3, "proxy.test:8080")
    )
    assert ask(windows).for_target == "proxy"
    assert ("script", (f"https://{HOST}/", 3, 3, "http://pac.test/proxy.pac")) in windows.asked


def test_a_script_decides_over_a_fixed_proxy_and_without_one_the_fixed_proxy_holds() -> None:
    user = {"auto_detect": True, "proxy": "proxy.test:8080"}
    assert ask(FakeWindows(user=user, script=lambda url: (1, ""))).for_target == "direct"
    assert ask(FakeWindows(user=user)).for_target == "proxy"


def test_a_script_that_cannot_be_fetched_leaves_it_open() -> None:
    facts = ask(FakeWindows(user={"script": "http://pac.test/proxy.pac"}, script=lambda url: 12167))
    assert (facts.for_target, facts.error) == ("unknown", "WinHttpGetProxyForUrl: 12167")


def test_a_script_that_hangs_is_given_up_and_the_settings_are_told() -> None:
    hanging = threading.Event()

    def hang(url: str) -> int:
        hanging.wait(30)
        return 12180

    facts = ask(FakeWindows(user={"auto_detect": True, "proxy": "proxy.test:8080"}, script=hang), limit_s=0.05)
    hanging.set()
    assert (facts.user_proxy, facts.for_target, facts.error) == (
        "proxy.test:8080",
        "unknown",
        "no answer within 0.05 s",
    )


def test_without_a_server_no_script_is_asked() -> None:
    windows = FakeWindows(user={"auto_detect": True})
    assert ask(windows, host="").for_target == "none"
    assert windows.asked == []


def test_every_text_that_windows_gave_is_given_back() -> None:
    windows = FakeWindows(
        user={"script": "http://pac.test/proxy.pac", "proxy": "proxy.test:8080", "bypass": "*.test"},
        machine={"proxy": "proxy.test:3128", "bypass": "*.test"},
        script=lambda url: (3, "proxy.test:8080"),
    )
    ask(windows)
    assert len(windows.freed) == len(set(windows.freed)) == 6
