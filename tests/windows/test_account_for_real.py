"""Windows itself names the account in use."""

import pytest

from inpatient_hub.host.account import account_in_use

pytestmark = pytest.mark.win32


def test_windows_itself_names_the_account_in_small_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USERNAME", "somebody.else")
    account = account_in_use()
    assert account
    assert account == account.casefold()
    assert "somebody.else" not in account
