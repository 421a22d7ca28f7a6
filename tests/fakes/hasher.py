"""A hash that takes no time, and counts how often it was asked."""


class FakeHasher:
    """Turns round what was typed."""

    def __init__(self) -> None:
        self.made = 0
        self.asked = 0

    def verifier(self, typed: str) -> str:
        """What to keep."""
        self.made += 1
        return f"fake${typed[::-1]}"

    def matches(self, verifier: str, typed: str) -> bool:
        """Whether it is that."""
        self.asked += 1
        return verifier == f"fake${typed[::-1]}"
