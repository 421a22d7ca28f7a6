"""What the gallery shows of the audit trail: entries, one of them, what was looked for and not found, a check."""

from datetime import date

from inpatient_hub.gui.gallery_stage import Scene, Stage, close_dialogs, to_page, wait
from inpatient_hub.gui.navigation import PageId
from inpatient_hub.gui.pages.admin.audit.page import AuditPage
from inpatient_hub.gui.pages.admin.page import AdminPage


def _audit_page(stage: Stage) -> AuditPage:
    page = stage.window.stack.currentWidget()
    part = page.part("audit") if isinstance(page, AdminPage) else None
    if not isinstance(part, AuditPage):
        raise TypeError("the audit part is not shown")
    return part


def _open_entry(stage: Stage) -> None:
    page = _audit_page(stage)
    rows = [page.model.item_at(at) for at in range(page.model.rowCount())]
    page.table.selectRow(next((at for at, line in enumerate(rows) if line and line.event.before), 0))
    page.table.row_activated.emit(page.table.current_id())


def _a_day_without(stage: Stage) -> None:
    page = _audit_page(stage)
    page.day.set_value(date(2020, 1, 1))
    page.filter_changed.emit()


def _show_all(stage: Stage) -> None:
    _audit_page(stage).clear_button.click()


def _check(stage: Stage) -> None:
    _audit_page(stage).verify_button.click()


AUDIT_SCENES: tuple[Scene, ...] = (
    Scene("audit-01-entries", (to_page(PageId.ADMIN, "audit"), wait)),
    Scene("audit-02-one-entry", (_open_entry,), (close_dialogs,)),
    Scene("audit-03-nothing-of-this", (_a_day_without, wait), (_show_all, wait)),
    Scene("audit-04-checked", (_check, wait), (close_dialogs,)),
)
"""On the invented ward."""
