"""The rules about a Gateway computer and iPLATO's Connector on it."""

from inpatient_hub.domain.readiness import Evidence, Status
from inpatient_hub.domain.readiness_network import NetworkFacts, PortState
from inpatient_hub.readiness import amounts
from inpatient_hub.readiness.finding import Case, Finding
from inpatient_hub.readiness.rules.platform import platform_evidence, platform_of
from inpatient_hub.readiness.rules.unknowns import asked, is_unread, not_known


def gateway_is_physical(case: Case) -> Finding:
    """GW-01: no virtual machine."""
    platform, needed = platform_of(case), "A physical computer"
    if platform is None:
        return not_known(case, "platform.manufacturer", "What kind of computer this is", needed=needed)
    evidence = platform_evidence(case)
    if platform.is_virtual:
        found = platform.name
        return Finding(status=Status.FAIL, reason="gateway.virtual", found=found, needed=needed, evidence=evidence)
    return Finding(status=Status.PASS, reason="gateway.physical", found=platform.name, needed=needed, evidence=evidence)


def gateway_never_sleeps(case: Case) -> Finding:
    """GW-02: neither standby nor hibernation on mains; 0 seconds is never."""
    facts, needed = case.facts.power, "No sleep on mains"
    evidence = (
        Evidence(label="On mains", value={True: "yes", False: "no", None: "not known"}[facts.on_mains]),
        Evidence(label="Up for", value=amounts.days(facts.up_for_s // 86_400) if facts.up_for_s else "not known"),
    )
    for field, seconds, what in (
        ("standby_after_s", facts.standby_after_s, "Sleeps"),
        ("hibernate_after_s", facts.hibernate_after_s, "Hibernates"),
    ):
        if seconds:
            found = f"{what} after {max(seconds // 60, 1):,} minutes"
            return Finding(status=Status.FAIL, reason="gateway.sleeps", found=found, needed=needed, evidence=evidence)
        if seconds is None:
            return not_known(case, f"power.{field}", "When this computer goes to sleep", needed=needed)
    if facts.on_mains is False:
        found = "Never sleeps, but runs on its battery"
        return Finding(status=Status.WARN, reason="gateway.battery", found=found, needed=needed, evidence=evidence)
    return Finding(status=Status.PASS, reason="gateway.awake", found="Never sleeps", needed=needed, evidence=evidence)


def gateway_runs_systmone(case: Case) -> Finding:
    """GW-03: a process that looks like SystmOne. Whether somebody is logged in cannot be seen."""
    running, needed = case.facts.client.running, "SystmOne running and logged in"
    if running:
        note = "Whether somebody is logged in cannot be seen."
        found = ", ".join(running[:3])
        return Finding(status=Status.PASS, reason="gateway.client_runs", found=found, needed=needed, note=note)
    if is_unread(case, "client.running"):
        return not_known(case, "client.running", "Whether SystmOne is running", needed=needed)
    return Finding(status=Status.FAIL, reason="gateway.client_stopped", found="Not seen running", needed=needed)


def gateway_is_dedicated(case: Case) -> Finding:
    """GW-04: only a person can say."""
    return asked(case, "gateway.ask_dedicated", needed="Nobody's workplace")


def iplato_is_installed(case: Case) -> Finding:
    """GW-05: the Connector's own Java is there. Before installation its absence is normal."""
    exists, needed = case.facts.client.iplato_java_exists, "The Connector's files"
    if exists is None:
        return not_known(case, "client.iplato_java_exists", "Whether the Connector is installed", needed=needed)
    if exists:
        return Finding(status=Status.PASS, reason="iplato.installed", found="Installed", needed=needed)
    found = "Not installed yet"
    return Finding(status=Status.NOT_APPLICABLE, reason="iplato.not_yet", found=found, needed=needed)


def antivirus_trusts_iplato(case: Case) -> Finding:
    """GW-06: what an antivirus trusts is hidden from everybody but administrators."""
    return asked(case, "iplato.ask_av", needed="C:\\iPlato\\jre\\bin\\java.exe trusted")


def iplato_can_be_reached(case: Case) -> Finding:
    """GW-07: the addresses a trust's own file names. As they come there are none, and it is left to people."""
    addresses, network = case.profile.targets.tcp_addresses, case.facts.network
    needed = ", ".join(addresses) or "iPLATO's four addresses on TCP 443"
    if not addresses:
        found = "No addresses are known here"
        return Finding(status=Status.MANUAL, reason="iplato.addresses", found=found, needed=needed)
    if network is None:
        found = "The network was not tested"
        return Finding(status=Status.SKIPPED, reason="network.not_run", found=found, needed=needed)
    states = {address: _state(network, address) for address in addresses}
    evidence = tuple(
        Evidence(label=address, value=state.value if state else "not tried") for address, state in states.items()
    )
    closed = [address for address, state in states.items() if state not in (PortState.OPEN, None)]
    if closed:
        found, values = f"Not reached: {', '.join(closed)}", {"addresses": ", ".join(closed)}
        return Finding(
            status=Status.FAIL, reason="iplato.unreached", found=found, needed=needed, values=values, evidence=evidence
        )
    if None in states.values():
        found = "Not all were tried"
        return Finding(status=Status.UNKNOWN, reason="iplato.untried", found=found, needed=needed, evidence=evidence)
    return Finding(status=Status.PASS, reason="iplato.reached", found="All reached", needed=needed, evidence=evidence)


def _state(network: NetworkFacts, address: str) -> PortState | None:
    """What was seen at `192.0.2.7:443`, a server of its own to the test; None when it could not be tried."""
    targets = (target for target in network.targets if target.host == address)
    states = [port.state for target in targets for one in target.addresses for port in one.ports]
    return next((state for state in states if state not in (PortState.CANCELLED, PortState.ERROR)), None)


def somebody_can_install(case: Case) -> Finding:
    """GW-08: an administrator, or somebody who can become one. Not being one now does not mean that one cannot."""
    facts, needed = case.facts.security, "Administrator rights for installing"
    if facts.is_admin or facts.can_elevate:
        found = "Administrator" if facts.is_admin else "Can become administrator"
        return Finding(status=Status.PASS, reason="admin.ok", found=found, needed=needed)
    if facts.is_admin is None or facts.can_elevate is None:
        field = "is_admin" if facts.is_admin is None else "can_elevate"
        return not_known(case, f"security.{field}", "Whether you may install programs", needed=needed)
    return Finding(status=Status.FAIL, reason="admin.none", found="No administrator rights", needed=needed)
