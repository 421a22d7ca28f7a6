"""Takes a person from page to page and back."""

from PySide6.QtCore import QObject, Signal

from inpatient_hub.gui.context import Context
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.navigation import RAIL_PAGE, Destination, PageId, Trail
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.page_builders import BUILDERS


class Navigator(QObject):
    """Knows which page is shown. Pages are made when first wanted and kept."""

    page_made = Signal(object)
    """Carries a new `Page`, so that the window can listen to it."""
    arrived = Signal(object)
    """Carries the `Destination`."""

    def __init__(self, context: Context, window: MainWindow, today: Page) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._pages: dict[PageId, Page] = {PageId.TODAY: today}
        self._trail = Trail()

    @property
    def page(self) -> Page | None:
        """The page shown."""
        here = self._trail.here
        return self._pages.get(here.page) if here else None

    @property
    def here(self) -> Destination | None:
        """Where the person is."""
        return self._trail.here

    def go(self, to: Destination, *, remembered: Destination | None = None) -> None:
        """Shows a page. `remembered` is what going back leads to, where that is not `to` itself."""
        leaving = self.page
        page = self._page(to.page)
        if leaving is not None:
            leaving.left()
        self._trail.go(remembered or to)
        self._show(page, to)

    def back(self) -> None:
        """Shows the page before; Today when there is none."""
        leaving = self.page
        to = self._trail.back()
        if to is None:
            self.go(Destination(PageId.TODAY))
            return
        if leaving is not None:
            leaving.left()
        self._show(self._page(to.page), to)

    def reopen(self) -> None:
        """F5: reads the page again."""
        here, page = self._trail.here, self.page
        if here is not None and page is not None:
            page.opened(here.about)

    def start_again(self) -> None:
        """Somebody else is here, or another ward is shown: every page but Today is made anew, and nothing of the one
        before can be gone back to."""
        leaving = self.page
        if leaving is not None:
            leaving.left()
        self._trail = Trail()
        self.go(Destination(PageId.TODAY))
        for page_id in [one for one in self._pages if one is not PageId.TODAY]:
            page = self._pages.pop(page_id)
            self._window.stack.removeWidget(page)
            page.deleteLater()

    def _show(self, page: Page, to: Destination) -> None:
        self._window.show_page(page, RAIL_PAGE.get(to.page, to.page))
        page.opened(to.about)
        self.arrived.emit(to)

    def _page(self, page_id: PageId) -> Page:
        if page_id not in self._pages:
            self._pages[page_id] = page = BUILDERS[page_id](self._context)
            self.page_made.emit(page)
        return self._pages[page_id]
