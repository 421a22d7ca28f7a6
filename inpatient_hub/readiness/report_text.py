"""The text to copy for a help desk: what is wrong, what is needed and by whose words, in a page of plain text.

It holds nothing about a patient. It names neither the computer nor its address on the network unless that was ticked.
Lines end with a bare line feed, and no other control character is in it, so that every line end can safely become
CRLF on the clipboard of Windows.
"""

from collections.abc import Iterator

from inpatient_hub.domain.errors import NotFound
from inpatient_hub.domain.readiness import CheckResult, Group, Report, SourceRef
from inpatient_hub.domain.readiness_network import NetworkFacts
from inpatient_hub.readiness.amounts import day, milliseconds
from inpatient_hub.readiness.report_names import as_it_may_leave
from inpatient_hub.readiness.report_network import Way, ways
from inpatient_hub.readiness.report_words import (
    NETWORK_NOT_RUN,
    NOT_TPPS_WORD,
    Standing,
    moment,
    one_line,
    route_words,
    standing_as,
    status_words,
    tally,
    who_words,
)

MOST_OF_A_LINE = 300


def help_desk_text(report: Report, network: NetworkFacts | None = None, *, name_computer: bool = False) -> str:
    """The whole report for a help desk. `network` is the test the report was made from; without it what the network
    checks found stands in its place."""
    report = as_it_may_leave(report, names=name_computer)
    lines = [
        f"SystmOne readiness: {report.verdict.sentence}",
        *_heading(report),
        *_section("TO FIX", report, Standing.TO_FIX),
        *_section("TO LOOK AT", report, Standing.TO_LOOK_AT),
        *_network(report, network, name_computer),
        *_not_checked(report),
        *_versions(report),
    ]
    return _text(lines)


def check_text(
    report: Report, check_id: str, network: NetworkFacts | None = None, *, name_computer: bool = False
) -> str:
    """One check for whoever can put it right; a network check with the state of every server and port.

    Raises NotFound when the report holds no such check."""
    report = as_it_may_leave(report, names=name_computer)
    result = report.result(check_id)
    if result is None:
        raise NotFound(f"Check {check_id}")
    lines = [
        f"SystmOne readiness: {one_line(result.headline, MOST_OF_A_LINE)}",
        *_heading(report),
        "",
        *_about(result),
        *(f"{one.label}: {one.value}" for one in result.evidence if result.group is not Group.NETWORK),
    ]
    if result.group is Group.NETWORK:
        lines += _network(report, network, name_computer)
    return _text([*lines, *_versions(report)])


def _text(lines: list[str]) -> str:
    """Lines as one text; an empty line stays, every other is made harmless and kept to its length."""
    return "\n".join(_kept(line) for line in lines) + "\n"


def _kept(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip(" "))]
    return f"{indent}{one_line(line, MOST_OF_A_LINE)}" if line.strip() else ""


def _heading(report: Report) -> Iterator[str]:
    profile = f"{report.profile_title} ({route_words(report.route)})"
    yield f"{profile}, checked {moment(report.made_at)}: {tally(report.verdict)}"
    if report.computer_name:
        yield f"Computer: {report.computer_name}"
    windows = report.result("OS-02") or report.result("OS-01")
    if windows is not None and windows.found:
        yield f"System: {windows.found}"
    yield from (f"Changed by the trust's own file: {change}" for change in report.overlay)


def _section(heading: str, report: Report, wanted: Standing) -> Iterator[str]:
    results = standing_as(report, wanted)
    if not results:
        return
    yield ""
    yield heading
    for number, result in enumerate(results, start=1):
        yield f"{number}. {one_line(result.headline, 200)} [{result.check_id}{_for_whom(result)}]"
        yield from (f"   {line}" for line in _about(result))


def _for_whom(result: CheckResult) -> str:
    who = who_words(result)
    return f", {who}" if who else ""


def _about(result: CheckResult) -> Iterator[str]:
    yield f"Found: {result.found or status_words(result)}"
    if result.needed:
        yield f"Needed: {result.needed}"
    yield from (f"Do this: {remedy.text}" for remedy in result.remedies)
    yield from (f"Source: {_source(source)}" for source in result.sources[:2])
    if result.note:
        yield f"Note: {result.note}"


def _source(source: SourceRef) -> str:
    return f'{source.doc} {source.edition}, {source.section}: "{one_line(source.quote, 160)}"'


def _network(report: Report, network: NetworkFacts | None, name_computer: bool) -> Iterator[str]:
    yield ""
    yield "THE WAY TO SYSTMONE"
    if network is not None:
        if name_computer and network.route is not None and network.route.local_address:
            yield f"From {network.route.local_address}"
        for way in ways(network):
            yield from _way(way)
    elif report.verdict.network_was_run:
        results = [one for one in report.results if one.group is Group.NETWORK and one.found]
        yield from (f"{one.check_id} {status_words(one)}: {one.found}" for one in results)
    else:
        yield NETWORK_NOT_RUN


def _way(way: Way) -> Iterator[str]:
    time = f", {milliseconds(way.ms)}" if way.ms is not None else ""
    yield f"{way.host}{f' ({way.address})' if way.address else ''}{time}"
    yield from (f"  {line.what}: {line.words}" for line in way.lines)


def _not_checked(report: Report) -> Iterator[str]:
    """Names only: a network that was not tested is said above, and would fill the page here."""
    waiting = [
        one
        for one in standing_as(report, Standing.NOT_CHECKED)
        if report.verdict.network_was_run or one.group is not Group.NETWORK
    ]
    if waiting:
        yield ""
        yield "NOT CHECKED"
        yield from (f"{one.check_id} {one_line(one.title, 120)}: {status_words(one)}" for one in waiting)


def _versions(report: Report) -> Iterator[str]:
    yield ""
    yield f"Inpatient Hub {report.app_version}"
    yield "Checked against:"
    yield from (f"  {edition}" for edition in report.editions)
    if report.data_dates:
        dates = ", ".join(f"{name.replace('_', ' ')} {day(on)}" for name, on in sorted(report.data_dates.items()))
        yield f"The program's own lists are of: {dates}."
    yield NOT_TPPS_WORD
    yield "There is nothing about any patient in this text."
