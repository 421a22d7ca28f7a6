"""The account in use comes from the system, whatever the environment says."""

import os
import sys

import pytest

from inpatient_hub.host.account import account_in_use


@pytest.mark.skipif(sys.platform == "win32", reason="there it is the domain's account")
def test_a_variable_anyone_can_set_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    import pwd

    for name in ("USER", "LOGNAME", "USERNAME", "LNAME"):
        monkeypatch.setenv(name, "somebody.else")
    assert account_in_use() == pwd.getpwuid(os.getuid()).pw_name.casefold()


@pytest.mark.skipif(sys.platform == "win32", reason="there it is the domain's account")
def test_an_account_without_a_name_is_nobodys(monkeypatch: pytest.MonkeyPatch) -> None:
    import pwd

    def unknown(_number: int) -> None:
        raise KeyError

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    assert account_in_use() is None
