"""A dialog that grows where it stands keeps its buttons on the screen."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.dialog import Dialog


def test_what_is_revealed_pushes_no_button_off_the_screen(qtbot: QtBot) -> None:
    dialog = Dialog(None, "Why was this done late?")
    qtbot.addWidget(dialog)
    more = QLabel("\n".join(["It was done at another time"] * 20))
    more.hide()
    dialog.body.addWidget(more)
    button = dialog.add_button(Button("Done", kind="primary"))
    dialog.show()
    screen = dialog.screen().availableGeometry()
    dialog.move(dialog.x(), screen.bottom() - dialog.frameGeometry().height())
    more.show()
    qtbot.waitUntil(lambda: dialog.height() > 200 and more.isVisible())
    qtbot.waitUntil(lambda: dialog.frameGeometry().bottom() <= screen.bottom())
    assert button.mapToGlobal(button.rect().bottomLeft()).y() <= screen.bottom()
