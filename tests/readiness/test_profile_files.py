"""The profiles that ship can be read, say where each rule comes from, and are offered in a fixed order."""

from tests.readiness.making import profiles

ORDER = "ward mobile home mac_guest boot_camp mac gateway iplato byod_windows byod_mac vdi site".split()


def test_the_profiles_are_offered_in_their_order() -> None:
    assert list(profiles()) == ORDER


def test_the_home_profile_names_the_documented_servers_and_ports() -> None:
    targets = profiles()["home"].targets
    assert [(host.name, host.documented) for host in targets.hosts] == [
        ("s11.tpp-uk.com", "62.255.177.61"),
        ("s12.tpp-uk.com", "62.255.177.62"),
    ]
    assert (str(targets.tcp), str(targets.udp)) == ("2130-2140", "2120-2130")
