"""Results and reports made by hand, for what shows them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from inpatient_hub.domain.readiness import (
    SAID_BY,
    CheckResult,
    Evidence,
    Group,
    Remedy,
    Report,
    Severity,
    SourceRef,
    Status,
    Who,
    verdict_of,
)
from inpatient_hub.readiness.source_book import LATER_EDITIONS

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

WES = "WES v1.1 of 31 Jul 2014"
GUIDE = "Internet SystmOne guide v1.1 of 12 May 2020"

STORAGE = SourceRef(
    doc="End User Warranted Environment Specification",
    edition="v1.1, 31 Jul 2014",
    section="2.6.1 Workstation",
    quote="4GB of free space on the C drive",
)
PORTS = SourceRef(
    doc="Internet SystmOne guide",
    edition="v1.1, 12 May 2020",
    section="Ports and Protocols",
    quote="TCP: Ports 2130-2140",
    url="https://www.tpp-uk.com/resources",
)


def result(
    check_id: str = "HW-06",
    status: Status = Status.PASS,
    *,
    group: Group = Group.HARDWARE,
    severity: Severity = Severity.REQUIRED,
    **changes: object,
) -> CheckResult:
    """A result about the room on drive C, unless told otherwise."""
    values: dict[str, object] = {
        "check_id": check_id,
        "group": group,
        "severity": severity,
        "status": status,
        "reason": f"{check_id.lower()}.{status}",
        "title": f"The title of {check_id}",
        "headline": f"The headline of {check_id}",
        "found": f"what {check_id} found",
        "needed": f"what {check_id} needs",
        "why": f"why {check_id} matters",
        **changes,
    }
    return CheckResult.model_validate(values)


DISK_FULL = result(
    "HW-06",
    Status.FAIL,
    reason="disk.low",
    title="There is room on drive C",
    headline="Drive C is nearly full",
    found="1.4 GB free for you on C:",
    needed="at least 4 GB",
    why="SystmOne keeps its files on drive C and stops when it is full.",
    note="The documents do not say whether a GB is 1,000 or 1,024 MB; the smaller counts here.",
    sources=(STORAGE,),
    evidence=(
        Evidence(label="Free for this user", value="1,400,000,000 bytes", how="GetDiskFreeSpaceExW"),
        Evidence(label="Size", value="255,000,000,000 bytes", how="GetDiskFreeSpaceExW"),
    ),
    remedies=(Remedy(who=Who.YOU, text="Free 2.6 GB on drive C, then check again.", link="ms-settings:storagesense"),),
    duration_ms=2,
)

PORTS_SHUT = result(
    "NW-04",
    Status.FAIL,
    group=Group.NETWORK,
    reason="tcp.no_reply.range",
    title="SystmOne's TCP ports can be reached",
    headline="SystmOne cannot be reached on TCP 2134-2140",
    found="s11.tpp-uk.com and s12.tpp-uk.com: TCP 2130-2133 open, TCP 2134-2140 no reply",
    needed="TCP 2130-2140 to both servers",
    why="SystmOne talks to its servers over these ports.",
    sources=(PORTS,),
    evidence=(
        Evidence(label="s11.tpp-uk.com (62.255.177.61)", value="TCP 2130-2133 open, 38 ms", how="TCP connect"),
        Evidence(label="s11.tpp-uk.com (62.255.177.61)", value="TCP 2134-2140 no reply in 3 s", how="TCP connect"),
    ),
    remedies=(Remedy(who=Who.NETWORK, text="Allow outgoing TCP 2134-2140 to 62.255.177.61 and 62.255.177.62."),),
    duration_ms=3011,
)

OFFICE_ENDED = result(
    "SW-02",
    Status.WARN,
    group=Group.WINDOWS,
    severity=Severity.RECOMMENDED,
    reason="office.ended",
    title="Microsoft still supports this Office",
    headline="Office 2021 support ended 13 Oct 2026",
    found="Office 2021",
    needed="a version that its maker supports",
    why="TPP supports other makers' software only while they do.",
    remedies=(Remedy(who=Who.IT, text="Move to a supported Office."),),
)

UDP_SILENT = result(
    "NW-05",
    Status.UNKNOWN,
    group=Group.NETWORK,
    reason="udp.silent",
    title="SystmOne's UDP ports can be reached",
    headline="UDP was silent, which proves nothing",
    found="no answer on UDP 2120-2130. This is normal for UDP and proves nothing either way.",
    needed="UDP 2120-2130 to both servers",
)

FINE = (
    result("OS-01", group=Group.WINDOWS, headline="This computer runs Windows", found="Windows 11 24H2"),
    result("OS-08", group=Group.WINDOWS, headline="Windows is on drive C", found="C:"),
    result("HW-07", group=Group.SCREEN, headline="The screen is large enough", found="1366 x 768"),
)

NOT_HERE = result("VM-02", Status.NOT_APPLICABLE, group=Group.PLATFORM, found="This is not a virtual machine.")

ANSWERED = result(
    "VD-03",
    Status.FAIL,
    group=Group.PLATFORM,
    title="TPP was asked about this virtual desktop",
    headline="TPP was not asked",
    found="No, said on 20 Nov 2026",
    evidence=(Evidence(label=SAID_BY, value="Esther Summerson", how="a person's answer"),),
)

REMINDER = result(
    "N-01",
    Status.MANUAL,
    group=Group.REMINDERS,
    severity=Severity.INFO,
    title="Device authentication lasts 30 days",
    headline="Device authentication ends in 6 days",
    found="Started 27 Oct 2026, ends 26 Nov 2026",
    needed="",
)

EVERYTHING = (*FINE, OFFICE_ENDED, DISK_FULL, NOT_HERE, PORTS_SHUT, UDP_SILENT, REMINDER)


def report(results: Sequence[CheckResult] = EVERYTHING, *, network: bool = True, **changes: object) -> Report:
    """A report over these results at noon on 20 Nov 2026."""
    values: dict[str, object] = {
        "run_id": "00000000-0000-4000-8000-000000000001",
        "app_version": "0.1.0",
        "made_at": NOON,
        "duration_ms": 2412,
        "profile": "home",
        "profile_title": "Internet SystmOne at home",
        "route": "internet",
        "editions": (WES, GUIDE, LATER_EDITIONS),
        "data_dates": {"windows_support": date(2026, 8, 22), "profiles": date(2026, 11, 20)},
        "verdict": verdict_of(results, network_was_run=network),
        "results": tuple(results),
        **changes,
    }
    return Report.model_validate(values)
