"""Before a backup is put back: what it holds against what is here now, and a plain question."""

from datetime import date

from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.held_people import shortened, told, told_of_wards
from inpatient_hub.gui.backup_words import Local, Preview, compared, file_name, less_words, when, when_near
from inpatient_hub.gui.widgets.compare_grid import CompareGrid
from inpatient_hub.gui.widgets.dialog import ConfirmDialog
from inpatient_hub.gui.widgets.icon_line import IconLine

_WIDE = 640


class RestorePreviewDialog(ConfirmDialog):
    """Accepted when the backup is to be put back; Esc and Enter are the safe way out."""

    def __init__(self, parent: QWidget | None, preview: Preview, *, local: Local, today: date) -> None:
        super().__init__(
            parent,
            _question(preview, local, today),
            "The ward goes back to that moment. What was saved since is no longer there. Everybody signs in again.",
            verb="Put this backup back",
            danger=True,
            width=_WIDE,
        )
        self.preview = preview
        self.grid = CompareGrid(("In the backup", "Here now" if preview.present is not None else ""))
        self.grid.show_rows(compared(preview.contents, preview.present, local))
        self.body.addWidget(self.grid)
        less = less_words(preview.contents, preview.present)
        if less:
            self.body.addWidget(IconLine("alert-triangle", less, "warn-text", role="body"))
        for sentence in shortened(_told(preview)):
            self.body.addWidget(IconLine("users", sentence, "warn-text", role="body"))
        self.body.addWidget(
            IconLine("archive", "The store of now is kept beside it under another name. Nothing is removed.", "muted")
        )


def _told(preview: Preview) -> tuple[str, ...]:
    now, then = preview.present, preview.contents
    people = told(now.people if now else None, then.people)
    return (*told_of_wards(now.sign_in if now else None, then.sign_in), *people)


def _question(preview: Preview, local: Local, today: date) -> str:
    if preview.made_at is None:
        last = preview.contents.last_at
        newest = f", whose newest work is of {when(local(last))}" if last else ""
        return f"Put {file_name(preview.file)} back{newest}?"
    return f"Put the backup of {when_near(local(preview.made_at), today)} back?"
