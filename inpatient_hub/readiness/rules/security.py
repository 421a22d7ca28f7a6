"""The rules about antivirus, encryption, the firewall and where documents are kept."""

from inpatient_hub.domain.readiness import Evidence, Status
from inpatient_hub.domain.readiness_facts import AntivirusProduct, System
from inpatient_hub.readiness.finding import Case, Finding
from inpatient_hub.readiness.rules.unknowns import asked, is_unread, not_known

HEALTH_GOOD, HEALTH_NOT_MONITORED = 0, 1
"""WscGetSecurityProviderHealth; 2 is poor, 3 snoozed."""

BITLOCKER_ON = 1
"""System.Volume.BitLockerProtection; the others are in the table below."""

_BITLOCKER = {
    2: (Status.FAIL, "encryption.off", "Off"),
    3: (Status.WARN, "encryption.under_way", "Being encrypted"),
    4: (Status.FAIL, "encryption.off", "Being decrypted"),
    5: (Status.WARN, "encryption.suspended", "Suspended"),
    7: (Status.FAIL, "encryption.off", "This drive cannot be encrypted"),
    8: (Status.FAIL, "encryption.waiting", "Waiting for activation"),
}


def _products(case: Case) -> tuple[AntivirusProduct, ...]:
    return case.facts.security.antivirus or ()


def _evidence(case: Case) -> tuple[Evidence, ...]:
    words = {True: ", up to date", False: ", out of date", None: ""}
    products = (
        Evidence(label=one.name, value=f"{one.state}{words[one.up_to_date]}", how="Windows Security Center")
        for one in _products(case)[:8]
    )
    health = case.facts.security.antivirus_health
    return (*products, Evidence(label="Antivirus health", value=str(health), how="WscGetSecurityProviderHealth"))


def antivirus_is_on(case: Case) -> Finding:
    """AV-01: one product is on. What does not tell Windows about itself is unknown, never a fail."""
    facts, needed = case.facts.security, "Antivirus installed and on"
    on = [one.name for one in _products(case) if one.state == "on"]
    evidence = _evidence(case)
    if len(on) > 1:
        found = " and ".join(on)
        return Finding(status=Status.WARN, reason="av.several", found=found, needed=needed, evidence=evidence)
    if on or facts.antivirus_health == HEALTH_GOOD:
        found = on[0] if on else "Windows says that antivirus is on"
        return Finding(status=Status.PASS, reason="av.on", found=found, needed=needed, evidence=evidence)
    if facts.antivirus_service_runs is False:
        found = "Windows' Security Center is not running"
        return Finding(status=Status.UNKNOWN, reason="av.unseen", found=found, needed=needed, evidence=evidence)
    return _not_on(case, needed, evidence)


_NOT_ON = (
    ("snoozed", "av.off", "Snoozed"),
    ("expired", "av.expired", "Its licence has expired"),
    ("off", "av.off", "Off"),
)
"""Expired before off: Defender is off because the expired product still stands in its place."""


def _not_on(case: Case, needed: str, evidence: tuple[Evidence, ...]) -> Finding:
    facts, products = case.facts.security, _products(case)
    if facts.antivirus_health is None and facts.antivirus is None:
        return not_known(case, "security.antivirus", "Whether antivirus is on", needed=needed)
    for state, reason, found in _NOT_ON:
        product = next((one.name for one in products if one.state == state), None)
        if product is not None:
            values = {"product": product}
            return Finding(
                status=Status.FAIL, reason=reason, found=found, needed=needed, values=values, evidence=evidence
            )
    if products or facts.antivirus_health == HEALTH_NOT_MONITORED or facts.antivirus_health is None:
        found = "None that tells Windows about itself"
        return Finding(status=Status.UNKNOWN, reason="av.unseen", found=found, needed=needed, evidence=evidence)
    found, values = "Windows says that no antivirus is on", {"product": "the antivirus"}
    return Finding(status=Status.FAIL, reason="av.off", found=found, needed=needed, values=values, evidence=evidence)


def antivirus_is_current(case: Case) -> Finding:
    """AV-02: of the products that are on, the best is up to date."""
    facts, needed, evidence = case.facts.security, "Definitions up to date", _evidence(case)
    on = [one for one in _products(case) if one.state == "on"]
    current = next((one for one in on if one.up_to_date), None)
    if current or (not on and facts.antivirus_health == HEALTH_GOOD):
        found = f"{current.name} is up to date" if current else "Windows says that all is well"
        return Finding(status=Status.PASS, reason="av.current", found=found, needed=needed, evidence=evidence)
    late = next((one for one in on if one.up_to_date is False), None)
    if late:
        found, values = f"{late.name} is out of date", {"product": late.name}
        return Finding(
            status=Status.FAIL, reason="av.out_of_date", found=found, needed=needed, values=values, evidence=evidence
        )
    if on:
        found, values = f"{on[0].name} does not tell", {"product": on[0].name}
        return Finding(
            status=Status.UNKNOWN, reason="av.age_unknown", found=found, needed=needed, values=values, evidence=evidence
        )
    if facts.antivirus is None:
        return not_known(case, "security.antivirus", "Whether the antivirus is up to date", needed=needed)
    found = "Told at the check whether antivirus is on"
    return Finding(status=Status.NOT_APPLICABLE, reason="av.see_on", found=found, needed=needed, evidence=evidence)


def antivirus_trusts_systmone(case: Case) -> Finding:
    """AV-03: no program can see it without an administrator."""
    return asked(case, "av.ask_trust", needed="SystmOne's servers and files trusted, where possible")


def disk_is_encrypted(case: Case) -> Finding:
    """EN-01: BitLocker as the shell shows it, FileVault, or LUKS. What another product encrypts shows as off."""
    facts, needed = case.facts.security, "Encrypted if possible"
    if case.facts.system is not System.WINDOWS:
        return _encrypted_elsewhere(case, needed)
    code = facts.bitlocker
    if code is None:
        return not_known(case, "security.bitlocker", "Whether the disk is encrypted", needed=needed)
    evidence = (Evidence(label="BitLocker", value=str(code), how="System.Volume.BitLockerProtection"),)
    if code == BITLOCKER_ON:
        return Finding(status=Status.PASS, reason="encryption.on", found="On", needed=needed, evidence=evidence)
    status, reason, found = _BITLOCKER.get(code, (Status.UNKNOWN, "encryption.unknown", "Windows does not tell"))
    return Finding(status=status, reason=reason, found=found, needed=needed, evidence=evidence)


def _encrypted_elsewhere(case: Case, needed: str) -> Finding:
    encrypted = case.facts.security.disk_encrypted
    if encrypted is None:
        return not_known(case, "security.disk_encrypted", "Whether the disk is encrypted", needed=needed)
    if encrypted:
        return Finding(status=Status.PASS, reason="encryption.on", found="On", needed=needed)
    return Finding(status=Status.FAIL, reason="encryption.off", found="Off", needed=needed)


def documents_are_not_in_personal_cloud(case: Case) -> Finding:
    """PR-01: neither Documents nor Desktop lies in a personal OneDrive or in iCloud. The work's own is only told."""
    facts, needed = case.facts.security, "Not in a personal cloud"
    if facts.personal_cloud_folders is None:
        return not_known(case, "security.personal_cloud_folders", "Where documents are kept", needed=needed)
    folders = " and ".join(facts.personal_cloud_folders)
    if folders:
        found, values = f"In a personal cloud: {folders}", {"folders": folders}
        return Finding(status=Status.FAIL, reason="storage.personal_cloud", found=found, needed=needed, values=values)
    work = ", ".join(facts.work_cloud_folders)
    note = f"In your organisation's own OneDrive: {work}." if work else ""
    return Finding(status=Status.PASS, reason="storage.ok", found="None is", needed=needed, note=note)


def firewall_lets_out(case: Case) -> Finding:
    """FW-01: Windows' own firewall does not stop outgoing traffic as such. Single rules are not gone through."""
    blocked, needed = case.facts.security.outbound_blocked, "Outgoing traffic allowed as a rule"
    if blocked is None or is_unread(case, "security.outbound_blocked"):
        return not_known(case, "security.outbound_blocked", "What the firewall does", needed=needed)
    if blocked:
        found = "Outgoing traffic is blocked as a rule"
        return Finding(status=Status.FAIL, reason="firewall.blocks", found=found, needed=needed)
    return Finding(status=Status.PASS, reason="firewall.ok", found="Allowed as a rule", needed=needed)
