"""The one way to say that something expected went wrong, why, and what to do."""


class HubError(Exception):
    """An expected failure a person can act on.

    `title` says what failed in a few words, `message` why, `remedy` what to do next. None of the three may hold
    anything about a patient: they are shown on shared screens and written to the log.
    """

    def __init__(self, title: str, message: str, *, remedy: str) -> None:
        super().__init__(title)
        self.title = title
        self.message = message
        self.remedy = remedy

    def one_line(self) -> str:
        """What, why and what to do, on one line, for the command line."""
        return " ".join(part.strip() for part in (f"{self.title}.", self.message, self.remedy) if part.strip())


class InvalidAnswer(HubError):
    """A value a person gave cannot be used. `field` names the form field it belongs to, or is empty."""

    def __init__(self, title: str, message: str, *, remedy: str, field: str = "") -> None:
        super().__init__(title, message, remedy=remedy)
        self.field = field


class NotFound(HubError):
    """What was asked for is not in this store."""

    def __init__(self, thing: str) -> None:
        super().__init__(
            f"{thing} not found",
            "It is not in this ward's store, or it was entered in error.",
            remedy="Go back to the list and choose again.",
        )


class ChangedElsewhere(HubError):
    """Somebody else changed the same record since it was read (optimistic version check)."""

    def __init__(self, thing: str) -> None:
        super().__init__(
            f"{thing} was changed by someone else",
            "It changed after you opened it, so your change was not saved over theirs.",
            remedy="Look at it again, then make your change.",
        )
