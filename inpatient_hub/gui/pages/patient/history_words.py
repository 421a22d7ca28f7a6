"""A patient's history in sentences, grouped by day."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.gui.history_marks import MARKS
from inpatient_hub.gui.models.history import HistoryFacts
from inpatient_hub.gui.moments import clock, long_day
from inpatient_hub.gui.pages.patient.view import PatientShown
from inpatient_hub.services.trail import HistoryLine


def history_items(shown: PatientShown, *, brief: bool = False, most: int = 0) -> list[HistoryFacts]:
    """Events, newest first. `brief` tells a row of answers by one person as one event; `most` cuts the list."""
    groups = _answers_together(shown) if brief else [[line] for line in shown.view.history]
    items = [_item(group, shown) for group in groups]
    return items[:most] if most else items


def day_words(at: datetime, now: datetime) -> str:
    """`Today`, `Yesterday`, `Wednesday 18 November`, with the year when it is another one."""
    if at.date() == now.date():
        return "Today"
    if at.date() == now.date() - timedelta(days=1):
        return "Yesterday"
    words = long_day(at.date())
    return words.removesuffix(f" {at.year}") if at.year == now.year else words


def _answers_together(shown: PatientShown) -> list[list[HistoryLine]]:
    groups: list[list[HistoryLine]] = []
    for line in shown.view.history:
        if groups and _goes_with(groups[-1][-1], line, shown):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _goes_with(later: HistoryLine, line: HistoryLine, shown: PatientShown) -> bool:
    answered = AuditAction.RUN_ANSWERED
    return (
        later.action is answered
        and line.action is answered
        and (later.who, later.entity_id) == (line.who, line.entity_id)
        and shown.at(later.at).date() == shown.at(line.at).date()
    )


def _item(group: Sequence[HistoryLine], shown: PatientShown) -> HistoryFacts:
    line = group[0]
    at = shown.at(line.at)
    icon, token = MARKS.get(line.action, ("history", "muted"))
    who = "You" if line.who == shown.my_name else line.who
    about = f"{len(group)} questions" if len(group) > 1 else line.about
    name, mark, reason = about.partition(". Reason: ")
    named = f" **{name.replace('**', '')}**" if name else ""
    return HistoryFacts(
        clock(at), icon, f"**{who}** {line.did}{named}{mark}{reason}", token, day_words(at, shown.local)
    )
