"""The rules about this installation of Inpatient Hub."""

from zoneinfo import ZoneInfo

from inpatient_hub.domain.readiness import Status
from inpatient_hub.domain.readiness_facts import InstallationFacts
from inpatient_hub.host.clock import WARD_ZONE
from inpatient_hub.readiness import amounts
from inpatient_hub.readiness.finding import Case, Finding
from inpatient_hub.readiness.rules.unknowns import not_known

_KINDS = {
    "network": ("data.network", "On a network drive"),
    "onedrive": ("data.onedrive", "In OneDrive"),
    "removable": ("data.removable", "On a removable drive"),
}

_STORES = {
    "none": (Status.NOT_APPLICABLE, "store.none", "Nothing has been set up yet"),
    "sound": (Status.PASS, "store.sound", "Sound"),
    "in_use": (Status.UNKNOWN, "store.in_use", "In use, so not looked through"),
    "locked": (Status.UNKNOWN, "store.locked", "Locked, so not looked through"),
    "server": (Status.UNKNOWN, "store.server", "On a database server"),
    "damaged": (Status.FAIL, "store.damaged", "Damaged"),
    "newer": (Status.FAIL, "store.newer", "Written by a newer Inpatient Hub"),
    "unreadable": (Status.FAIL, "store.unreadable", "It cannot be read"),
}


def _installation(case: Case) -> InstallationFacts:
    return case.facts.installation or InstallationFacts()


def _no_folder(needed: str) -> Finding:
    found = "Nothing has been set up yet"
    return Finding(status=Status.NOT_APPLICABLE, reason="data.none", found=found, needed=needed)


def data_is_local(case: Case) -> Finding:
    """IN-01: the data folder is neither on a network nor in a cloud folder nor on a stick."""
    facts, needed = _installation(case), "On this computer's own drive"
    if facts.data_folder_exists is False:
        return _no_folder(needed)
    if facts.data_folder_kind == "local":
        return Finding(status=Status.PASS, reason="data.local", found="On this computer", needed=needed)
    if facts.data_folder_kind == "unknown":
        return not_known(case, "installation.data_folder_kind", "Where the data folder is", needed=needed)
    reason, found = _KINDS[facts.data_folder_kind]
    return Finding(status=Status.FAIL, reason=reason, found=found, needed=needed)


def data_is_private(case: Case) -> Finding:
    """IN-02: only this user may read the data folder."""
    facts, needed = _installation(case), "Readable by you alone"
    if facts.data_folder_exists is False:
        return _no_folder(needed)
    if facts.data_folder_private is None:
        return not_known(case, "installation.data_folder_private", "Who can read the data folder", needed=needed)
    if facts.data_folder_private:
        return Finding(status=Status.PASS, reason="data.private", found="By you alone", needed=needed)
    return Finding(status=Status.FAIL, reason="data.shared", found="By others too", needed=needed)


def store_is_sound(case: Case) -> Finding:
    """IN-03: the store can be read and is whole."""
    facts, needed = _installation(case), "A store that can be read and is whole"
    if facts.store is None:
        return not_known(case, "installation.store", "Whether the store is sound", needed=needed)
    status, reason, found = _STORES[facts.store]
    words = f"{found}: {facts.store_words}" if facts.store_words and status is Status.FAIL else found
    return Finding(status=status, reason=reason, found=words, needed=needed)


def backup_is_recent(case: Case) -> Finding:
    """IN-04: a backup within the profile's days."""
    facts, most = _installation(case), int(case.rule.number("days"))
    needed = f"A backup within {amounts.days(most)}"
    if facts.store in ("none", "server"):
        found = "Nothing here to back up"
        return Finding(status=Status.NOT_APPLICABLE, reason="backup.not_needed", found=found, needed=needed)
    if facts.last_backup_at is None:
        if case.facts.installation is None or case.facts.why_missing("installation.last_backup_at"):
            return not_known(case, "installation.last_backup_at", "When the last backup was made", needed=needed)
        return Finding(status=Status.FAIL, reason="backup.none", found="None yet", needed=needed)
    made = facts.last_backup_at.astimezone(ZoneInfo(WARD_ZONE)).date()
    age, found = (case.today - made).days, f"Made on {amounts.day(made)}"
    values = {"date": amounts.day(made), "days": amounts.days(max(age, 0))}
    if age > most:
        return Finding(status=Status.FAIL, reason="backup.old", found=found, needed=needed, values=values)
    return Finding(status=Status.PASS, reason="backup.recent", found=found, needed=needed, values=values)


def content_is_valid(case: Case) -> Finding:
    """IN-05: nothing is wrong with the workflows and templates."""
    count, needed = _installation(case).content_problems, "No problem"
    if count is None:
        return not_known(case, "installation.content_problems", "Whether the workflows are valid", needed=needed)
    words = f"{count:,} {'problem' if count == 1 else 'problems'}"
    if count:
        values = {"problems": words}
        return Finding(status=Status.FAIL, reason="content.faulty", found=words, needed=needed, values=values)
    return Finding(status=Status.PASS, reason="content.valid", found="No problem", needed=needed)


def clipboard_is_usable(case: Case) -> Finding:
    """IN-06: notes can be copied."""
    clipboard, needed = _installation(case).clipboard, "A clipboard that can be written"
    if clipboard is None:
        return not_known(case, "installation.clipboard", "Whether the clipboard can be used", needed=needed)
    if clipboard == "usable":
        return Finding(status=Status.PASS, reason="clipboard.ok", found="Usable", needed=needed)
    if clipboard == "busy":
        found = "Held by another program"
        return Finding(status=Status.WARN, reason="clipboard.busy", found=found, needed=needed)
    return Finding(status=Status.FAIL, reason="clipboard.none", found="None", needed=needed)


def data_has_room(case: Case) -> Finding:
    """IN-07: the data folder can be written and there is room on its drive."""
    facts, least = _installation(case), case.rule.number("free_bytes")
    needed = f"at least {amounts.disk(least)}"
    if facts.data_folder_exists and facts.data_folder_writable is False:
        found = "The folder cannot be written"
        return Finding(status=Status.FAIL, reason="data.read_only", found=found, needed=needed)
    if facts.data_folder_free is None:
        if facts.data_folder_exists is False:
            return _no_folder(needed)
        return not_known(case, "installation.data_folder_free", "The room for the data folder", needed=needed)
    found = f"{amounts.disk(facts.data_folder_free)} free"
    if facts.data_folder_free < least:
        return Finding(status=Status.FAIL, reason="data.low", found=found, needed=needed)
    return Finding(status=Status.PASS, reason="data.room", found=found, needed=needed)
