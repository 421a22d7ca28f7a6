"""The rules about Word, Office, a browser and the SystmOne client."""

from inpatient_hub.domain.readiness import Evidence, Status
from inpatient_hub.readiness import amounts
from inpatient_hub.readiness.finding import Case, Finding
from inpatient_hub.readiness.rules.unknowns import is_unread, not_known
from inpatient_hub.readiness.support_dates import SOON_DAYS, OfficeRow


def word_is_installed(case: Case) -> Finding:
    """SW-01: Word on this computer. Word in a browser does not count."""
    office, needed = case.facts.office, "Microsoft Word on this computer"
    if office.word_path_exists is None:
        return not_known(case, "office.word_path_exists", "Whether Word is installed", needed=needed)
    evidence = (
        Evidence(label="Products", value=", ".join(office.product_ids) or "none told", how="click-to-run"),
        Evidence(label="Version", value=office.version or office.word_version or "not known", how="registry"),
    )
    if office.word_path_exists:
        return Finding(status=Status.PASS, reason="word.ok", found="Word is here", needed=needed, evidence=evidence)
    return Finding(status=Status.FAIL, reason="word.absent", found="No Word", needed=needed, evidence=evidence)


def office_is_supported(case: Case) -> Finding:
    """SW-02: Office inside Microsoft's support; of several, the one that is supported longest."""
    office, support, needed = case.facts.office, case.knowledge.office_support, "An Office that Microsoft supports"
    ids = [id_ for id_ in office.product_ids if support.is_office(id_)]
    if not office.word_path_exists and not ids:
        if office.word_path_exists is None:
            return not_known(case, "office.word_path_exists", "Whether Office is installed", needed=needed)
        return Finding(status=Status.NOT_APPLICABLE, reason="office.none", found="No Office", needed=needed)
    rows = [row for row in map(support.by_id, ids) if row is not None]
    if not ids and not is_unread(case, "office.product_ids"):
        rows = [row for row in (support.by_word(_number(office.word_version)),) if row is not None]
    evidence = (
        Evidence(label="Products", value=", ".join(ids) or "none told", how="click-to-run ProductReleaseIds"),
        Evidence(label="List of support dates", value=amounts.day(support.as_of), how=rows[0].source if rows else ""),
    )
    if not rows:
        found = ", ".join(ids) or f"Word {office.word_version or 'of unknown version'}"
        return Finding(status=Status.UNKNOWN, reason="office.unknown", found=found, needed=needed, evidence=evidence)
    return _by_row(case, max(rows, key=lambda row: (row.ends is None, row.ends or support.as_of)), needed, evidence)


def _number(version: str | None) -> int:
    digits = (version or "").partition(".")[0]
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 5 else 0


def _by_row(case: Case, row: OfficeRow, needed: str, evidence: tuple[Evidence, ...]) -> Finding:
    if row.ends is None:
        found = f"{row.name}, supported while it is kept up to date"
        return Finding(status=Status.PASS, reason="office.ok", found=found, needed=needed, evidence=evidence)
    left = (row.ends - case.today).days
    values = {"name": row.name, "date": amounts.day(row.ends)}
    if left < 0:
        status, reason, found = Status.FAIL, "office.ended", f"{row.name}, support ended {amounts.day(row.ends)}"
    else:
        status, found = Status.PASS, f"{row.name}, supported until {amounts.day(row.ends)}"
        reason = "office.ends_soon" if left <= SOON_DAYS else "office.ok"
    note = f"Support ends in {amounts.days(left)}." if reason == "office.ends_soon" else ""
    return Finding(
        status=status, reason=reason, found=found, needed=needed, values=values, evidence=evidence, note=note
    )


def something_opens_rtf_and_csv(case: Case) -> Finding:
    """SW-03: a program opens .rtf and .csv; Windows' own question which program to use is none."""
    office, needed = case.facts.office, "A program for .rtf and one for .csv"
    openers = {".rtf": office.opens_rtf, ".csv": office.opens_csv}
    for kind, opener in openers.items():
        if opener is None:
            return not_known(case, f"office.opens_{kind[1:]}", f"What opens {kind} files", needed=needed)
    without = [kind for kind, opener in openers.items() if (opener or "").casefold() in ("", "openwith.exe")]
    if without:
        kinds = " and ".join(without)
        found, values = f"Nothing opens {kinds}", {"kinds": kinds}
        return Finding(status=Status.FAIL, reason="viewer.none", found=found, needed=needed, values=values)
    found = f"{office.opens_rtf} and {office.opens_csv}"
    return Finding(status=Status.PASS, reason="viewer.ok", found=found, needed=needed)


def browser_is_supported(case: Case) -> Finding:
    """IE-01: superseded, and never held against a computer."""
    edge = case.facts.security.edge_installed
    found = {True: "Microsoft Edge is here", False: "No Microsoft Edge seen", None: "Not looked at"}[edge]
    return Finding(status=Status.NOT_APPLICABLE, reason="ie.superseded", found=found, needed="No longer asked for")


def client_is_installed(case: Case) -> Finding:
    """Z1: traces of the SystmOne client. Not seeing any proves nothing."""
    client, needed = case.facts.client, "The SystmOne client"
    names = [f"{one.name} {one.version}".strip() for one in client.installed] or list(client.running)
    if names:
        return Finding(status=Status.PASS, reason="client.seen", found=", ".join(names[:3]), needed=needed)
    if is_unread(case, "client.installed"):
        return not_known(case, "client.installed", "Whether SystmOne is installed", needed=needed)
    return Finding(status=Status.UNKNOWN, reason="client.not_seen", found="Not seen", needed=needed)
