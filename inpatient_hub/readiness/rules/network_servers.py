"""Judges how SystmOne's servers are found, whether they answer a ping, how quickly, and whether HTTPS reaches them."""

from collections.abc import Sequence
from statistics import median

from inpatient_hub.domain.readiness import Evidence, Status
from inpatient_hub.domain.readiness_network import (
    AddressFacts,
    HttpsFacts,
    NameState,
    NetworkFacts,
    PingFact,
    PortState,
    TargetFacts,
)
from inpatient_hub.readiness.amounts import milliseconds
from inpatient_hub.readiness.finding import Case, Finding, Rule
from inpatient_hub.readiness.rules.network_ports import Heard, finding
from inpatient_hub.readiness.rules.network_words import (
    joined,
    like_column,
    seen,
    servers,
    tested,
    unfinished,
    used,
)

DOWNLOAD_HOST = "www.tpp-uk.com"
"""TPP's page with the installer (Internet SystmOne guide, Installation). Of a profile's HTTPS hosts it is NW-16's."""

_NOTHING_TO_TRY = Finding(
    status=Status.NOT_APPLICABLE,
    reason="targets.none",
    found="No server is known for this profile, so none was tried.",
)


# Names


@tested
def names(case: Case, network: NetworkFacts) -> Finding:
    """NW-03. Resolved, and to the documented addresses; another answer is a finding and no proof of a fault."""
    targets = [one for one in servers(network) if one.name_state is not NameState.NOT_ASKED]
    if not targets:
        return _NOTHING_TO_TRY
    if any(one.name_state is NameState.CANCELLED for one in targets):
        return unfinished(network)
    heard = [_named(case, target) for target in targets]
    if network.control.made_up_name_resolved:
        heard = [_made_up(one) for one in heard]
    return finding(heard, needed="Each name found, at its documented address", evidence=_name_evidence(targets))


_NAMES: dict[NameState, tuple[Status, str, str]] = {
    NameState.SAME: (Status.PASS, "dns.same", "found at {got}"),
    NameState.DIFFERENT: (
        Status.WARN,
        "dns.differs",
        "found at {got}, while the document says {doc}; both were tried",
    ),
    NameState.SINKHOLE: (
        Status.FAIL,
        "dns.sinkhole",
        "found at {got}, which cannot be the server: something on the way, or on this computer, blocks the name",
    ),
    NameState.NOT_FOUND: (Status.FAIL, "dns.not_found", "the name was not found"),
    NameState.NO_ANSWER: (Status.FAIL, "dns.no_answer", "no answer to the question for its address"),
}


def _named(case: Case, target: TargetFacts) -> Heard:
    status, reason, words = _NAMES[target.name_state]
    values = {
        "host": target.host,
        "got": joined(target.resolved),
        "doc": target.documented or "no address",
        "by": _who_documents(case, target.documented or ""),
    }
    return Heard(
        host=target.host,
        status=status,
        reason=reason,
        words=words.format_map(values) + _contradiction(target),
        values=values,
    )


def _who_documents(case: Case, address: str) -> str:
    """Who gives this address: the rule's own source where it stands in the sentence, else the trust's file."""
    sources = (one for one in case.rule.sources if address in one.quote.split())
    return next((f"TPP's {one.doc} ({one.edition})" for one in sources), "your trust's own file")


def _contradiction(target: TargetFacts) -> str:
    """Where the name servers themselves say something else than this computer."""
    second = target.second_opinion
    if second is None or target.name_state is NameState.NO_ANSWER or set(second) == set(target.resolved):
        return ""
    said = joined(second) if second else f"that it does not exist ({target.second_opinion_error})"
    return f" (asked directly, the name servers say {said}: a hosts file, a VPN or a filter answers here)"


def _made_up(one: Heard) -> Heard:
    """When even a made-up name is found, no answer proves anything; a failure still is one."""
    if one.status is Status.FAIL:
        return one
    words = f"{one.words}; but a made-up name was found as well, so something answers for names that do not exist"
    return Heard(host=one.host, status=Status.WARN, reason="dns.intercepted", words=words, values=one.values)


def _name_evidence(targets: Sequence[TargetFacts]) -> tuple[Evidence, ...]:
    found = []
    for one in targets:
        took = "" if one.resolve_ms is None else f" in {milliseconds(one.resolve_ms)}"
        value = f"{joined(one.resolved)}{took}" if one.resolved else str(one.name_state).replace("_", " ")
        found.append(Evidence(label=one.host, value=value, how="this computer's own resolution, IPv4"))
        second = joined(one.second_opinion or ()) or one.second_opinion_error or "not asked"
        found.append(Evidence(label=one.host, value=second, how="the name servers, asked directly"))
    return tuple(found)


# Ping and latency


@seen
def ping(network: NetworkFacts) -> Finding:
    """NW-06. Many networks drop ping while SystmOne works, so its absence is a warning at most."""
    targets = servers(network)
    if not targets:
        return _NOTHING_TO_TRY
    pings = [(target.host, address.ping) for target in targets for address in used(target)]
    known = [(host, one) for host, one in pings if one is not None]
    if len(known) < len(pings) or not known:
        return unfinished(network)
    words = " ".join(f"{host}: {_ping_words(one)}." for host, one in known)
    silent = list(dict.fromkeys(host for host, one in known if one.answered == 0))
    if all(one.answered is None for _, one in known):
        status, reason = Status.UNKNOWN, "ping.unavailable"
    elif silent:
        status, reason = Status.WARN, "ping.none"
    else:
        status, reason = Status.PASS, "ping.ok"
    return Finding(
        status=status,
        reason=reason,
        found=words,
        needed="An answer from each server",
        evidence=tuple(Evidence(label=host, value=_ping_words(one), how="ICMP echo") for host, one in known),
    )


def _ping_words(one: PingFact) -> str:
    if one.answered is None:
        return f"could not be sent ({one.error})" if one.error else "could not be sent"
    took = "" if one.ms is None else f" in {milliseconds(one.ms)}"
    return f"{one.answered} of {one.sent} answered{took}"


@tested
def latency(case: Case, network: NetworkFacts) -> Finding:
    """NW-07. The slowest server's median, beside the columns of the WES's table and never between them."""
    targets = servers(network)
    if not targets:
        return _NOTHING_TO_TRY
    timed = [(target.host, ms, how) for target in targets for ms, how in map(_timed, used(target)) if ms is not None]
    if not timed:
        return unfinished(network) if network.cancelled else _NO_TIME
    host, ms, _ = max(timed, key=lambda one: one[1])
    most = case.rule.number("ms")
    slow = int(ms) > most
    alike = like_column(ms, case.knowledge.latency.columns)
    return Finding(
        status=Status.WARN if slow else Status.PASS,
        reason="latency.slow" if slow else "latency.ok",
        found=f"{host} answers in {milliseconds(ms)}, {alike}.",
        needed=f"At most {most:g} ms",
        values={"found": milliseconds(ms)},
        evidence=tuple(Evidence(label=host, value=milliseconds(ms), how=how) for host, ms, how in timed),
    )


_NO_TIME = Finding(
    status=Status.UNKNOWN,
    reason="latency.none",
    found="No port was open and no ping was answered, so nothing could be timed.",
)


def _timed(address: AddressFacts) -> tuple[float | None, str]:
    """(milliseconds, how they were measured) of one address."""
    if address.latency_ms:
        return median(address.latency_ms), f"median of {len(address.latency_ms)} TCP connections, one after another"
    return (address.ping.ms if address.ping else None), "ping"


# HTTPS


@seen
def https(network: NetworkFacts) -> Finding:
    """NW-15. The Mobile Working server that the trust's own file names."""
    return _https([one for one in network.https if one.host != DOWNLOAD_HOST], network)


@seen
def download_page(network: NetworkFacts) -> Finding:
    """NW-16. TPP's page with the installer, as far as the handshake; no page is fetched."""
    return _https([one for one in network.https if one.host == DOWNLOAD_HOST], network)


def _https(hosts: Sequence[HttpsFacts], network: NetworkFacts) -> Finding:
    if not hosts:
        return _NOTHING_TO_TRY
    if any(one.state is PortState.CANCELLED for one in hosts):
        return unfinished(network)
    return finding(
        [_https_heard(one) for one in hosts],
        needed="TCP 443, with a certificate this computer trusts",
        evidence=tuple(
            Evidence(
                label=one.host,
                value=f"{one.state.replace('_', ' ')}, signed by {one.issuer or 'nobody that could be read'}",
                how="TCP 443 and TLS handshake",
            )
            for one in hosts
        ),
    )


def _https_heard(one: HttpsFacts) -> Heard:
    values = {"host": one.host, "issuer": one.issuer or "nobody known", "code": one.error}
    if one.state is not PortState.OPEN or one.trusted is None:
        why = f" ({one.error})" if one.error else ""
        status, reason, words = Status.FAIL, "https.failed", f"not reached: {one.state.replace('_', ' ')}{why}"
    elif not one.trusted:
        status, reason = Status.WARN, "https.untrusted"
        words = f"reached, but this computer does not trust its certificate, signed by {one.issuer or 'nobody known'}"
    else:
        status, reason, words = Status.PASS, "https.ok", f"reached; its certificate is signed by {one.issuer}"
    return Heard(host=one.host, status=status, reason=reason, words=words, values=values)


SERVER_RULES: dict[str, Rule] = {
    "NW-03": names,
    "NW-06": ping,
    "NW-07": latency,
    "NW-15": https,
    "NW-16": download_page,
}
