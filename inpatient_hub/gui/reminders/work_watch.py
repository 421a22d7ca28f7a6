"""Looks at the ward's clock while the window is open: makes the standing work of a new shift or day, and reminds."""

from datetime import UTC, datetime, time, timedelta

from PySide6.QtCore import QTimer

from inpatient_hub.domain.changes import Changes
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.shift_spans import next_span
from inpatient_hub.domain.wall_time import at_wall
from inpatient_hub.domain.wards import Ward
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.gui.reminders.presenter import NOT_NOW, RemindersPresenter

LOOK_MS = 20_000
"""So often the clock is looked at. A computer that slept looks at once when it wakes, as this timer is late then."""
BETWEEN_REMINDERS = timedelta(minutes=1)


class WorkWatch(Presenter):
    """One for an open ward. Begins with whoever signs in, and goes on while somebody is signed in."""

    def __init__(self, context: Context, window: MainWindow, reminders: RemindersPresenter) -> None:
        super().__init__(context, window)
        self.reminders = reminders
        self._settle_at: datetime | None = None
        self._looked_at: datetime | None = None
        self._is_held = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        context.session.person_changed.connect(self._on_changed_seat)
        context.session.ward_changed.connect(self._on_changed_seat)
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """The store is about to be closed."""
        self._timer.stop()
        self.reminders.hold(held=True)
        self._is_held = True

    def hold(self, *, held: bool) -> None:
        """The window is locked, or open again."""
        self._is_held = held
        self.reminders.hold(held=held)
        if not held:
            self.look()

    def look(self) -> None:
        """Does what the clock says is to be done by now."""
        if self._is_held or not self.context.session.is_open:
            return
        now = self.context.hub.clock.now()
        # A clock that was put back counts as a new beginning: otherwise nothing would happen until it has caught up.
        was_put_back = self._looked_at is not None and now < self._looked_at
        if self._settle_at is None or now >= self._settle_at or was_put_back:
            self._settle(now)
        if self._looked_at is None or was_put_back or now - self._looked_at >= BETWEEN_REMINDERS:
            self._looked_at = now
            self.reminders.refresh()

    def _on_changed_seat(self) -> None:
        self._settle_at = self._looked_at = None
        self.look()

    def _on_not_settled(self, _error: HubError) -> None:
        """A store that is in trouble says so elsewhere. It is tried again shortly."""
        soon = self.context.hub.clock.now() + BETWEEN_REMINDERS
        self._settle_at = min(soon, self._settle_at or soon)

    def _settle(self, now: datetime) -> None:
        ward, series, person = self.context.session.ward, self.context.hub.series, self.context.session.person
        self._settle_at = next_change(ward, now, self.context.hub.clock.local(now))
        if not person.works_on(ward.id):
            return  # an emergency is for looking things up, not for the ward's standing work

        def task() -> Changes:
            try:
                return series.settle(ward.id)
            except NOT_NOW:
                return Changes()

        self.write(task, otherwise=self._on_not_settled)


def next_change(ward: Ward, now: datetime, local: datetime) -> datetime:
    """The next moment at which a shift of the ward or a day begins."""
    zone = local.tzinfo or UTC
    midnight = at_wall(local.date() + timedelta(days=1), time(), zone)
    span = next_span(ward.shifts, now, zone)
    return min(midnight, span.starts) if span is not None else midnight
