"""Says calmly, once somebody is at the computer, what is to be known of this start: an unexpected end last time, a
portable copy, a newer version."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from inpatient_hub.gui.background import Background
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.opening_tasks import pass_over

if TYPE_CHECKING:
    from inpatient_hub.host.crash_reports import CrashReport

PORTABLE = "This is a portable copy: the ward's work lies beside the program"
PORTABLE_REMEDY = (
    "A USB stick is easily lost. On another computer only the recovery key or a passphrase opens the lock, because the "
    "keyring stays behind."
)


class StartNotices(QObject):
    """Each line can be closed, and is then put off until the next start."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._updates = Background(self, name="updates")

    def begin(self) -> None:
        """Looks, away from the window's own thread, and says what there is to say."""
        from inpatient_hub.host.paths import portable_folder

        folder = self._context.hub.place.data_folder
        if folder == portable_folder():
            self._window.notice.say("warn", PORTABLE, PORTABLE_REMEDY, "", _nothing, about="portable")
        self._context.background.run(lambda: _new_reports(self._context), owner=self, then=self._say_ended)
        self._context.background.run(
            lambda: _update_folder(self._context), owner=self, then=self._look_for_newer, otherwise=pass_over
        )

    def offer(self, pack: str) -> None:
        """Offers the file of a content pack that somebody opened; nothing where there is none."""
        if not pack:
            return
        from inpatient_hub.gui.dialogs.bring_in_pack import offer_pack

        offer_pack(self._context, self._window, Path(pack), told=self._window.toast.show_toast)

    def _say_ended(self, found: "tuple[CrashReport, ...]") -> None:
        if not found:
            return
        ended = any(report.ended for report in found)
        words = (
            "Inpatient Hub ended unexpectedly last time" if ended else "Something went wrong in Inpatient Hub last time"
        )
        self._window.notice.say(
            "info", words, "Everything that was saved is safe.", "See the report", self.show_reports, about="crash"
        )

    def show_reports(self) -> None:
        """Shows all reports that are kept."""
        from inpatient_hub.gui.dialogs.crash_reports import show_crash_reports

        self._window.notice.fold("crash")
        show_crash_reports(self._context, self._window)

    def _look_for_newer(self, folder: str) -> None:
        """In a thread of its own: a share that does not answer must keep neither work nor backups waiting."""
        from inpatient_hub import __version__
        from inpatient_hub.host.update_notice import newer_version

        if folder:
            self._updates.run(lambda: newer_version(folder, __version__), owner=self, then=self._say_newer)

    def _say_newer(self, version: str) -> None:
        self._updates.close(wait_s=0)
        if version:
            from inpatient_hub import __version__

            words = f"Inpatient Hub {version} is there; this is {__version__}"
            self._window.notice.say(
                "info",
                words,
                "IT brings it to this computer. Nothing is installed by itself.",
                "",
                _nothing,
                about="new",
            )


def _new_reports(context: Context) -> "tuple[CrashReport, ...]":
    """Those nobody was told of. From now on somebody was."""
    from inpatient_hub.host.crash_reports import reports, told

    folder = context.hub.place.data_folder
    found = tuple(report for report in reports(folder) if report.is_new)
    told(folder)
    return found


def _update_folder(context: Context) -> str:
    """The folder that IT named, when IT wants the window to speak of new versions; else empty."""
    from inpatient_hub.bootstrap import trust_policy_of

    policy = trust_policy_of(context.hub.place)
    return policy.update_folder if policy.update_notice else ""


def _nothing() -> None:
    return
