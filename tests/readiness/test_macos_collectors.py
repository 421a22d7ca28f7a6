"""A Mac tells about itself what macOS prints, and nothing more. What it prints is stored here as published elsewhere:
none of this has met a Mac."""

import json
import os
import plistlib
import subprocess
from pathlib import Path
from typing import Any

import pytest

from inpatient_hub.domain.readiness_facts import Facts, MacFacts, MissingWhy, ScreenFacts, Software
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.readiness.collecting import collect
from inpatient_hub.readiness.collectors import macos
from inpatient_hub.readiness.collectors import macos_answers as answers
from tests.readiness.clinic import NOW
from tests.readiness.stored_answers import StoredAnswers

pytestmark = pytest.mark.skipif(os.name != "posix", reason="these are the collectors of macOS")

DISPLAYS = {
    "SPDisplaysDataType": [
        {
            "_name": "Apple M2",
            "spdisplays_ndrvs": [
                {
                    "_name": "Color LCD",
                    "_spdisplays_pixels": "2560 x 1664",
                    "_spdisplays_resolution": "1470 x 956 @ 60.00Hz",
                    "spdisplays_main": "spdisplays_yes",
                    "spdisplays_online": "spdisplays_yes",
                },
                {
                    "_name": "DELL U2412M",
                    "_spdisplays_pixels": "1920 x 1200",
                    "_spdisplays_resolution": "1920 x 1200 @ 60.00Hz",
                    "spdisplays_depth": "CGSThirtytwoBitColor",
                },
                {"_name": "Asleep", "_spdisplays_pixels": "800 x 600", "spdisplays_online": "spdisplays_no"},
                {"_name": "Odd"},
            ],
        },
        {"_name": "A card without a screen"},
    ]
}

SMARTCARDS = {
    "SPSmartCardsDataType": [
        {"_name": "READERS", "#01": "Gemalto PC Twin Reader (ATR:{length = 0, bytes = 0x})", "#02": "OMNIKEY 3x21"},
        {"_name": "READERS_DRIVERS", "#01": "fr.apdu.ccid.smartcardccid:1.5.1 (/usr/libexec/x.bundle)"},
        {"_name": "SMARTCARDS_DRIVERS", "#01": "com.apple.CryptoTokenKit.pivtoken:1.0"},
        {"_name": "AVAIL_SMARTCARDS_KEYCHAIN", "_items": [{"_name": "com.apple.setoken"}]},
    ]
}

AUDIO = {
    "SPAudioDataType": [
        {
            "_name": "coreaudio_device",
            "_items": [
                {"_name": "MacBook Air Microphone", "coreaudio_device_input": 1},
                {"_name": "MacBook Air Speakers", "coreaudio_device_output": 2},
                {"_name": "Headset", "coreaudio_device_input": 1, "coreaudio_device_output": 2},
            ],
        }
    ]
}

MACHINES: list[dict[str, Any]] = [
    {
        "ID": "{1}",
        "Name": "Jane Eyre's Windows",
        "OS": "win-11",
        "Hardware": {"cpu": {"cpus": 4}, "memory": {"size": "8192Mb"}},
    },
    {"ID": "{2}", "Name": "Debian", "OS": "debian", "Hardware": {"cpu": {"cpus": 2}}},
]

PMSET_CUSTOM = """\
Battery Power:
 sleep                1
 displaysleep         2
AC Power:
 womp                 1
 displaysleep         10
 sleep                15 (sleep prevented by coreaudiod)
 hibernatemode        3
"""

PMSET_BATT = """\
Now drawing from 'AC Power'
 -InternalBattery-0 (id=1234)\t100%; charged; 0:00 remaining present: true
"""

SCUTIL_DNS = """\
DNS configuration

resolver #1
  search domain[0] : trust.nhs.uk
  nameserver[0] : 192.0.2.53
  flags    : Request A records
"""

ANSWERS: dict[str, str | BaseException] = {
    "sw_vers -productVersion": "14.6.1\n",
    "sysctl -n sysctl.proc_translated": "1\n",
    "sysctl -n kern.hv_vmm_present": "0\n",
    "sysctl -n machdep.cpu.brand_string": "Apple M2\n",
    "sysctl -n hw.physicalcpu": "8\n",
    "sysctl -n hw.logicalcpu": "8\n",
    "sysctl -n hw.memsize": "17179869184\n",
    "sysctl -n hw.model": "Mac14,2\n",
    "defaults read -g com.apple.keyboard.fnState": "1\n",
    "system_profiler SPDisplaysDataType -json": json.dumps(DISPLAYS),
    "system_profiler SPSmartCardsDataType -json": json.dumps(SMARTCARDS),
    "system_profiler SPAudioDataType -json": json.dumps(AUDIO),
    "prlctl list -a -i --json": json.dumps(MACHINES),
    "pmset -g custom": PMSET_CUSTOM,
    "pmset -g batt": PMSET_BATT,
    "scutil --dns": SCUTIL_DNS,
    "fdesetup status": "FileVault is On.\n",
}

ABSENT = frozenset({"sysctl -n hw.cpufrequency_max"})
"""Names that this Mac does not have: sysctl refuses."""


def install(folder: Path, name: str, version: str) -> None:
    contents = folder / f"{name}.app" / "Contents"
    contents.mkdir(parents=True)
    with (contents / "Info.plist").open("wb") as file:
        plistlib.dump({"CFBundleShortVersionString": version}, file)


@pytest.fixture
def mac(tmp_path: Path) -> Path:
    """The files of a Mac; the home folder is `home` in it."""
    install(tmp_path / "Applications", "Parallels Desktop", "19.4.1")
    install(tmp_path / "home" / "Applications", "UTM", "4.5.3")
    install(tmp_path / "Library/Apple/System/Library/CoreServices", "x", "1")
    bundle = tmp_path / "Library/Apple/System/Library/CoreServices/XProtect.bundle/Contents"
    bundle.mkdir(parents=True)
    (bundle / "Info.plist").write_bytes(plistlib.dumps({"CFBundleShortVersionString": "5284"}))
    (tmp_path / "home/Library/Mobile Documents/com~apple~CloudDocs/Desktop").mkdir(parents=True)
    return tmp_path


def facts_of(root: Path, answers: dict[str, str | BaseException]) -> Facts:
    asked = StoredAnswers(answers, refused=ABSENT)
    return collect(macos.parts(ask=asked, root=root, home=root / "home"), clock=FixedClock(NOW), app_version="1")


def test_a_mac_tells_about_itself(mac: Path) -> None:
    facts = facts_of(mac, ANSWERS)
    assert facts.missing == ()
    assert facts.mac == MacFacts(
        version="14.6.1",
        machine="arm64",
        is_virtual=False,
        function_keys_standard=True,
        virtual_machine_tools=(
            Software(name="Parallels Desktop", version="19.4.1", detail="Windows: 4 processors, 8192 MB"),
            Software(name="UTM", version="4.5.3"),
        ),
    )
    processor = facts.processor
    assert (processor.name, processor.max_mhz, processor.physical_cores, processor.machine) == (
        "Apple M2",
        None,
        8,
        "arm64",
    )
    assert facts.memory.installed == 16 * 2**30
    assert [(one.width, one.height, one.bits, one.is_primary) for one in facts.screens] == [
        (2560, 1664, None, True),
        (1920, 1200, 32, False),
    ]
    assert facts.screens[0].scale == pytest.approx(2560 / 1470)
    assert (facts.platform.manufacturer, facts.platform.product) == ("Apple Inc.", "Mac14,2")
    assert (facts.platform.hypervisor, facts.platform.dns_suffix_is_nhs) == ("none", True)
    assert (facts.platform.audio_inputs, facts.platform.audio_outputs) == (2, 2)
    assert facts.smartcard.readers == ("Gemalto PC Twin Reader", "OMNIKEY 3x21")
    assert (facts.power.standby_after_s, facts.power.on_mains) == (900, True)
    assert facts.power.up_for_s is not None
    assert facts.security.disk_encrypted is True
    assert facts.security.antivirus is not None
    assert [one.name for one in facts.security.antivirus] == ["XProtect 5284"]
    assert facts.security.personal_cloud_folders == ("desktop",)


def test_the_names_that_people_give_their_machines_are_left_out(mac: Path) -> None:
    assert "Jane" not in facts_of(mac, ANSWERS).model_dump_json()


def test_a_mac_that_tells_nothing_is_no_failure(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, {})
    assert {one.why for one in facts.missing} == {MissingWhy.UNAVAILABLE}
    assert facts.mac is not None
    assert facts.mac.virtual_machine_tools == ()
    assert facts.security.personal_cloud_folders == ()


def test_a_key_that_was_never_set_means_no(mac: Path) -> None:
    unset = {name: answer for name, answer in ANSWERS.items() if "fnState" not in name}
    asked = StoredAnswers(unset, refused=frozenset({"defaults read -g com.apple.keyboard.fnState"}))
    assert macos.function_keys(asked).function_keys_standard is False


@pytest.mark.parametrize(
    "answer", [subprocess.TimeoutExpired("prlctl", 2.5), "Login required", "{}", "[7]", '[{"OS": "win-10"}]']
)
def test_parallels_counts_also_when_it_does_not_say_what_it_gives(mac: Path, answer: str | BaseException) -> None:
    told = facts_of(mac, {**ANSWERS, "prlctl list -a -i --json": answer}).mac
    assert told is not None
    assert [one.name for one in told.virtual_machine_tools] == ["Parallels Desktop", "UTM"]
    assert "processors" not in told.virtual_machine_tools[0].detail


def test_a_program_of_applications_whose_description_is_damaged_still_counts(tmp_path: Path) -> None:
    (tmp_path / "Applications/VMware Fusion.app/Contents").mkdir(parents=True)
    (tmp_path / "Applications/VMware Fusion.app/Contents/Info.plist").write_bytes(b"not a plist")
    told = facts_of(tmp_path, ANSWERS).mac
    assert told is not None
    assert told.virtual_machine_tools == (Software(name="VMware Fusion"),)


def test_an_intel_mac_tells_its_clock(mac: Path) -> None:
    intel = {**ANSWERS, "sysctl -n hw.cpufrequency_max": "2600000000\n", "sysctl -n sysctl.proc_translated": "0\n"}
    asked = StoredAnswers(intel)
    assert macos.processor(asked).max_mhz == 2600


@pytest.mark.parametrize(
    ("said", "encrypted"),
    [
        ("FileVault is On.\n", True),
        ("FileVault is Off.\n", False),
        ("FileVault is On.\nEncryption in progress: Percent completed = 12\n", False),
        ("FileVault is Off.\nDeferred enablement appears to be active for user 'x'.\n", False),
    ],
)
def test_the_disk_is_encrypted_when_filevault_has_done_its_work(said: str, encrypted: bool) -> None:
    assert macos.encryption(StoredAnswers({"fdesetup status": said})).disk_encrypted is encrypted


def test_filevault_that_does_not_answer_is_not_taken_for_off(mac: Path) -> None:
    facts = facts_of(mac, {**ANSWERS, "fdesetup status": "Error: it went wrong\n"})
    assert facts.security.disk_encrypted is None
    assert facts.why_missing("security.disk_encrypted") is not None


@pytest.mark.parametrize("profile", [None, 7, [], {}, {"SPDisplaysDataType": "x"}, {"SPDisplaysDataType": [None, 7]}])
def test_answers_of_another_form_give_nothing(profile: Any) -> None:
    assert answers.screens(profile) == ()
    assert answers.smartcard_readers(profile) == ()
    assert answers.sound_devices(profile).audio_inputs == 0


def test_a_screen_without_its_pixels_is_given_as_it_looks() -> None:
    listed = {"_name": "TV", "_spdisplays_resolution": "1280 x 720"}
    assert answers.screens({"SPDisplaysDataType": [{"spdisplays_ndrvs": [listed]}]}) == (
        ScreenFacts(name="TV", width=1280, height=720, scale=1.0),
    )


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        (PMSET_CUSTOM, 900),
        ("AC Power:\n sleep 0\n", 0),
        ("Battery Power:\n sleep 1\n", None),
        ("AC Power:\n displaysleep 5\n", None),
        ("", None),
    ],
)
def test_a_mac_sleeps_on_mains_when_pmset_says_so(said: str, seconds: int | None) -> None:
    assert answers.sleep_on_mains(said).standby_after_s == seconds


@pytest.mark.parametrize(
    ("said", "mains"), [(PMSET_BATT, True), ("Now drawing from 'Battery Power'\n", False), ("", None)]
)
def test_where_the_power_comes_from(said: str, mains: bool | None) -> None:
    assert answers.is_on_mains(said) is mains
