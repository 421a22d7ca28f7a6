"""A made-up computer and its report, for the page that is shown without a service."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from inpatient_hub.domain.readiness import (
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
from inpatient_hub.domain.readiness_network import (
    AddressFacts,
    NameState,
    NetworkFacts,
    PingFact,
    PortFact,
    PortState,
    TargetFacts,
)
from inpatient_hub.gui.pages.computer.view import ComputerView
from inpatient_hub.readiness.changes_since import Change
from inpatient_hub.readiness.profiles import HostSpec, PortRange, Profile, Route, Targets
from tests.gui.made_up import AT, NOW

WES = SourceRef(
    doc="WES",
    edition="v1.1 of 31 Jul 2014",
    section="section 2.6.1, storage",
    quote="4 GB of free space on the C drive",
)
TARGETS = Targets(
    hosts=(
        HostSpec(name="s11.tpp-uk.com", documented="62.255.177.61"),
        HostSpec(name="s12.tpp-uk.com", documented="62.255.177.62"),
    ),
    tcp=PortRange(first=2130, last=2140),
    udp=PortRange(first=2120, last=2130),
    as_of=date(2020, 5, 12),
)
HOME = Profile(
    id="home",
    title="Ward workstation, internet",
    summary="A fixed computer on a ward that reaches SystmOne over the internet.",
    route=Route.INTERNET,
    targets=TARGETS,
    rules=(),
)
WARD = Profile(
    id="ward",
    title="Ward workstation, HSCN",
    summary="A fixed computer on the organisation's own network.",
    route=Route.HSCN,
    rules=(),
)


def a_result(check_id: str, headline: str, **changed: Any) -> CheckResult:
    """One result, fine and required unless it is said otherwise."""
    usual: dict[str, Any] = {
        "group": Group.HARDWARE,
        "severity": Severity.REQUIRED,
        "status": Status.PASS,
        "reason": "",
        "title": headline,
        "headline": headline,
        "found": "",
        "needed": "",
        "why": "",
    }
    return CheckResult(check_id=check_id, **usual | changed)


FULL_DRIVE = a_result(
    "HW-06",
    "Drive C is nearly full",
    title="There is room on drive C",
    status=Status.FAIL,
    found="1.4 GB free for you on C:",
    needed="at least 4 GB",
    why="SystmOne keeps its programs and a cache on drive C.",
    sources=(WES,),
    evidence=(Evidence(label="Free for this user", value="1 402 331 136 bytes", how="GetDiskFreeSpaceExW"),),
    remedies=(
        Remedy(
            who=Who.YOU,
            text="Empty Downloads and the recycle bin, then check this line again.",
            link="ms-settings:storagesense",
        ),
    ),
)
NO_WAY = a_result(
    "NW-04",
    "SystmOne cannot be reached on TCP 2134 to 2140",
    title="SystmOne's TCP ports can be reached",
    group=Group.NETWORK,
    status=Status.FAIL,
    found="s11 and s12: 2130 to 2133 open, 2134 to 2140 no reply",
    needed="TCP 2130 to 2140 to both hosts",
    remedies=(
        Remedy(who=Who.NETWORK, text="Copy the text for the help desk. It names the hosts and ports and no patient."),
    ),
)
OLD_OFFICE = a_result(
    "SW-02",
    "Office 2021 support ended 13 Oct 2026",
    title="Office is supported by Microsoft",
    group=Group.WINDOWS,
    severity=Severity.RECOMMENDED,
    status=Status.WARN,
    found="Office 2021",
    needed="a version that Microsoft supports",
    remedies=(Remedy(who=Who.IT, text="Plan for Microsoft 365 or Office 2024."),),
)
ASKED_TPP = a_result(
    "VD-03",
    "TPP was asked about this virtual desktop",
    group=Group.PLATFORM,
    status=Status.MANUAL,
    found="nobody has said so yet",
    needed="TPP was contacted before production use",
)


def fine_results() -> tuple[CheckResult, ...]:
    """What is fine on most computers."""
    found = (
        ("OS-02", Group.WINDOWS, "Windows is supported by Microsoft", "Windows 11 in support"),
        ("OS-08", Group.WINDOWS, "Windows is on drive C", "C:"),
        ("SW-01", Group.WINDOWS, "Microsoft Word is installed", "Word 16"),
        ("HW-03", Group.HARDWARE, "There is enough memory", "16 GB fitted, 15.7 GB usable"),
        ("HW-01", Group.HARDWARE, "The processor is fast enough", "4 cores"),
        ("HW-07", Group.SCREEN, "The screen is large enough", "1366 x 768 at 100 %"),
        ("HW-10", Group.SCREEN, "The screen shows enough colours", "32-bit colour"),
        ("HW-17", Group.SMARTCARD, "A smartcard reader is there", "Reader found, Identity Agent 2.4"),
        ("AV-01", Group.SECURITY, "Antivirus is on", "Antivirus on and current"),
        ("EN-01", Group.SECURITY, "The disk is encrypted", "disk encrypted"),
        ("IN-02", Group.INSTALLATION, "The data folder is private", "Data folder private"),
        ("IN-04", Group.INSTALLATION, "There is a recent backup", "backup 07:00 today"),
        ("IN-05", Group.INSTALLATION, "The content is valid", "content valid"),
    )
    return tuple(a_result(one, title, group=group, found=words) for one, group, title, words in found)


REMINDERS = tuple(
    a_result(one, title, group=Group.REMINDERS, status=Status.MANUAL, severity=Severity.INFO, found=words)
    for one, title, words in (
        ("N-01", "Device authentication lasts 30 days", "then a new code is sent by e-mail"),
        ("N-03", "Release night", "See the Notice Board in SystmOne"),
        ("N-05", "ICE does not work over the internet", "unless it was made to face the internet locally"),
        ("N-07", "TPP cannot reset passwords", "A TPP serial number is needed to install"),
    )
)
NETWORK_FINE = (
    a_result("NW-03", "The names lead to SystmOne", group=Group.NETWORK, found="as documented"),
    a_result("NW-06", "SystmOne answers a ping", group=Group.NETWORK, severity=Severity.RECOMMENDED, found="38 ms"),
    a_result(
        "NW-05", "UDP was not contradicted", group=Group.NETWORK, status=Status.UNKNOWN, found="silent, which is normal"
    ),
)


def ports(first: int, last: int, protocol: str, state: PortState) -> tuple[PortFact, ...]:
    """So many ports in one state."""
    return tuple(PortFact(protocol=protocol, port=port, state=state) for port in range(first, last + 1))  # type: ignore[arg-type]


def a_network(open_to: int = 2140) -> NetworkFacts:
    """Two servers with TCP open up to a port, and UDP silent."""

    def target(host: str, address: str) -> TargetFacts:
        seen = (
            *ports(2130, open_to, "tcp", PortState.OPEN),
            *ports(open_to + 1, 2140, "tcp", PortState.NO_REPLY),
            *ports(2120, 2130, "udp", PortState.NO_REPLY),
        )
        at = AddressFacts(
            address=address,
            from_document=True,
            from_name=True,
            ports=seen,
            ping=PingFact(sent=3, answered=3, ms=38.0),
            latency_ms=(38.0, 37.0, 41.0),
        )
        return TargetFacts(
            host=host, documented=address, name_state=NameState.SAME, resolved=(address,), addresses=(at,)
        )

    return NetworkFacts(
        ran_for_ms=2400.0,
        targets=(target("s11.tpp-uk.com", "62.255.177.61"), target("s12.tpp-uk.com", "62.255.177.62")),
    )


def a_report(results: Sequence[CheckResult], *, network: bool = False, **changed: Any) -> Report:
    """A run in the profile of a ward's workstation over the internet, two minutes ago."""
    usual: dict[str, Any] = {
        "run_id": "1",
        "app_version": "0.1",
        "made_at": NOW - timedelta(minutes=2),
        "duration_ms": 2400,
        "profile": "home",
        "profile_title": HOME.title,
        "route": "internet",
        "editions": ("WES v1.1 of 31 Jul 2014",),
        "data_dates": {"windows_support": date(2026, 8, 22)},
        "verdict": verdict_of(results, network_was_run=network),
        "results": tuple(results),
    }
    return Report(**usual | changed)


def a_view(results: Sequence[CheckResult], *, network: NetworkFacts | None = None, **changed: Any) -> ComputerView:
    """What the page shows of a run two minutes ago."""
    usual: dict[str, Any] = {
        "profile": HOME,
        "report": a_report(results, network=network is not None),
        "now": AT,
        "made_at": AT - timedelta(minutes=2),
        "network": network,
        "network_at": AT - timedelta(minutes=2) if network else None,
        "opens_settings": True,
    }
    return ComputerView(**usual | changed)


def not_ready() -> ComputerView:
    """Two things to fix, one to look at."""
    return a_view(
        (FULL_DRIVE, NO_WAY, OLD_OFFICE, ASKED_TPP, *fine_results(), *NETWORK_FINE, *REMINDERS),
        network=a_network(2133),
        changes=(Change("HW-07", "Free space fell below the need"),),
        compared_with=AT - timedelta(days=3),
        device_since=AT.date() - timedelta(days=24),
    )
