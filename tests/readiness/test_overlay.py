"""A trust's own file sets servers and figures, and whatever it asks less of or turns off is told in a sentence."""

from pathlib import Path

import pytest

from inpatient_hub.domain.readiness import Severity, Status
from inpatient_hub.readiness.data_file import ReadinessDataError
from inpatient_hub.readiness.profile_files import UnknownProfile, load_profiles, profile_named
from inpatient_hub.readiness.profiles import Profile
from tests.readiness.judged import result
from tests.readiness.making import profiles


def overlaid(folder: Path, text: str) -> dict[str, Profile]:
    file = folder / "profiles.toml"
    file.write_text(text, encoding="utf-8")
    return load_profiles(file)


def refused(folder: Path, text: str) -> str:
    with pytest.raises(ReadinessDataError) as caught:
        overlaid(folder, text)
    assert "trust" in caught.value.title
    return "\n".join(str(problem) for problem in caught.value.problems)


def test_without_a_file_the_profiles_are_as_they_ship(tmp_path: Path) -> None:
    assert load_profiles(tmp_path / "profiles.toml") == profiles()
    assert all(profile.overlay == () for profile in profiles().values())


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    assert overlaid(tmp_path, "# nothing yet\n") == profiles()


def test_a_trust_names_its_own_servers_and_only_that_profile_changes(tmp_path: Path) -> None:
    made = overlaid(
        tmp_path,
        """
        [ward]
        hosts = [{ name = "systmone.example.nhs.uk", documented = "192.0.2.61" }, { name = "192.0.2.62" }]
        tcp = "2130-2133"
        udp = 2120
        https_hosts = ["mobile.example.nhs.uk"]
        tcp_addresses = ["192.0.2.7:443"]
        as_of = 2026-11-02
        """,
    )
    targets = made["ward"].targets
    assert [(host.name, host.documented) for host in targets.hosts] == [
        ("systmone.example.nhs.uk", "192.0.2.61"),
        ("192.0.2.62", None),
    ]
    assert (str(targets.tcp), str(targets.udp)) == ("2130-2133", "2120")
    assert made["ward"].overlay == (
        "Your trust's file set the servers: systmone.example.nhs.uk (192.0.2.61), 192.0.2.62. As it ships: none.",
        "Your trust's file set the TCP ports: 2130-2133. As it ships: 2130-2140.",
        "Your trust's file set the UDP ports: 2120. As it ships: 2120-2130.",
        "Your trust's file set the HTTPS servers: mobile.example.nhs.uk.",
        "Your trust's file set the addresses: 192.0.2.7:443.",
    )
    assert {id_: made[id_] for id_ in made if id_ != "ward"} == {
        id_: profile for id_, profile in profiles().items() if id_ != "ward"
    }


def test_a_trust_may_ask_for_more_and_it_is_judged_by_that(tmp_path: Path) -> None:
    made = overlaid(tmp_path, "[ward.rules.HW-06]\nfigures = { free_bytes = 20_000_000_000 }\n")["ward"]
    assert made.overlay == ("Your trust's file asks for more: There is room on drive C, 20 GB instead of 4 GB.",)
    disk = {"free_for_user": 19_999_999_999}
    assert result("ward", "HW-06", disk=disk).status is Status.PASS
    one = result(made, "HW-06", disk=disk)
    assert one.status is Status.FAIL
    assert "20 GB is your trust's own figure." in one.note


def test_asking_for_less_of_what_is_required_is_told_with_who_requires_it(tmp_path: Path) -> None:
    made = overlaid(tmp_path, "[ward.rules.HW-06]\nfigures = { free_bytes = 2_000_000_000 }\n")["ward"]
    assert made.overlay == (
        "Your trust's file asks for less: There is room on drive C, 2 GB instead of 4 GB (required by the WES).",
    )


def test_for_days_more_is_less(tmp_path: Path) -> None:
    looser = overlaid(tmp_path, "[byod_windows.rules.OS-10]\nfigures = { days = 60 }\n")["byod_windows"]
    (sentence,) = looser.overlay
    assert sentence.startswith(
        "Your trust's file asks for less: Windows updates are applied, 60 days instead of 35 days"
    )
    assert sentence.endswith("(required by NHS England Remote Working).")
    tighter = overlaid(tmp_path, "[byod_windows.rules.OS-10]\nfigures = { days = 14 }\n")["byod_windows"]
    assert tighter.overlay[0].startswith("Your trust's file asks for more")


def test_a_required_rule_that_is_turned_off_is_gone_and_the_report_says_so(tmp_path: Path) -> None:
    made = overlaid(tmp_path, '[ward.rules.HW-06]\noff = true\nnote = "Drives are watched centrally."\n')["ward"]
    assert made.rule("HW-06") is None
    (sentence,) = made.overlay
    assert sentence.startswith("Your trust's file turned off: There is room on drive C (required by the WES).")
    assert sentence.endswith("Its reason: Drives are watched centrally.")


def test_a_lowered_severity_is_told_and_a_raised_one_too(tmp_path: Path) -> None:
    made = overlaid(
        tmp_path,
        """
        [ward.rules.SW-01]
        severity = "advisory"
        [ward.rules.SW-02]
        severity = "required"
        """,
    )["ward"]
    assert set(made.overlay) == {
        "Your trust's file lowered to advisory: Microsoft Word is installed (required by the WES).",
        "Your trust's file made required: Microsoft supports this Office (as it ships recommended).",
    }
    assert result(made, "SW-01", office={"word_path_exists": False}).status is Status.WARN
    assert result(made, "SW-02", office={"product_ids": ("ProPlus2021Volume",)}).is_to_fix


def test_a_rule_that_is_ours_says_no_document_when_it_is_turned_off(tmp_path: Path) -> None:
    made = overlaid(tmp_path, "[ward.rules.OS-07]\noff = true\n")["ward"]
    assert made.overlay == ("Your trust's file turned off: Windows is not in S mode (advisory).",)


def test_a_trust_may_add_a_check_to_a_profile(tmp_path: Path) -> None:
    made = overlaid(tmp_path, '[ward.rules.EN-01]\nseverity = "required"\nnote = "Trust policy 12."\n')["ward"]
    rule = made.rule("EN-01")
    assert rule is not None
    assert (rule.severity, rule.note) == (Severity.REQUIRED, "Added by your trust's own file. Trust policy 12.")
    assert made.overlay == ("Your trust's file added: The disk is encrypted (required).",)
    assert result(made, "EN-01", security={"bitlocker": 2}).is_to_fix


def test_a_new_title_is_used_and_told(tmp_path: Path) -> None:
    made = overlaid(tmp_path, '[ward]\ntitle = "Haworth Ward computer"\nsummary = "Ours."\n')["ward"]
    assert (made.title, made.summary) == ("Haworth Ward computer", "Ours.")
    assert "'Ward workstation'" in made.overlay[0]


def test_what_stays_the_same_is_not_told(tmp_path: Path) -> None:
    made = overlaid(
        tmp_path,
        """
        [ward]
        title = "Ward workstation"
        tcp = "2130-2140"
        [ward.rules.HW-06]
        severity = "required"
        figures = { free_bytes = 4_000_000_000 }
        """,
    )["ward"]
    assert made.overlay == ()


FAULTS = [
    ("[wards]\n", "profiles.toml: wards: There is no profile 'wards'. Did you mean 'ward'?"),
    ("ward = 3\n", "profiles.toml: ward: A table of keys with values belongs here."),
    ("[ward]\nhost = []\n", "ward.host: 'host' is not a known key. Did you mean 'hosts'?"),
    ('[ward]\nhosts = [{ nam = "a" }]\n', "ward.hosts[0].nam: 'nam' is not a known key. Did you mean 'name'?"),
    ('[ward]\nhosts = [{ name = "a b" }]\n', "ward.hosts[0].name: 'a b' is not the name of a server."),
    ('[ward]\nhosts = [{ name = "-a" }]\n', "'-a' is not the name of a server."),
    ('[ward]\nhosts = [{ name = "a", documented = "300.1.1.1" }]\n', "'300.1.1.1' is not an IPv4 address"),
    (
        f"[ward]\nhosts = [{', '.join(['{ name = ' + chr(34) + 'a' + chr(34) + ' }'] * 9)}]\n",
        "8 at most may stand here",
    ),
    ('[ward]\ntcp = "1-65535"\n', "'1-65535' is more than 40 ports."),
    ('[ward]\ntcp = "2140-2130"\n', "'2140-2130' is not a range of ports between 1 and 65535."),
    ('[ward]\ntcp = "0"\n', "'0' is not a range of ports between 1 and 65535."),
    ("[ward]\ntcp = true\n", "'True' is not a range of ports. Write it as 2130-2140."),
    ('[iplato]\ntcp_addresses = ["237.215.5:443"]\n', "'237.215.5' is not an IPv4 address such as 192.0.2.7."),
    ('[iplato]\ntcp_addresses = ["192.0.2.7"]\n', "'192.0.2.7' is not an address with a port"),
    ("[ward.rules.HW-66]\noff = true\n", "'HW-66' is not a known check. Did you mean 'HW-16'?"),
    (
        "[ward.rules.HW-06]\nfigures = { free_byte = 1 }\n",
        "HW-06 has no figure 'free_byte'. Did you mean 'free_bytes'?",
    ),
    ("[ward.rules.HW-06]\nfigures = { free_bytes = 1 }\n", "1 is not between 100,000,000 and 10,000,000,000,000."),
    ("[ward.rules.HW-06]\nfigures = { free_bytes = -5 }\n", "-5 is not between"),
    ("[ward.rules.HW-06]\nfigures = { free_bytes = inf }\n", "inf is not between"),
    ("[ward.rules.HW-06]\nfigures = { free_bytes = nan }\n", "nan is not between"),
    ("[ward.rules.HW-06]\nfigures = { free_bytes = true }\n", "A number belongs here, not 'True'."),
    ("[ward.rules.HW-06]\nfigures = { free_bytes = [[]] }\n", "A number belongs here, not '[[]]'."),
    ("[ward.rules.HW-06]\nfigures = { free_bytes = 2026-11-20 }\n", "A number belongs here, not '2026-11-20'."),
    ('[ward.rules.OS-08]\nfigures = { letter = "D" }\n', "'D' cannot stand here. Known words: C."),
    ('[ward.rules.HW-06]\nseverity = "must"\n', "'must' cannot stand here."),
    ("[ward.rules.HW-06]\noff = 7\n", "ward.rules.HW-06.off"),
    ("[ward.rules.EN-01]\n", "EN-01 is new in this profile and needs a severity."),
    ("[ward.rules.EN-01]\noff = true\n", "EN-01 is not part of this profile."),
    ('[ward.rules.HW-03]\nseverity = "required"\n', "HW-03 needs the figure 'installed_bytes'."),
    ("[ward.rules]\nHW-06 = 5\n", "ward.rules.HW-06: A table of keys with values belongs here."),
    ("[ward]\nrules = 5\n", "ward.rules: A table of keys with values belongs here."),
    ('[ward]\ntitle = ""\n', "ward.title: This is empty."),
    (f'[ward]\ntitle = "{"x" * 81}"\n', "ward.title: This is longer than 80 characters."),
    ("[ward]\ntitle = 5\n", "ward.title: Words in quotes belong here, not 5."),
    ('[ward]\nas_of = "soon"\n', "ward.as_of: 'soon' is not a day. Write it as 2026-11-20, without quotes."),
]


@pytest.mark.parametrize(("text", "words"), FAULTS)
def test_what_does_not_fit_is_refused_naming_file_key_and_reason(tmp_path: Path, text: str, words: str) -> None:
    assert words in refused(tmp_path, text)


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    told = refused(tmp_path, "".join(text for text, _ in (FAULTS[0], FAULTS[2], FAULTS[14], FAULTS[15])))
    assert "'wards'" in told
    assert "'host'" in told
    assert "'HW-66'" in told
    assert "'free_byte'" in told


def test_an_unknown_profile_lists_the_known_ones_and_guesses() -> None:
    with pytest.raises(UnknownProfile) as caught:
        profile_named(profiles(), "hom")
    assert caught.value.known == tuple(profiles())
    assert "Did you mean 'home'?" in caught.value.message
    assert "byod_windows" in caught.value.message
    assert profile_named(profiles(), "home").id == "home"


def test_the_example_in_the_guide_can_be_used_as_it_stands(tmp_path: Path) -> None:
    guide = (Path(__file__).resolve().parents[2] / "docs" / "readiness-profiles.md").read_text(encoding="utf-8")
    made = overlaid(tmp_path, guide.partition("```toml\n")[2].partition("```")[0])
    assert made["ward"].title == "Ward computer at Haworth"
    assert made["ward"].rule("HW-16") is None
    assert len(made["ward"].overlay) == 5
    assert made["mobile"].targets.https_hosts == ("mobile.example.nhs.uk",)
    assert len(made["iplato"].targets.tcp_addresses) == 2
    for words in ("turned off: There is room on drive C (required by the WES)", "at most 40", "up to 8"):
        assert words in " ".join(guide.split())
