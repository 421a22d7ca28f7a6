"""Takes a day out of a repeat, or ends it, after asking."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.series import Series
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialogs.repeat_scope import EndDialog, leave_out_dialog
from inpatient_hub.gui.moments import short_day
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.taking_back import tell_repeat
from inpatient_hub.services.repeat_grid import GridCell
from inpatient_hub.services.series_undo import SeriesActed


def ask_to_leave_out(context: Context, page: Page, series: Series, cell: GridCell) -> None:
    """Asks, and takes one day out of a repeat."""
    dialog = leave_out_dialog(page.window(), series, cell.day)
    hub, by = context.hub, context.session.person.id

    def save() -> None:
        _write(
            context,
            page,
            lambda: hub.series.leave_out(series.id, cell.day, by=by, version=series.version),
            f"Left out on {short_day(cell.day)}: {series.title}",
        )

    dialog.accepted.connect(save)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def ask_to_end(context: Context, page: Page, series: Series, *, over: QDialog | None = None) -> None:
    """Asks for the last day, and ends a repeat; `over` is closed with it."""
    dialog = EndDialog(over or page.window(), series, context.hub.clock.today())
    hub, by = context.hub, context.session.person.id

    def save() -> None:
        if dialog.last.problem():
            dialog.last.set_error(dialog.last.problem())
            return
        last = dialog.last.value()
        dialog.accept()
        if over is not None:
            over.accept()
        _write(
            context,
            page,
            lambda: hub.series.end(series.id, by=by, last=last, version=series.version),
            f"Ended: {series.title}",
        )

    dialog.verb_button.clicked.connect(save)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _write(context: Context, page: Page, task: Callable[[], SeriesActed], told: str) -> None:
    def done(acted: SeriesActed) -> None:
        context.feed.announce(acted)
        tell_repeat(context, page, told, acted)

    def failed(error: HubError) -> None:
        page.show_error(error)

    context.background.run(task, owner=page, then=done, otherwise=failed)
