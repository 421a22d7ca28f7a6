"""The report as a PDF: always one page, whatever there is to fix, and nothing half written."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication

from inpatient_hub.domain.readiness import CheckResult
from inpatient_hub.gui.pages.computer.pdf import write_pdf
from inpatient_hub.gui.theme import apply_theme
from tests.gui.computer.made_up import FULL_DRIVE, OLD_OFFICE, a_report, fine_results, not_ready
from tests.gui.made_up import AT


def many(count: int) -> tuple[CheckResult, ...]:
    """So many things to fix, and as many to look at."""
    made = [
        one.model_copy(update={"check_id": f"{one.check_id}-{number}", "headline": f"{one.headline} ({number})"})
        for number in range(count)
        for one in (FULL_DRIVE, OLD_OFFICE)
    ]
    return (*made, *fine_results())


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, str]]:
    """Every piece of text that is drawn, with its height on the page in points."""
    seen: list[tuple[float, str]] = []
    draw = QTextLayout.draw

    def watched(layout: QTextLayout, painter: object, at: QPointF, *more: object) -> None:
        seen.append((at.y() / 10, layout.text()))
        draw(layout, painter, at, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(QTextLayout, "draw", watched)
    return seen


def pages(file: Path) -> int:
    return len(re.findall(rb"/Type /Page\b", file.read_bytes()))


@pytest.mark.parametrize("count", [0, 1, 12, 60])
def test_it_is_one_page_and_says_how_many_it_has_no_room_for(
    tmp_path: Path, drawn: list[tuple[float, str]], count: int
) -> None:
    report = a_report(many(count))
    write_pdf(tmp_path / "x.pdf", report, printed_at=AT)
    assert pages(tmp_path / "x.pdf") == 1
    words = [text for _, text in drawn]
    assert report.verdict.sentence in words
    assert all(0 <= y < 842 - 2 * 34 for y, _ in drawn)
    shown = sum("(HW-06-" in text for text in words)
    left = [int(text.split()[1]) for text in words if text.startswith("And ")]
    if count > shown:
        assert left[0] == count - shown
    assert "This installation" in words  # the groups are always there
    assert words[-1].startswith("Inpatient Hub 0.1, printed 20 Nov 2026, 16:42. Uncontrolled copy.")


def test_it_names_the_day_the_profile_who_can_help_and_what_it_was_checked_against(
    tmp_path: Path, drawn: list[tuple[float, str]]
) -> None:
    write_pdf(tmp_path / "x.pdf", not_ready().report, printed_at=AT)
    words = [text for _, text in drawn]
    assert words[:2] == ["Is this computer ready for SystmOne?", "20 Nov 2026, 16:40"]
    assert "Checked as: Ward workstation, internet." in words
    assert "Drive C is nearly full (HW-06, You can fix this)" in words
    assert "Checked against: WES v1.1 of 31 Jul 2014" in words
    assert not any(text.startswith("Computer:") for text in words)


def test_a_dark_window_and_large_text_change_nothing_on_paper(
    qapp: QApplication, tmp_path: Path, drawn: list[tuple[float, str]]
) -> None:
    write_pdf(tmp_path / "light.pdf", not_ready().report, printed_at=AT)
    first = list(drawn)
    drawn.clear()
    apply_theme(qapp, "dark", 200)
    write_pdf(tmp_path / "dark.pdf", not_ready().report, printed_at=AT)
    assert drawn == first


def test_where_it_cannot_be_written_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write_pdf(tmp_path / "none" / "x.pdf", not_ready().report, printed_at=AT)
    assert list(tmp_path.iterdir()) == []
