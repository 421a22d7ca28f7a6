"""One calm line across the foot of the window about something that can wait, with the button that sees to it."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inpatient_hub.gui.widgets.banner_message import BannerMessage

_WEIGHTS = ("act", "warn", "info", "ok")


class _Notice(NamedTuple):
    kind: str
    sentence: str
    remedy: str
    action: str
    act: Callable[[], None]


class NoticeLine(QWidget):
    """Folded until it has something to say; of several matters the weightiest is shown, and then the next. Closing it
    puts the matter off until the next start, or until it gets weightier."""

    def __init__(self) -> None:
        super().__init__()
        self.message = BannerMessage("info", closable=True)
        self._notices: dict[str, _Notice] = {}
        self._put_off: set[tuple[str, str]] = set()
        self._shown = ""
        self._has_ended = False
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 8)
        column.addWidget(self.message)
        self.message.action_pressed.connect(self._on_action)
        self.message.close_requested.connect(self._on_close)
        self.hide()

    def say(
        self, kind: str, sentence: str, remedy: str, action: str, act: Callable[[], None], *, about: str = ""
    ) -> None:
        """Says it; pressing `action` calls `act`. What was said about the same matter before gives way."""
        if (about, kind) not in self._put_off and not self._has_ended:
            self._notices[about] = _Notice(kind, sentence, remedy, action, act)
        self._show_first()

    def fold(self, about: str = "") -> None:
        """There is nothing to say about this any more."""
        self._notices.pop(about, None)
        self._show_first()

    def end(self) -> None:
        """The ward is closed: nothing that is said here can be seen to any more."""
        self._has_ended = True
        self._notices.clear()
        self.hide()

    def _show_first(self) -> None:
        shown = min(self._notices, key=lambda about: _WEIGHTS.index(self._notices[about].kind), default=None)
        self.setVisible(shown is not None)
        if shown is not None:
            self._shown = shown
            self.message.set_message(*self._notices[shown][:4])

    def _on_action(self) -> None:
        if self._shown in self._notices:
            self._notices[self._shown].act()

    def _on_close(self) -> None:
        notice = self._notices.get(self._shown)
        if notice is not None:
            self._put_off.add((self._shown, notice.kind))
            self.fold(self._shown)
