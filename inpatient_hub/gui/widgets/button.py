"""Buttons: one filled primary on a screen, plain ones with an edge, and text buttons."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from inpatient_hub.gui.widgets.button_paint import ButtonFace, ButtonState, button_size, paint_button


class Button(QPushButton):
    """A button painted from the tokens; its key is shown on it, and bound elsewhere."""

    def __init__(
        self,
        text: str = "",
        *,
        kind: str = "plain",
        icon: str | None = None,
        icon_after: str | None = None,
        key: str = "",
        small: bool = False,
        accessible: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._face = ButtonFace(text, kind, icon, icon_after, key, small)
        self._given_name = accessible
        self._is_brief = False
        self._is_hovered = False
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._describe()

    def face(self) -> ButtonFace:
        """Return what the button shows."""
        return self._face

    def set_label(self, text: str) -> None:
        """Show other words."""
        self._show_face(replace(self._face, label=text))

    def set_kind(self, kind: str) -> None:
        """Turn it into a plain, primary, text or danger button."""
        self._show_face(replace(self._face, kind=kind))

    def set_key(self, key: str) -> None:
        """Show another key, or none."""
        self._show_face(replace(self._face, key=key))

    def set_icon(self, icon: str | None) -> None:
        """Show another icon before the words, or none."""
        self._show_face(replace(self._face, icon=icon))

    def set_brief(self, brief: bool) -> None:
        """Show only the icon where space is short, if it has one; the words are then in the tool tip."""
        if brief != self._is_brief:
            self._is_brief = brief
            self._show_face(self._face)

    def _shown(self) -> ButtonFace:
        face = self._face
        return replace(face, label="", key="") if self._is_brief and face.icon else face

    def _show_face(self, face: ButtonFace) -> None:
        self._face = face
        self._describe()
        self.updateGeometry()
        self.update()

    def _describe(self) -> None:
        name = self._given_name or self._face.label
        # The native text stays in step, for screen readers and for tests that look for a button by its words.
        super().setText(self._face.label.replace("&", "&&"))
        self.setAccessibleName(name)
        hint = name if not self._shown().label else ""
        key = self._face.key
        self.setToolTip(f"{name} ({key})" if key else hint)

    @override
    def setText(self, text: str) -> None:
        self.set_label(text)

    @override
    def sizeHint(self) -> QSize:
        return button_size(self._shown())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter on the focused button presses it, in a dialog as on a page.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._is_hovered = True
        super().enterEvent(event)
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._is_hovered = False
        super().leaveEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        state = ButtonState(
            enabled=self.isEnabled(),
            hover=self._is_hovered,
            pressed=self.isDown(),
            focus=self.hasFocus(),
            checked=self.isChecked(),
        )
        paint_button(painter, self.rect(), self._shown(), state)


class IconButton(Button):
    """A square button that shows only an icon; its name is spoken and in the tool tip."""

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        kind: str = "plain",
        key: str = "",
        small: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", kind=kind, icon=icon, small=small, accessible=name, parent=parent)
        self.setToolTip(f"{name} ({key})" if key else name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
