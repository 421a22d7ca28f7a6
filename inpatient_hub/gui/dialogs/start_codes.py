"""Start codes to hand over, shown this once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from inpatient_hub.gui.theme import set_variant
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.labels import WrapLabel, text_label


class StartCodesDialog(Dialog):
    """Each name with its code. They can be selected, not copied by one press: they belong on paper, or said aloud."""

    def __init__(self, parent: QWidget | None, codes: Sequence[tuple[str, str]]) -> None:
        super().__init__(
            parent,
            "Hand over the start code" if len(codes) == 1 else "Hand over the start codes",
            consequence="Write it down or say it now: it is not shown again. It is good for one sign-in within "
            "seven days, at which the person chooses a PIN of their own.",
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        for row, (name, code) in enumerate(codes):
            words = text_label(code, "question")
            set_variant(words, selectable=True)
            words.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            words.setAccessibleName(f"Start code of {name}: {' '.join(code)}")
            grid.addWidget(WrapLabel(name, "body"), row, 0)
            grid.addWidget(words, row, 1, Qt.AlignmentFlag.AlignRight)
        self.body.addWidget(holder)
        self.done_button = self.add_button(Button("I have handed it over", kind="primary"))
        self.done_button.clicked.connect(self.accept)
        self.done_button.setFocus(Qt.FocusReason.OtherFocusReason)
