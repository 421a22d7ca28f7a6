"""How the command line tells a check of this computer: the verdict first, then what to fix, then a line a group."""

from collections.abc import Iterator, Sequence

from inpatient_hub.domain.readiness import CheckResult, Report
from inpatient_hub.readiness.changes_since import Change
from inpatient_hub.readiness.report_words import (
    GROUP_HEADINGS,
    NETWORK_NOT_RUN,
    NOT_TPPS_WORD,
    Standing,
    counts,
    gist,
    grouped,
    how_many_done,
    moment,
    not_told,
    one_line,
    route_words,
    standing,
    standing_as,
    status_words,
    tally,
    that_broke,
    took,
    who_words,
)

TO_TEST_IT = "To test it, add --network."


def report_lines(
    report: Report, *, about: str = "", changes: Sequence[Change] = (), here: bool = True
) -> Iterator[str]:
    """The whole report, to be read from the top until it is enough. `about` says which computer and profile; `here`
    whether it is this computer, on which the network could be tested."""
    yield report.verdict.sentence
    yield from _heading(report)
    if about:
        yield one_line(about)
    if not report.verdict.network_was_run:
        yield f"{NETWORK_NOT_RUN} {TO_TEST_IT}" if here else NETWORK_NOT_RUN
    yield from _pressing("To fix", standing_as(report, Standing.TO_FIX))
    yield from _pressing("To look at", standing_as(report, Standing.TO_LOOK_AT))
    yield from _pressing("Could not run", that_broke(report))
    yield from _listed("Cannot be told, or waits for a person", [_brief(one) for one in not_told(report)])
    yield from _listed("Changed since the last time", [one_line(change.sentence) for change in changes])
    yield ""
    yield "Everything checked"
    yield from _groups(report)
    yield ""
    yield "Checked against"
    yield from (f"  {one_line(edition)}" for edition in report.editions)
    yield from _listed("Changed by the trust's own file", [one_line(change) for change in report.overlay])
    yield ""
    yield NOT_TPPS_WORD


def chosen_lines(report: Report, *, about: str = "") -> Iterator[str]:
    """Some checks only, each in full however it stands."""
    yield report.verdict.sentence
    if about:
        yield one_line(about)
    for result in report.results:
        yield ""
        yield f"{result.check_id}  {_headline(result)}: {status_words(result)}"
        yield from _about(result)
        yield from _lines("Why", result.why)
        yield from (
            f"    Source   {one_line(one.doc)}, {one_line(one.edition)}, {one_line(one.section)}: "
            f'"{one_line(one.quote)}"'
            for one in result.sources
        )
        yield from (f"    {one_line(one.label)}: {one_line(one.value)}" for one in result.evidence)


def _heading(report: Report) -> Iterator[str]:
    profile = f"{one_line(report.profile_title)}, {route_words(report.route)}"
    yield f"{profile}. {how_many_done(report.verdict)} on {moment(report.made_at)} in {took(report.duration_ms)}."
    yield f"{tally(report.verdict)[0].upper()}{tally(report.verdict)[1:]}."
    if report.computer_name:
        yield f"Computer: {one_line(report.computer_name)}"


def _pressing(heading: str, results: Sequence[CheckResult]) -> Iterator[str]:
    if not results:
        return
    yield ""
    yield heading
    for result in results:
        who = who_words(result)
        yield f"  {result.check_id}  {_headline(result)}{f' ({who})' if who else ''}"
        yield from _about(result)


def _headline(result: CheckResult) -> str:
    return one_line(result.headline).rstrip(".")


def _about(result: CheckResult) -> Iterator[str]:
    yield from _lines("Found", result.found)
    yield from _lines("Needed", result.needed)
    for remedy in result.remedies:
        yield from _lines("Do this", f"{remedy.text} {f'({remedy.link})' if remedy.link else ''}")
    yield from _lines("Note", result.note)


def _lines(name: str, words: str) -> Iterator[str]:
    if words.strip():
        yield f"    {name:<8} {one_line(words)}"


def _brief(result: CheckResult) -> str:
    return f"{result.check_id}  {_headline(result)} ({status_words(result)})"


def _listed(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield heading
        yield from (f"  {line}" for line in lines)


def _groups(report: Report) -> Iterator[str]:
    """One line a group, except for the reminders, which are only worth something in words."""
    held = grouped(report.results)
    names = max((len(GROUP_HEADINGS[group]) for group, _ in held), default=0)
    said = max((len(counts(results)) for _, results in held), default=0)
    for group, results in held:
        yield f"  {GROUP_HEADINGS[group]:<{names}}  {counts(results):<{said}}  {gist(results)}".rstrip()
        for one in results:
            if standing(one) is Standing.REMINDER:
                yield f"    {one.check_id}  {_headline(one)}"
