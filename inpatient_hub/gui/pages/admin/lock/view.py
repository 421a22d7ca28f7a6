"""What the page of the lock is filled with, and how it reads."""

from dataclasses import dataclass

from inpatient_hub.domain.locking import LockState, TrustPolicy, Way
from inpatient_hub.gui.moments import day


@dataclass(frozen=True, slots=True)
class LockView:
    """How the lock stands, what the trust allows, and whether whoever is signed in may change it."""

    state: LockState
    policy: TrustPolicy
    may_change: bool


NAMES = {
    Way.KEYRING: "This computer's keyring",
    Way.PASSPHRASE: "Passphrase",
    Way.PIN: "PIN",
    Way.RECOVERY: "Recovery key",
}
ICONS = {
    Way.KEYRING: "device-desktop",
    Way.PASSPHRASE: "keyboard",
    Way.PIN: "layout-grid",
    Way.RECOVERY: "file-text",
}
AGAINST = {
    Way.KEYRING: "Nothing is asked. Keeps out a thief of the disk, and other users of the computer.",
    Way.PASSPHRASE: "The same, and keeps out somebody who gets at this Windows user later.",
    Way.PIN: "For who is at the keyboard. Worth nothing without this computer's keyring.",
    Way.RECOVERY: "On paper, for when all else is lost: a broken computer, a new Windows profile, a moved folder.",
}
"""What each protects against, in one line (docs/lock.md)."""


def state_words(way: Way, view: LockView) -> tuple[str, str]:
    """(how a way in stands, the token of its colour)."""
    state, policy = view.state, view.policy
    if not policy.allows(way):
        return "Your trust does not allow it.", "muted"
    if way is Way.RECOVERY:
        return _recovery_words(state)
    if way not in state.made:
        return "Not made.", "muted"
    if way not in state.ways:
        return _not_here(way, state)
    return _in_use(way, state)


def _recovery_words(state: LockState) -> tuple[str, str]:
    if state.recovery_not_written:
        return "Made, and not written down yet: nobody has typed it back.", "warn-text"
    if state.recovery_checked_on is None:
        return "Made, and typed back from the paper.", "ok-text"
    return f"Last typed back from the paper on {day(state.recovery_checked_on)}.", "ok-text"


def _not_here(way: Way, state: LockState) -> tuple[str, str]:
    if state.keyring_fault:
        return f"Made, but it cannot be used now. {state.keyring_fault}", "warn-text"
    if way is Way.PIN:
        return "Switched off on this computer. Make a new one.", "warn-text"
    return "Made on another computer or by another user.", "warn-text"


def _in_use(way: Way, state: LockState) -> tuple[str, str]:
    if way is Way.PIN and state.pin_tries is not None:
        tries = "1 wrong one is" if state.pin_tries == 1 else f"{state.pin_tries} wrong ones are"
        return f"In use. {tries} let pass before it is switched off.", "ok-text"
    return "In use.", "ok-text"


def idle_words(policy: TrustPolicy) -> str:
    """When the window locks by itself, and who has set that."""
    minutes = "1 minute" if policy.idle_minutes == 1 else f"{policy.idle_minutes} minutes"
    who = "Your trust has set this." if "lock.idle_minutes" in policy.fixed else "IT can set another time."
    return f"After {minutes} without a key or a move of the mouse, and with Ctrl+L. {who}"
