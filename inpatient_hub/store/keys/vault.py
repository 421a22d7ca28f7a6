"""The lock of a ward's data folder: makes it, opens it, and changes its ways in."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from inpatient_hub.domain.lock_troubles import (
    KeyFileDamaged,
    KeyFileMissing,
    KeyringUnavailable,
    LastWay,
    Locked,
    LockExists,
    MovedHere,
    NoSuchWay,
    NotEnoughMemory,
    PassphraseNeeded,
    PinSwitchedOff,
    WayNotAllowed,
    WrongPassphrase,
    WrongPin,
    WrongRecoveryKey,
)
from inpatient_hub.domain.locking import LockStage, LockState, TrustPolicy, Way
from inpatient_hub.domain.recovery_words import KEY_BYTES, key_of, looks_like_recovery_key, words_of
from inpatient_hub.host.device_secrets import DeviceSecrets
from inpatient_hub.store import sqlite_file
from inpatient_hub.store.errors import Fault, StoreBug, StoreFault
from inpatient_hub.store.file_kind import Kind, store_kind
from inpatient_hub.store.keys import key_file
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.keys.device_slots import DeviceSlots, Kept
from inpatient_hub.store.keys.sealing import (
    LEAST,
    WITHOUT_MEMORY,
    Cost,
    calibrated,
    mixed,
    new_salt,
    opened,
    seal,
    stretched,
)
from inpatient_hub.store.keys.slots import KeyFile, Slot
from inpatient_hub.store.keys.strength import as_typed, check_passphrase, check_pin

_UNWRITTEN = "unwritten"
"""Label of the recovery key that nobody has typed back yet."""


class FolderVault:
    """The lock of one folder. Keeps no key: each opening gives one back, each change wants it.

    Typing something takes a quarter to half a second to check, so call it away from the window's thread. Every method
    may raise KeyFileMissing, KeyFileDamaged, KeyFileOfAnother, KeyFileNewer, and StoreFault for a failing disk.
    """

    def __init__(
        self,
        folder: Path,
        *,
        keyring: DeviceSecrets,
        policy: TrustPolicy,
        cost: Callable[[], Cost] | None = None,
    ) -> None:
        self.folder = folder
        self.policy = policy
        self._keyring = keyring
        self._cost = cost or calibrated

    # What there is

    def exists(self) -> bool:
        """Whether the folder has a lock."""
        return key_file.exists(self.folder)

    def state(self) -> LockState:
        """How things stand, without opening anything. Asks the keyring where the lock uses it. Raises StoreFault when
        the store is gone, empty or nothing of ours."""
        if not key_file.exists(self.folder):
            return LockState(stage=self._stage_without_key_file())
        return self._state(key_file.load(self.folder))

    def _stage_without_key_file(self) -> LockStage:
        if not sqlite_file.exists(self.folder):
            return LockStage.NONE_YET
        kind = store_kind(self.folder)
        if kind is Kind.LOCKED:
            key_file.load(self.folder)  # raises that it is missing
        if kind is not Kind.PLAIN:
            raise StoreFault.of(Fault.EMPTY if kind is Kind.EMPTY else Fault.NOT_A_STORE, self.folder)
        return LockStage.PLAIN

    def _state(self, keys: KeyFile) -> LockState:
        made = tuple(way for way in Way if keys.slot(way) and self.policy.allows(way))
        fault, held = "", dict[Way, Kept | None]()
        try:
            device = self._device(keys)
            held = {way: device.get(way) for way in made if way in (Way.KEYRING, Way.PIN)}
        except KeyringUnavailable as unavailable:
            fault = unavailable.message
        pin = held.get(Way.PIN)
        return LockState(
            stage=LockStage.LOCKED,
            ways=tuple(way for way in made if way in (Way.PASSPHRASE, Way.RECOVERY) or held.get(way)),
            made=made,
            moved=bool(held) and not any(held.values()),
            keyring_fault=fault,
            pin_tries=max(self.policy.pin_tries - pin.wrong, 0) if pin else None,
            recovery_not_written=keys.unwritten is not None,
            recovery_checked_on=keys.checked_on,
        )

    # Making it

    def make(self, *, passphrase: str | None = None, use_keyring: bool = True) -> DataKey:
        """Makes the lock of a folder that has none. The recovery key is made with it: ask `unwritten_recovery_key`.

        With `use_keyring` this user's keyring opens it from now on, if it can and the trust allows it. Raises
        PassphraseNeeded when nothing but the recovery key would open it, TooWeak, WayNotAllowed and LockExists.
        """
        if key_file.exists(self.folder):
            raise LockExists
        self._stage_without_key_file()
        return self._make(passphrase, use_keyring=use_keyring)

    def key_to_start_again(self, *, passphrase: str | None = None) -> DataKey:
        """The key for a store that takes the place of one that cannot be used: of the lock that is there or, where its
        file is lost for good, of a new one. A damaged key file is kept under another name. Raises Locked."""
        try:
            if key_file.exists(self.folder):
                return self.open_unasked()
        except KeyFileDamaged:
            key_file.set_aside(self.folder)
        return self._make(passphrase, use_keyring=True)

    def _make(self, passphrase: str | None, *, use_keyring: bool) -> DataKey:
        key, keys = self.made(passphrase, use_keyring=use_keyring)
        key_file.save(self.folder, keys)
        return key

    def made(self, passphrase: str | None, *, use_keyring: bool) -> tuple[DataKey, KeyFile]:
        """A new key and its key file, which is not written yet. Raises what `make` raises."""
        key = DataKey.new()
        keys = KeyFile.around(key)
        if passphrase is not None:
            keys = self._with_passphrase(keys, key, passphrase)
        if use_keyring and self.policy.allows(Way.KEYRING):
            try:
                keys = self._with_keyring(keys, key)
            except KeyringUnavailable as unavailable:
                if passphrase is None:
                    raise PassphraseNeeded(unavailable.message) from None
        if not keys.slots:
            raise PassphraseNeeded("")
        return key, self._with_recovery_key(keys, key, secrets.token_bytes(KEY_BYTES))

    def forget_secret(self, keys: KeyFile, way: Way) -> None:
        """Takes what the keyring holds for a way of any key file away. Raises KeyringUnavailable."""
        self._device(keys).forget(way)

    # Opening it

    def open_unasked(self) -> DataKey:
        """The key, when this user's keyring has it. Raises Locked, which says what to ask the person for."""
        keys = key_file.load(self.folder)
        key = self.unasked_key_of(keys)
        if key is not None:
            return key
        state = self._state(keys)
        raise MovedHere(state) if state.moved else Locked(state)

    def unasked_key_of(self, keys: KeyFile) -> DataKey | None:
        """The key in any key file, when this user's keyring has it and the trust allows that."""
        slot = keys.slot(Way.KEYRING)
        if slot is None or not self.policy.allows(Way.KEYRING):
            return None
        try:
            kept = self._device(keys).get(Way.KEYRING)
        except KeyringUnavailable:
            return None
        return keys.key_in(slot, mixed(kept.secret, slot.salt)) if kept is not None else None

    def open_by_passphrase(self, words: str) -> DataKey:
        """Raises WrongPassphrase, NoSuchWay, WayNotAllowed, NotEnoughMemory."""
        return self._by_passphrase(key_file.load(self.folder), words)

    def open_by_recovery_key(self, words: str) -> DataKey:
        """Raises MistypedRecoveryKey, WrongRecoveryKey, NoSuchWay."""
        return self._by_recovery_key(key_file.load(self.folder), words)

    def open_by_words(self, words: str) -> DataKey:
        """By a passphrase or a recovery key, whichever it looks like. Raises what those raise."""
        return self.key_by_words(key_file.load(self.folder), words)

    def key_by_words(self, keys: KeyFile, words: str) -> DataKey:
        """The same for any key file."""
        if looks_like_recovery_key(words) or keys.slot(Way.PASSPHRASE) is None:
            return self._by_recovery_key(keys, words)
        return self._by_passphrase(keys, words)

    def _by_passphrase(self, keys: KeyFile, words: str) -> DataKey:
        slot = self._slot(keys, Way.PASSPHRASE)
        key = keys.key_in(slot, _stretched(as_typed(words), slot))
        if key is None:
            raise WrongPassphrase
        return key

    def _by_recovery_key(self, keys: KeyFile, words: str) -> DataKey:
        typed = key_of(words)
        slot = self._slot(keys, Way.RECOVERY)
        key = keys.key_in(slot, mixed(typed, slot.salt))
        if key is None:
            raise WrongRecoveryKey
        return key

    def open_by_pin(self, pin: str) -> DataKey:
        """Raises WrongPin, PinSwitchedOff, NoSuchWay, WayNotAllowed, KeyringUnavailable.

        The try is counted in the keyring before it is looked at: ending the program does not give it back.
        """
        keys = key_file.load(self.folder)
        slot = self._slot(keys, Way.PIN)
        device = self._device(keys)
        kept = device.get(Way.PIN)
        if kept is None:
            raise NoSuchWay(Way.PIN)
        tries = self.policy.pin_tries - kept.wrong - 1
        if tries >= 0:
            device.put(Way.PIN, Kept(kept.secret, kept.wrong + 1))
            key = keys.key_in(slot, mixed(kept.secret, slot.salt, _stretched(as_typed(pin), slot)))
            if key is not None:
                device.put(Way.PIN, Kept(kept.secret))
                return key
        if tries > 0:
            raise WrongPin(tries)
        device.forget(Way.PIN)
        key_file.save(self.folder, keys.without_slot(Way.PIN))
        raise PinSwitchedOff

    # Changing it

    def unwritten_recovery_key(self, key: DataKey) -> str | None:
        """The recovery key, as long as nobody has typed it back; it can be shown again until then."""
        keys = self._keys_of(key)
        if keys.unwritten is None:
            return None
        raw = opened(key.derived(b"hub unwritten"), keys.unwritten, keys.label(_UNWRITTEN))
        return words_of(raw) if raw is not None and len(raw) == KEY_BYTES else None

    def recovery_key_written(self, key: DataKey, typed: str, *, on: date | None = None) -> None:
        """Takes note that the recovery key was written down, after it was typed back, `on` which day. From now on
        nobody can show it again. Raises MistypedRecoveryKey and WrongRecoveryKey."""
        self.open_by_recovery_key(typed)
        key_file.save(self.folder, replace(self._keys_of(key), unwritten=None, checked_on=on))

    def new_recovery_key(self, key: DataKey) -> str:
        """Makes another recovery key, to be written down and typed back. The old one opens nothing any more, unless
        somebody kept a copy of the old key file with it: then locking everything anew is what helps."""
        raw = secrets.token_bytes(KEY_BYTES)
        key_file.save(self.folder, self._with_recovery_key(self._keys_of(key), key, raw))
        return words_of(raw)

    def set_passphrase(self, key: DataKey, words: str) -> None:
        """Makes a passphrase, or another one in its place. Raises TooWeak and WayNotAllowed."""
        key_file.save(self.folder, self._with_passphrase(self._keys_of(key), key, words))

    def check_new_passphrase(self, words: str) -> None:
        """Raises TooWeak and WayNotAllowed for a passphrase that could not be made."""
        self._check_allowed(Way.PASSPHRASE)
        check_passphrase(words, self.policy)

    def set_pin(self, key: DataKey, pin: str) -> None:
        """Makes a PIN for this computer, or another one in its place. Raises TooWeak, WayNotAllowed and
        KeyringUnavailable."""
        self._check_allowed(Way.PIN)
        check_pin(pin, self.policy)
        keys = self._keys_of(key)
        device, salt = self._device(keys), new_salt()
        kept = device.sure(Way.PIN)
        cost, stretch = self._stretch(as_typed(pin), salt)
        wrapping = mixed(kept.secret, salt, stretch)
        key_file.save(self.folder, keys.with_slot(Way.PIN, key, wrapping, salt, cost))
        device.put(Way.PIN, Kept(kept.secret))

    def remember_here(self, key: DataKey) -> None:
        """Lets this user's keyring open the lock from now on, also after the folder was moved here. A PIN that
        belonged to another computer is taken away. Raises WayNotAllowed and KeyringUnavailable."""
        self._check_allowed(Way.KEYRING)
        keys = self._with_keyring(self._keys_of(key), key)
        if keys.slot(Way.PIN) and self._device(keys).get(Way.PIN) is None:
            keys = keys.without_slot(Way.PIN)
        key_file.save(self.folder, keys)

    def take_away(self, key: DataKey, way: Way) -> None:
        """Takes a way in away. Raises LastWay for the recovery key, and for the last way beside it."""
        keys = self._keys_of(key)
        rest = keys.without_slot(way)
        if way is Way.RECOVERY or not {slot.way for slot in rest.slots} & {Way.KEYRING, Way.PASSPHRASE, Way.PIN}:
            raise LastWay(way)
        key_file.save(self.folder, rest)
        if way in (Way.KEYRING, Way.PIN):
            self._device(keys).forget(way)

    def restore_key_file(self) -> None:
        """Puts the copy that lies with the backups in the key file's place. Raises KeyFileMissing without one."""
        if not key_file.restore_copy(self.folder):
            raise KeyFileMissing(key_file.key_file(self.folder), has_copy=False)

    # Parts of it

    def _keys_of(self, key: DataKey) -> KeyFile:
        keys = key_file.load(self.folder)
        if not keys.belongs_to(key):
            raise StoreBug("The lock of a folder was changed with the key of another.")
        return keys

    def _slot(self, keys: KeyFile, way: Way) -> Slot:
        self._check_allowed(way)
        slot = keys.slot(way)
        if slot is None:
            raise NoSuchWay(way)
        return slot

    def _check_allowed(self, way: Way) -> None:
        if not self.policy.allows(way):
            raise WayNotAllowed(way)

    def _device(self, keys: KeyFile) -> DeviceSlots:
        return DeviceSlots(self._keyring, keys.lock_id)

    def _with_passphrase(self, keys: KeyFile, key: DataKey, words: str) -> KeyFile:
        self.check_new_passphrase(words)
        salt = new_salt()
        cost, wrapping = self._stretch(as_typed(words), salt)
        return keys.with_slot(Way.PASSPHRASE, key, wrapping, salt, cost)

    def _with_keyring(self, keys: KeyFile, key: DataKey) -> KeyFile:
        kept, salt = self._device(keys).sure(Way.KEYRING), new_salt()
        return keys.with_slot(Way.KEYRING, key, mixed(kept.secret, salt), salt)

    @staticmethod
    def _with_recovery_key(keys: KeyFile, key: DataKey, raw: bytes) -> KeyFile:
        salt = new_salt()
        sealed = seal(key.derived(b"hub unwritten"), raw, keys.label(_UNWRITTEN))
        made = keys.with_slot(Way.RECOVERY, key, mixed(raw, salt), salt)
        return replace(made, unwritten=sealed, checked_on=None)

    def _stretch(self, words: bytes, salt: bytes) -> tuple[Cost, bytes]:
        wanted = self._cost()
        cheaper = (cost for cost in (LEAST, WITHOUT_MEMORY) if cost.memory_kib < wanted.memory_kib)
        for possible in (wanted, *cheaper):
            try:
                return possible, stretched(words, salt, possible)
            except MemoryError:
                continue
        raise NotEnoughMemory


def _stretched(words: bytes, slot: Slot) -> bytes:
    try:
        return stretched(words, slot.salt, slot.cost or LEAST)
    except MemoryError:
        raise NotEnoughMemory from None
