"""What docs/deploy.md says can be set is what the program reads; `--accept` writes its table anew."""

import re

import dev
from inpatient_hub.host.policy_table import SETTINGS, Kind, PolicySetting

PAGE = dev.ROOT / "docs" / "deploy.md"
TABLE = re.compile(r"(<!-- settings: .*? -->\n).*?(<!-- end of settings -->)", re.DOTALL)

KINDS = {
    Kind.NUMBER: "REG_DWORD",
    Kind.SWITCH: "REG_DWORD, 1 or 0",
    Kind.TEXT: "REG_SZ",
    Kind.FOLDER: "REG_SZ or REG_EXPAND_SZ",
    Kind.WAYS: "REG_MULTI_SZ",
}


def row(setting: PolicySetting) -> str:
    limits = f", {setting.least} to {setting.most}" if setting.kind is Kind.NUMBER else ""
    about = f"{setting.title}. {setting.explain}"
    return f"| `{setting.value}` | {KINDS[setting.kind]}{limits} | `{setting.name}` | {about} |"


def table() -> str:
    head = "| in the registry | kind | in the file | what it sets |\n|---|---|---|---|"
    return "\n".join([head, *(row(setting) for setting in SETTINGS)]) + "\n"


def test_the_page_lists_every_setting(accept: bool) -> None:
    text = PAGE.read_text(encoding="utf-8")
    found = TABLE.sub(lambda kept: f"{kept[1]}{table()}{kept[2]}", text)
    if accept:
        PAGE.write_text(found, encoding="utf-8", newline="\n")
    assert found == PAGE.read_text(encoding="utf-8")
    assert TABLE.search(text)
