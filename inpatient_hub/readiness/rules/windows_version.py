"""The rules about Microsoft's support of this Windows."""

from datetime import date

from inpatient_hub.domain.readiness import Evidence, Status
from inpatient_hub.domain.readiness_facts import WindowsFacts
from inpatient_hub.readiness import amounts
from inpatient_hub.readiness.finding import Case, Finding
from inpatient_hub.readiness.rules.unknowns import Said, not_known, said, windows
from inpatient_hub.readiness.support_dates import SOON_DAYS, BuildRow

_NEEDED = "A version of Windows for desktops that Microsoft supports"
_NEEDED_ESU = "Enrolled for Windows 10's extended security updates"


def is_server(facts: WindowsFacts) -> bool:
    """Whether this is a Server edition. Enterprise multi-session calls itself a server and is a desktop Windows."""
    if facts.edition_id == "ServerRdsh":
        return False
    if facts.installation_type:
        return facts.installation_type.startswith("Server")
    return facts.product_type in (2, 3)


def version_is_supported(case: Case) -> Finding:
    """OS-02: build and edition are inside Microsoft's support. A build newer than the list is unknown, never a fail."""
    facts, support = windows(case), case.knowledge.windows_support
    if facts.build is None:
        return not_known(case, "windows.build", "The build of Windows", needed=_NEEDED)
    if is_server(facts):
        return _finding(case, Status.NOT_APPLICABLE, "os.see_server")
    if facts.build > support.newest():
        return _finding(case, Status.UNKNOWN, "os.newer_than_data", date=amounts.day(support.as_of))
    if facts.build < support.oldest():
        return _finding(case, Status.FAIL, "os.too_old")
    if facts.edition_id is None:
        return not_known(case, "windows.edition_id", "The edition of Windows", needed=_NEEDED)
    channel = support.channel(facts.edition_id)
    row = support.row(facts.build, channel) if channel else None
    if row is None:
        return _finding(case, Status.UNKNOWN, "os.build_unknown" if channel else "os.edition_unknown")
    return _by_row(case, row)


def _by_row(case: Case, row: BuildRow) -> Finding:
    extended = case.knowledge.windows_support.extended_updates
    if row.ends is None:
        return _finding(case, Status.UNKNOWN, "os.date_unsure", row, note=row.unsure)
    left = (row.ends - case.today).days
    if left >= 0:
        soon = f"Support ends in {amounts.days(left)}." if left <= SOON_DAYS else ""
        return _finding(case, Status.PASS, "os.ends_soon" if soon else "os.supported", row, note=soon)
    if row.extended and case.today <= extended.last_day():
        return _finding(case, Status.WARN, "os.esu_only", row)
    return _finding(case, Status.FAIL, "os.ended", row)


def _finding(
    case: Case, status: Status, reason: str, row: BuildRow | None = None, *, note: str = "", date: str = ""
) -> Finding:
    facts, support = windows(case), case.knowledge.windows_support
    name = row.name if row else support.named(facts.build or 0) or f"Windows {facts.display_version or ''}".strip()
    ends = amounts.day(row.ends) if row and row.ends else ""
    until = f", {'supported until' if status is Status.PASS else 'support ended'} {ends}" if ends else ""
    aged = _aged(support.as_of, support.check_again_after_days, case.today)
    return Finding(
        status=status,
        reason=reason,
        found=f"{name}{until}",
        needed=_NEEDED,
        values={"name": name, "date": date or ends, "edition": facts.edition_id or ""},
        evidence=(
            Evidence(label="Build", value=_build(facts), how="RtlGetVersion, registry CurrentBuildNumber and UBR"),
            Evidence(label="Edition", value=facts.edition_id or "not known", how="registry EditionID"),
            Evidence(label="List of support dates", value=amounts.day(support.as_of), how=row.source if row else ""),
        ),
        note=" ".join(word for word in (note, aged) if word),
    )


def _build(facts: WindowsFacts) -> str:
    return f"{facts.build}.{facts.revision}" if facts.revision is not None else f"{facts.build}"


def _aged(as_of: date, after: int, today: date) -> str:
    return f"Support dates last checked {amounts.day(as_of)}." if (today - as_of).days > after else ""


def has_extended_updates(case: Case) -> Finding:
    """OS-03: Windows 10 is enrolled for extended security updates, where it has nothing else any more."""
    facts, support = windows(case), case.knowledge.windows_support
    if facts.build is None:
        return not_known(case, "windows.build", "The build of Windows", needed=_NEEDED_ESU)
    row = next((one for one in support.builds if one.build == facts.build and one.extended), None)
    if row is None or row.ends is None or case.today <= row.ends or is_server(facts):
        found = "This Windows does not need them"
        return Finding(status=Status.NOT_APPLICABLE, reason="esu.not_needed", found=found, needed=_NEEDED_ESU)
    return _enrolled(case, facts)


def _enrolled(case: Case, facts: WindowsFacts) -> Finding:
    extended = case.knowledge.windows_support.extended_updates
    licensed = extended.licensed_until(facts.esu_years or ())
    if licensed is not None and case.today <= licensed:
        return _esu(Status.PASS, "esu.enrolled", f"Licensed until {amounts.day(licensed)}", licensed)
    if case.today > extended.last_day():
        return _esu(Status.FAIL, "esu.over", "The programme is over", extended.last_day())
    word = said(case)
    if word is Said.YES and case.today <= extended.consumer_ends:
        until = extended.consumer_ends
        return _esu(
            Status.PASS, "esu.enrolled", f"You say it is enrolled; that lasts until {amounts.day(until)}", until
        )
    if licensed is not None:
        return _esu(Status.FAIL, "esu.expired", f"The licence ended on {amounts.day(licensed)}", licensed)
    if facts.esu_years is None:
        return not_known(case, "windows.esu_years", "Whether extended updates are licensed", needed=_NEEDED_ESU)
    if word is Said.NO or case.facts.platform.domain_joined or case.today > extended.consumer_ends:
        return _esu(Status.FAIL, "esu.none", "Not enrolled", None)
    return _esu(Status.UNKNOWN, "esu.unknown", "No organisation's licence; a personal enrolment cannot be seen", None)


def _esu(status: Status, reason: str, found: str, day: date | None) -> Finding:
    values = {"date": amounts.day(day) if day else ""}
    return Finding(status=status, reason=reason, found=found, needed=_NEEDED_ESU, values=values)
