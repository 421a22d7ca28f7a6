"""The pages of the lock for the gallery: each way in, each trouble, the recovery key, and the curtain."""

from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.lock_troubles import (
    KeyFileDamaged,
    Locked,
    MovedHere,
    PassphraseNeeded,
    PinSwitchedOff,
    PolicyUnreadable,
    WrongPassphrase,
    WrongPin,
)
from inpatient_hub.domain.locking import LockStage, LockState, Way
from inpatient_hub.domain.wards import Ward
from inpatient_hub.gui.dialogs.draft_offered import DraftDialog
from inpatient_hub.gui.gallery_stage import Act, Scene, Stage, close_dialogs, to_page, wait
from inpatient_hub.gui.navigation import PageId
from inpatient_hub.gui.pages.trouble.page import TroublePage
from inpatient_hub.gui.pages.unlock.first import FirstLockPage
from inpatient_hub.gui.pages.unlock.locked import LockedPage
from inpatient_hub.gui.pages.unlock.opened import OpenedPage
from inpatient_hub.gui.pages.unlock.page import UnlockPage
from inpatient_hub.gui.pages.unlock.recovery import RecoveryKeyPage

_ALL = (Way.PIN, Way.PASSPHRASE, Way.RECOVERY)
_NO_KEYRING = "No keyring answers on this computer: there is no Secret Service, or no desktop session."


def _state(ways: tuple[Way, ...] = _ALL, **more: object) -> LockState:
    return LockState(stage=LockStage.LOCKED, ways=ways, made=ways, **more)  # type: ignore[arg-type]


def _show(stage: Stage, page: QWidget) -> None:
    stage.window.notice.fold()
    stage.window.set_working(working=False)
    stage.window.show_page(page, "today")


def _asked(locked: Locked, problem: HubError | None = None, *, typed: str = "", working: bool = False) -> Act:
    def act(stage: Stage) -> None:
        page = UnlockPage()
        page.show_locked(locked)
        page._fields[page.way()].set_value(typed)
        _show(stage, page)
        page.focus_first()
        if problem is not None:
            page.show_problem(problem)
        page.set_working(working=working)

    return act


def _locked(stage: Stage) -> None:
    page = LockedPage()
    _show(stage, page)
    page.focus_first()


def _first(stage: Stage) -> None:
    page = FirstLockPage(PassphraseNeeded(_NO_KEYRING), length=12)
    _show(stage, page)
    page.focus_first()


def _opened(stage: Stage) -> None:
    _show(stage, OpenedPage(may_remember=True, may_set_passphrase=True, length=12))


def _trouble(error: HubError, *ways: tuple[str, str, str]) -> Act:
    def act(stage: Stage) -> None:
        page = TroublePage()
        page.show_trouble(error, ways)
        _show(stage, page)

    return act


def _check_back(stage: Stage) -> None:
    page = stage.window.stack.currentWidget()
    if isinstance(page, RecoveryKeyPage):
        page.steps.written_button.click()
        page.steps.typed.set_value("7K3QW-0ZT4M")


def put_recovery_key_off(stage: Stage) -> None:
    """Not now: it is asked for again by a line in the window."""
    page = stage.window.stack.currentWidget()
    if isinstance(page, RecoveryKeyPage):
        page.steps.later_button.click()


def _idle(stage: Stage) -> None:
    lock = stage.opening.quick_lock
    if lock is not None:
        lock.idle.warned.emit(42)


def _stay(stage: Stage) -> None:
    lock = stage.opening.quick_lock
    if lock is not None:
        lock.idle.stayed.emit()


def _fall(message: str, trouble: HubError | None = None) -> Act:
    def act(stage: Stage) -> None:
        lock = stage.opening.quick_lock
        if lock is not None:
            lock.curtain.fall(message, may_lift=trouble is None)
            if trouble is not None:
                lock.curtain.show_trouble(trouble, may_try_again=True)

    return act


def _lift(stage: Stage) -> None:
    lock = stage.opening.quick_lock
    if lock is not None:
        lock.curtain.lift()


def _draft(stage: Stage) -> None:
    title = "The details of EARNSHAW, Catherine"
    DraftDialog(stage.window, title, "the window was locked, 16:05", ward="Keats Ward").open()


def _draft_of_no_ward(stage: Stage) -> None:
    wards = [Ward(id=name, name=f"{name} Ward") for name in ("Keats", "Thrushcross")]
    DraftDialog(stage.window, "A new patient", "the window was locked, 16:05", among=wards).open()


_UNKEPT = HubError(
    "The disk is full",
    "What was typed could not be kept, so the ward is still open behind this.",
    remedy="Make room and try again. Quitting loses what was typed and not saved, and nothing else.",
)

RECOVERY_SCENES: tuple[Scene, ...] = (Scene("recovery-key-2-check-back", (_check_back,)),)
"""After a ward was set up, whose recovery key is shown."""

WATCH_SCENES: tuple[Scene, ...] = (
    Scene("idle-warning", (to_page(PageId.TODAY), wait, _idle), (_stay,)),
    Scene("curtain", (_fall("This ward is invented, so it stays open behind this. Press Unlock to go on."),), (_lift,)),
    Scene("curtain-trouble", (_fall("", _UNKEPT),), (_lift,)),
    Scene("draft-offered", (_draft,), (close_dialogs,)),
    Scene("draft-of-no-ward", (_draft_of_no_ward,), (close_dialogs,)),
)
"""On the invented ward."""

LOCK_SCENES: tuple[Scene, ...] = (
    Scene("locked", (_locked,)),
    Scene("unlock-pin", (_asked(Locked(_state(pin_tries=5))),)),
    Scene("unlock-pin-wrong", (_asked(Locked(_state(pin_tries=1)), WrongPin(1), typed="135790"),)),
    Scene("unlock-pin-off", (_asked(Locked(_state((Way.PASSPHRASE, Way.RECOVERY))), PinSwitchedOff()),)),
    Scene("unlock-passphrase", (_asked(Locked(_state((Way.PASSPHRASE, Way.RECOVERY), keyring_fault=_NO_KEYRING))),)),
    Scene(
        "unlock-passphrase-wrong",
        (_asked(Locked(_state((Way.PASSPHRASE, Way.RECOVERY))), WrongPassphrase(), typed="four plain words"),),
    ),
    Scene("unlock-checking", (_asked(Locked(_state((Way.PASSPHRASE,))), typed="four plain words", working=True),)),
    Scene("unlock-recovery", (_asked(Locked(_state((Way.RECOVERY,)))),)),
    Scene("unlock-moved", (_asked(MovedHere(_state((Way.PASSPHRASE, Way.RECOVERY), moved=True))),)),
    Scene("unlock-opened", (_opened,)),
    Scene("unlock-first", (_first,)),
    Scene(
        "unlock-key-file-damaged",
        (
            _trouble(
                KeyFileDamaged("hub.keys", has_copy=True),
                ("use_copy", "Use the copy that lies with the backups", "The damaged file is kept beside it."),
            ),
        ),
    ),
    Scene(
        "unlock-policy", (_trouble(PolicyUnreadable("trust-policy.toml", ("lock.idle_minutes has to be a number",))),)
    ),
)
"""With no ward open."""
