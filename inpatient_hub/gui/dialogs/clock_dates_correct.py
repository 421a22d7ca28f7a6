"""Puts another date in the place of one that a rule worked out, with the reason."""

from datetime import date, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.tasks import Task
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.choice_fields import ChoiceField
from inpatient_hub.gui.widgets.date_field import DateField
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.field import level
from inpatient_hub.gui.widgets.patient_banner import BannerFacts
from inpatient_hub.gui.widgets.time_field import TimeField
from inpatient_hub.services.clock_dates import CORRECTIONS


class CorrectDateDialog(Dialog):
    """Day, time and reason. The date that was worked out stays in the task's history."""

    given = Signal(object, object, str)
    """(the day, the time or None, the code of the reason)."""

    def __init__(self, parent: QWidget | None, task: Task, banner: BannerFacts, today: date, zone: tzinfo) -> None:
        super().__init__(
            parent,
            f"What is the right date for: {task.title}?",
            consequence="The date that was worked out stays in the history, with the reason you choose.",
            banner=banner,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.day = DateField("Day", today=today, required=True)
        self.time = TimeField("Time", help="Where hours are counted.")
        self.reason = ChoiceField("Reason", list(CORRECTIONS.items()), required=True)
        self.notice = BannerMessage("warn")
        self.cancel_button = self.add_button(Button("Cancel"))
        self.save_button = self.add_button(Button("Correct the date", kind="primary"))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.day, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.time, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        level(self.day, self.time)
        self.body.addLayout(row)
        self.body.addWidget(self.reason)
        self.add_told(self.notice)
        self.notice.hide()
        self.day.set_value(task.due_on)
        at = task.due_at.astimezone(zone) if task.due_at is not None else None
        if at is not None and at.date() == task.due_on:
            self.time.set_value(at.time().replace(second=0, microsecond=0))
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._on_save)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.day.focus_field()

    def show_refusal(self, error: HubError) -> None:
        """Say why not, beside the field where there is one."""
        self.save_button.setEnabled(True)
        fields = {"day": self.day, "due_on": self.day, "at": self.time, "reason": self.reason}
        field = fields.get(error.field) if isinstance(error, InvalidAnswer) else None
        if field is not None:
            field.set_error(f"{error.message} {error.remedy}")
            field.focus_field()
            return
        self.notice.set_message("warn", f"{error.title}. {error.message}", error.remedy)
        self.notice.show()

    def _on_save(self) -> None:
        day, reason = self.day.value(), self.reason.value()
        for field, missing in ((self.day, "Give the right day."), (self.time, ""), (self.reason, "Choose the reason.")):
            problem = field.problem() or (missing if field.value() is None else "")
            if problem:
                field.set_error(problem)
                field.focus_field()
                return
        if day is not None and reason is not None:
            self.save_button.setEnabled(False)
            self.given.emit(day, self.time.value(), reason)
