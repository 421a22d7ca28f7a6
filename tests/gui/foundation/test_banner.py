"""The patient banner: the right patient, no alert lost at any width, and the same words for a screen reader."""

import dataclasses
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inpatient_hub.gui.theme import apply_theme
from inpatient_hub.gui.widgets.alert_line import AlertLine, AlertPopup
from inpatient_hub.gui.widgets.chip import Chip
from inpatient_hub.gui.widgets.patient_banner import BannerFacts, PatientBanner
from tests.gui.foundation import example_ward as ward

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Shown = Callable[[QWidget], QWidget]


def _banner(shown: Shown, facts: BannerFacts, width: int) -> PatientBanner:
    banner = PatientBanner(facts)
    banner.resize(width, 90)
    shown(banner)
    return banner


def _words(banner: PatientBanner) -> list[str]:
    return [chip.facts().words for chip in banner.findChildren(Chip) if chip.isVisible()]


def test_the_banner_tells_the_whole_patient_to_a_screen_reader(shown: Shown) -> None:
    banner = _banner(shown, ward.CATHERINE, 1280)
    assert banner.accessibleName() == (
        "Patient: EARNSHAW, Catherine, Likes to be called Cathy, Born 14 Mar 1994 (32), NHS number 999 339 5633, "
        "Bed 4, Keats Ward, Named nurse Esther Summerson, Consultant Dr T Lydgate, Day 101, Section 3, to 11 Feb 2027, "
        "Similar name: Catherine Linton, bed 17, alert: Penicillin allergy, alert: Self-harm risk"
    )


def test_alerts_that_do_not_fit_are_counted_and_open(shown: Shown, qtbot: QtBot) -> None:
    banner = _banner(shown, ward.MANY_ALERTS, 420)
    words = _words(banner)
    more = [word for word in words if word.startswith("+")]
    shown_alerts = [word for word, _strong in ward.MANY_ALERTS.alerts if word in words]
    assert more == [f"+{len(ward.MANY_ALERTS.alerts) - len(shown_alerts)} alerts"]
    assert ward.MANY_ALERTS.similar in words
    with qtbot.waitSignal(banner.alerts_requested):
        banner.findChild(AlertLine).open_hidden()
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, AlertPopup)
    assert all(word in popup.accessibleName() for word, _strong in ward.MANY_ALERTS.alerts)
    qtbot.keyClick(popup, Qt.Key.Key_Escape)


def test_alerts_that_stand_out_come_first_and_in_amber(shown: Shown) -> None:
    banner = _banner(shown, ward.MANY_ALERTS, 1282)
    assert _words(banner)[1:4] == ["Latex allergy", "Insulin, diabetes", "Epilepsy"]


@pytest.mark.parametrize("width", [300, 480, 640, 940, 1282])
@pytest.mark.parametrize("scale", [100, 200])
def test_no_chip_of_the_banner_is_lost_or_cut_off_at_any_width(
    shown: Shown, qapp: QApplication, width: int, scale: int
) -> None:
    apply_theme(qapp, "light", scale)
    banner = _banner(shown, ward.MANY_ALERTS, width)
    line = banner.findChild(AlertLine)
    chips = [chip for chip in line.findChildren(Chip) if chip.isVisible()]
    assert len(chips) + len(line.hidden_alerts()) - bool(line.hidden_alerts()) == 8
    assert max(chip.geometry().right() for chip in chips) < line.width()


def test_no_allergy_is_hidden_behind_a_count_and_no_name_is_cut(shown: Shown, qapp: QApplication) -> None:
    apply_theme(qapp, "light", 200)
    alerts = (("Falls risk", True), ("Self-harm risk", True), ("1:1 observations", True), ("Latex allergy", False))
    facts = dataclasses.replace(
        ward.CATHERINE, title="WOLFESCHLEGELSTEINHAUSENBERGERDORFF-MONTGOMERY, Maximiliana", alerts=alerts
    )
    banner = _banner(shown, facts, 480)
    banner.resize(480, banner.heightForWidth(480))
    assert "Latex allergy" in _words(banner)
    assert banner._title.height() >= banner._title.heightForWidth(banner._title.width()) > banner._title.height() // 2
    assert banner._title.width() <= 480


def test_alerts_go_on_in_a_second_line_before_any_is_counted(shown: Shown) -> None:
    banner = _banner(shown, ward.CATHERINE, 440)
    banner.resize(440, banner.heightForWidth(440))
    line = banner.findChild(AlertLine)
    assert max(chip.geometry().bottom() for chip in line.findChildren(Chip)) < line.height()
    assert not banner.findChild(AlertLine).hidden_alerts()
    assert len({chip.y() for chip in banner.findChildren(Chip) if chip.isVisible()}) == 2


def test_a_narrow_banner_drops_the_staff_and_not_the_alerts(shown: Shown) -> None:
    roomy, narrow = _banner(shown, ward.CATHERINE, 1282), _banner(shown, ward.CATHERINE, 940)
    assert roomy._side.isVisible()
    assert not narrow._side.isVisible()
    crowded = _banner(shown, ward.MANY_ALERTS, 1282)
    assert not crowded._side.isVisible()


def test_a_field_switched_off_leaves_no_hole(shown: Shown) -> None:
    values = (("Likes to be called", ""), ("Born", "14 Mar 1994 (32)"))
    banner = _banner(shown, dataclasses.replace(ward.CATHERINE, values=values, legal="", similar=""), 1282)
    assert "Likes" not in banner.accessibleName()
    assert _words(banner)[0] == "Penicillin allergy"


@pytest.mark.parametrize(("strong", "kind"), [(True, "warn"), (False, "line")])
def test_a_shared_surname_is_amber_and_a_similar_one_is_not(shown: Shown, strong: bool, kind: str) -> None:
    banner = _banner(shown, dataclasses.replace(ward.CATHERINE, similar_strong=strong), 1282)
    similar = [chip for chip in banner.findChildren(Chip) if chip.facts().words.startswith("Similar")]
    assert similar[0].facts().kind == kind
