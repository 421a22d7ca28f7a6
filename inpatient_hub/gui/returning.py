"""One draft on its way back to the screen: whoever shows it says so, and whoever cannot says why."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog

from inpatient_hub.domain.drafts import Draft
from inpatient_hub.domain.errors import HubError


def _nothing() -> None:
    return


def _nobody_told(_error: HubError) -> None:
    return


class Returning:
    """It stays kept as long as it is on its way, and as long as the form that shows it is open."""

    def __init__(
        self,
        draft: Draft,
        *,
        over: Callable[[], None] = _nothing,
        closed: Callable[[], None] = _nothing,
        failed: Callable[[HubError], None] = _nobody_told,
    ) -> None:
        """`over` is called once it was saved or thrown away, `closed` when the form is gone, and `failed` where it
        cannot be shown."""
        self.draft = draft
        self._over = over
        self._closed = closed
        self._failed = failed
        self._is_settled = False
        self.is_on_page = False
        """Whether the page itself shows it, which saves what is typed as it is typed."""

    def shown_in(self, dialog: QDialog) -> None:
        """It stands in this form. Whoever closes the form has saved it, or was asked whether to lose it."""
        dialog.finished.connect(self._on_finished)

    def shown_on_page(self) -> None:
        """The page that it is about shows it, without a form of its own."""
        self.is_on_page = True

    def over(self) -> None:
        """It was saved, or thrown away."""
        if not self._is_settled:
            self._is_settled = True
            self._over()

    def added(self, _id: str) -> None:
        """It was saved, and the form may stay open for the next one."""
        self.over()

    def failed(self, error: HubError) -> None:
        """It cannot be shown now."""
        if not self._is_settled:
            self._is_settled = True
            self._failed(error)

    def _on_finished(self, _result: int) -> None:
        self.over()
        self._closed()


def unreadable() -> HubError:
    """What a form says of a draft that it does not understand."""
    return HubError(
        "It cannot be shown",
        "It was typed in another version of the program.",
        remedy="Open the form and type it again; then throw away what was kept.",
    )
