"""What all presenters share: reading and writing through the store's thread, and telling others what changed."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.context import Context

T = TypeVar("T")


class Presenter(QObject):
    """Base of all presenters. A presenter never builds a widget; it fills a page through the page's own methods."""

    shows: tuple[Kind, ...] = ()
    """Kinds of record this presenter shows; a change to one of them calls `refresh`."""

    def __init__(self, context: Context, owner: QObject) -> None:
        super().__init__(owner)
        self.context = context
        self._announcing = False
        context.feed.changed.connect(self._on_changed)

    @property
    def by(self) -> str:
        """The id of the person at the computer."""
        return self.context.session.person.id

    @property
    def ward_id(self) -> str:
        """The id of the ward shown."""
        return self.context.session.ward.id

    def refresh(self) -> None:
        """Reads again what is shown. Called on a change it shows, and when its page is opened."""

    def read(
        self, task: Callable[[], T], then: Callable[[T], None], otherwise: Callable[[HubError], None] | None = None
    ) -> None:
        """Reads on the store's thread and hands the result to `then`."""
        self.context.background.run(task, owner=self, then=then, otherwise=otherwise)

    def write(
        self,
        task: Callable[[], Changes],
        then: Callable[[], None] | None = None,
        otherwise: Callable[[HubError], None] | None = None,
    ) -> None:
        """Writes on the store's thread, announces what changed, then calls `then`."""

        def done(changes: Changes) -> None:
            self.context.feed.announce(changes)
            if then is not None:
                then()

        self.context.background.run(task, owner=self, then=done, otherwise=otherwise)

    def write_for(
        self,
        task: Callable[[], tuple[T, Changes]],
        then: Callable[[T], None],
        otherwise: Callable[[HubError], None] | None = None,
        *,
        shows_itself: bool = False,
    ) -> None:
        """Like `write`, for a task that returns what it made together with its changes. With `shows_itself` the result
        is what this presenter shows, so its own change does not make it read again."""

        def done(result: tuple[T, Changes]) -> None:
            made, changes = result
            self._announcing = shows_itself
            self.context.feed.announce(changes)
            self._announcing = False
            then(made)

        self.context.background.run(task, owner=self, then=done, otherwise=otherwise)

    def _on_changed(self, changes: Changes) -> None:
        if not self._announcing and self.shows and changes.touches(*self.shows):
            self.refresh()
