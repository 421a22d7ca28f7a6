"""`inpatient-hub lock`: the lock of the data folder, its ways in, and its recovery key."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any

from inpatient_hub.bootstrap import (
    Hub,
    Place,
    lying_open,
    open_hub,
    put_key_file_back,
    record_lock_change,
    refuse_without_ward,
    vault_of,
    with_lock_anew,
    with_new_lock,
)
from inpatient_hub.cli import output
from inpatient_hub.cli.opening import ChoiceNeeded, folder_of
from inpatient_hub.cli.unlocking import asked, new_passphrase
from inpatient_hub.cli.whole_folder import Allowed, allowed, opened_by
from inpatient_hub.domain.access import Right, Role
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.lock_troubles import LockExists
from inpatient_hub.domain.locking import WAY_WORDS, LockStage, LockState, Way
from inpatient_hub.domain.staff import Staff
from inpatient_hub.host.clock import SystemClock
from inpatient_hub.services.sign_in import SignInLine

_STAGES = {
    LockStage.NONE_YET: "There is no lock here yet. It is made with the first ward.",
    LockStage.PLAIN: "The ward's work is not locked: an older version kept it. It is locked when it is next opened.",
    LockStage.LOCKED: "The ward's work is locked.",
}


def _show(args: Namespace) -> int:
    place = folder_of(args)
    state = vault_of(place).state()
    plain = [str(file) for file in lying_open(place)]
    if args.json:
        output.data(_as_data(state) | {"lying_open": plain})
        return 0
    output.say(_STAGES[state.stage])
    if state.ways:
        output.say(f"Here it opens with {' or '.join(WAY_WORDS[way] for way in state.ways)}.")
    for line in _warnings(state):
        output.say(line)
    for file in plain:
        output.say(f"A damaged file of an older version lies open: {file}")
    return 0


def _as_data(state: LockState) -> dict[str, Any]:
    return {
        "stage": state.stage.value,
        "ways": [way.value for way in state.ways],
        "moved": state.moved,
        "keyring_fault": state.keyring_fault,
        "pin_tries": state.pin_tries,
        "recovery_not_written": state.recovery_not_written,
    }


def _warnings(state: LockState) -> list[str]:
    lines = []
    if state.moved:
        lines.append("It was locked with another computer's or another user's keyring: 'inpatient-hub lock remember'.")
    if state.keyring_fault:
        lines.append(f"This computer's keyring cannot be used. {state.keyring_fault}")
    if state.recovery_not_written:
        lines.append("Its recovery key has not been written down yet: 'inpatient-hub lock recovery-key'.")
    return lines


def _set_up(args: Namespace) -> int:
    place = folder_of(args)
    if vault_of(place).exists():
        raise LockExists
    words = new_passphrase(args)
    if words is None:
        raise _nobody_to_ask()
    made = with_new_lock(place, passphrase=words)
    return _show_recovery_key(args, made, None)


def _passphrase(args: Namespace) -> int:
    may = allowed(args, Right.CHANGE_LOCK)
    words = new_passphrase(args)
    if words is None:
        raise _nobody_to_ask()
    vault_of(may.place).set_passphrase(may.place.key, words)
    record_lock_change(may.place, "passphrase", person=may.person)
    output.aside("The passphrase is set. An older one no longer opens anything.")
    return 0


def _recovery_key(args: Namespace) -> int:
    may = allowed(args, Right.CHANGE_LOCK)
    if not args.new:
        return _show_recovery_key(args, may.place, may.person, is_new=False)
    may.need_store()
    vault_of(may.place).new_recovery_key(may.place.key)
    record_lock_change(may.place, "recovery-key", person=may.person)
    return _show_recovery_key(args, may.place, may.person)


def _show_recovery_key(args: Namespace, place: Place, person: Staff | None, *, is_new: bool = True) -> int:
    """Shows the recovery key that nobody has typed back yet and, where somebody can type, asks for it back."""
    vault = vault_of(place)
    words = vault.unwritten_recovery_key(place.key)
    if words is None:
        raise HubError(
            "The recovery key was written down before",
            "It is not kept anywhere, so it cannot be shown again.",
            remedy="Make another one with 'inpatient-hub lock recovery-key --new'; the old one then opens nothing.",
        )
    if not is_new:
        record_lock_change(place, "recovery-key shown", person=person)
    if args.json:
        output.data({"recovery_key": words})
    else:
        output.say(words)
    output.aside("Write it on paper and keep it where the ward keeps its keys, away from this computer.")
    typed = asked(args, "Type it from the paper: ") if args.passphrase_fd is None else None
    if typed is not None:
        vault.recovery_key_written(place.key, typed, on=SystemClock().today())
        record_lock_change(place, "recovery-key written", person=person)
        output.aside("It is right. Nobody can show it again.")
    return 0


def _new_key(args: Namespace) -> int:
    may = allowed(args, Right.CHANGE_LOCK)
    may.need_store()
    had_passphrase = Way.PASSPHRASE in vault_of(may.place).state().made
    words = new_passphrase(args) if had_passphrase else None
    if had_passphrase and words is None:
        raise _nobody_to_ask()
    made = with_lock_anew(may.place, passphrase=words, person=may.person)
    output.aside("Everything is locked anew. The old recovery key, passphrase and PIN open nothing any more.")
    return _show_recovery_key(args, made, may.person)


def _reset_admin(args: Namespace) -> int:
    refuse_without_ward(folder_of(args))
    words = asked(args, "Recovery key: ")
    if words is None:
        raise HubError(
            "No recovery key was given",
            "It is what lets a senior admin back in, and there is no terminal to ask at.",
            remedy="Type the command at a terminal, or give the recovery key with --passphrase-fd N.",
        )
    with closing(open_hub(opened_by(args, words), alone=False, make=False)) as hub:
        senior = _senior(hub, args.person)
        code = hub.sign_in.reset_by_recovery_key(senior.id, words)
    if args.json:
        output.data({"person": {"id": senior.id, "name": senior.name}, "start_code": code})
    else:
        output.say(f"Start code of {senior.name}: {code}")
    output.aside("It works once, within seven days: type it in place of the PIN, then choose a PIN of your own.")
    return 0


def _senior(hub: Hub, wanted: str | None) -> SignInLine:
    """The senior admin who is meant: the one named, or the only one there is."""
    wards = hub.wards.all()
    found = [one for one in hub.sign_in.people(wards[0].id) if one.access is Role.SENIOR_ADMIN] if wards else []
    chosen = [one for one in found if wanted is None or wanted in (one.id, one.name)]
    if len(chosen) == 1:
        return chosen[0]
    raise ChoiceNeeded(
        "It is not clear which senior admin is meant" if chosen else "No such senior admin",
        "There are several." if chosen else "Nobody here who is one has this id or full name.",
        remedy="Name one of these:",
        lines=[f"{one.id}  {one.name}" for one in found],
    )


def _remember(args: Namespace) -> int:
    may = allowed(args, Right.CHANGE_LOCK)
    vault_of(may.place).remember_here(may.place.key)
    record_lock_change(may.place, "keyring", person=may.person)
    output.aside("From now on this user's keyring opens it here.")
    return 0


def _forget(args: Namespace) -> int:
    way = Way(args.way)
    may = allowed(args, Right.CHANGE_LOCK)
    vault_of(may.place).take_away(may.place.key, way)
    record_lock_change(may.place, f"no {way.value}", person=may.person)
    output.aside(f"It no longer opens with {WAY_WORDS[way]}.")
    return 0


def _restore_file(args: Namespace) -> int:
    place = folder_of(args)
    refuse_without_ward(place)
    may = allowed(args, Right.CHANGE_LOCK) if _can_be_read(place) else Allowed(place)
    put_key_file_back(may.place, person=may.person)
    output.aside("The copy that lay with the backups is back in its place.")
    return 0


def _can_be_read(place: Place) -> bool:
    """Whether the key file is whole and this folder's own, so that its ward can be asked who may exchange it."""
    try:
        return vault_of(place).state().stage is LockStage.LOCKED
    except HubError:
        return False


def _nobody_to_ask() -> HubError:
    return HubError(
        "No passphrase was chosen",
        "There is no terminal to ask at.",
        remedy="Type the command at a terminal, or give the passphrase with --passphrase-fd N.",
    )


COMMANDS: Mapping[str, Callable[[Namespace], int]] = {
    "show": _show,
    "set-up": _set_up,
    "passphrase": _passphrase,
    "recovery-key": _recovery_key,
    "new-key": _new_key,
    "reset-admin": _reset_admin,
    "remember": _remember,
    "forget": _forget,
    "restore-file": _restore_file,
}
