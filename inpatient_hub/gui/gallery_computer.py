"""What the gallery shows of the Computer page: before the first check, running, ready, not ready, another one."""

from datetime import timedelta

from inpatient_hub.gui.gallery_checks import a_full_laptop, a_laptop
from inpatient_hub.gui.gallery_stage import Act, Scene, Stage, close_dialogs, to_page
from inpatient_hub.gui.navigation import PageId
from inpatient_hub.gui.pages.computer.page import ComputerPage
from inpatient_hub.gui.pages.setup.page import SetupPage
from inpatient_hub.readiness.facts_file import write_facts


def _computer_page(stage: Stage) -> ComputerPage:
    page = stage.window.stack.currentWidget()
    if not isinstance(page, ComputerPage):
        raise TypeError("the Computer page is not shown")
    return page


def _check(stage: Stage) -> None:
    _computer_page(stage).header.check.click()


def _test_network(stage: Stage) -> None:
    _computer_page(stage).network_wanted.emit()


def _at(days: int, minutes: int) -> Act:
    """The recorded computer's clock stands so far from the window's: it goes on so that tests may follow each other."""

    def act(stage: Stage) -> None:
        hub = stage.opening.hub
        if hub is not None:
            stage.checks.clock.moment = hub.clock.now() + timedelta(days=days, minutes=minutes)

    return act


def _fill_the_drive(stage: Stage) -> None:
    stage.checks.recorded = a_full_laptop(stage.checks.clock.moment)


def _count_device_days(stage: Stage) -> None:
    _computer_page(stage).device_started.emit(stage.checks.clock.today() - timedelta(days=24))


def _open_all(stage: Stage) -> None:
    page = _computer_page(stage)
    page.everything.toggle_all()
    page.reminders.more.set_open(not page.reminders.more.is_open())


def _hold(stage: Stage) -> None:
    stage.checks.holds = True
    _check(stage)


def _let_go(stage: Stage) -> None:
    stage.checks.holds = False
    _computer_page(stage).stop_wanted.emit()


def _show_another(stage: Stage) -> None:
    file = stage.folder / "saved" / "ward pc 7.json"  # not among the files that keep the ward
    file.parent.mkdir(exist_ok=True)
    write_facts(file, a_laptop(stage.checks.clock.moment - timedelta(days=2)))
    _computer_page(stage).facts_chosen.emit(str(file))


def _show_own(stage: Stage) -> None:
    _computer_page(stage).here_wanted.emit()


def _desk_text(stage: Stage) -> None:
    _computer_page(stage).desk_text_wanted.emit()


def _choose_profile(stage: Stage) -> None:
    _computer_page(stage).header.profile.click()


def _check_before_set_up(stage: Stage) -> None:
    page = stage.window.stack.currentWidget()
    if isinstance(page, SetupPage):
        page.check_requested.emit()


def _back(stage: Stage) -> None:
    _computer_page(stage).back_requested.emit()


COMPUTER_SCENES: tuple[Scene, ...] = (
    Scene("computer-01-question", (_at(-3, 0), to_page(PageId.COMPUTER))),
    Scene("computer-02-before-the-test", (_check,)),
    Scene("computer-03-ready", (_test_network,)),
    Scene("computer-04-not-ready", (_at(0, -2), _fill_the_drive, _count_device_days, _test_network, _at(0, -1))),
    Scene("computer-05-running", (_hold,), (_let_go,)),
    Scene("computer-06-everything-open", (_open_all,), (_open_all,)),
    Scene("computer-07-desk-text", (_desk_text,), (close_dialogs,)),
    Scene("computer-08-another-profile", (_choose_profile,), (close_dialogs,)),
    Scene("computer-09-another-computer", (_show_another,), (_show_own,)),
    Scene("computer-10-line-on-referrals", (to_page(PageId.REFERRALS),)),
)
"""On the invented ward."""

BEFORE_SET_UP: tuple[Scene, ...] = (Scene("computer-11-before-set-up", (_check_before_set_up,), (_back,)),)
"""With nothing set up yet."""
