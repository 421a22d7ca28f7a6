"""The way to SystmOne on the Computer page, and what only a person can say."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from inpatient_hub.domain.readiness import CheckResult, Group, Status
from inpatient_hub.domain.readiness_network import NetworkFacts, PortState
from inpatient_hub.gui.pages.computer.answers import AnswerForm
from inpatient_hub.gui.pages.computer.way_words import sections, sent_words, sentence_of
from inpatient_hub.readiness.finding import Answer
from tests.gui.computer.filled import NOT_RUN, a_page, button, labels
from tests.gui.computer.made_up import (
    ASKED_TPP,
    TARGETS,
    WARD,
    a_network,
    a_report,
    a_result,
    a_view,
    fine_results,
    not_ready,
    ports,
)
from tests.gui.desk import Shown, click, heard, press
from tests.gui.made_up import AT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


# The way to SystmOne


def test_before_the_press_it_says_what_would_be_sent_and_to_whom(shown: Shown) -> None:
    page = a_page(shown, a_view((NOT_RUN, *fine_results())))
    seen = labels(page.way)
    assert "Nothing has been sent yet. One press would try:" in seen
    assert "s11.tpp-uk.com and s12.tpp-uk.com" in seen
    assert "2130-2140: 11 connections each, closed at once, empty" in seen
    assert page.way.test.face().kind == "primary"
    assert page.header.check.face().kind == "plain"
    assert "look like one" in page.way.test.toolTip()


def test_what_would_be_sent_follows_the_profile() -> None:
    assert dict(sent_words(TARGETS))["UDP"] == "2120-2130: a few empty packets to each port"
    https = TARGETS.model_copy(update={"hosts": (), "https_hosts": ("mobile.example.org",)})
    assert [label for label, _ in sent_words(https)] == ["To", "HTTPS", "Control", "Proxy"]


def test_a_profile_without_servers_says_so_and_still_looks_at_the_network(shown: Shown, qtbot: QtBot) -> None:
    page = a_page(shown, a_view((NOT_RUN, *fine_results()), profile=WARD))
    seen = labels(page.way)
    assert "This profile names no server to try" in seen
    assert "no server of SystmOne" in seen
    assert page.way.test.text() == "Look at the network"
    done = NOT_RUN.model_copy(update={"status": Status.PASS, "headline": "There is a way to the network"})
    page.show_view(a_view((done, *fine_results()), profile=WARD, network=NetworkFacts(ran_for_ms=3.0)))
    qtbot.waitUntil(lambda: {"What the checks came to", "There is a way to the network"} <= set(labels(page.way)))


def test_a_profile_of_which_nothing_needs_the_network_offers_no_test(shown: Shown) -> None:
    page = a_page(shown, a_view(fine_results(), profile=WARD))
    assert not page.way.test.isVisible()
    assert page.header.check.face().kind == "primary"
    assert "was not tested" not in page.verdict.line.text()


def test_afterwards_each_server_has_its_lines_in_whole_sentences() -> None:
    view = not_ready()
    (first, _second) = sections(view.network, view.report, ())
    assert [sentence_of(first, line) for line in first.lines][:4] == [
        "s11.tpp-uk.com, Name: as documented, fine",
        "s11.tpp-uk.com, TCP 2130 to 2133: open, fine",
        "s11.tpp-uk.com, TCP 2134 to 2140: no reply, to fix",
        "s11.tpp-uk.com, UDP 2120 to 2130: silent, which is normal for UDP and proves nothing, not checked",
    ]
    assert first.trailing == "38 ms"


def test_silent_ports_are_amber_where_no_required_check_failed_over_them() -> None:
    view = a_view(fine_results(), network=a_network(2133))
    (first, _second) = sections(view.network, view.report, ())
    assert [line.token for line in first.lines][:3] == ["ok-text", "ok-text", "warn-text"]


def test_a_server_with_two_addresses_says_which_is_which() -> None:
    network = a_network()
    target = network.targets[0]
    other = target.addresses[0].model_copy(
        update={"address": "198.51.100.9", "from_document": False, "ports": ports(2130, 2140, "tcp", PortState.REFUSED)}
    )
    two = network.model_copy(
        update={"targets": (target.model_copy(update={"addresses": (*target.addresses, other)}), network.targets[1])}
    )
    titles = [section.title for section in sections(two, a_report(fine_results()), ())]
    assert titles == ["s11.tpp-uk.com (62.255.177.61)", "s11.tpp-uk.com (198.51.100.9)", "s12.tpp-uk.com"]


# Answers


def a_form(qtbot: QtBot, one: CheckResult, **changed: object) -> AnswerForm:
    form = AnswerForm(one, a_view((one,), **changed))
    qtbot.addWidget(form)
    form.show()
    return form


def test_a_question_for_a_person_is_answered_in_place_with_who_did_it(qtbot: QtBot) -> None:
    form = a_form(qtbot, ASKED_TPP, by="Esther Summerson")
    told = heard(form.answered)
    click(next(one for one in form.field("VD-03").findChildren(QAbstractButton) if one.text() == "Yes"))
    assert told == [("VD-03", "yes", "Esther Summerson")]


def test_an_answer_says_who_gave_it_and_can_be_taken_back(qtbot: QtBot) -> None:
    said = Answer("yes", AT.date(), "Jane Eyre")
    form = a_form(qtbot, ASKED_TPP, answers={"VD-03": said})
    told = heard(form.answered)
    assert "Said 20 Nov 2026 by Jane Eyre" in labels(form)
    assert form.field("VD-03").value() is True
    click(button(form, "Take back"))
    assert told == [("VD-03", None, "")]


def test_the_line_of_a_site_is_typed_in_figures(qtbot: QtBot) -> None:
    line = a_result("NW-08", "The line is wide enough", group=Group.SITE, status=Status.MANUAL)
    form = a_form(qtbot, line)
    told = heard(form.answered)
    users = form.field("NW-08.users").entry
    press(users, "many", Qt.Key.Key_Return)
    assert told == []
    users.clear()  # type: ignore[attr-defined]
    press(users, "20", Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert told == [("NW-08.users", "20", "")]


def test_the_call_board_is_picked_from_those_that_are_warranted(qtbot: QtBot) -> None:
    board = a_result(
        "HW-16", "The call board", status=Status.MANUAL, needed="Jayex LCD Digital Signage, Numed Envisage"
    )
    field = a_form(qtbot, board).field("HW-16")
    combo = field.control
    offered = [combo.itemText(row) for row in range(combo.count())]  # type: ignore[attr-defined]
    assert offered == ["Jayex LCD Digital Signage", "Numed Envisage", "Another one", "There is no call board"]


def test_what_the_program_saw_for_itself_is_not_asked(shown: Shown) -> None:
    page = a_page(shown, a_view((ASKED_TPP.model_copy(update={"status": Status.PASS}), *fine_results())))
    page.everything.toggle_all()
    assert page.findChildren(AnswerForm) == []
