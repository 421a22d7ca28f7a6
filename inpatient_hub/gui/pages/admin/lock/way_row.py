"""One way in: what it is, how it stands, what it protects against, and what can be done about it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inpatient_hub.domain.locking import Way
from inpatient_hub.gui.pages.admin.lock.view import AGAINST, ICONS, NAMES, LockView, state_words
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.icon_line import LineIcon
from inpatient_hub.gui.widgets.labels import WrapLabel


class WayRow(QWidget):
    """`first` and `second` are its buttons; one without words is not shown."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self.way = way
        self._icon = LineIcon(ICONS[way], "muted", 20)
        self._name = WrapLabel(NAMES[way], "strong")
        self._state = WrapLabel("", "small", "muted")
        self._against = WrapLabel(AGAINST[way], "small", "muted")
        self.first = Button("")
        self.second = Button("", kind="text")
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self._name, self._state, self._against):
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.second, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.first, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_view(self, view: LockView) -> None:
        """Shows how it stands, and offers what makes sense."""
        words, token = state_words(self.way, view)
        self._state.setText(words)
        self._state.set_tone({"ok-text": "ok", "warn-text": "warn"}.get(token, token))
        self.setAccessibleName(f"{NAMES[self.way]}. {words}")
        first, second = _offered(self.way, view)
        for button, label in ((self.first, first), (self.second, second)):
            button.set_label(label)
            button.setVisible(bool(label))
            button.setAccessibleName(f"{label}: {NAMES[self.way]}" if label else "")

    def set_working(self, *, working: bool) -> None:
        """Something about the lock is being changed."""
        self.first.setEnabled(not working)
        self.second.setEnabled(not working)


def _offered(way: Way, view: LockView) -> tuple[str, str]:
    """(the words of the first button, of the second)."""
    if not view.may_change:
        return "", ""
    if way is Way.RECOVERY:
        return ("Show it", "") if view.state.recovery_not_written else ("Check the paper", "Make a new one")
    is_made = way in view.state.made
    removed = "Remove" if is_made else ""
    if not view.policy.allows(way):
        return "", ""
    if way is Way.KEYRING:
        works = way in view.state.ways
        return ("", "Forget") if works else ("Remember here", "Forget" if is_made else "")
    return ("Change" if is_made else "Make one", removed)
