"""How the window looks on this computer: light, dark or high contrast, text size, and how close rows stand."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from inpatient_hub.gui.tokens import TEXT_SCALES
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.choice_fields import ChoiceField
from inpatient_hub.gui.widgets.dialog import Dialog

THEMES = (
    ("system", "As this computer is set"),
    ("light", "Light"),
    ("dark", "Dark"),
    ("high_contrast", "High contrast"),
)
DENSITIES = (
    ("auto", "By the width of the window"),
    ("comfortable", "Comfortable"),
    ("compact", "Compact"),
)


class AppearanceDialog(Dialog):
    """Each choice is shown as soon as it is made and kept for this computer."""

    look_chosen = Signal(str, int, str)
    """(theme, text size in per cent, density)."""

    def __init__(self, parent: QWidget, theme: str, text_scale: int, density: str) -> None:
        super().__init__(parent, "How should it look?", consequence="Kept for this computer, for everyone who uses it.")
        self._theme = ChoiceField("Colours", THEMES)
        self._scale = ChoiceField("Text size", tuple((str(scale), f"{scale} %") for scale in TEXT_SCALES))
        self._density = ChoiceField("Rows", DENSITIES)
        self._theme.set_value(theme)
        self._scale.set_value(str(text_scale))
        self._density.set_value(density)
        for field in (self._theme, self._scale, self._density):
            self.body.addWidget(field)
            field.value_changed.connect(self._on_value_changed)
            field.combo.installEventFilter(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(QApplication.keyboardInputInterval())
        self._pause.timeout.connect(self._tell)
        close = self.add_button(Button("Close", kind="primary"))
        close.clicked.connect(self.accept)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and self._pause.isActive():
            self._pause.start()
        return super().eventFilter(watched, event)

    @override
    def done(self, result: int) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._tell()
        super().done(result)

    def _on_value_changed(self, _value: object) -> None:
        """Dressing the window takes its time: it waits until the word is typed out, or its letters would be taken for
        the first letters of other choices."""
        self._pause.start()

    def _tell(self) -> None:
        self.look_chosen.emit(
            self._theme.value() or "system", int(self._scale.value() or 100), self._density.value() or "auto"
        )
