"""Paints every part of the foundation to pictures: ``python -m tests.gui.foundation.gallery FOLDER [SCALE…]``."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from inpatient_hub.gui.theme import apply_theme
from tests.gui.foundation.overlays import OVERLAYS
from tests.gui.foundation.parts import PARTS
from tests.gui.foundation.screens import SCREENS

SIZES = ((1366, 768), (1024, 720))
THEMES = ("light", "dark", "high_contrast")


def settle(app: QApplication, widget: QWidget) -> None:
    """Show a widget and let its layouts come to rest."""
    widget.show()
    focus = widget.findChild(QWidget, "focus")
    if focus:
        focus.setFocus(Qt.FocusReason.TabFocusReason)
    for _turn in range(4):
        app.processEvents()


def paint_all(app: QApplication, folder: Path, scale: int) -> None:
    """Paint every screen, sheet and overlay in each theme at one text size."""
    for theme in THEMES:
        apply_theme(app, theme, scale)
        for name, build in {**SCREENS, **PARTS}.items():
            for width, height in SIZES:
                tall = height if name in SCREENS else 1100
                widget = build(width, tall)
                settle(app, widget)
                widget.grab().save(str(folder / f"{name}-{theme}-{width}-{scale}.png"))
                widget.close()
                widget.deleteLater()
        ground = SCREENS["today"](1366, 768)
        settle(app, ground)
        for name, make in OVERLAYS.items():
            dialog = make(ground)
            settle(app, dialog)
            dialog.grab().save(str(folder / f"{name}-{theme}-{scale}.png"))
            dialog.close()
        ground.deleteLater()


def main() -> None:
    """Paint the gallery into the folder named on the command line."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for scale in [int(one) for one in sys.argv[2:]] or [100]:
        paint_all(app, folder, scale)


if __name__ == "__main__":
    main()
