"""The rules about which Windows this is and how it is set up."""

from inpatient_hub.domain.readiness import Evidence, Status
from inpatient_hub.domain.readiness_facts import System
from inpatient_hub.readiness import amounts
from inpatient_hub.readiness.finding import Case, Finding
from inpatient_hub.readiness.rules.unknowns import not_known, windows
from inpatient_hub.readiness.rules.windows_version import is_server

X86, X64, ARM64, ARM_RT = 0x014C, 0x8664, 0xAA64, 0x01C4
"""IMAGE_FILE_MACHINE_..., as IsWow64Process2 gives them."""

_MACHINES = {X86: "x86", X64: "x64", ARM64: "arm64", ARM_RT: "arm"}


def machine(case: Case) -> str:
    """`x86`, `x64`, `arm64` or `arm`; empty when it is not known."""
    native = windows(case).native_machine
    return _MACHINES.get(native, "other") if native is not None else case.facts.processor.machine or ""


def runs_windows(case: Case) -> Finding:
    """OS-01: this is Windows. On other systems it fails, unless the profile is about the Mac around it."""
    system, name = case.facts.system, case.facts.system_name
    needed = "Windows"
    if system is System.WINDOWS:
        if windows(case).is_wine:
            return Finding(status=Status.FAIL, reason="windows.wine", found="Wine", needed=needed)
        return Finding(status=Status.PASS, reason="windows.ok", found=name or "Windows", needed=needed)
    found = name or system.value
    if system is System.MACOS and case.profile.runs_on == "macos":
        return Finding(status=Status.NOT_APPLICABLE, reason="mac.around_windows", found=found, needed="Windows inside")
    reason = "mac.host" if system is System.MACOS else "windows.other"
    return Finding(status=Status.FAIL, reason=reason, found=found, needed=needed, values={"system": found})


def is_desktop_not_server(case: Case) -> Finding:
    """OS-04, VD-04: a desktop Windows. Enterprise multi-session counts as one."""
    facts, needed = windows(case), "A desktop Windows"
    if facts.installation_type is None and facts.product_type is None:
        return not_known(case, "windows.installation_type", "Whether this is a Server", needed=needed)
    evidence = (
        Evidence(label="Installation type", value=facts.installation_type or "not known", how="registry"),
        Evidence(label="Product type", value=str(facts.product_type), how="RtlGetVersion wProductType"),
    )
    if is_server(facts):
        found = facts.edition_id or facts.installation_type or "Server"
        return Finding(status=Status.FAIL, reason="os.server", found=found, needed=needed, evidence=evidence)
    multi = "Enterprise multi-session counts as a desktop Windows." if facts.edition_id == "ServerRdsh" else ""
    found = facts.edition_id or "Desktop"
    return Finding(status=Status.PASS, reason="os.desktop", found=found, needed=needed, evidence=evidence, note=multi)


def is_not_rt(case: Case) -> Finding:
    """OS-05: not Windows RT."""
    facts, needed = windows(case), "Not Windows RT"
    if facts.native_machine == ARM_RT or facts.edition_id == "CoreARM":
        return Finding(status=Status.FAIL, reason="os.rt", found="Windows RT", needed=needed)
    if facts.native_machine is None and facts.edition_id is None:
        return not_known(case, "windows.native_machine", "What the processor is", needed=needed)
    return Finding(status=Status.PASS, reason="os.not_rt", found="Not Windows RT", needed=needed)


def processor_is_named(case: Case) -> Finding:
    """OS-06: x86 or x64. ARM64 is neither forbidden nor named: a warning."""
    needed, kind = "x86 or x64", machine(case)
    if not kind:
        return not_known(case, "windows.native_machine", "What the processor is", needed=needed)
    evidence = (Evidence(label="Processor", value=kind, how="IsWow64Process2"),)
    if kind in ("x86", "x64"):
        return Finding(status=Status.PASS, reason="cpu.named", found=kind, needed=needed, evidence=evidence)
    if kind == "arm64":
        return Finding(status=Status.WARN, reason="cpu.arm64", found="ARM64", needed=needed, evidence=evidence)
    return Finding(status=Status.UNKNOWN, reason="cpu.unnamed", found=kind, needed=needed, evidence=evidence)


def is_not_s_mode(case: Case) -> Finding:
    """OS-07: not in S mode."""
    facts, needed = windows(case), "Not in S mode"
    if facts.s_mode or (facts.edition_id or "").startswith("Cloud"):
        return Finding(status=Status.FAIL, reason="os.s_mode", found="S mode", needed=needed)
    if facts.s_mode is None:
        return not_known(case, "windows.s_mode", "Whether Windows is in S mode", needed=needed)
    return Finding(status=Status.PASS, reason="os.not_s_mode", found="Not in S mode", needed=needed)


def system_drive_is_c(case: Case) -> Finding:
    """OS-08: Windows is on the drive of the profile's letter."""
    facts, letter = windows(case), str(case.rule.figures["letter"])
    needed = f"Drive {letter}"
    if not facts.system_drive:
        return not_known(case, "windows.system_drive", "The drive that Windows is on", needed=needed)
    found = facts.system_drive[:1].upper()
    variable = (facts.system_drive_variable or "")[:1].upper()
    odd = f"%SystemDrive% says {variable}, which somebody has changed." if variable not in ("", found) else ""
    how = "GetSystemWindowsDirectory"
    return Finding(
        status=Status.PASS if found == letter else Status.FAIL,
        reason="drive.ok" if found == letter else "drive.other",
        found=f"Drive {found}",
        needed=needed,
        values={"drive": found},
        evidence=(Evidence(label="System drive", value=facts.system_drive, how=how),),
        note=odd,
    )


def edition_is_pro(case: Case) -> Finding:
    """OS-09: a Pro, Enterprise or Education edition."""
    edition, needed = windows(case).edition_id, "Windows Pro if possible"
    if edition is None:
        return not_known(case, "windows.edition_id", "The edition of Windows", needed=needed)
    if edition.startswith(("Core", "Cloud")):
        return Finding(status=Status.FAIL, reason="edition.home", found=edition, needed=needed)
    if edition.startswith(("Professional", "Enterprise", "Education", "IoTEnterprise", "ServerRdsh")):
        return Finding(status=Status.PASS, reason="edition.pro", found=edition, needed=needed)
    values = {"edition": edition}
    return Finding(status=Status.UNKNOWN, reason="os.edition_unknown", found=edition, needed=needed, values=values)


def updates_are_recent(case: Case) -> Finding:
    """OS-10: an update was installed within the profile's days."""
    last, most = windows(case).last_update_installed, int(case.rule.number("days"))
    needed = f"An update within {amounts.days(most)}"
    if last is None:
        return not_known(case, "windows.last_update_installed", "When Windows was last updated", needed=needed)
    age = (case.today - last).days
    values = {"days": amounts.days(age), "date": amounts.day(last)}
    found = f"Last updated on {amounts.day(last)}"
    if age < 0:
        return Finding(status=Status.UNKNOWN, reason="updates.future", found=found, needed=needed, values=values)
    if age > most:
        return Finding(status=Status.FAIL, reason="updates.old", found=found, needed=needed, values=values)
    return Finding(status=Status.PASS, reason="updates.recent", found=found, needed=needed, values=values)


def is_activated(case: Case) -> Finding:
    """OS-11: Windows says that it is activated."""
    activated, needed = windows(case).activated, "Activated"
    if activated is None:
        return not_known(case, "windows.activated", "Whether Windows is activated", needed=needed)
    if activated:
        return Finding(status=Status.PASS, reason="activation.ok", found="Activated", needed=needed)
    return Finding(status=Status.FAIL, reason="activation.none", found="Not activated", needed=needed)


def other_programs_are_supported(case: Case) -> Finding:
    """OS-12: answered by the check on Office, so that one fault is not told twice."""
    found = "Told at the check on Office" if case.profile.rule("SW-02") else "Not looked at in this profile"
    needed = "Supported by its maker"
    return Finding(status=Status.NOT_APPLICABLE, reason="office.see_check", found=found, needed=needed)
