"""Judges what belongs to a whole site and not to this computer: the width of its lines, and what only people know."""

from inpatient_hub.domain.readiness import Evidence, Status
from inpatient_hub.readiness.finding import Case, Finding, Rule
from inpatient_hub.readiness.rules.unknowns import asked

_MOST_USERS, _MOST_KBPS = 100_000, 100_000_000


def bandwidth(case: Case) -> Finding:
    """NW-08. A calculator over what people say: how many users share the line, and how wide it is."""
    users = _number(case, "NW-08.users", _MOST_USERS)
    if users is None:
        return Finding(
            status=Status.MANUAL,
            reason="bandwidth.ask",
            found=_unusable(case, "NW-08.users") or "How many people share the line is not known.",
            needed=_for_users(case, None),
        )
    needed = _for_users(case, users)
    line, backup = (_number(case, key, _MOST_KBPS) for key in ("NW-08.line_kbps", "NW-08.backup_kbps"))
    if line is None:
        words = _unusable(case, "NW-08.line_kbps") or "How wide the line is, is not known."
        return Finding(status=Status.MANUAL, reason="bandwidth.ask", found=words, needed=needed)
    primary, spare = _kbps(case, users)
    low = line < primary or (backup is not None and backup < spare)
    said = f"{_line(line)} for {users:,} {'user' if users == 1 else 'users'}" + (
        "" if backup is None else f", and a backup line of {_line(backup)}"
    )
    return Finding(
        status=Status.FAIL if low else Status.PASS,
        reason="bandwidth.low" if low else "bandwidth.ok",
        found=f"{said}.",
        needed=needed,
        values={"users": f"{users:,}", "needed": needed, "found": said},
        evidence=(Evidence(label="Said by a person", value=said, how="as declared; nothing was measured"),),
    )


def _kbps(case: Case, users: int) -> tuple[float, float]:
    """(primary, backup) that the WES asks for."""
    number = case.rule.number
    return (
        max(number("primary_kbps"), number("primary_kbps_per_user") * users),
        max(number("backup_kbps"), number("backup_kbps_per_user") * users),
    )


def _for_users(case: Case, users: int | None) -> str:
    if users is not None:
        primary, backup = _kbps(case, users)
        return f"{_line(primary)}, and {_line(backup)} as a backup"
    number = case.rule.number
    return (
        f"{_line(number('primary_kbps'))}, and {_line(number('backup_kbps'))} as a backup; above 8 users "
        f"{number('primary_kbps_per_user'):g} and {number('backup_kbps_per_user'):g} Kbps for each"
    )


def _line(kbps: float) -> str:
    return f"{kbps:,.0f} Kbps"


def _number(case: Case, key: str, most: int) -> int | None:
    """A whole number that a person gave, or None."""
    answer = case.answers.get(key)
    digits = answer.value.replace(",", "").replace(" ", "") if answer else ""
    if not digits.isascii() or not digits.isdecimal() or len(digits) > len(str(most)):
        return None
    return int(digits) if 1 <= int(digits) <= most else None


def _unusable(case: Case, key: str) -> str:
    answer = case.answers.get(key)
    return "" if answer is None else f"'{answer.value[:20]}' is not a number that can be used."


def address_is_not_refused(case: Case) -> Finding:
    """NW-13. How TPP sees the line cannot be told from here, and nobody else is asked."""
    return asked(case, "manual.ask", needed="No public proxy, no blacklisted address, none of another region")


def routers_let_systmone_first(case: Case) -> Finding:
    """NW-14. The routers cannot be seen from here."""
    return asked(case, "manual.ask", needed="SystmOne before everything but telephony")


def lines_and_wifi_are_looked_after(case: Case) -> Finding:
    """NW-17. Neither a second line nor a survey of the Wi-Fi can be seen from here."""
    needed = "A backup line by another way, with automatic failover and failback, and Wi-Fi that was surveyed"
    return asked(case, "manual.ask", needed=needed)


SITE_RULES: dict[str, Rule] = {
    "NW-08": bandwidth,
    "NW-13": address_is_not_refused,
    "NW-14": routers_let_systmone_first,
    "NW-17": lines_and_wifi_are_looked_after,
}
