"""A report as one HTML file that needs nothing else: it opens in any browser, prints on A4, and loads nothing.

Whatever came from the computer or from a file is text in it and never markup. It holds no link, only addresses to
read, so that no press of a button can go anywhere.
"""

from functools import cache
from typing import TYPE_CHECKING

from inpatient_hub.domain.readiness import Report
from inpatient_hub.domain.readiness_network import NetworkFacts
from inpatient_hub.host.resources import resource_path
from inpatient_hub.readiness import amounts
from inpatient_hub.readiness import report_words as words
from inpatient_hub.readiness.report_names import as_it_may_leave
from inpatient_hub.readiness.report_network import ways

if TYPE_CHECKING:
    from jinja2 import Template

MOST_OF_A_VALUE = 2000
"""Letters of one value; what is longer is cut and says so."""


def report_html(report: Report, network: NetworkFacts | None = None) -> str:
    """The whole file. `network` is the test the report was made from, for the table of servers and ports. Those who
    answered are named only in a report that names the computer: that is one tick."""
    report = as_it_may_leave(report, names=bool(report.computer_name))
    return _template().render(
        report=report,
        ways=ways(network) if network is not None else (),
        to_fix=words.standing_as(report, words.Standing.TO_FIX),
        to_look_at=words.standing_as(report, words.Standing.TO_LOOK_AT),
        broke=words.that_broke(report),
        groups=words.grouped(report.results),
    )


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, finalize=_harmless, keep_trailing_newline=True
    )
    environment.globals.update(
        headings=words.GROUP_HEADINGS,
        who=words.WHO_WORDS,
        severity=words.SEVERITY_WORDS,
        not_tpps_word=words.NOT_TPPS_WORD,
        network_not_run=words.NETWORK_NOT_RUN,
        standing=words.standing,
        status_words=words.status_words,
        who_words=words.who_words,
        route_words=words.route_words,
        counts=words.counts,
        worst=words.worst,
        gist=words.gist,
        tally=words.tally,
        how_many_done=words.how_many_done,
        took=words.took,
        moment=words.moment,
        day=amounts.day,
        milliseconds=amounts.milliseconds,
    )
    return environment.from_string(resource_path("readiness", "report.html.j2").read_text(encoding="utf-8"))


def _harmless(value: object) -> object:
    """Every value on its way into the page: one line without control characters. Markup, which is the template's own
    macros and never a value, is left as it is."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return words.one_line(value, MOST_OF_A_VALUE)
    return value
