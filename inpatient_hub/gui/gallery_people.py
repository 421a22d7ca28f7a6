"""What the gallery shows of signing in, of the people of a ward, and of other wards."""

from typing import TypeVar

from PySide6.QtWidgets import QApplication, QDialog

from inpatient_hub.domain.access import Role
from inpatient_hub.domain.lock_troubles import WrongRecoveryKey
from inpatient_hub.domain.sign_in import EmergencyReason, SecretKind
from inpatient_hub.domain.sign_in_troubles import OwnSecretNeeded, SecretSwitchedOff, SecretTooWeak, WrongSecret
from inpatient_hub.domain.wards import AccessSettings, SignIn
from inpatient_hub.gui.dialogs.another_ward import AnotherWardDialog
from inpatient_hub.gui.dialogs.own_secret import OwnSecretDialog
from inpatient_hub.gui.dialogs.people import SignInDialog
from inpatient_hub.gui.dialogs.sign_in_settings import SignInSettingsDialog
from inpatient_hub.gui.dialogs.start_codes import StartCodesDialog
from inpatient_hub.gui.dialogs.team import TeamDialog
from inpatient_hub.gui.gallery_stage import Act, Scene, Stage, close_dialogs, to_page, wait
from inpatient_hub.gui.navigation import PageId
from inpatient_hub.gui.pages.admin.page import AdminPage
from inpatient_hub.gui.pages.admin.people.page import PeoplePage
from inpatient_hub.gui.pages.setup.page import SetupPage
from inpatient_hub.gui.pages.signed_out.page import SignedOutPage
from inpatient_hub.services.people import PersonDetails
from inpatient_hub.services.sign_in import SignInLine
from inpatient_hub.services.ward_access import OwnSecretFirst

D = TypeVar("D", bound=QDialog)
_CROWD = (
    ("Esther Summerson", "RMN", SecretKind.PIN, Role.STAFF),
    ("Lydia Bennet", "Ward manager", SecretKind.PIN, Role.SENIOR_ADMIN),
    ("Jane Eyre", "RMN", SecretKind.PASSPHRASE, Role.WARD_ADMIN),
    ("Samuel Weller", "Healthcare assistant", SecretKind.START_CODE, Role.STAFF),
    ("Dr Tertius Lydgate", "Consultant psychiatrist", SecretKind.PIN, Role.STAFF),
    ("Dorothea Brooke", "Student nurse", SecretKind.PIN, Role.STAFF),
    ("Frederick Wentworth", "Occupational therapist", SecretKind.PIN, Role.STAFF),
    ("Maggie Tulliver", "RMN", SecretKind.PIN, Role.LEAD),
)
_LINES = tuple(
    SignInLine(id=str(place), name=name, designation=role, needs=kind, access=access)
    for place, (name, role, kind, access) in enumerate(_CROWD)
)
_CODES = (("Samuel Weller, Healthcare assistant", "7K3Q-W0ZT"), ("Maggie Tulliver, RMN", "M4XP-2B9D"))


def press_set_up(stage: Stage) -> None:
    """Presses the button before anything is filled in."""
    page = stage.window.stack.currentWidget()
    if isinstance(page, SetupPage):
        page.set_up_button.click()


def _as_admin(stage: Stage) -> None:
    hub = stage.opening.hub
    if hub is not None:
        people = hub.sign_in.people(hub.wards.all()[0].id)
        stage.presenter.people.sign_in(next(one.id for one in people if one.access is Role.SENIOR_ADMIN))


def _as_nurse(stage: Stage) -> None:
    hub = stage.opening.hub
    if hub is not None:
        people = hub.sign_in.people(hub.wards.all()[0].id)
        stage.presenter.people.sign_in(next(one.id for one in people if one.name == "Esther Summerson"))


def _show_ward(place: int) -> Act:
    def act(stage: Stage) -> None:
        hub = stage.opening.hub
        if hub is not None:
            stage.presenter.wards.go(hub.wards.all()[place])

    return act


def _second_ward(stage: Stage) -> None:
    hub = stage.opening.hub
    if hub is not None and len(hub.wards.all()) == 1:
        with hub.seat.as_program():
            hub.wards.set_up(ward_name="Thrushcross Ward", person_name="Edgar Linton", person_role="Ward manager")


def _crowd(stage: Stage) -> None:
    """Others start; one leaves."""
    hub = stage.opening.hub
    if hub is None:
        return
    ward_id = hub.wards.all()[0].id
    for name, role, _kind, access in _CROWD:
        if all(line.person.name != name for line in hub.people.of_ward(ward_id)):
            hub.people.add(ward_id, PersonDetails(name=name, role=role, access=access, editor=access is Role.LEAD))
    gone = next(line.person for line in hub.people.of_ward(ward_id) if line.person.name == "Samuel Weller")
    if gone.active:
        hub.people.mark_left(gone)


def _sign_in(*, choose: str = "", error: Exception | None = None) -> Act:
    def act(stage: Stage) -> None:
        dialog = SignInDialog(stage.window, _LINES, current_id="0", cancel="Close Inpatient Hub")
        dialog.open()
        if choose:
            dialog.choose(choose)
        if error is not None:
            dialog.secret.field.set_value("271828")
            dialog.show_trouble(error)  # type: ignore[arg-type]

    return act


def _blank(stage: Stage) -> None:
    stage.window.show_page(SignedOutPage(), "")


def _recovery(stage: Stage) -> None:
    dialog = SignInDialog(stage.window, _LINES)
    dialog.open()
    dialog.choose("1")
    dialog.show_trouble(SecretSwitchedOff(SecretKind.PIN))
    dialog.secret.recovery.click()
    dialog.show_trouble(WrongRecoveryKey())


def _own_weak(stage: Stage) -> None:
    dialog = SignInDialog(stage.window, _LINES)
    dialog.open()
    dialog.choose("3")
    dialog.show_trouble(OwnSecretNeeded())
    dialog.show_trouble(SecretTooWeak("The same figures again and again, or figures in a row, are guessed first."))


def _change_pin(stage: Stage) -> None:
    OwnSecretDialog(stage.window, has_one=True, pin_length=6).open()


def _people(stage: Stage) -> PeoplePage:
    page = stage.presenter.navigator.page
    part = page.part("people") if isinstance(page, AdminPage) else None
    if not isinstance(part, PeoplePage):
        raise TypeError("the people are not shown")
    return part


def _part(name: str) -> Act:
    def act(stage: Stage) -> None:
        _people(stage).show_part(name)

    return act


def _choose_row(stage: Stage) -> None:
    _people(stage).table.selectRow(1)


def _add(stage: Stage) -> None:
    _people(stage).add_button.click()


def _change(stage: Stage) -> None:
    _people(stage).change_button.click()


def _left(stage: Stage) -> None:
    _people(stage).left_button.click()


def _settings(stage: Stage) -> None:
    dialog = SignInSettingsDialog(stage.window, AccessSettings(sign_in=SignIn.SECRET))
    dialog.open()
    dialog.show_problem(OwnSecretFirst())


def _codes(count: int) -> Act:
    def act(stage: Stage) -> None:
        StartCodesDialog(stage.window, _CODES[:count]).open()

    return act


def _do(action_id: str) -> Act:
    def act(stage: Stage) -> None:
        stage.presenter.do(action_id)

    return act


def _opened(kind: type[D]) -> D:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def _other_ward(_stage: Stage) -> None:
    dialog = _opened(AnotherWardDialog)
    rows = dialog.rows.row_model().rows()
    dialog.rows.row_clicked.emit(rows[-1].id)  # type: ignore[union-attr]


def _emergency(stage: Stage) -> None:
    hub = stage.opening.hub
    if hub is not None:
        ward = hub.wards.all()[-1]
        hub.emergencies.open_in_emergency(ward.id, EmergencyReason.CALLED, "Called by the bleep holder")
        stage.presenter.wards.go(ward)


def _over(stage: Stage) -> None:
    stage.presenter.wards.go_home()


def _team(stage: Stage) -> None:
    hub = stage.opening.hub
    if hub is not None:
        ward = hub.wards.all()[0]
        TeamDialog(stage.window, ward.name, hub.wards.staff(ward.id), current_id="").open()


PEOPLE_SCENES: tuple[Scene, ...] = (
    Scene("sign-in-1-blank", (_blank, _sign_in()), (close_dialogs, to_page(PageId.TODAY))),
    Scene("sign-in-2-pin", (_sign_in(choose="0"),), (close_dialogs, close_dialogs)),
    Scene(
        "sign-in-3-wrong",
        (_sign_in(choose="0", error=WrongSecret(SecretKind.PIN, 3)),),
        (close_dialogs, close_dialogs),
    ),
    Scene(
        "sign-in-4-switched-off",
        (_sign_in(choose="1", error=SecretSwitchedOff(SecretKind.PIN)),),
        (close_dialogs, close_dialogs),
    ),
    Scene("sign-in-5-recovery-key", (_recovery,), (close_dialogs, close_dialogs)),
    Scene("sign-in-6-start-code", (_sign_in(choose="3"),), (close_dialogs, close_dialogs)),
    Scene("sign-in-7-own-pin", (_own_weak,), (close_dialogs, close_dialogs)),
    Scene("change-pin", (_change_pin,), (close_dialogs,)),
    Scene("team", (_team, wait), (close_dialogs,)),
    Scene("admin-people-1", (_as_admin, wait, _do("team"), wait)),
    Scene("admin-people-2-crowd", (_crowd, _do("team"), wait, _choose_row)),
    Scene("admin-people-3-add", (_add,), (close_dialogs,)),
    Scene("admin-people-4-change", (_second_ward, _do("refresh"), wait, _choose_row, _change), (close_dialogs,)),
    Scene("admin-people-5-left", (_left,), (close_dialogs,)),
    Scene("admin-people-6-start-codes", (_codes(2),), (close_dialogs,)),
    Scene("admin-people-7-emergency-none", (_part("emergencies"),)),
    Scene("admin-people-8-signing-in", (_part("sign_in"),)),
    Scene("admin-people-9-settings", (_settings,), (close_dialogs,)),
    Scene("ward-1-which", (to_page(PageId.TODAY), _as_nurse, wait, _do("another_ward"), wait), (close_dialogs,)),
    Scene("ward-2-emergency", (_do("another_ward"), wait, _other_ward), (close_dialogs, close_dialogs)),
    Scene("ward-3-emergency-line", (_emergency, wait), (_over, wait)),
    Scene(
        "ward-4-emergencies",
        (_as_admin, wait, _show_ward(-1), _do("team"), wait, _part("emergencies")),
        (_show_ward(0), wait, _as_nurse, wait),
    ),
)
"""On the invented ward, after everything else."""
