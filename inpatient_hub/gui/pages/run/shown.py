"""What the run page shows at one moment: the run, its note and its history, read together."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from inpatient_hub.domain.directory import Directory
from inpatient_hub.domain.runs import RunState
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.workflows import NoteStep
from inpatient_hub.services.note_previews import NotePreview
from inpatient_hub.services.run_views import RunView
from inpatient_hub.services.trail import HistoryLine

if TYPE_CHECKING:
    from inpatient_hub.bootstrap import Hub


@dataclass(frozen=True, slots=True, kw_only=True)
class RunShown:
    """One reading of a run. `local` is that moment on the ward's clock."""

    view: RunView
    preview: NotePreview | None
    history: tuple[HistoryLine, ...]
    directory: Directory
    staff: tuple[Staff, ...]
    patients: tuple[tuple[str, str], ...]
    """(id, name) of the ward's patients, for templates that ask for one."""
    me: str
    local: datetime

    @property
    def today(self) -> date:
        """The ward's day."""
        return self.local.date()

    @property
    def at_note(self) -> bool:
        """Whether the step shown is the note."""
        return isinstance(self.view.step, NoteStep)

    @property
    def is_open(self) -> bool:
        """Whether the run can still be answered."""
        return self.view.run.state is RunState.IN_PROGRESS


def read_run(hub: "Hub", run_id: str, *, by: str, view: RunView | None = None) -> RunShown:
    """Reads a run and its note. Runs on the store's thread. Raises NotFound."""
    seen = view or hub.runs.view(run_id)
    preview = hub.notes.preview(run_id, by=by) if seen.note_step is not None else None
    asks_patient = preview is not None and any(spec.kind == "patient" for spec in preview.words.asked)
    ward_id = seen.run.ward_id
    lines = hub.patients.find(ward_id).items if asks_patient else ()
    return RunShown(
        view=seen,
        preview=preview,
        history=hub.runs.history(run_id),
        directory=hub.library.directory,
        staff=tuple(hub.wards.staff(ward_id)),
        patients=tuple((line.patient.id, line.patient.full_name) for line in lines),
        me=by,
        local=hub.clock.local(hub.clock.now()),
    )
