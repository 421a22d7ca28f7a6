"""Offers a person what they had typed before the window was locked: to put it back, or to throw it away."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.changes import Changes
from inpatient_hub.domain.drafts import KeptDraft
from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialogs.draft_offered import PUT_BACK, THROW_AWAY, DraftDialog
from inpatient_hub.gui.moments import moment
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.gui.returning import Returning

if TYPE_CHECKING:
    from inpatient_hub.gui.window_presenter import WindowPresenter
    from inpatient_hub.services.emergencies import WardDoor


class _Found(NamedTuple):
    """What waits for a person, and the wards there are."""

    waiting: "Sequence[KeptDraft]"
    doors: "Sequence[WardDoor]"


class Drafts(Presenter):
    """Asks each time somebody signs in, and only about their own. What is put back stays kept until the form that
    shows it is closed: a power cut before loses nothing."""

    def __init__(self, context: Context, window: QWidget, presenter: "WindowPresenter") -> None:
        super().__init__(context, window)
        self._window = window
        self._presenter = presenter
        self._dialog: DraftDialog | None = None
        self._later: set[str] = set()
        self._back: dict[str, Returning] = {}
        """What is on the screen again, or on its way there; a form that shows it holds it no longer than it is used."""
        context.session.person_changed.connect(self._look)
        context.session.ward_changed.connect(self._on_ward_changed)

    def _look(self, ward_id: str = "") -> None:
        """Offers what waits; with `ward_id` what waits for this ward alone."""
        if not self.context.session.is_open:
            return
        hub, by = self.context.hub, self.by

        def then(found: _Found) -> None:
            if self.context.session.is_open and self.by == by:
                self._offer([one for one in found.waiting if ward_id in ("", one.draft.ward)], found.doors)

        self.read(lambda: _Found(hub.drafts.waiting(by=by), hub.emergencies.wards()), then)

    def _on_ward_changed(self) -> None:
        """A ward was opened in an emergency: what was typed for it can be shown now."""
        if self.context.session.is_open and self.context.hub.seat.emergency_until(self.ward_id) is not None:
            self._look(self.ward_id)

    def _offer(self, waiting: list[KeptDraft], doors: "Sequence[WardDoor]") -> None:
        """The newest first; the others when it is settled. One that is left for later comes at the next start."""
        asked = [one for one in waiting if one.id not in self._later and one.id not in self._back]
        if not asked or (self._dialog is not None and self._dialog.isVisible()):
            return
        kept, rest = asked[0], asked[1:]
        clock = self.context.hub.clock
        written = f"the window was locked, {moment(clock.local(kept.kept_at), clock.today())}"
        known = {door.ward.id: door.ward for door in doors}
        ward_id = kept.draft.ward or (next(iter(known)) if len(known) == 1 else "")
        open_now = [door.ward for door in doors if door.works_here or door.until is not None]
        self._dialog = dialog = DraftDialog(
            self._window,
            kept.draft.title,
            written,
            ward=known[ward_id].name if ward_id in known else "",
            among=[] if ward_id else open_now,
        )

        def settled(answer: int) -> None:
            if answer == PUT_BACK:
                self._put_back(kept, ward_id or dialog.ward_id(), partial(self._offer, rest, doors))
                return
            if answer == THROW_AWAY:
                self._drop(kept)
            else:
                self._later.add(kept.id)
            self._offer(rest, doors)

        dialog.finished.connect(settled)
        dialog.open()

    def _put_back(self, kept: KeptDraft, ward_id: str, then: Callable[[], None]) -> None:
        """Goes to the ward it was typed for, and to the page; where that cannot be, it stays kept."""
        drop, not_back = partial(self._drop, kept), partial(self._not_back, kept)
        returning = Returning(kept.draft, over=drop, closed=then, failed=not_back)
        self._back[kept.id] = returning

        def go(doors: "Sequence[WardDoor]") -> None:
            door = next((one for one in doors if one.ward.id == ward_id), None)
            if door is None or not (door.works_here or door.until is not None):
                returning.failed(_not_open(door))
                return
            self._presenter.wards.go(door.ward)
            self._show(kept, returning)

        self.read(self.context.hub.emergencies.wards, go, returning.failed)

    def _show(self, kept: KeptDraft, returning: Returning) -> None:
        draft, navigator = kept.draft, self._presenter.navigator
        navigator.go(Destination(PageId(draft.page), draft.about))
        page = navigator.page
        if page is None:
            return
        if self._opens_itself(page, returning):
            return
        page.hidden_now.connect(partial(self._on_page_left, page, kept, returning))
        page.restore(returning)

    def _opens_itself(self, page: Page, returning: Returning) -> bool:
        """Opens a form that belongs to the window and to no page. Returns whether it was one."""
        from inpatient_hub.gui.desk.reopening import TASK_FORM, ask_again
        from inpatient_hub.gui.dialogs.quick_add import QuickAddDialog
        from inpatient_hub.gui.dialogs.quick_add_draft import is_line_draft
        from inpatient_hub.gui.dialogs.ward_settings import FORM as WARD_FORM

        if is_line_draft(returning.draft):
            QuickAddDialog.open_for(self.context, self._window, told=page.toast_wanted.emit, returning=returning)
        elif returning.draft.form.startswith(f"{TASK_FORM}-"):
            ask_again(self._presenter.desk, returning)
        elif returning.draft.form == WARD_FORM:
            self._presenter.open_ward_settings(returning)
        else:
            return False
        return True

    def _on_page_left(self, page: Page, kept: KeptDraft, returning: Returning) -> None:
        """What is typed in a page itself is saved as it is typed: once all of it is, nothing has to be kept."""

        def then(_none: None) -> None:
            draft = page.draft()
            if draft is None or not draft.is_of_same(kept.draft):
                returning.over()

        if returning.is_on_page:
            self.read(_nothing, then)

    def _not_back(self, kept: KeptDraft, error: HubError) -> None:
        """Nothing of the draft is said: an error names nobody."""
        self._back.pop(kept.id, None)
        again = "" if isinstance(error, WardNotOpen) else " It is offered again when you next sign in."
        self.context.background.failed.emit(
            HubError("What you typed is not put back yet", f"{error.message} It is kept.", remedy=error.remedy + again)
        )

    def _drop(self, kept: KeptDraft) -> None:
        drafts, by = self.context.hub.drafts, self.by

        def task() -> Changes:
            drafts.drop(kept.id, by=by)
            return Changes()

        def still_kept(_error: HubError) -> None:
            """It is offered once more; somebody else may be here by now, whom it is no business of."""

        self.write(task, otherwise=still_kept)


class WardNotOpen(HubError):
    """The ward that something was typed for is not open to this person now."""


def _not_open(door: "WardDoor | None") -> WardNotOpen:
    name = door.ward.name if door is not None else "that ward"
    return WardNotOpen(
        "That ward is not open",
        f"It was typed for {name}, which is not open to you now, and it is shown on no other.",
        remedy="Open that ward again (Another ward); then it is offered again.",
    )


def _nothing() -> None:
    return
