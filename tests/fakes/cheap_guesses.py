"""Makes one guess of a PIN or a passphrase cheap while the tests run: hundreds of wards with PINs are made.

What it costs a thief is tested where it is decided, in tests/store/keys, and a program that a test starts as a process
of its own is as dear as ever.
"""

import pytest

from inpatient_hub.store.keys import vault
from inpatient_hub.store.keys.person_secrets import Argon2idHasher
from inpatient_hub.store.keys.sealing import Cost

CHEAP = Cost(memory_kib=64, passes=1)


def make_guesses_cheap(patch: pytest.MonkeyPatch) -> None:
    """Until the patch is taken back."""
    patch.setattr(Argon2idHasher, "_cost", CHEAP)
    patch.setattr(vault, "calibrated", lambda: CHEAP)
