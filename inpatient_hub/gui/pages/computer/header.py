"""The head of the Computer page: what it is checked as, the text for the help desk, more to do, and the check."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu
from typing_extensions import override

from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.theme import design_width
from inpatient_hub.gui.widgets.button import Button, IconButton
from inpatient_hub.gui.widgets.page_header import PageHeader

_ALL_FROM = 1080
"""Page width, in pixels at 100 %, from which everything is in the head; below, what is less wanted goes first."""
_TEXT_FROM = 800
_PROFILE_FROM = 640

SAVES = (
    ("html", "Save as a web page"),
    ("pdf", "Save as a PDF, one page"),
    ("json", "Save as JSON, for a program"),
    ("facts", "Save the facts for the help desk"),
)
"""What can be kept of a report: (id, words of the menu)."""


class ComputerHeader(PageHeader):
    """One primary button at a time: it becomes plain while the network's is the next thing to press."""

    save_wanted = Signal(str)
    open_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("This computer", "Is it ready for SystmOne?", find=False)
        self._profile_words = ""
        self._has_report = False
        self._is_checking = False
        self.profile = Button(icon_after="chevron-down")
        self.desk_text = Button("Text for the help desk", icon="copy")
        self.desk_text.setToolTip(f"Text for the help desk ({key_of('desk_text')})")
        self.more = IconButton("dots", "More: save, open", small=False)
        self.check = Button("Check again", kind="primary", icon="refresh", key=key_of("check_again"))
        self.stop = Button("Stop", icon="x", key=key_of("check_stop"), accessible="Stop the check")
        for button in (self.profile, self.desk_text, self.more):
            self.add_right(button)
        self.add_primary(self.check)
        self.add_primary(self.stop)
        self.stop.hide()
        self.more.clicked.connect(self._on_more)
        self.set_profile("", asked=False)

    def set_profile(self, title: str, *, asked: bool) -> None:
        """Shows what the computer is checked as; before anything was chosen the check has its first words."""
        self._profile_words = title
        self.profile.set_label(title)
        self.profile.setAccessibleName(f"Checked as: {title}. Choose another" if title else "")
        self.check.set_label("Check again" if title and not asked else "Check this computer")
        self._fit()

    def set_report(self, *, has_report: bool) -> None:
        """Whether there is anything to copy or to save."""
        self._has_report = has_report
        self._fit()

    def set_checking(self, *, checking: bool) -> None:
        """Stop takes the place of the check, and the keyboard goes from one to the other."""
        if checking == self._is_checking:
            return
        self._is_checking = checking
        leaving, coming = (self.check, self.stop) if checking else (self.stop, self.check)
        had_keyboard = leaving.hasFocus()
        coming.show()
        if had_keyboard:
            coming.setFocus(Qt.FocusReason.OtherFocusReason)
        leaving.hide()

    def focus_button(self) -> None:
        """Gives the keyboard to the check, to its Stop while one is under way, else to the first button there is."""
        shown = [one for one in (self.stop, self.check, self.profile, self.more) if not one.isHidden()]
        shown[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_elsewhere(self, *, elsewhere: bool) -> None:
        """The facts of another computer cannot be checked again from here."""
        self.check.setVisible(not elsewhere and not self._is_checking)

    def set_primary(self, *, primary: bool) -> None:
        """Whether the check is the one filled button of the page."""
        self.check.set_kind("primary" if primary else "plain")

    def menu(self) -> QMenu:
        """The menu of what is not in the head."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._profile_words and self.profile.isHidden():
            _add(menu, f"Checked as: {self._profile_words}", self.profile.click)
        if self._has_report:
            if self.desk_text.isHidden():
                _add(menu, f"Text for the help desk\t{key_of('desk_text')}", self.desk_text.click)
            for kind, words in SAVES:
                _add(menu, words, _telling(self.save_wanted.emit, kind))
            menu.addSeparator()
        _add(menu, "Open the facts of another computer", self.open_wanted.emit)
        return menu

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = design_width(self.width())
        self.set_subtitle("Is it ready for SystmOne?" if width >= _ALL_FROM else "")
        self.desk_text.setVisible(self._has_report and width >= _TEXT_FROM)
        self.profile.setVisible(bool(self._profile_words) and width >= _PROFILE_FROM)

    def _on_more(self) -> None:
        menu = self.menu()
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))


def _add(menu: QMenu, words: str, do: Callable[[], object]) -> None:
    def done() -> None:
        do()

    menu.addAction(words).triggered.connect(done)


def _telling(emit: Callable[[str], object], word: str) -> Callable[[], object]:
    def tell() -> object:
        return emit(word)

    return tell
