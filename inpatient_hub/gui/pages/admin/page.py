"""The admin page: people, lock, backups, audit trail and records, each in a tab of its own."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from inpatient_hub.gui.page import Page
from inpatient_hub.gui.pages.admin.tabs import AdminTab
from inpatient_hub.gui.replaces import override
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.page_header import PageHeader
from inpatient_hub.gui.widgets.tab_row import TabRow

if TYPE_CHECKING:
    from inpatient_hub.gui.returning import Returning


class AdminPage(Page):
    """Shows one part at a time. `about` is a part's id, or empty for the one shown last."""

    part_made = Signal(object)
    """Carries the `Page` of a part that was made now."""

    def __init__(self, tabs: tuple[AdminTab, ...], build: Callable[[AdminTab], Page]) -> None:
        super().__init__()
        self._build_part = build
        self._tabs = {tab.id: tab for tab in tabs}
        self._parts: dict[str, Page] = {}
        self._at = ""
        self.header = PageHeader("Admin")
        self.tabs = TabRow([(tab.id, tab.label, "") for tab in tabs])
        self.nothing = EmptyState(
            "Nothing here is for your role",
            "People, lock, backups, audit trail and records are looked after by a ward admin.",
        )
        self._stack = QStackedWidget()
        self._build()
        self.header.find_requested.connect(self.find_requested)
        self.tabs.tab_chosen.connect(self.show_part)

    def part(self, tab_id: str) -> Page:
        """The page of a part, made when it is first wanted."""
        if tab_id not in self._parts:
            self._parts[tab_id] = made = self._build_part(self._tabs[tab_id])
            self._stack.addWidget(made)
            for name in ("go_requested", "back_requested", "toast_wanted", "action_wanted", "error_raised"):
                getattr(made, name).connect(getattr(self, name))
            self.part_made.emit(made)
        return self._parts[tab_id]

    def show_part(self, tab_id: str) -> None:
        """Shows a part and reads it again."""
        if self._at in self._parts and self._at != tab_id:
            self._parts[self._at].left()
        self._at = tab_id
        self.tabs.set_current(tab_id)
        part = self.part(tab_id)
        self._stack.setCurrentWidget(part)
        part.opened("")

    @override
    def opened(self, about: str) -> None:
        super().opened(about)
        wanted = about or self._at or next(iter(self._tabs), "")
        if wanted in self._tabs:
            self.show_part(wanted)

    @override
    def restore(self, returning: "Returning") -> None:
        """Hands it to the part that is shown."""
        if self._at in self._parts:
            self._parts[self._at].restore(returning)

    @override
    def left(self) -> None:
        super().left()
        if self._at in self._parts:
            self._parts[self._at].left()

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self.tabs)
        whole.addWidget(self._stack if self._tabs else self.nothing, 1)
        self.tabs.setVisible(bool(self._tabs))
