"""Asks what has to be known about a task that is done: why it is late, and when it was done."""

from collections.abc import Mapping
from datetime import datetime, time

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.task_reasons import RECORDED_LATE
from inpatient_hub.gui.dialogs.task_dialog import TaskDialog
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.date_field import DateField
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.gui.widgets.option_list import OptionFacts, OptionList
from inpatient_hub.gui.widgets.patient_banner import BannerFacts
from inpatient_hub.gui.widgets.time_field import TimeField

SECOND_PERSON = "A second person has to confirm it afterwards."


class TaskDoneDialog(TaskDialog):
    """`choices` are the reasons for being late, if one is asked; the time is now unless it is changed."""

    told = Signal(object, object)
    """(the reason's code or None, the local `datetime` at which it was done or None for now)."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        choices: Mapping[str, str],
        *,
        now: datetime,
        banner: BannerFacts | None = None,
        needs_check: bool = False,
    ) -> None:
        question = "Why was this done late?" if choices else "When was this done?"
        super().__init__(parent, question, title, verb="Done", banner=banner)
        self._now = now
        self.reasons = OptionList([OptionFacts(code, words) for code, words in choices.items()], name=question)
        self.day = DateField("Done on", today=now.date(), latest=now.date())
        self.at = TimeField("Done at", now=self._present)
        self.day.set_value(now.date())
        self.at.set_value(now.time().replace(second=0, microsecond=0))
        self.earlier = Button("It was done at another time", kind="text", icon="history", small=True)
        self._when = QWidget()
        when = QHBoxLayout(self._when)
        when.setContentsMargins(0, 0, 0, 0)
        when.setSpacing(16)
        for field in (self.day, self.at):  # an error under one of them must not move the other
            when.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        for part in (self.earlier, self._when, self.reasons):  # the time first: it must not lie below the fold
            self.body.addWidget(part)
        self.earlier.setVisible(bool(choices))
        self._when.setVisible(not choices)
        self.earlier.clicked.connect(self._on_earlier)
        if needs_check:
            self.body.addWidget(WrapLabel(SECOND_PERSON, "small", "muted"))
        self.reasons.setVisible(bool(choices))
        self.reasons.choice_changed.connect(self._on_choice_changed)
        self._asks = bool(choices)
        self.set_ready(not choices, "Needs the reason")
        if choices:
            self.reasons.focus_first()
        else:
            self.at.focus_field()

    @override
    def options(self) -> OptionList | None:
        typing = self.day.line.hasFocus() or self.at.line.hasFocus()
        return self.reasons if self._asks and not typing else None

    @override
    def show_problem(self, error: HubError) -> None:
        if isinstance(error, InvalidAnswer) and error.field == "done_at":
            self.at.set_error(f"{error.message} {error.remedy}")
            self.at.focus_field()
        else:
            super().show_problem(error)

    @override
    def answer(self) -> None:
        if self._is_unsaid():
            self.at.set_error("When was it done? It is only ticked now.")
            self.at.focus_field()
            return
        day, at = self.day.value(), self.at.value()
        for field, value in ((self.day, day), (self.at, at)):
            if value is None:
                field.set_error(field.problem() or "When was it done?")
                field.focus_field()
                return
        chosen = self.reasons.chosen()
        when = datetime.combine(day or self._now.date(), at or time())
        shown = self._now.replace(second=0, microsecond=0, tzinfo=None)
        self.told.emit(chosen[0] if chosen else None, None if when == shown else when)

    def _is_unsaid(self) -> bool:
        """Whether it was done in time, as was said, and the time is still missing."""
        return self.reasons.chosen() == (RECORDED_LATE,) and self.at.value() is None and not self.at.problem()

    def _on_earlier(self) -> None:
        self.earlier.hide()
        self._when.show()
        self.at.focus_field()
        QTimer.singleShot(0, self, self._show_when)

    def _show_when(self) -> None:
        self._reveal(self._when)

    def _present(self) -> time:
        return self._now.time()

    def _on_choice_changed(self, chosen: tuple[str, ...]) -> None:
        self.set_ready(bool(chosen), "Needs the reason")
        if chosen == (RECORDED_LATE,):
            self.at.set_value(None)
            self._on_earlier()
            return
        self.verb_button.setFocus(Qt.FocusReason.OtherFocusReason)
