"""The rules about what kind of computer this is: a PC, a Mac, a virtual machine, a virtual desktop."""

from collections.abc import Mapping
from dataclasses import replace

from inpatient_hub.domain.readiness import Evidence, Status
from inpatient_hub.domain.readiness_facts import Software
from inpatient_hub.readiness.finding import Case, Finding, Rule
from inpatient_hub.readiness.names import Broker, Platform
from inpatient_hub.readiness.rules.hardware import drive_has_room, memory_is_left_for_systmone, processor_is_fast
from inpatient_hub.readiness.rules.screen import screen_is_large_enough
from inpatient_hub.readiness.rules.unknowns import Said, asked, not_known, said

_REMOTE_PROTOCOLS = {1: "Citrix", 2: "Remote Desktop"}
"""WTSClientProtocolType."""

_PARTS: Mapping[str, Rule] = {
    "HW-01": processor_is_fast,
    "HW-04": memory_is_left_for_systmone,
    "HW-06": drive_has_room,
    "HW-07": screen_is_large_enough,
}


def platform_of(case: Case) -> Platform | None:
    """What kind of computer this is; None when its firmware does not tell."""
    return case.knowledge.platforms.of(case.facts.platform)


def platform_evidence(case: Case) -> tuple[Evidence, ...]:
    """What the firmware calls itself."""
    facts, how = case.facts.platform, "registry HARDWARE\\DESCRIPTION\\System\\BIOS, or DMI"
    return (
        Evidence(label="Manufacturer", value=facts.manufacturer or "not told", how=how),
        Evidence(label="Product", value=facts.product or "not told", how=how),
    )


def platform_is_known(case: Case) -> Finding:
    """VM-01: what kind of computer this is. That a hypervisor runs is never taken alone."""
    platform, needed = platform_of(case), "Told, not judged"
    if platform is None:
        return not_known(case, "platform.manufacturer", "What kind of computer this is", needed=needed)
    evidence = platform_evidence(case)
    found = platform.name if platform.kind != "physical" else f"Physical computer, {platform.name}"
    return Finding(status=Status.PASS, reason="platform.known", found=found, needed=needed, evidence=evidence)


def guest_has_more_than_the_least(case: Case) -> Finding:
    """VM-02: every figure is topped, not just met. Where one is not, its own check says so, and only that."""
    needed = "More than the least of everything"
    specs = [(check, rule, case.profile.rule(check)) for check, rule in _PARTS.items()]
    findings = {check: rule(replace(case, rule=spec)) for check, rule, spec in specs if spec}
    short = [check for check, finding in findings.items() if finding.status is not Status.PASS]
    if short:
        words = f"Told at: {', '.join(case.knowledge.catalogue.checks[check].title for check in short)}"
        return Finding(status=Status.NOT_APPLICABLE, reason="guest.see_parts", found=words, needed=needed)
    found = "; ".join(finding.found for finding in findings.values())
    return Finding(status=Status.PASS, reason="guest.more", found=found, needed=needed)


def mac_has_a_tool(case: Case) -> Finding:
    """VM-03: Parallels Desktop or VMware Fusion on this Mac; another virtual machine is possible."""
    mac, needed = case.facts.mac, "Parallels Desktop or VMware Fusion"
    if mac is None or case.facts.why_missing("mac.virtual_machine_tools"):
        return not_known(case, "mac.virtual_machine_tools", "What runs Windows on this Mac", needed=needed)
    known = [(tool, case.knowledge.platforms.mac_tool(tool.name)) for tool in mac.virtual_machine_tools]
    good = [tool for tool, row in known if row and row.recommended]
    other = [tool for tool, row in known if not (row and row.recommended)]
    if good:
        return Finding(status=Status.PASS, reason="mac.tool", found=_listed(good), needed=needed)
    if other:
        return Finding(status=Status.WARN, reason="mac.tool_other", found=_listed(other), needed=needed)
    return Finding(status=Status.FAIL, reason="mac.tool_none", found="None in Applications", needed=needed)


def _listed(tools: list[Software]) -> str:
    return ", ".join(f"{tool.name} {tool.version}".strip() for tool in tools[:3])


def is_boot_camp(case: Case) -> Finding:
    """VM-04: Apple's hardware, and Windows directly on it."""
    platform, needed = platform_of(case), "A Mac started in Windows"
    if platform is None:
        return not_known(case, "platform.manufacturer", "What kind of computer this is", needed=needed)
    evidence = platform_evidence(case)
    if platform.kind == "mac":
        found = case.facts.platform.product or "Apple Mac"
        return Finding(status=Status.PASS, reason="bootcamp.yes", found=found, needed=needed, evidence=evidence)
    return Finding(status=Status.FAIL, reason="bootcamp.no", found=platform.name, needed=needed, evidence=evidence)


def mac_is_not_on_lan(case: Case) -> Finding:
    """VM-05: neither joined to a domain nor in an NHS network, as far as Windows tells; a person's word decides."""
    facts, needed = case.facts.platform, "At home"
    word = said(case)
    if word is not Said.NOTHING:
        return asked(case, "mac.on_lan", needed=needed)
    if facts.domain_joined or facts.dns_suffix_is_nhs:
        found = "Joined to a domain" if facts.domain_joined else "In an NHS network"
        return Finding(status=Status.FAIL, reason="mac.on_lan", found=found, needed=needed)
    if facts.domain_joined is None and facts.dns_suffix_is_nhs is None:
        return not_known(case, "platform.domain_joined", "Whether this is an organisation's network", needed=needed)
    found, note = "Not in a domain or an NHS network", "As far as Windows can tell; only you know where you are."
    return Finding(status=Status.PASS, reason="mac.not_on_lan", found=found, needed=needed, note=note)


def guest_has_its_own_adapter(case: Case) -> Finding:
    """VM-06: the adapter that leads to SystmOne is Windows' own, not the one shared with the Mac."""
    network, needed = case.facts.network, "A network adapter of its own, such as a USB one"
    adapter = network.route.adapter if network and network.route else None
    if adapter is None:
        return not_known(case, "network.route", "Which network adapter is used", needed=needed)
    evidence = (Evidence(label="Adapter", value=adapter.description or adapter.name, how="the way to SystmOne"),)
    if case.knowledge.platforms.is_shared_adapter(f"{adapter.description} {adapter.name}"):
        found = "Shared with the Mac"
        return Finding(status=Status.FAIL, reason="mac.shared_network", found=found, needed=needed, evidence=evidence)
    return Finding(status=Status.PASS, reason="mac.own_network", found=adapter.name, needed=needed, evidence=evidence)


def _remote_words(case: Case) -> str | None:
    """What kind of remote session this is; empty for none, None when it cannot be told."""
    facts = case.facts.platform
    name = (facts.session_name or "").upper()
    if facts.client_protocol in _REMOTE_PROTOCOLS:
        return _REMOTE_PROTOCOLS[facts.client_protocol]
    if name.startswith(("RDP-", "ICA-")):
        return "Remote Desktop" if name.startswith("RDP-") else "Citrix"
    if facts.remote_session:
        return "Remote session"
    if facts.remote_session is None and facts.client_protocol is None and not name:
        return None
    return ""


def session_is_as_expected(case: Case) -> Finding:
    """VD-01: a session in front of the computer, or a remote one, as the profile expects."""
    words, wanted = _remote_words(case), case.rule.figures["session"]
    needed = "A remote session" if wanted == "remote" else "In front of this computer"
    if words is None:
        return not_known(case, "platform.remote_session", "Whether this is a remote session", needed=needed)
    found = words or "In front of this computer"
    values = {"session": found}
    if bool(words) == (wanted == "remote"):
        return Finding(status=Status.PASS, reason="session.ok", found=found, needed=needed, values=values)
    reason = "session.remote" if words else "session.local"
    return Finding(status=Status.FAIL, reason=reason, found=found, needed=needed, values=values)


def broker_is_named(case: Case) -> Finding:
    """VD-02: Horizon or Citrix of the least version; others are not named, and Microsoft's own leaves no trace."""
    needed = "VMware View 5, Citrix XenDesktop 6 or Microsoft Server 2012 VDI, or newer"
    software = case.facts.platform.brokers
    if not software and case.facts.why_missing("platform.brokers"):
        return not_known(case, "platform.brokers", "What kind of virtual desktop this is", needed=needed)
    findings = [_broker(case, one, needed) for one in software]
    order = (Status.PASS, Status.UNKNOWN, Status.WARN, Status.FAIL)
    if findings:
        return min(findings, key=lambda finding: order.index(finding.status))
    found = "No Horizon or Citrix agent"
    return Finding(status=Status.UNKNOWN, reason="broker.none", found=found, needed=needed)


def _broker(case: Case, software: Software, needed: str) -> Finding:
    broker = case.knowledge.brokers.of(software.name) or Broker(id="", name=software.name, source="facts")
    found = f"{broker.name} {software.version}".strip()
    values = {"broker": broker.name}
    if not broker.figure or broker.figure not in case.rule.figures:
        return Finding(status=Status.WARN, reason="broker.unnamed", found=found, needed=needed, values=values)
    version = _first_number(software.version)
    if version is None:
        return Finding(status=Status.UNKNOWN, reason="broker.version", found=found, needed=needed, values=values)
    if version < case.rule.number(broker.figure):
        return Finding(status=Status.FAIL, reason="broker.old", found=found, needed=needed, values=values)
    return Finding(status=Status.PASS, reason="broker.ok", found=found, needed=needed, values=values)


def _first_number(version: str) -> int | None:
    digits = version.partition(".")[0].strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 8 else None


def tpp_was_asked(case: Case) -> Finding:
    """VD-03: a person's tick with name and day; never passed by itself."""
    return asked(case, "vdi.ask_tpp", needed="TPP asked before production use")
