"""Offers a person what they had typed before the window was locked: to put it back, or to throw it away."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.changes import Changes
from inpatient_hub.domain.drafts import KeptDraft
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.moments import moment
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.navigator import Navigator
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.dialog import Dialog

PUT_BACK, THROW_AWAY = 1, 2
"""What a `DraftDialog` finishes with; 0 leaves it for later."""


class DraftDialog(Dialog):
    """One draft. Escape leaves it for later."""

    def __init__(self, parent: QWidget | None, title: str, written: str) -> None:
        super().__init__(parent, "Put back what you were writing?", consequence=f"{title}, not saved when {written}.")
        self.throw_away = self.add_button(Button("Throw away"))
        self.put_back = self.add_button(Button("Put it back", kind="primary"))
        self.put_back.clicked.connect(self.accept)
        self.throw_away.clicked.connect(self._on_throw_away)
        self.put_back.setFocus()

    def _on_throw_away(self) -> None:
        self.done(THROW_AWAY)


class Drafts(Presenter):
    """Asks each time somebody signs in, and only about their own."""

    def __init__(self, context: Context, window: QWidget, navigator: Navigator) -> None:
        super().__init__(context, window)
        self._window = window
        self._navigator = navigator
        self._dialog: DraftDialog | None = None
        self._later: set[str] = set()
        context.session.person_changed.connect(self._on_person_changed)

    def _on_person_changed(self) -> None:
        if not self.context.session.is_open:
            return
        drafts, by = self.context.hub.drafts, self.by

        def then(waiting: Sequence[KeptDraft]) -> None:
            if self.context.session.is_open and self.by == by:
                self._offer(list(waiting))

        self.read(lambda: drafts.waiting(by=by), then)

    def _offer(self, waiting: list[KeptDraft]) -> None:
        """The newest first; the others when it is settled. One that is left for later comes at the next start."""
        asked = [one for one in waiting if one.id not in self._later]
        if not asked:
            return
        kept, rest = asked[0], asked[1:]
        clock = self.context.hub.clock
        written = f"the window was locked, {moment(clock.local(kept.kept_at), clock.today())}"
        self._dialog = dialog = DraftDialog(self._window, kept.draft.title, written)

        def settled(answer: int) -> None:
            if answer == PUT_BACK:
                self._put_back(kept)
                return
            if answer == THROW_AWAY:
                self._drop(kept)
            else:
                self._later.add(kept.id)
            self._offer(rest)

        dialog.finished.connect(settled)
        dialog.open()

    def _put_back(self, kept: KeptDraft) -> None:
        from inpatient_hub.gui.dialogs.quick_add_draft import is_line_draft

        draft = kept.draft
        self._navigator.go(Destination(PageId(draft.page), draft.about))
        page = self._navigator.page
        if page is not None and is_line_draft(draft):
            from inpatient_hub.gui.dialogs.quick_add import QuickAddDialog

            QuickAddDialog.open_for(self.context, self._window, told=page.toast_wanted.emit, draft=draft)
        elif page is not None:
            page.restore(draft)
        self._drop(kept)  # from here on it is on the screen, and locked away with it again

    def _drop(self, kept: KeptDraft) -> None:
        drafts, by = self.context.hub.drafts, self.by

        def task() -> Changes:
            drafts.drop(kept.id, by=by)
            return Changes()

        self.write(task)
