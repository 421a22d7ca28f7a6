"""`inpatient-hub lock`: the lock of the data folder, its ways in, and its recovery key."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from typing import Any

from inpatient_hub.bootstrap import (
    Place,
    lying_open,
    record_lock_change,
    refuse_without_ward,
    vault_of,
    with_lock_anew,
    with_new_lock,
)
from inpatient_hub.cli import output
from inpatient_hub.cli.opening import place_of
from inpatient_hub.cli.signing_in import need_right
from inpatient_hub.cli.unlocking import asked, new_passphrase, opened_place
from inpatient_hub.domain.access import Right
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.lock_troubles import LockExists
from inpatient_hub.domain.locking import WAY_WORDS, LockStage, LockState, Way
from inpatient_hub.host.clock import SystemClock

_STAGES = {
    LockStage.NONE_YET: "There is no lock here yet. It is made with the first ward.",
    LockStage.PLAIN: "The ward's work is not locked: an older version kept it. It is locked when it is next opened.",
    LockStage.LOCKED: "The ward's work is locked.",
}


def _show(args: Namespace) -> int:
    place = place_of(args)
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
    place = place_of(args)
    if vault_of(place).exists():
        raise LockExists
    words = new_passphrase(args)
    if words is None:
        raise _nobody_to_ask()
    made = with_new_lock(place, passphrase=words)
    return _recovery_key_of(args, made.key, new=False)


def _passphrase(args: Namespace) -> int:
    place = place_of(args)
    key = _opened_by_admin(args).key
    words = new_passphrase(args)
    if words is None:
        raise _nobody_to_ask()
    vault_of(place).set_passphrase(key, words)
    record_lock_change(place._replace(key=key), "passphrase")
    output.aside("The passphrase is set. An older one no longer opens anything.")
    return 0


def _recovery_key(args: Namespace) -> int:
    return _recovery_key_of(args, _opened_by_admin(args).key, new=args.new)


def _recovery_key_of(args: Namespace, key: Any, *, new: bool) -> int:
    """Shows the recovery key and, where somebody can type, asks for it back."""
    vault = vault_of(place_of(args))
    words = vault.new_recovery_key(key) if new else vault.unwritten_recovery_key(key)
    if new:
        record_lock_change(place_of(args)._replace(key=key), "recovery-key")
    if words is None:
        raise HubError(
            "The recovery key was written down before",
            "It is not kept anywhere, so it cannot be shown again.",
            remedy="Make another one with 'inpatient-hub lock recovery-key --new'; the old one then opens nothing.",
        )
    if args.json:
        output.data({"recovery_key": words})
    else:
        output.say(words)
    output.aside("Write it on paper and keep it where the ward keeps its keys, away from this computer.")
    typed = asked(args, "Type it from the paper: ") if args.passphrase_fd is None else None
    if typed is not None:
        vault.recovery_key_written(key, typed, on=SystemClock().today())
        output.aside("It is right. Nobody can show it again.")
    return 0


def _new_key(args: Namespace) -> int:
    place = _opened_by_admin(args)
    had_passphrase = Way.PASSPHRASE in vault_of(place).state().made
    words = new_passphrase(args) if had_passphrase else None
    if had_passphrase and words is None:
        raise _nobody_to_ask()
    made = with_lock_anew(place, passphrase=words)
    output.aside("Everything is locked anew. The old recovery key, passphrase and PIN open nothing any more.")
    return _recovery_key_of(args, made.key, new=False)


def _remember(args: Namespace) -> int:
    place = place_of(args)
    opened = _opened_by_admin(args)
    vault_of(place).remember_here(opened.key)
    record_lock_change(opened, "keyring")
    output.aside("From now on this user's keyring opens it here.")
    return 0


def _forget(args: Namespace) -> int:
    place = place_of(args)
    way = Way(args.way)
    opened = _opened_by_admin(args)
    vault_of(place).take_away(opened.key, way)
    record_lock_change(opened, f"no {way.value}")
    output.aside(f"It no longer opens with {WAY_WORDS[way]}.")
    return 0


def _restore_file(args: Namespace) -> int:
    place = place_of(args)
    refuse_without_ward(place)
    vault_of(place).restore_key_file()
    output.aside("The copy that lay with the backups is back in its place.")
    return 0


def _opened_by_admin(args: Namespace) -> Place:
    """The place with its key, for somebody who may change how it is opened."""
    place = opened_place(place_of(args), args, make=False)
    need_right(place, args, Right.CHANGE_LOCK)
    return place


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
    "remember": _remember,
    "forget": _forget,
    "restore-file": _restore_file,
}
