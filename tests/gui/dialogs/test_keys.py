"""The sheet of all keys."""

import pytest

from inpatient_hub.gui.actions import ACTIONS, Scope
from inpatient_hub.gui.dialogs.keys import GROUPS, KeysDialog, key_words
from inpatient_hub.gui.widgets.key_hint import KeyHint
from tests.gui.desk import Shown

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_every_key_of_the_table_is_shown(shown: Shown) -> None:
    keys = [(action.scope, action.key, action.words) for action in ACTIONS]
    dialog: KeysDialog = shown(KeysDialog(None, keys), None)
    assert [hint.text() for hint in dialog.findChildren(KeyHint)] == [
        key_words(action.key)
        for scope in dict.fromkeys(key[0] for key in keys)
        for action in ACTIONS
        if action.scope == scope
    ]


def test_every_place_where_a_key_works_has_a_name() -> None:
    assert set(GROUPS) == set(Scope)


def test_keys_are_named_as_they_stand_on_the_keyboard() -> None:
    assert key_words("Ctrl+Return", "win32") == "Ctrl+Enter"
    assert key_words("Ctrl+Return", "darwin") == "Cmd+Enter"
