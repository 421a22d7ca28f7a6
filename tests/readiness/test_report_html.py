"""The HTML report stands alone, is plain text wherever words came from outside, and begins with the verdict."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.domain.readiness import Evidence, Group, Remedy, Severity, SourceRef, Status, Who
from inpatient_hub.domain.readiness_network import HttpsFacts, NetworkFacts, PortState
from inpatient_hub.gui.tokens import DARK, LIGHT
from inpatient_hub.host.resources import resource_path
from inpatient_hub.readiness.report_html import MOST_OF_A_VALUE, report_html
from inpatient_hub.readiness.report_words import GROUP_HEADINGS, WHO_WORDS
from tests.accepted import check_accepted
from tests.readiness.network_making import filtered
from tests.readiness.report_making import EVERYTHING, FINE, report, result

VOID = {"meta", "br", "hr", "img", "input", "link", "source"}
LOADING = {"script", "img", "link", "iframe", "object", "embed", "video", "audio", "base", "form", "svg", "a"}
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "class", "scope", "colspan"}


class Page(HTMLParser):
    """Reads a page strictly: every element closed where it should be. Keeps its elements, attributes and text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[tuple[str, str]] = []
        self.faults: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    def text_of(self, tag: str) -> list[str]:
        return [text for where, text in self.texts if where == tag]

    @property
    def text(self) -> str:
        return " ".join(text for where, text in self.texts if where != "style")


def page(html: str) -> Page:
    read = Page(html)
    assert read.faults == []
    return read


def test_the_page_reads_as_it_was_accepted(accept: bool) -> None:
    check_accepted("readiness/report.html", report_html(report(), filtered()), accept=accept)


def test_the_page_is_sound_and_loads_nothing() -> None:
    html = report_html(report(computer_name="KEATS-07", overlay=("A change.",)), filtered())
    read = page(html)
    assert not LOADING & set(read.elements)
    assert {name for name, _ in read.attributes} <= ATTRIBUTES
    assert "url(" not in html
    assert "@import" not in html
    assert "default-src 'none'" in html
    assert '<html lang="en-GB">' in html


def test_the_verdict_comes_first_then_what_to_fix_then_the_rest() -> None:
    html = report_html(report(), filtered())
    read = page(html)
    assert read.text_of("h1") == ["Not ready: 2 things to fix"]
    assert [text.strip() for text in read.text_of("h2")] == [
        "To fix",
        "To look at",
        "Servers and ports",
        "Everything checked",
        "What it was checked against",
    ]
    assert html.index("<h1>") < html.index("Drive C is nearly full") < html.index("<details")
    assert html.index("Network team") < html.index("Everything checked")


def test_every_result_stands_in_the_page_with_its_source_evidence_and_note() -> None:
    read = page(report_html(report(), filtered()))
    for one in EVERYTHING:
        for words in (one.check_id, one.headline, one.found, one.needed, one.why, one.note):
            assert words in read.text
        for source in one.sources:
            assert source.quote in read.text_of("q")
            assert f"{source.doc}, {source.edition}" in read.text_of("cite")
        for evidence in one.evidence:
            assert evidence.value in read.text
            assert evidence.how in read.text
        for remedy in one.remedies:
            assert remedy.text in read.text
            assert WHO_WORDS[remedy.who] in read.text


def test_what_it_was_checked_against_is_said_with_dates_and_the_later_edition() -> None:
    read = page(report_html(report(FINE, overlay=("HW-06 asks for 20 GB instead of 4 GB.",))))
    for words in (
        "WES v1.1 of 31 Jul 2014",
        "Later editions of these documents may exist",
        "windows support",
        "22 Aug 2026",
        "HW-06 asks for 20 GB instead of 4 GB.",
    ):
        assert words in read.text


def test_the_page_never_says_that_a_computer_is_warranted() -> None:
    text = page(report_html(report(FINE), filtered())).text.replace("Warranted Environment Specification", "")
    assert "warranted" not in text.casefold()


def test_the_computer_is_named_only_when_the_report_names_it() -> None:
    assert "Computer:" not in report_html(report())
    assert "Computer: KEATS-07" in report_html(report(computer_name="KEATS-07"))


@pytest.mark.parametrize("run", [False, True])
def test_a_network_that_was_not_tested_is_said_on_top(run: bool) -> None:
    html = report_html(report(FINE, network=run))
    assert ("The way to SystmOne was not tested" in html) is not run


def test_headings_are_those_of_every_face() -> None:
    every = [result(f"X-{n}", group=group) for n, group in enumerate(Group)]
    assert page(report_html(report(every))).text_of("strong") == list(GROUP_HEADINGS.values())


def test_two_people_who_can_help_are_told_apart() -> None:
    both = result(
        status=Status.FAIL,
        remedies=(Remedy(who=Who.YOU, text="Turn it on."), Remedy(who=Who.IT, text="Allow it.")),
    )
    html = report_html(report((both,)))
    assert "You can fix this or IT" in html
    assert re.search(r"Turn it on\..{0,40}You can fix this", html, re.DOTALL)
    assert re.search(r"Allow it\..{0,40}IT", html, re.DOTALL)


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></title><h1>Ready</h1>",
    "javascript:alert(1)",
    "{{ report.run_id }} {% raw %}",
    "a\x00b\x1b[2Jc\r\nd",
    "\u202egnp.exe",
    "&lt;b&gt;",
    "<!--",
]


def hostile_page(words: str) -> Page:
    bad = result(
        words[:20],
        Status.FAIL,
        headline=words,
        title=words,
        found=words,
        needed=words,
        why=words,
        note=words,
        sources=(SourceRef(doc=words, edition=words, section=words, quote=words, url=words),),
        evidence=(Evidence(label=words, value=words, how=words),),
        remedies=(Remedy(who=Who.IT, text=words, link=words),),
    )
    network = NetworkFacts(ran_for_ms=1.0, https=(HttpsFacts(host=words[:400], state=PortState.OPEN),))
    made = report(
        (bad,), computer_name=words, profile_title=words, route=words, editions=(words,), overlay=(words,), run_id=words
    )
    return page(report_html(made, network))


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_only_text(words: str) -> None:
    calm = hostile_page("calm")
    read = hostile_page(words)
    assert (read.elements, {name for name, _ in read.attributes}) == (calm.elements, ATTRIBUTES)
    assert not any(ord(letter) < 32 and letter != "\n" for _, text in read.texts for letter in text)


@given(st.text(max_size=500))
def test_no_words_change_the_page_s_elements(words: str) -> None:
    assert hostile_page(f"x{words}").elements == hostile_page("calm").elements


def test_a_very_long_value_is_cut() -> None:
    html = report_html(report((result(found="x" * 1_000_000),)))
    assert len(html) < 60_000
    assert f"{'x' * (MOST_OF_A_VALUE - 4)} ..." in html


def test_its_colours_are_the_window_s_own_in_light_and_dark() -> None:
    css = resource_path("readiness", "report.html.j2").read_text(encoding="utf-8")
    light, dark = css.split("@media screen and (prefers-color-scheme: dark)")
    for text, theme in ((light, LIGHT), (dark, DARK)):
        named = re.findall(r"--([a-z-]+): (#[0-9A-F]{6});", text)
        assert named
        assert {token: theme[token] for token, _ in named} == dict(named)
        assert len(re.findall("#[0-9A-Fa-f]{3,8}\\b", text)) == len(named)
    assert set(re.findall(r"var\(--([a-z-]+)\)", css)) <= set(re.findall(r"--([a-z-]+): #", light))
    assert set(re.findall(r"--([a-z-]+): #", light)) == set(re.findall(r"--([a-z-]+): #", dark))


def test_advice_that_is_not_met_is_to_look_at() -> None:
    html = report_html(report((result(status=Status.FAIL, severity=Severity.ADVISORY),)))
    assert "<h2>To look at" in html
    assert "<h2>To fix" not in html
