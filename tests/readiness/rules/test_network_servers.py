"""How servers are found, how quickly they answer, and what HTTPS shows."""

import pytest

from benchmarks.netlab.lab import S11, S12
from inpatient_hub.domain.readiness import Status
from inpatient_hub.domain.readiness_network import ControlFacts, HttpsFacts, NameState, PingFact, PortState
from inpatient_hub.readiness.amounts import milliseconds
from inpatient_hub.readiness.knowledge import load_knowledge
from inpatient_hub.readiness.rules.network_words import like_column
from tests.readiness.making import profiles
from tests.readiness.network_cases import address, found, network, profile, server, verdict

COLUMNS = load_knowledge().latency.columns


@pytest.mark.parametrize(
    ("state", "status", "reason"),
    [
        (NameState.SAME, Status.PASS, "dns.same"),
        (NameState.DIFFERENT, Status.WARN, "dns.differs"),
        (NameState.SINKHOLE, Status.FAIL, "dns.sinkhole"),
        (NameState.NOT_FOUND, Status.FAIL, "dns.not_found"),
        (NameState.NO_ANSWER, Status.FAIL, "dns.no_answer"),
    ],
)
def test_the_worst_name_decides(state: NameState, status: Status, reason: str) -> None:
    facts = network(server("s11.test", address()), server("s12.test", address(S12), name_state=state))
    assert verdict("NW-03", facts) == (status, reason)


@pytest.mark.parametrize(
    ("state", "reason"), [(NameState.SAME, "dns.intercepted"), (NameState.NOT_FOUND, "dns.not_found")]
)
def test_a_made_up_name_that_is_found_takes_the_proof_from_success_only(state: NameState, reason: str) -> None:
    facts = network(server("s11.test", name_state=state), control=ControlFacts(made_up_name_resolved=True))
    assert found("NW-03", facts).reason == reason


def test_servers_given_by_address_have_no_name_to_find() -> None:
    facts = network(server("192.0.2.62", address(S12), name_state=NameState.NOT_ASKED))
    assert verdict("NW-03", facts) == (Status.NOT_APPLICABLE, "targets.none")


def test_the_remedy_is_about_every_name_that_fails_alike() -> None:
    lost = {"name_state": NameState.NOT_FOUND, "resolved": ()}
    both_lost = network(server("s11.test", **lost), server("s12.test", **lost))
    assert found("NW-03", both_lost).values["host"] == "s11.test and s12.test"
    assert found("NW-03", network(server("s11.test"), server("s12.test", **lost))).values["host"] == "s12.test"


@pytest.mark.parametrize(
    ("documented", "by"),
    [("62.255.177.61", "TPP's Internet SystmOne guide (v1.1 of 12 May 2020)"), (S11, "your trust's own file")],
)
def test_another_address_is_held_against_whoever_gave_the_documented_one(documented: str, by: str) -> None:
    odd = server("s11.test", documented=documented, resolved=(S12,), name_state=NameState.DIFFERENT)
    finding = found("NW-03", network(odd), of=profiles()["home"])
    remedy = load_knowledge().remedies.remedies(finding.reason, finding.values)[0]
    assert f"The answer for s11.test is {S12}; {by} says {documented}." in remedy.text


def test_what_the_name_servers_say_otherwise_is_told() -> None:
    facts = network(server("s11.test", resolved=(S12,), name_state=NameState.DIFFERENT, second_opinion=(S11,)))
    assert f"asked directly, the name servers say {S11}" in found("NW-03", facts).found
    facts = network(server("s11.test", second_opinion=(), second_opinion_error="NXDOMAIN"))
    assert "say that it does not exist (NXDOMAIN)" in found("NW-03", facts).found
    facts = network(server("s11.test", second_opinion=None, second_opinion_error="timeout"))
    assert "asked directly" not in found("NW-03", facts).found


def test_a_lookup_that_was_stopped_is_not_judged() -> None:
    facts = network(server("s11.test", name_state=NameState.CANCELLED), cancelled=True)
    assert verdict("NW-03", facts) == (Status.SKIPPED, "network.cancelled")


@pytest.mark.parametrize(
    ("answered", "other", "status", "reason"),
    [
        (3, 3, Status.PASS, "ping.ok"),
        (1, 3, Status.PASS, "ping.ok"),
        (0, 3, Status.WARN, "ping.none"),
        (0, 0, Status.WARN, "ping.none"),
        (None, None, Status.UNKNOWN, "ping.unavailable"),
        (None, 3, Status.PASS, "ping.ok"),
    ],
)
def test_ping(answered: int | None, other: int | None, status: Status, reason: str) -> None:
    facts = network(
        server("s11.test", address(ping=PingFact(sent=3, answered=answered))),
        server("s12.test", address(S12, ping=PingFact(sent=3, answered=other))),
    )
    assert verdict("NW-06", facts) == (status, reason)


def test_a_ping_that_was_stopped_is_not_judged() -> None:
    facts = network(server("s11.test", address(ping=None)), cancelled=True)
    assert verdict("NW-06", facts) == (Status.SKIPPED, "network.cancelled")


@pytest.mark.parametrize(
    ("ms", "words"),
    [
        (0.4, "quicker than the WES's 1 GbE column"),
        (8, "similar to the WES's 1 GbE column"),
        (10, "similar to the WES's Wi-Fi column"),
        (14, "similar to the WES's Wi-Fi column"),
        (40, "between the WES's Wi-Fi and 3G columns"),
        (176, "between the WES's Wi-Fi and 3G columns"),
        (177, "similar to the WES's 3G column"),
        (265, "similar to the WES's 3G column"),
        (397, "similar to the WES's 3G column"),
        (420, "between the WES's 3G and GPRS columns"),
        (652, "similar to the WES's GPRS column"),
        (867, "similar to the WES's BGAN column"),
        (1_300, "similar to the WES's BGAN column"),
        (1_301, "slower than the WES's BGAN column, its slowest"),
    ],
)
def test_a_latency_is_named_by_the_table_and_nothing_is_made_up_between_its_columns(ms: float, words: str) -> None:
    assert like_column(ms, COLUMNS) == words


@pytest.mark.parametrize(
    ("ms", "status"), [(264.0, Status.PASS), (265.0, Status.PASS), (265.9, Status.PASS), (266.0, Status.WARN)]
)
def test_the_figure_of_the_profile_decides(ms: float, status: Status) -> None:
    facts = network(server("s11.test", address(latency_ms=(1.0, ms, 2_000.0))))
    assert found("NW-07", facts).status is status
    assert found("NW-07", facts).needed == "At most 265 ms"


def test_the_slowest_server_decides_and_ping_stands_in_where_no_port_was_open() -> None:
    slow = address(S12, latency_ms=(), ping=PingFact(sent=3, answered=3, ms=400.0))
    finding = found("NW-07", network(server("s11.test", address()), server("s12.test", slow)))
    assert finding.found == "s12.test answers in 400 ms, between the WES's 3G and GPRS columns."
    assert [one.how for one in finding.evidence] == ["median of 5 TCP connections, one after another", "ping"]


def test_a_time_below_a_millisecond_is_not_called_none() -> None:
    assert milliseconds(0.4) == "under 1 ms"
    assert milliseconds(1.4) == "1 ms"


@pytest.mark.parametrize(
    ("facts", "status", "reason"),
    [
        ({"state": PortState.OPEN, "trusted": True, "issuer": "CA"}, Status.PASS, "https.ok"),
        ({"state": PortState.OPEN, "trusted": False, "issuer": "CA"}, Status.WARN, "https.untrusted"),
        ({"state": PortState.OPEN, "error": "TLS: WRONG_VERSION"}, Status.FAIL, "https.failed"),
        ({"state": PortState.NO_REPLY}, Status.FAIL, "https.failed"),
        ({"state": PortState.REFUSED, "error": "ECONNREFUSED"}, Status.FAIL, "https.failed"),
        ({"state": PortState.ERROR, "error": "name: not_found"}, Status.FAIL, "https.failed"),
        ({"state": PortState.CANCELLED}, Status.UNKNOWN, "network.cancelled"),
    ],
)
def test_https(facts: dict[str, object], status: Status, reason: str) -> None:
    one = HttpsFacts.model_validate({"host": "mobile.test", **facts})
    assert verdict("NW-15", network(https=(one,))) == (status, reason)
    assert verdict("NW-16", network(https=(one,)))[1] == "targets.none"


def test_the_download_page_is_another_check_than_mobile_working() -> None:
    page = HttpsFacts(host="www.tpp-uk.com", state=PortState.OPEN, trusted=True, issuer="CA")
    assert verdict("NW-16", network(https=(page,))) == (Status.PASS, "https.ok")
    assert verdict("NW-15", network(https=(page,)))[1] == "targets.none"


@pytest.mark.parametrize("check", ["NW-03", "NW-06", "NW-07"])
def test_without_servers_there_is_nothing_to_find(check: str) -> None:
    assert verdict(check, network(targets=()), of=profile()) == (Status.NOT_APPLICABLE, "targets.none")
