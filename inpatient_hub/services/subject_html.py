"""All that is kept about one patient as a page that needs nothing else: it opens in any browser and prints on A4."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from inpatient_hub.domain.day_names import short_month
from inpatient_hub.domain.patients import spaced_nhs_number
from inpatient_hub.host.resources import resource_path
from inpatient_hub.services.ports import Clock

if TYPE_CHECKING:
    from jinja2 import Template


def subject_html(kept: Mapping[str, Any], clock: Clock) -> str:
    """The page. Whatever was typed is text in it and never markup; days and times are those of the ward's clock."""

    def moment(iso: str | None) -> str:
        if iso is None:
            return ""
        local = clock.local(datetime.fromisoformat(iso))
        return f"{_day(local.date())}, {local:%H:%M}"

    def day(iso: str | None) -> str:
        return _day(date.fromisoformat(iso)) if iso else ""

    def days(isos: Sequence[str]) -> str:
        return "; ".join(map(day, isos))

    def was(before: Mapping[str, Any]) -> str:
        return "; ".join(_told(name, value, day, moment) for name, value in before.items())

    return _template().render(
        kept=kept, moment=moment, day=day, days=days, was=was, changes=_changes, spaced=spaced_nhs_number
    )


def _changes(line: Mapping[str, Any]) -> list[str]:
    """What an entry of the trail changed, such as `bed: 3 before, 4 after`."""
    before, after = line["before"], line["after"]
    return [
        f"{name.replace('_', ' ')}: {_text(before.get(name))} before, {_text(after.get(name))} after"
        for name in {**before, **after}
    ]


def _text(kept: str | None) -> str:
    try:
        return _day(date.fromisoformat(kept or ""))
    except ValueError:
        return kept or "none"


def _told(name: str, value: Any, day: Callable[[str], str], moment: Callable[[str], str]) -> str:
    """One field as it was, in words, such as `due: 20 Nov 2026`."""
    label, ending = name.replace("_", " "), name.rpartition("_")[2]
    if value is None or value is False:
        return f"{label}: none"
    if ending == "on" and name != "waiting_on":
        return f"{label}: {day(value)}"
    if ending == "at":
        return f"{label}: {moment(value)}"
    return f"{label}: {'yes' if value is True else value}"


def _day(day: date) -> str:
    return f"{day.day} {short_month(day)} {day.year}"


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(resource_path("records", "subject.html.j2").read_text(encoding="utf-8"))
