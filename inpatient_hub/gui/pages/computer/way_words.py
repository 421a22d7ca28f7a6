"""What is shown of the way to SystmOne: the plan of a test in words, and what was seen in lines."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inpatient_hub.domain.readiness import CheckResult, Report
from inpatient_hub.gui.pages.computer.view import network_results
from inpatient_hub.gui.pages.computer.words import mark_of, standing_mark, title_of
from inpatient_hub.readiness.report_words import STANDING_WORDS, Standing, standing

if TYPE_CHECKING:
    from inpatient_hub.domain.readiness_network import NetworkFacts
    from inpatient_hub.readiness.profiles import Targets
    from inpatient_hub.readiness.report_network import Way


@dataclass(frozen=True, slots=True)
class Line:
    """One line under a server, ready to show."""

    what: str
    words: str
    icon: str
    token: str
    spoken: str
    is_bad: bool = False


@dataclass(frozen=True, slots=True)
class WaySection:
    """A server at one address, and its lines."""

    title: str
    trailing: str
    lines: tuple[Line, ...]


def sections(network: "NetworkFacts | None", report: Report, results: Sequence[CheckResult]) -> tuple[WaySection, ...]:
    """What was seen at each server; where there is none, or only the report is kept, what the checks came to."""
    from inpatient_hub.readiness.report_network import ways  # loaded by now, on the doctor's thread

    found = ways(network) if network is not None else ()
    if not found:
        return (WaySection("What the checks came to", "", tuple(_from_result(one) for one in results)),)
    several = {host for host, count in Counter(way.host for way in found).items() if count > 1}
    may_be_red = any(one.is_to_fix for one in network_results(report))
    return tuple(_section(way, named=way.host in several, may_be_red=may_be_red) for way in found)


def _section(way: "Way", *, named: bool, may_be_red: bool) -> WaySection:
    title = f"{way.host} ({way.address})" if named and way.address else way.host
    lines = []
    for one in way.lines:
        # Red stands only where a required check failed: what it means is for the checks to say.
        kind = Standing.TO_LOOK_AT if one.standing is Standing.TO_FIX and not may_be_red else one.standing
        icon, token = standing_mark(kind)
        is_bad = kind in (Standing.TO_FIX, Standing.TO_LOOK_AT)
        lines.append(Line(one.what, one.words, icon, token, STANDING_WORDS[kind], is_bad))
    return WaySection(title, f"{way.ms:.0f} ms" if way.ms is not None else "", tuple(lines))


def _from_result(one: CheckResult) -> Line:
    mark = mark_of(one)
    is_bad = standing(one) in (Standing.TO_FIX, Standing.TO_LOOK_AT)
    return Line("", title_of(one), mark.icon, mark.token, mark.words, is_bad)


def sentence_of(section: WaySection, line: Line) -> str:
    """`s11.tpp-uk.com, TCP 2134 to 2140: no reply, to fix`."""
    what = line.what.replace("-", " to ") if line.what.startswith(("TCP", "UDP")) else line.what
    return f"{section.title}{f', {what}' if what else ''}: {line.words}, {line.spoken}"


def sent_words(targets: "Targets") -> tuple[tuple[str, str], ...]:
    """What one test sends, and to whom: (label, words)."""
    hosts = [one.name for one in targets.hosts]
    each = " each" if len(hosts) > 1 else ""
    pairs = [("To", _listed([*hosts, *targets.https_hosts, *targets.tcp_addresses]) or "no server of SystmOne")]
    if hosts and targets.tcp:
        pairs.append(("TCP", f"{targets.tcp}: {len(targets.tcp.ports())} connections{each}, closed at once, empty"))
    if hosts and targets.udp:
        pairs.append(("UDP", f"{targets.udp}: a few empty packets to each port"))
    if hosts:
        pairs.append(("Also", "a look-up of the name, three pings and a few connections to measure the delay"))
    if targets.https_hosts:
        pairs.append(("HTTPS", "a connection to TCP 443, to see whose certificate answers"))
    pairs.append(("Control", "a made-up name and the test address 192.0.2.1, which must not answer"))
    pairs.append(("Proxy", "the computer's own search for one, where it is set to search"))
    return tuple(pairs)


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
