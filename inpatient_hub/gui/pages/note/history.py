"""What happened to a note, in short sentences."""

import re
from collections.abc import Sequence
from datetime import datetime

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.gui.history_marks import MARKS, PLAIN
from inpatient_hub.gui.models.history import HistoryFacts
from inpatient_hub.gui.moments import clock, long_day, moment
from inpatient_hub.services.trail import HistoryLine

_PART = re.compile(r", part \d+ of \d+")


def history_items(history: Sequence[HistoryLine], at: datetime, my_name: str) -> list[HistoryFacts]:
    """The history in the order given, newest first; answers that follow each other are told once."""
    return [_item(group, at, my_name) for group in _answers_together(history)]


def nearest(history: Sequence[HistoryLine], action: AuditAction, moment: datetime) -> HistoryLine | None:
    """The line that tells of this action at this moment: it may have been done more than once, by others as well."""
    lines = [line for line in history if line.action is action]
    return min(lines, key=lambda line: abs(line.at - moment), default=None)


def who(name: str, my_name: str) -> str:
    """`you` for the person at the computer, else the name."""
    return "you" if name == my_name else name


def when(value: datetime, at: datetime) -> str:
    """The moment on the ward's clock, as short as it can be told at this moment."""
    return moment(value.astimezone(at.tzinfo), at.date())


def _answers_together(history: Sequence[HistoryLine]) -> list[list[HistoryLine]]:
    groups: list[list[HistoryLine]] = []
    for line in history:
        before = groups[-1][-1] if groups else None
        same = before is not None and (before.who, before.entity_id, before.action) == (
            line.who,
            line.entity_id,
            line.action,
        )
        if same and line.action is AuditAction.RUN_ANSWERED:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _item(group: Sequence[HistoryLine], at: datetime, my_name: str) -> HistoryFacts:
    line = group[0]
    local = line.at.astimezone(at.tzinfo)
    icon, token = MARKS.get(line.action, PLAIN)
    person = "You" if line.who == my_name else line.who
    return HistoryFacts(clock(local), icon, f"**{person}** {_did(group)}", token, _day(local, at))


def _did(group: Sequence[HistoryLine]) -> str:
    """What was done, without the title that stands over the page: only its part and the reason are new here."""
    line = group[0]
    if line.action is AuditAction.RUN_ANSWERED:
        return f"{line.did} {f'{len(group)} questions' if len(group) > 1 else line.about.replace('**', '')}"
    part = _PART.search(line.about)
    _, mark, reason = line.about.partition("Reason: ")
    run = " the referral" if line.kind is Kind.RUN else ""
    did = f"{line.did.rstrip(':')}{run}{part.group() if part else ''}"
    return f"{did}. {mark}{reason.replace('**', '')}" if reason else did


def _day(local: datetime, at: datetime) -> str:
    days = (at.date() - local.date()).days
    return ("Today", "Yesterday")[days] if days in (0, 1) else long_day(local.date())
