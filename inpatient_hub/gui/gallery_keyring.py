"""A keyring for the gallery's invented wards: in memory, so that nobody's own keyring is asked or written to."""

from inpatient_hub.host import device_secrets


class MemoryKeyring:
    """Keeps what it is given until the program ends."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        """The secret of this name."""
        return self._kept.get(name)

    def put(self, name: str, secret: str) -> None:
        """Keeps a secret."""
        self._kept[name] = secret

    def forget(self, name: str) -> None:
        """Takes a secret away."""
        self._kept.pop(name, None)


def use_memory_keyring() -> None:
    """From now on the program finds this keyring where it looks for the user's own."""
    keyring = MemoryKeyring()
    device_secrets.this_users_keyring = lambda: keyring
