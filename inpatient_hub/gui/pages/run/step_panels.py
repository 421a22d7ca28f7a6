"""The question of each kind of step, and how it is answered."""

from datetime import date
from functools import singledispatch

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inpatient_hub.domain.directory import METHOD_LABELS, ContactSpec
from inpatient_hub.domain.legal import LEGAL_STATUSES
from inpatient_hub.domain.walk import chosen
from inpatient_hub.domain.workflows import (
    AreaStep,
    ChoiceStep,
    ConsentStep,
    CriteriaStep,
    FollowUpStep,
    FormGroup,
    FormSpec,
    FormsStep,
    LegalStatusStep,
    StepSpec,
    SubmissionStep,
)
from inpatient_hub.gui.moments import short_day
from inpatient_hub.gui.pages.run.shown import RunShown
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.date_field import DateField
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.labels import WrapLabel, text_label
from inpatient_hub.gui.widgets.marks import ChipFacts
from inpatient_hub.gui.widgets.option_list import OptionFacts, OptionList

EXAMPLE_CHIP = ChipFacts("Example: set your own", "warn", "alert-triangle")


_FORM_HEADS = {
    FormGroup.BLANK: "Forms to fill in",
    FormGroup.EXAMPLE: "What a good one looks like",
    FormGroup.RELATED: "Related",
}


class StepPanel(QWidget):
    """One step's question. `answered` carries the value to keep; None takes the answer back."""

    answered = Signal(object)

    def __init__(self, shown: RunShown) -> None:
        super().__init__()
        self.step: StepSpec = shown.view.step
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        number = f"Step {shown.view.number} of {len(shown.view.steps)}, {self.step.title}"
        self.column.addWidget(text_label(number, "small", "muted"))
        self.question = WrapLabel(self.step.question or self.step.title, "question")
        self.column.addWidget(self.question)
        for line in reading_lines(self.step.text):
            self.column.addWidget(line)

    def update_from(self, shown: RunShown) -> None:
        """Shows what is answered now."""

    def handle_key(self, event: QKeyEvent) -> bool:
        """A figure key from anywhere on the page; True when it was an answer."""
        del event
        return False

    def focus_first(self) -> None:
        """Puts the keyboard where the answer is given."""


def reading_lines(text: str) -> list[QWidget]:
    """Guidance as widgets: paragraphs, and bullets that hang."""
    lines: list[QWidget] = []
    for paragraph in text.strip().splitlines():
        bare = paragraph.strip()
        if bare.startswith("- "):
            lines.append(IconLine("bullet", bare[2:], "muted"))
        elif bare:
            lines.append(WrapLabel(bare, "body", "muted"))
    return lines


class ReadingPanel(StepPanel):
    """Something to read; going on says that it was read."""


class FormsPanel(StepPanel):
    """Forms, grouped; those of other areas are left out."""

    def __init__(self, shown: RunShown, step: FormsStep) -> None:
        super().__init__(shown)
        area = chosen_area(shown)
        for group, head in _FORM_HEADS.items():
            forms = [form for form in step.items if form.group is group and form.area in ("", area)]
            if forms:
                self.column.addWidget(self._card(head, forms))

    @staticmethod
    def _card(head: str, forms: list[FormSpec]) -> Card:
        card = Card(head)
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for form in forms:
            column.addWidget(WrapLabel(form.label, "strong"))
            if form.place:
                icon, tone = ("alert-triangle", "warn-text") if form.needs_setting else ("file-text", "muted")
                words = f"{form.place} (example: set your own)" if form.needs_setting else form.place
                column.addWidget(IconLine(icon, words, tone))
        card.add_padded(rows)
        return card


class OptionsPanel(StepPanel):
    """One of several answers; each says what it writes in the note."""

    def __init__(self, shown: RunShown, options: list[OptionFacts], *, multiple: bool = False) -> None:
        super().__init__(shown)
        self.options = OptionList(options, multiple=multiple, name=self.step.question or self.step.title)
        self.column.addSpacing(4)
        self.column.addWidget(self.options)
        self.options.choice_changed.connect(self._on_choice_changed)
        self.update_from(shown)

    def update_from(self, shown: RunShown) -> None:
        """Marks the answer in force."""
        option = chosen(shown.view.answers, self.step.id)
        self.options.set_chosen([option] if option else [])

    def handle_key(self, event: QKeyEvent) -> bool:
        """1 to 9 choose."""
        return self.options.handle_key(event)

    def focus_first(self) -> None:
        """Puts the keyboard on the chosen answer, or the first."""
        self.options.focus_first()

    def _on_choice_changed(self, ids: tuple[str, ...]) -> None:
        self.answered.emit(self._value(ids))

    def _value(self, ids: tuple[str, ...]) -> object:
        return ids[0] if ids else None


class CriteriaPanel(OptionsPanel):
    """Conditions to tick."""

    def __init__(self, shown: RunShown, step: CriteriaStep) -> None:
        super().__init__(shown, [OptionFacts(item.id, item.text) for item in step.items], multiple=True)

    def update_from(self, shown: RunShown) -> None:
        """Marks what is ticked."""
        answer = shown.view.answers.get((self.step.id, ""))
        ticked = answer.value if answer is not None and isinstance(answer.value, list) else []
        self.options.set_chosen(ticked)

    def _value(self, ids: tuple[str, ...]) -> object:
        return list(ids)


class SubmissionPanel(OptionsPanel):
    """Where it was sent and how, in one choice."""

    def __init__(self, shown: RunShown, step: SubmissionStep) -> None:
        self._choices: dict[str, dict[str, str]] = {}
        options = []
        for contact in shown.directory.for_service(step.service, chosen_area(shown) or None):
            for channel in contact.channels:
                key = f"{contact.id}/{channel.method}"
                self._choices[key] = {"contact": contact.id, "method": channel.method}
                options.append(_contact_option(key, contact, METHOD_LABELS[channel.method], channel.value))
        super().__init__(shown, options)
        if not options:
            self.column.addWidget(
                IconLine(
                    "alert-triangle", "No contact is kept for this service. Add one to the ward's own.", "warn-text"
                )
            )

    def update_from(self, shown: RunShown) -> None:
        """Marks the contact and method in force."""
        answer = shown.view.answers.get((self.step.id, ""))
        value = answer.value if answer is not None and isinstance(answer.value, dict) else {}
        self.options.set_chosen([f"{value.get('contact', '')}/{value.get('method', '')}"])

    def _value(self, ids: tuple[str, ...]) -> object:
        return self._choices[ids[0]] if ids else None


def _contact_option(key: str, contact: ContactSpec, method: str, value: str) -> OptionFacts:
    hours = f". {contact.hours}" if contact.hours else ""
    chips = (EXAMPLE_CHIP,) if contact.needs_setting else ()
    return OptionFacts(key, f"{contact.name}: {method.lower()}", f"{value}{hours}", chips)


class FollowUpPanel(StepPanel):
    """The task that filing the note makes, and its day."""

    moved = Signal(object)
    """The new day of a task that exists already."""

    def __init__(self, shown: RunShown, step: FollowUpStep) -> None:
        super().__init__(shown)
        self._made = False
        self.choice = OptionList(
            [
                OptionFacts("yes", f"Yes: {step.task}", f"Usually {_days_words(step.days)} after the note."),
                OptionFacts("no", "No task is needed", "The referral ends without one."),
            ],
            name="Follow-up task",
        )
        self.day = DateField("Due on", today=shown.today, earliest=shown.today)
        self.state = IconLine("info-circle", "", "muted")
        self.column.addWidget(self.choice)
        self.column.addWidget(self.day, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.state)
        self.update_from(shown)
        self.choice.choice_changed.connect(self._on_choice_changed)
        self.day.value_changed.connect(self._on_day_changed)

    def update_from(self, shown: RunShown) -> None:
        """Shows the plan, or the task once it is made."""
        plan = shown.view.follow_up
        if plan is None:
            return
        self._made = plan.task_id is not None
        self.choice.setVisible(not self._made)
        self.choice.set_chosen(["yes" if plan.wanted else "no"])
        self.day.setVisible(plan.wanted or self._made)
        if self.day.value() != plan.due_on:
            self.day.set_value(plan.due_on)
        words = "The task is made when the note is marked as filed."
        if plan.waits_for:
            words = f"{plan.waits_for} works Monday to Friday, so this is its next working day. {words}"
        if self._made:
            words = f"The task '{plan.title}' is on the list for {short_day(plan.due_on)}."
        elif not plan.wanted:
            words = "No task will be made."
        self.state.set_line(
            "circle-check" if self._made else "info-circle", words, "ok-text" if self._made else "muted"
        )

    def handle_key(self, event: QKeyEvent) -> bool:
        """1 and 2 choose."""
        return not self._made and self.choice.handle_key(event)

    def focus_first(self) -> None:
        """Puts the keyboard on the choice, or on the day of a task that exists."""
        if self._made:
            self.day.focus_field()
        else:
            self.choice.focus_first()

    def _on_choice_changed(self, ids: tuple[str, ...]) -> None:
        wanted = ids[0] if ids else "yes"
        self.day.setVisible(wanted == "yes")
        self.answered.emit(self._value(wanted, self.day.value()))

    def _on_day_changed(self, day: object) -> None:
        if not isinstance(day, date) or self.day.problem():
            return
        if self._made:
            self.moved.emit(day)
        else:
            self.answered.emit(self._value("yes", day))

    @staticmethod
    def _value(wanted: str, day: object) -> dict[str, str]:
        value = {"wanted": wanted}
        if isinstance(day, date):
            value["due_on"] = day.isoformat()
        return value


def _days_words(days: int) -> str:
    return "the same day" if days == 0 else "1 day" if days == 1 else f"{days} days"


def chosen_area(shown: RunShown) -> str:
    """The area answered on this run's path, or empty."""
    for step in shown.view.steps:
        if isinstance(step, AreaStep):
            return chosen(shown.view.answers, step.id) or ""
    return ""


def _written(words: str, explains: str) -> str:
    said = f"The note will say: {words}" if words else ""
    return " ".join(part for part in (explains, said) if part)


def panel_for(shown: RunShown) -> StepPanel:
    """The panel of the step shown; the note step has its own part of the page."""
    return _panel(shown.view.step, shown)


@singledispatch
def _panel(step: object, shown: RunShown) -> StepPanel:
    """A step of another kind only has to be read."""
    del step
    return ReadingPanel(shown)


@_panel.register
def _(step: FormsStep, shown: RunShown) -> StepPanel:
    return FormsPanel(shown, step)


@_panel.register
def _(step: CriteriaStep, shown: RunShown) -> StepPanel:
    return CriteriaPanel(shown, step)


@_panel.register(ConsentStep)
@_panel.register(ChoiceStep)
def _(step: ConsentStep | ChoiceStep, shown: RunShown) -> StepPanel:
    return OptionsPanel(
        shown,
        [OptionFacts(option.id, option.label, _written(option.writes, option.explains)) for option in step.options],
    )


@_panel.register
def _(_step: LegalStatusStep, shown: RunShown) -> StepPanel:
    recorded = shown.view.facts.patient.legal_status
    chip = (ChipFacts("On the patient's page", "neutral", "bed"),)
    options = [OptionFacts(one.code, one.label, "", chip if one.code == recorded else ()) for one in LEGAL_STATUSES]
    return OptionsPanel(shown, options)


@_panel.register
def _(_step: AreaStep, shown: RunShown) -> StepPanel:
    return OptionsPanel(shown, [OptionFacts(area.id, area.name) for area in shown.directory.areas])


@_panel.register
def _(step: SubmissionStep, shown: RunShown) -> StepPanel:
    return SubmissionPanel(shown, step)


@_panel.register
def _(step: FollowUpStep, shown: RunShown) -> StepPanel:
    return FollowUpPanel(shown, step)
