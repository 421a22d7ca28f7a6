"""Recorded computers for the gallery's pictures: judged by the program's own rules, and nothing is read or sent."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from typing_extensions import override

from inpatient_hub import __version__
from inpatient_hub.domain.readiness import Report
from inpatient_hub.domain.readiness_facts import (
    AntivirusProduct,
    DiskFacts,
    Facts,
    InstallationFacts,
    MemoryFacts,
    OfficeFacts,
    PlatformFacts,
    ProcessorFacts,
    ScreenFacts,
    SecurityFacts,
    SmartcardFacts,
    Software,
    System,
    WindowsFacts,
)
from inpatient_hub.domain.readiness_network import (
    AdapterFacts,
    AddressFacts,
    ControlFacts,
    NameState,
    NetworkFacts,
    PingFact,
    PortFact,
    PortState,
    ProxyFacts,
    RouteFacts,
    TargetFacts,
)
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.host.identity import new_id
from inpatient_hub.readiness.changes_since import changes_since
from inpatient_hub.readiness.collectors.clipboard import Clipboard
from inpatient_hub.readiness.cooling import CoolDown
from inpatient_hub.readiness.judging import judged
from inpatient_hub.readiness.knowledge import load_knowledge
from inpatient_hub.readiness.network_test import RealNetworkTest
from inpatient_hub.readiness.profile_files import load_profiles
from inpatient_hub.readiness.progress import Progress
from inpatient_hub.readiness.remembered import Memory
from inpatient_hub.readiness.service import ReadinessService, Run, Suggestion

LOCAL_MS, NETWORK_MS = 400, 2_400
_SERVERS = (("s11.tpp-uk.com", "62.255.177.61"), ("s12.tpp-uk.com", "62.255.177.62"))
_GB = 1_000_000_000
_GIB = 2**30


class RecordedChecks(ReadinessService):
    """The checks of a computer that was recorded. `recorded` may be exchanged; `holds` lets a check wait until it is
    stopped, so that its picture can be taken."""

    def __init__(self, folder: Path, moment: datetime) -> None:
        self.recorded = a_laptop(moment)
        self.holds = False
        self.is_held = False
        self.clock = FixedClock(moment)
        self._kept: dict[str, Run] = {}
        self._remembered = Memory(folder)
        super().__init__(
            profiles=load_profiles(),
            knowledge=load_knowledge(),
            judge=judged,
            parts=lambda: (),
            network_test=RealNetworkTest(),
            memory=self._remembered,
            clock=self.clock,
            new_id=new_id,
            app_version=__version__,
        )

    @override
    def suggestion(self) -> Suggestion:
        return Suggestion("home", "This is only a guess: the computer does not belong to an organisation's domain.")

    @override
    def check(
        self,
        profile_id: str,
        *,
        network: bool = False,
        only: frozenset[str] | None = None,
        screens: tuple[ScreenFacts, ...] = (),
        clipboard: Clipboard | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        stop: threading.Event | None = None,
    ) -> Run:
        if network and self.network_ready_in():
            raise CoolDown(self.network_ready_in())
        if self.holds and on_progress is not None and stop is not None:
            on_progress(Progress("HW-17", 8, 13, "Read the smartcard reader"))
            self.is_held = True
            stop.wait()
            self.is_held = False
        return self._run(profile_id, network=network, only=only)

    @override
    def last(self, profile_id: str) -> Report | None:
        run = self._kept.get(profile_id)
        return run.report if run else None

    @override
    def last_facts(self, profile_id: str) -> Facts | None:
        run = self._kept.get(profile_id)
        return run.facts if run else None

    def _run(self, profile_id: str, *, network: bool, only: frozenset[str] | None) -> Run:
        now, before = self.clock.now(), self._kept.get(profile_id)
        known = before.facts.network if before and only else None
        facts = self.recorded if network else self.recorded.model_copy(update={"network": known})
        if network:
            self._remembered.change(lambda kept: kept.model_copy(update={"network_tested_at": now}))
        always = {"made_at": now, "duration_ms": NETWORK_MS if network else LOCAL_MS}
        report = self.judge(facts, profile_id).model_copy(update=always)
        changes = changes_since(before.report.results, report.results) if before else ()
        run = Run(facts, report, changes, before.report.made_at if before else None)
        self._kept[profile_id] = Run(facts, report, ())
        return run


def a_laptop(moment: datetime) -> Facts:
    """A laptop at home that has all that SystmOne needs, as far as can be checked."""
    return Facts(
        collected_at=moment.astimezone(UTC),
        app_version=__version__,
        system=System.WINDOWS,
        system_name="Windows 11 25H2, build 26200.7171",
        windows=WindowsFacts(
            build=26200,
            revision=7171,
            display_version="25H2",
            edition_id="Professional",
            installation_type="Client",
            product_type=1,
            process_machine=0x8664,
            native_machine=0x8664,
            s_mode=False,
            system_drive="C",
            system_drive_variable="C:",
            last_update_installed=moment.date() - timedelta(days=8),
            last_update_search=moment.date(),
            activated=True,
        ),
        processor=ProcessorFacts(
            name="13th Gen Intel(R) Core(TM) i5-1335U", max_mhz=2500, physical_cores=10, logical_cores=12, machine="x64"
        ),
        memory=MemoryFacts(installed=16 * _GIB, usable=16_850_000_000, available=9 * _GIB),
        disk=DiskFacts(path="C:\\", free_for_user=96 * _GB, free=96 * _GB, size=255 * _GB),
        screens=(
            ScreenFacts(width=1366, height=768, bits=32, scale=1.0, width_mm=309, height_mm=174, is_primary=True),
        ),
        platform=PlatformFacts(
            manufacturer="LENOVO",
            product="21F8CTO1WW",
            bios_vendor="LENOVO",
            remote_session=False,
            session_name="Console",
            client_protocol=0,
            domain_joined=False,
            dns_suffix_is_nhs=False,
            mouse_buttons=3,
            keyboard_layouts=("0809",),
            audio_inputs=1,
            audio_outputs=1,
            has_default_printer=False,
        ),
        smartcard=SmartcardFacts(
            service_code=0,
            readers=("OMNIKEY CardMan 3x21 0",),
            identity_agent=Software(name="Identity Agent", version="2.4.5"),
        ),
        office=OfficeFacts(
            word_path_exists=True,
            word_version="16",
            product_ids=("O365ProPlusRetail",),
            version="16.0.19328.20178",
            is_64_bit=True,
            opens_rtf="WINWORD.EXE",
            opens_csv="EXCEL.EXE",
        ),
        security=SecurityFacts(
            antivirus_health=0,
            antivirus_service_runs=True,
            antivirus=(AntivirusProduct(name="Microsoft Defender Antivirus", state="on", up_to_date=True),),
            bitlocker=1,
            outbound_blocked=False,
            edge_installed=True,
            is_admin=False,
            can_elevate=False,
        ),
        installation=InstallationFacts(
            data_folder_exists=True,
            data_folder_writable=True,
            data_folder_kind="local",
            data_folder_private=True,
            data_folder_free=96 * _GB,
            store="sound",
            last_backup_at=moment.astimezone(UTC).replace(hour=7, minute=0),
            backups=14,
            content_problems=0,
            clipboard="usable",
        ),
        network=a_network(),
    )


def a_full_laptop(moment: datetime) -> Facts:
    """The same with a nearly full drive, an old Office, and a firewall that drops seven ports."""
    before = a_laptop(moment)
    return before.model_copy(
        update={
            "disk": DiskFacts(path="C:\\", free_for_user=1_400_000_000, free=1_400_000_000, size=255 * _GB),
            "office": before.office.model_copy(update={"product_ids": ("ProPlus2021Retail",)}),
            "network": a_network(open_to=2133),
        }
    )


def a_network(open_to: int = 2140) -> NetworkFacts:
    """Both servers reached up to a TCP port, and silent on UDP."""
    return NetworkFacts(
        ran_for_ms=2_000.0,
        targets=tuple(_target(host, address, open_to) for host, address in _SERVERS),
        route=RouteFacts(
            target=_SERVERS[0][1],
            local_address="192.168.1.23",
            adapter=AdapterFacts(name="Wi-Fi", kind="wifi", type_code=71, speed_mbps=433.0),
            gateway="192.168.1.1",
        ),
        has_ipv4=True,
        has_ipv6=True,
        adapters=(AdapterFacts(name="Wi-Fi", kind="wifi", type_code=71, speed_mbps=433.0),),
        name_servers=("192.168.1.1",),
        proxy=ProxyFacts(),
        control=ControlFacts(made_up_name_resolved=False, test_address_connected=False, captive_portal=False),
    )


def _target(host: str, address: str, open_to: int) -> TargetFacts:
    tcp = [
        PortFact(protocol="tcp", port=port, state=PortState.OPEN if port <= open_to else PortState.NO_REPLY)
        for port in range(2130, 2141)
    ]
    udp = [PortFact(protocol="udp", port=port, state=PortState.NO_REPLY) for port in range(2120, 2131)]
    at = AddressFacts(
        address=address,
        from_document=True,
        from_name=True,
        ports=(*tcp, *udp),
        ping=PingFact(sent=3, answered=3, ms=38.0),
        latency_ms=(37.0, 38.0, 38.0, 39.0, 41.0),
    )
    return TargetFacts(
        host=host,
        documented=address,
        name_state=NameState.SAME,
        resolved=(address,),
        second_opinion=(address,),
        resolve_ms=12.0,
        addresses=(at,),
    )
