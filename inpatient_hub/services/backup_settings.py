"""What a ward chooses about its backups on this computer: how often, how many are kept, and a second place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.backups import PLAN_LIMITS, BackupPlan
from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.host.settings import Settings
from inpatient_hub.services.seat import Seat, needs, open_to_all

SECOND = "second_folder"
"""How `fixed` names the second place."""

_NOWHERE = "no"
"""How the audit trail names a second place that is not set."""

_WORDS = {
    "hourly": "hours",
    "daily": "days",
    "weekly": "weeks",
    "every_minutes": "minutes between two backups",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupSettings:
    """How things are set. `fixed` names the numbers of the plan that the trust has set; `set_plan` is what holds where
    the ward chose nothing."""

    plan: BackupPlan
    set_plan: BackupPlan
    fixed: frozenset[str]
    second_place: str
    second_is_same_drive: bool
    second_is_fixed: bool = False
    """Whether the trust has set the second place."""


class BackupSettingsService:
    """Reads and changes them. They belong to this computer: another one of the ward has its own."""

    def __init__(
        self,
        *,
        seat: Seat,
        plan: BackupPlan,
        fixed: frozenset[str],
        read: Callable[[], Settings],
        change: Callable[..., Settings],
        check: Callable[[str], None],
        is_same_drive: Callable[[str], bool],
    ) -> None:
        """`check` raises HubError for a folder that cannot be a second place; `is_same_drive` says whether a folder is
        on the same drive as the store, where a broken disk would take both."""
        self._seat = seat
        self._set_plan = plan
        self._fixed = fixed
        self._read = read
        self._change = change
        self._check = check
        self._is_same_drive = is_same_drive
        self._record: Callable[[Mapping[str, str], Mapping[str, str]], None] = lambda _before, _after: None

    @open_to_all
    def recorded_by(self, record: Callable[[Mapping[str, str], Mapping[str, str]], None]) -> None:
        """Has every change recorded in the audit trail from now on, as it was before and is after."""
        self._record = record

    @open_to_all
    def settings(self) -> BackupSettings:
        """How things are set now. It asks the second place which drive it is on, which may take a moment."""
        kept = self._read()
        return BackupSettings(
            plan=self.plan(self._set_plan),
            set_plan=self._set_plan,
            fixed=self._fixed - {SECOND},
            second_is_fixed=SECOND in self._fixed,
            second_place=kept.second_backup_folder,
            second_is_same_drive=bool(kept.second_backup_folder) and self._is_same_drive(kept.second_backup_folder),
        )

    @open_to_all
    def plan(self, set_plan: BackupPlan) -> BackupPlan:
        """The plan with the ward's own choices laid over it."""
        return set_plan.with_choices(self._read().backup_plan, self._fixed)

    @needs(Right.WARD_SETTINGS)
    def choose_plan(self, chosen: Mapping[str, int]) -> None:
        """Sets the numbers of the plan, by their names; what the trust has set stays. Raises InvalidAnswer, with the
        name of the number, and HubError."""
        for name, (least, most) in PLAN_LIMITS.items():
            if name in chosen and not least <= chosen[name] <= most:
                raise InvalidAnswer(
                    "The schedule was not changed",
                    f"The number of {_WORDS[name]} has to be from {least} to {most}.",
                    remedy="Choose another number.",
                    field=name,
                )
        own = {name: number for name, number in chosen.items() if name not in self._fixed and name in PLAN_LIMITS}
        before = self._told_plan()
        self._change(backup_plan=own)
        after = self._told_plan()
        changed = [name for name in after if before[name] != after[name]]
        if changed:
            self._record({name: before[name] for name in changed}, {name: after[name] for name in changed})

    def _told_plan(self) -> dict[str, str]:
        plan = self.plan(self._set_plan)
        return {f"backups_{name}": str(getattr(plan, name)) for name in PLAN_LIMITS}

    @needs(Right.WARD_SETTINGS)
    def look_at_place(self, folder: str) -> bool:
        """Whether a folder is on the same drive as the store. Raises HubError when it cannot be the second place."""
        self._check(folder)
        return self._is_same_drive(folder)

    @needs(Right.WARD_SETTINGS)
    def choose_second_place(self, folder: str) -> None:
        """From now on each backup is copied there as well; empty for nowhere. Raises HubError when it cannot be."""
        if SECOND in self._fixed:
            raise InvalidAnswer(
                "The second place was not changed",
                "Your trust has set it for this computer.",
                remedy="Ask IT if it is not the right one.",
            )
        if folder:
            self._check(folder)
        before = self._read().second_backup_folder
        self._change(second_backup_folder=folder, no_second_place=not folder)
        if folder != before:
            self._record(told_second_place(before), told_second_place(folder))


def told_second_place(folder: str) -> dict[str, str]:
    """How the audit trail tells a second place, or that there is none."""
    return {"second_place": folder or _NOWHERE}
