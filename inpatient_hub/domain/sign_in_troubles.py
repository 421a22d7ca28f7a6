"""What can stand between a person and being signed in, and between an admin and a change to people."""

import math
from datetime import timedelta

from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.sign_in import SECRET_WORDS, SecretKind

RECOVERY_KEY_WORDS = "the recovery key lets a senior admin back in: 'Forgotten?', or 'inpatient-hub lock reset-admin'."
"""The way back when every admin is shut out; it follows an `if`."""


class SignInTrouble(HubError):
    """Why somebody is not signed in yet."""


class SecretNeeded(SignInTrouble):
    """The name alone is not enough. `kind` is what is asked for."""

    def __init__(self, kind: SecretKind) -> None:
        words = SECRET_WORDS[kind]
        super().__init__(
            f"A {words} is needed", "People of this ward sign in with one.", remedy=f"Type your {words}, then sign in."
        )
        self.kind = kind


class WrongSecret(SignInTrouble):
    """What was typed is not it. `tries_left` is how many more are let pass."""

    def __init__(self, kind: SecretKind, tries_left: int) -> None:
        left = "One more try is left" if tries_left == 1 else f"{tries_left} tries are left"
        super().__init__(
            f"This is not your {SECRET_WORDS[kind]}",
            f"{left} before it is switched off.",
            remedy="Check Caps Lock and the name you chose, and type it again.",
        )
        self.tries_left = tries_left


class SecretSwitchedOff(SignInTrouble):
    """Too many wrong tries."""

    def __init__(self, kind: SecretKind) -> None:
        super().__init__(
            f"Your {SECRET_WORDS[kind]} is switched off",
            "A wrong one was typed five times.",
            remedy="Ask an admin of your ward to reset your sign-in: you get a start code. If no admin can sign in, "
            f"{RECOVERY_KEY_WORDS}",
        )


class SecretWaits(SignInTrouble):
    """Too many wrong tries, of the one senior admin who can sign in: nobody could reset it, so it is not switched off.
    `left` is how long the next try has to wait."""

    def __init__(self, kind: SecretKind, left: timedelta) -> None:
        minutes = max(math.ceil(left.total_seconds() / 60), 1)
        wait = "a minute" if minutes == 1 else f"{minutes} minutes"
        super().__init__(
            f"Your {SECRET_WORDS[kind]} has to wait {wait}",
            "Wrong ones were typed five times or more, and each further one makes the wait longer.",
            remedy=f"Try again then; check Caps Lock and the name you chose. If you forgot it, {RECOVERY_KEY_WORDS}",
        )
        self.left = left


class StartCodeOver(SignInTrouble):
    """The start code was not used in time."""

    def __init__(self) -> None:
        super().__init__(
            "This start code is over",
            "A start code is good for seven days.",
            remedy=f"Ask an admin of your ward for a new one. If no admin can sign in, {RECOVERY_KEY_WORDS}",
        )


class OwnSecretNeeded(SignInTrouble):
    """The start code is right: now the person chooses a PIN or passphrase of their own."""

    def __init__(self) -> None:
        super().__init__(
            "Choose a PIN of your own",
            "The start code is right. It works this once.",
            remedy="Choose a PIN or a passphrase that only you know.",
        )


class NoSecretYet(SignInTrouble):
    """This person was never given anything to sign in with."""

    def __init__(self) -> None:
        super().__init__(
            "You have no PIN yet",
            "People of this ward sign in with one.",
            remedy="Ask an admin of your ward for a start code.",
        )


class SecretTooWeak(InvalidAnswer):
    """A PIN or passphrase that would be guessed first."""

    def __init__(self, why: str) -> None:
        super().__init__(
            "Choose another one", why, remedy="Type a PIN or passphrase that is harder to guess.", field="secret"
        )


class LastAdmin(HubError):
    """After this nobody could look after the people, or one ward's people, any more."""

    def __init__(self, where: str) -> None:
        super().__init__(
            "Somebody has to stay admin",
            f"This is the last admin who can sign in {where}.",
            remedy="Make somebody else an admin first, and let them sign in once.",
        )


class OwnRights(HubError):
    """An admin tried to take away what they themselves are."""

    def __init__(self) -> None:
        super().__init__(
            "You cannot do this to yourself",
            "Nobody takes away their own admin role or resets their own sign-in.",
            remedy="Ask another admin. To change your own PIN, choose 'Change my PIN'.",
        )


class NoRecoveryHere(HubError):
    """There is no recovery key that could be asked for."""

    def __init__(self) -> None:
        super().__init__(
            "There is no recovery key for this place",
            "Its records are not kept under a lock of this program.",
            remedy="Ask whoever looks after the database server.",
        )
