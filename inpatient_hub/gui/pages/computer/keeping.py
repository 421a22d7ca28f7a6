"""What can be taken away from the page: texts to copy, and files."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.readiness import Report
from inpatient_hub.host.own_files import refuse_own

if TYPE_CHECKING:
    from inpatient_hub.domain.readiness_facts import Facts


def desk_texts(report: Report, facts: "Facts", *, is_here: bool) -> tuple[str, str]:
    """The text for the help desk without and with this computer's name; the second is empty for another computer."""
    from inpatient_hub.host.identity import computer_name
    from inpatient_hub.readiness.report_text import help_desk_text

    plain = help_desk_text(report, facts.network)
    if not is_here:
        return plain, ""
    named = report.model_copy(update={"computer_name": computer_name()})
    return plain, help_desk_text(named, facts.network, name_computer=True)


def text_of_check(report: Report, facts: "Facts", check_id: str) -> str:
    """One check in words for whoever can put it right."""
    from inpatient_hub.readiness.report_text import check_text

    return check_text(report, check_id, facts.network)


def save_report(kind: str, path: Path, report: Report, facts: "Facts", *, printed_at: datetime) -> None:
    """Writes one of the files of the menu. Raises HubError when it cannot be written."""
    writers: dict[str, Callable[[], None]] = {
        "html": lambda: _write_html(path, report, facts),
        "json": lambda: _write_json(path, report),
        "facts": lambda: _write_facts(path, facts),
        "pdf": lambda: _write_pdf(path, report, printed_at),
    }
    refuse_own(path)
    try:
        writers[kind]()
    except OSError as error:
        raise HubError(
            f"{path.name} was not saved",
            f"The computer said: {error.strerror or type(error).__name__}.",
            remedy="Choose a folder in which you may write.",
        ) from error


def _write_html(path: Path, report: Report, facts: "Facts") -> None:
    from inpatient_hub.readiness.report_html import report_html

    path.write_text(report_html(report, facts.network), encoding="utf-8", newline="\n")


def _write_json(path: Path, report: Report) -> None:
    from inpatient_hub.readiness.report_json import report_json

    path.write_text(report_json(report), encoding="utf-8", newline="\n")


def _write_facts(path: Path, facts: "Facts") -> None:
    from inpatient_hub.readiness.facts_file import write_facts

    write_facts(path, facts)


def _write_pdf(path: Path, report: Report, printed_at: datetime) -> None:
    from inpatient_hub.gui.pages.computer.pdf import write_pdf

    write_pdf(path, report, printed_at=printed_at)
