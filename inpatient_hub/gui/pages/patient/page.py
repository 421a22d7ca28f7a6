"""The page of one patient: banner, actions and tabs."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.patients import CURRENT, STATUS_LABELS, PatientStatus
from inpatient_hub.domain.tasks import Task
from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.banner import banner_facts
from inpatient_hub.gui.desk.wishes import TaskWish
from inpatient_hub.gui.dialogs.quick_add_line import preset_line
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.pages.patient.file_rows import AGAIN, FILED, NOT_FILED, RUN, RowId
from inpatient_hub.gui.pages.patient.tabs import PatientTabs
from inpatient_hub.gui.pages.patient.task_rows import WISHES
from inpatient_hub.gui.pages.patient.view import PatientShown, Place
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button, IconButton
from inpatient_hub.gui.widgets.chip import Chip
from inpatient_hub.gui.widgets.labels import text_label
from inpatient_hub.gui.widgets.marks import ChipFacts
from inpatient_hub.gui.widgets.page_header import PageHeader
from inpatient_hub.gui.widgets.patient_banner import PatientBanner
from inpatient_hub.gui.widgets.reason_dialog import ReasonDialog

IN_ERROR_REASONS = ("Added twice", "Wrong person", "Not on this ward", "Added while trying out the program")

_STATUS_CHIPS = {
    PatientStatus.ON_LEAVE: ChipFacts(STATUS_LABELS[PatientStatus.ON_LEAVE], "info", "walk"),
    PatientStatus.DISCHARGE_PENDING: ChipFacts(STATUS_LABELS[PatientStatus.DISCHARGE_PENDING], "info", "door-exit"),
    PatientStatus.DISCHARGED: ChipFacts(STATUS_LABELS[PatientStatus.DISCHARGED], "neutral", "door-exit"),
}
"""Where a patient is, when that is not on the ward. It stands in the head: the banner may have no room for it."""
_ACTIONS_FROM = 860
"""Design pixels of the page from which the banner has room for the actions in full."""


class PatientPage(Page):
    """Shows one reading of a patient. It knows no service."""

    edit_requested = Signal()
    records_requested = Signal()
    leaving_requested = Signal(object)
    """Carries the `Patient`, who left before."""
    in_error_confirmed = Signal(str)
    """The reason why the patient was entered by mistake."""
    dates_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: PatientShown | None = None
        self._place: Place | None = None
        self._header = PageHeader("", compact=True)
        self._where = text_label("", "small", "muted")
        self._before = IconButton("chevron-up", "The patient before", key=key_of("patient_before"))
        self._after = IconButton("chevron-down", "The next patient", key=key_of("patient_after"))
        self._status = Chip()
        self._banner = PatientBanner()
        self._start = Button("Start referral", icon="route", key=key_of("refer"), accessible="Start referral")
        self._task = Button(
            "Task", kind="primary", icon="plus", key=key_of("new_patient_task"), accessible="New task for this patient"
        )
        self._edit = Button("Edit", icon="edit", key=key_of("edit"), accessible="Change details")
        self._more = IconButton("dots", "More", small=False)
        self._message = BannerMessage("warn")
        self.tabs = PatientTabs()
        self._build()
        self._connect()
        self.show_nothing()

    def _build(self) -> None:
        self._header.set_back("Patients")
        for widget in (self._where, self._before, self._after, self._status):
            self._header.add_left(widget)
        for button in (self._edit, self._more, self._start, self._task):
            self._banner.add_action(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._header)
        whole.addWidget(self._banner)
        whole.addWidget(self._message)
        whole.addWidget(self.tabs, 1)
        # The header stays at the top while there is no patient to fill the rest.
        whole.addStretch(0)

    def _connect(self) -> None:
        self._header.back_requested.connect(self._on_back)
        self._header.find_requested.connect(self.find_requested)
        self._before.clicked.connect(self._on_before)
        self._after.clicked.connect(self._on_after)
        self._start.clicked.connect(self._on_start)
        self._task.clicked.connect(self._on_new_task)
        self._edit.clicked.connect(self._on_edit)
        self._more.clicked.connect(self._on_more)
        self.tabs.start_requested.connect(self._on_start)
        self.tabs.new_task_requested.connect(self._on_new_task)
        self.tabs.dates_requested.connect(self._on_dates)
        self.tabs.task_acted.connect(self._on_task_act)
        self.tabs.task_opened.connect(self._on_task_opened)
        self.tabs.file_acted.connect(self._on_file_act)
        self.tabs.file_opened.connect(self._on_file_opened)
        slots: dict[str, Callable[[], None]] = {
            "refer": self._on_start,
            "edit": self._on_edit,
            "new_patient_task": self._on_new_task,
            "patient_before": self._on_before,
            "patient_after": self._on_after,
        }
        for action_id, slot in slots.items():
            shortcut = QShortcut(QKeySequence(key_of(action_id)), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def show_nothing(self) -> None:
        """Show no patient: while one is read, the one before must not be taken for them."""
        self._shown = None
        self._place = None
        self._show_parts(visible=False)
        self._status.hide()
        self._message.hide()
        self.show_place(None)

    def show_unreadable(self, error: HubError) -> None:
        """Say why the patient cannot be shown."""
        self._show_parts(visible=False)
        self._message.set_message("warn", f"{error.title}. {error.message}", error.remedy)
        self._message.show()

    def show_patient(self, shown: PatientShown) -> None:
        """Show this reading of the patient."""
        self._shown = shown
        view = shown.view
        self._banner.set_facts(banner_facts(view.facts, shown.today))
        self.tabs.show_patient(shown)
        status = _STATUS_CHIPS.get(view.facts.patient.status)
        self._status.setVisible(status is not None)
        if status is not None:
            self._status.set_facts(status)
        in_error = view.facts.patient.status is PatientStatus.IN_ERROR
        self._message.set_message(
            "warn", "This patient was entered in error.", "They are on no list. What was done is kept in the history."
        )
        self._message.setVisible(in_error)
        self._show_parts(visible=True)
        for button in (self._start, self._task, self._more):
            button.setVisible(not in_error)
        self._fit_actions()

    def show_place(self, place: Place | None) -> None:
        """Show where the patient stands in the list, with the way to the one before and the next."""
        self._place = place
        ward = self._shown.view.facts.ward.name if self._shown else ""
        self._where.setText(f"{place.number:,} of {place.total:,}, {ward}" if place else "")
        for button in (self._before, self._after):
            button.setVisible(place is not None)
        self._before.setEnabled(place is not None and bool(place.before))
        self._after.setEnabled(place is not None and bool(place.after))

    def focus_first(self) -> None:
        """Put the keyboard where work begins: on the first list, or on starting a referral."""
        if not self.tabs.focus_first():
            self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    def dialog_parent(self) -> QWidget:
        """Return what a dialog of this page belongs to."""
        return self.window()

    def ask_in_error(self) -> None:
        """Ask whether the patient was entered by mistake, and why."""
        if self._shown is None:
            return
        facts = self._shown.view.facts
        ask = ReasonDialog(
            self.window(),
            f"Was {facts.patient.full_name} entered in error?",
            "They go off every list, and no referral can be started for them. Nothing is deleted: the history stays.",
            IN_ERROR_REASONS,
            verb="Mark as entered in error",
            banner=banner_facts(facts, self._shown.today),
            danger=True,
        )
        ask.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ask.reason_given.connect(self.in_error_confirmed)
        ask.open()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_actions()

    def more_menu(self) -> QMenu:
        """Return what is done seldom with a patient."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(f"Change details\t{key_of('edit')}").triggered.connect(self._on_edit)
        menu.addAction(f"New task\t{key_of('new_patient_task')}").triggered.connect(self._on_new_task)
        menu.addAction("Dates from an event…").triggered.connect(self._on_dates)
        if self._shown is not None and self._shown.view.facts.patient.status not in CURRENT:
            menu.addAction("What is still open…").triggered.connect(self._on_leaving)
        menu.addAction("Entered in error…").triggered.connect(self.ask_in_error)
        if self._shown is not None and self._shown.may_see_records:
            menu.addAction("How long it is kept, export…").triggered.connect(self.records_requested)
        return menu

    def _on_leaving(self) -> None:
        if self._shown is not None:
            self.leaving_requested.emit(self._shown.view.facts.patient)

    def _fit_actions(self) -> None:
        """The name comes first: in a narrow window, or with large words, the actions give way to it."""
        narrow = self.width() < scaled(_ACTIONS_FROM)
        self._edit.setVisible(not narrow and self._can_act())
        self._start.set_label("Refer" if narrow else "Start referral")
        self._start.set_icon(None if narrow else "route")
        self._start.set_key("" if narrow else key_of("refer"))
        self._task.set_icon(None if narrow else "plus")
        self._task.set_key("" if narrow else key_of("new_patient_task"))

    def _show_parts(self, *, visible: bool) -> None:
        for part in (self._banner, self.tabs):
            part.setVisible(visible)

    @property
    def _patient_id(self) -> str:
        return self._shown.view.facts.patient.id if self._shown else ""

    def _can_act(self) -> bool:
        return self._shown is not None and self._shown.view.facts.patient.status is not PatientStatus.IN_ERROR

    def _on_back(self) -> None:
        self.go_requested.emit(Destination(PageId.PATIENTS))

    def _on_before(self) -> None:
        if self._place and self._place.before:
            self.go_requested.emit(Destination(PageId.PATIENT, self._place.before))

    def _on_after(self) -> None:
        if self._place and self._place.after:
            self.go_requested.emit(Destination(PageId.PATIENT, self._place.after))

    def _on_start(self) -> None:
        if self._can_act():
            self.go_requested.emit(Destination(PageId.REFERRALS, self._patient_id))

    def _on_edit(self) -> None:
        if self._can_act():
            self.edit_requested.emit()

    def _on_more(self) -> None:
        self.more_menu().popup(self._more.mapToGlobal(QPoint(0, self._more.height() + 2)))

    def _task_of(self, task_id: object) -> Task | None:
        tasks = self._shown.view.tasks if self._shown else ()
        return next((line.task for line in tasks if line.task.id == task_id), None)

    def _on_task_act(self, task_id: object, act: str) -> None:
        task = self._task_of(task_id)
        if task is not None and (act in WISHES or act in tuple(TaskWish)):
            self.task_act_wanted.emit(task, WISHES.get(act) or TaskWish(act))

    def _on_task_opened(self, task_id: object) -> None:
        task = self._task_of(task_id)
        if task is not None:
            self.task_wanted.emit(task)
        elif isinstance(task_id, tuple):
            self.go_requested.emit(Destination(PageId.REPEATS))

    def _on_new_task(self) -> None:
        if self._can_act():
            self.new_task_wanted.emit(preset_line(self._patient_id))

    def _on_dates(self) -> None:
        if self._can_act():
            self.dates_requested.emit()

    def _on_file_act(self, row_id: RowId, act: str) -> None:
        note_id = row_id[2]
        if act == AGAIN:
            self.copy_again_requested.emit(note_id, 1)
        elif act == FILED:
            self.filed_requested.emit(note_id)
        elif act == NOT_FILED:
            self.not_filed_requested.emit(note_id)
        else:
            self._on_file_opened(row_id)

    def _on_file_opened(self, row_id: RowId) -> None:
        about, record_id, _note_id = row_id
        page = PageId.RUN if about == RUN else PageId.NOTE
        self.go_requested.emit(Destination(page, record_id))
