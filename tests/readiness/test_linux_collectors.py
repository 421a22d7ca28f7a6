"""A Linux computer tells about itself what its files and programs say, and nothing more."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from inpatient_hub.domain.readiness_facts import Facts, MissingWhy, ScreenFacts
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.readiness.collecting import collect
from inpatient_hub.readiness.collectors import linux
from inpatient_hub.readiness.collectors import linux_answers as answers
from inpatient_hub.readiness.collectors.part import NotAvailable
from inpatient_hub.readiness.collectors.programs import ask, parsed
from tests.readiness.clinic import NOW
from tests.readiness.stored_answers import StoredAnswers

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="these are the collectors of Linux")

CPUINFO = """\
processor\t: 0
vendor_id\t: GenuineIntel
model name\t: Intel(R) Core(TM) i5-8365U CPU @ 1.60GHz
cpu MHz\t\t: 799.998
processor\t: 1
model name\t: Another
"""

XRANDR = """\
Screen 0: minimum 320 x 200, current 3286 x 1080, maximum 16384 x 16384
eDP-1 connected primary 1366x768+0+312 (normal left inverted right x axis y axis) 309mm x 174mm
   1366x768      60.00*+  48.00
HDMI-1 disconnected (normal left inverted right x axis y axis)
DP-1 connected 1080x1920+1366+0 left (normal left inverted right x axis y axis) 527mm x 296mm
   1920x1080     60.00*+
DP-2 connected (normal left inverted right x axis y axis)
VIRTUAL1 connected 800x600+0+0 (normal left inverted right x axis y axis) 0mm x 0mm
"""

LSBLK_ENCRYPTED = """
{"blockdevices": [
  {"name":"sda","type":"disk","mountpoint":null,"children":[
     {"name":"sda1","type":"part","mountpoint":"/boot"},
     {"name":"sda2","type":"part","mountpoint":null,"children":[
        {"name":"sda2_crypt","type":"crypt","mountpoint":null,"children":[
           {"name":"vg-root","type":"lvm","mountpoint":"/"}]}]}]},
  {"name":"sdb","type":"disk","mountpoint":"/media/stick"}]}
"""

LSBLK_PLAIN = """
{"blockdevices": [
  {"name":"sda","type":"disk","mountpoint":null,"children":[{"name":"sda1","type":"part","mountpoint":"/"}]},
  {"name":"sdb","type":"disk","mountpoint":null,"children":[{"name":"stick","type":"crypt","mountpoint":"/media/x"}]}]}
"""

LSBLK = "lsblk -J -o NAME,TYPE,MOUNTPOINT"


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


@pytest.fixture
def laptop(tmp_path: Path) -> Path:
    """The files of a laptop."""
    write(tmp_path, "proc/cpuinfo", CPUINFO)
    write(tmp_path, "sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq", "4100000\n")
    write(tmp_path, "sys/class/dmi/id/sys_vendor", "LENOVO\n")
    write(tmp_path, "sys/class/dmi/id/product_name", "20NYS5E700\n")
    write(tmp_path, "sys/class/dmi/id/bios_vendor", "LENOVO\n")
    write(tmp_path, "sys/class/drm/card0-eDP-1/status", "connected\n")
    write(tmp_path, "sys/class/drm/card0-eDP-1/modes", "1366x768\n1024x768\n")
    write(tmp_path, "sys/class/drm/card0-HDMI-A-1/status", "disconnected\n")
    write(tmp_path, "sys/class/drm/card0-HDMI-A-1/modes", "")
    write(tmp_path, "proc/asound/pcm", "00-00: ALC257 : ALC257 : playback 1 : capture 1\n00-03: HDMI 0 : playback 1\n")
    write(tmp_path, "proc/uptime", "93784.55 700000.10\n")
    write(tmp_path, "etc/resolv.conf", "nameserver 192.0.2.53\nsearch ward.trust.nhs.uk local\n")
    return tmp_path


ANSWERS = {
    "systemd-detect-virt": "none\n",
    "xdg-mime query default application/rtf": "libreoffice-writer.desktop\n",
    "xdg-mime query default text/csv": "\n",
    LSBLK: LSBLK_ENCRYPTED,
}


def facts_of(root: Path, ask: StoredAnswers) -> Facts:
    return collect(linux.parts(ask=ask, root=root), clock=FixedClock(NOW), app_version="1")


def test_a_laptop_tells_about_itself(laptop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.7 1 192.0.2.8 22")
    facts = facts_of(laptop, StoredAnswers(dict(ANSWERS), refused=frozenset({"systemd-detect-virt"})))
    assert (facts.processor.name, facts.processor.max_mhz) == ("Intel(R) Core(TM) i5-8365U CPU @ 1.60GHz", 4100)
    assert (facts.platform.manufacturer, facts.platform.product) == ("LENOVO", "20NYS5E700")
    assert (facts.platform.hypervisor, facts.platform.remote_session) == ("none", True)
    assert (facts.platform.audio_inputs, facts.platform.audio_outputs) == (1, 2)
    assert facts.platform.dns_suffix_is_nhs is True
    assert facts.screens == (ScreenFacts(name="eDP-1", width=1366, height=768),)
    assert (facts.office.opens_rtf, facts.office.opens_csv) == ("libreoffice-writer.desktop", "")
    assert facts.power.up_for_s == 93784
    assert facts.security.disk_encrypted is True
    assert facts.disk.free_for_user
    assert {one.why for one in facts.missing} <= {MissingWhy.UNAVAILABLE}


def test_a_computer_that_tells_nothing_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":99")
    facts = facts_of(tmp_path, StoredAnswers({}))
    told = {one.path: one.why for one in facts.missing if one.path != "power.on_mains"}
    assert told == dict.fromkeys(
        [
            "screens",
            "platform.hypervisor",
            "power.up_for_s",
            "office.opens_rtf",
            "office.opens_csv",
            "security.disk_encrypted",
        ],
        MissingWhy.UNAVAILABLE,
    )
    assert facts.processor.max_mhz is None
    assert facts.platform.manufacturer is None


def test_xrandr_is_asked_where_there_is_an_x_display(laptop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    assert facts_of(laptop, StoredAnswers({"xrandr --query": XRANDR})).screens == (
        ScreenFacts(name="eDP-1", width=1366, height=768, width_mm=309, height_mm=174, is_primary=True),
        ScreenFacts(name="DP-1", width=1080, height=1920, width_mm=527, height_mm=296),
        ScreenFacts(name="VIRTUAL1", width=800, height=600),
    )
    assert [one.name for one in facts_of(laptop, StoredAnswers({"xrandr --query": "?"})).screens] == ["eDP-1"]


def test_guest_tools_are_found(laptop: Path) -> None:
    write(laptop, "usr/bin/prltoolsd", "")
    assert facts_of(laptop, StoredAnswers({})).platform.guest_tools == ("prltoolsd",)


@pytest.mark.parametrize(
    ("cpufreq", "cpuinfo", "mhz"),
    [
        ("4100000\n", CPUINFO, 4100),
        (None, CPUINFO, 1600),
        ("broken", CPUINFO, 1600),
        (None, "model name\t: Intel(R) Xeon(R) Processor\ncpu MHz\t\t: 2100.000\n", 2100),
        (None, "model name\t: ARM\n", None),
        (None, "cpu MHz\t: fast\n", None),
        (None, "", None),
    ],
)
def test_the_clock_of_a_processor_is_its_greatest(cpufreq: str | None, cpuinfo: str, mhz: int | None) -> None:
    assert answers.greatest_mhz(cpufreq_khz=cpufreq, cpuinfo=cpuinfo) == mhz


@pytest.mark.parametrize(
    ("listed", "encrypted"),
    [
        (LSBLK_ENCRYPTED, True),
        (LSBLK_PLAIN, False),
        ('{"blockdevices": [{"name":"sda","type":"disk","mountpoint":"/data"}]}', None),
        ('{"blockdevices": null}', None),
        ('{"blockdevices": [7, {"children": "x"}]}', None),
        ("[]", None),
        ("{}", None),
    ],
)
def test_the_system_disk_is_encrypted_when_what_it_lies_on_is(listed: str, encrypted: bool | None) -> None:
    assert answers.root_is_encrypted(parsed("lsblk", listed)) is encrypted


@pytest.mark.parametrize(
    ("resolv", "nhs"),
    [
        ("search trust.nhs.uk", True),
        ("domain NHS.UK.", True),
        ("search example.org notnhs.uk", False),
        ("# search trust.nhs.uk", False),
        ("nameserver 192.0.2.1", False),
    ],
)
def test_an_nhs_domain_is_told_by_its_name(resolv: str, nhs: bool) -> None:
    assert answers.is_nhs_domain(resolv) is nhs


def test_a_program_answers_in_its_time() -> None:
    assert ask(sys.executable, "-c", "print('yes')").strip() == "yes"


def test_a_program_that_is_not_here_is_told_in_words() -> None:
    with pytest.raises(NotAvailable, match=r"The program no-such-program cannot be used here\."):
        ask("no-such-program")


def test_a_program_that_refuses_is_no_answer_unless_that_is_one() -> None:
    refusing = (sys.executable, "-c", "print('no'); raise SystemExit(3)")
    with pytest.raises(NotAvailable, match="code 3"):
        ask(*refusing)
    assert ask(*refusing, refusal_is_an_answer=True).strip() == "no"


def test_a_program_that_hangs_is_ended() -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        ask(sys.executable, "-c", "import threading; threading.Event().wait()", limit_s=0.2)


def test_a_program_cannot_wait_for_somebody_to_type() -> None:
    assert ask(sys.executable, "-c", "print(repr(input()) if 0 else len(__import__('sys').stdin.read()))") == "0\n"


def test_a_program_speaks_english_and_whatever_bytes_it_likes() -> None:
    assert ask(sys.executable, "-c", "import os; print(os.environ['LC_ALL'])") == "C\n"
    assert ask(sys.executable, "-c", r"import os; os.write(1, b'a\xff')") == "a\ufffd"


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000])
def test_an_answer_that_is_not_json_is_told_in_words(text: str) -> None:
    with pytest.raises(NotAvailable, match="form that is not known"):
        parsed("lsblk", text)


def test_this_computer_can_be_asked_for_real() -> None:
    facts = collect(linux.parts(), clock=FixedClock(NOW), app_version="1")
    assert [one for one in facts.missing if one.why is not MissingWhy.UNAVAILABLE] == []
    assert facts.processor.logical_cores == os.cpu_count()
    assert facts.memory.usable
    assert facts.memory.available
    assert facts.disk.size
    assert facts.power.up_for_s is not None
    assert linux.name_in_words() == facts.system_name
