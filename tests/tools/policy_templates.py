"""Writes what Group Policy shows (ADMX) and in which words (ADML) from the program's own table of settings."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from inpatient_hub.host.policy_table import REGISTRY_KEY, SETTINGS, TABLES, Kind, PolicySetting

_NAMESPACE = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"
_FROM = "Written from inpatient_hub/host/policy_table.py; see docs/deploy.md."
_HEAD = f'<?xml version="1.0" encoding="utf-8"?>\n<!-- {_FROM} -->'
_ROOT = f'xmlns="{_NAMESPACE}" revision="1.0" schemaVersion="1.0"'
_ABOVE = "InpatientHub"
_ANY = "SUPPORTED_AnyVersion"


def admx() -> str:
    """What can be set, and where in the registry it is written."""
    lines = [
        _HEAD,
        f"<policyDefinitions {_ROOT}>",
        "  <policyNamespaces>",
        '    <target prefix="inpatienthub" namespace="InpatientHub.Policies.InpatientHub" />',
        "  </policyNamespaces>",
        '  <resources minRequiredRevision="1.0" />',
        "  <supportedOn>",
        "    <definitions>",
        f'      <definition name="{_ANY}" displayName="$(string.{_ANY})" />',
        "    </definitions>",
        "  </supportedOn>",
        "  <categories>",
        f'    <category name="{_ABOVE}" displayName="$(string.{_ABOVE})" />',
        *(line for table in TABLES for line in _category(table)),
        "  </categories>",
        "  <policies>",
        *(line for setting in SETTINGS for line in _policy(setting)),
        "  </policies>",
        "</policyDefinitions>",
    ]
    return "\n".join(lines) + "\n"


def _category(table: str) -> list[str]:
    return [
        f'    <category name="{_ABOVE}_{table}" displayName="$(string.{_ABOVE}_{table})">',
        f'      <parentCategory ref="{_ABOVE}" />',
        "    </category>",
    ]


def _policy(setting: PolicySetting) -> Iterator[str]:
    name, is_switch = setting.value, setting.kind is Kind.SWITCH
    shown = f' valueName="{name}"' if is_switch else f' presentation="$(presentation.{name})"'
    yield f'    <policy name="{name}" class="Both" displayName="$(string.{name})"'
    yield f'        explainText="$(string.{name}_Explain)" key="{REGISTRY_KEY}"{shown}>'
    yield f'      <parentCategory ref="{_ABOVE}_{setting.table}" />'
    yield f'      <supportedOn ref="{_ANY}" />'
    if is_switch:
        yield '      <enabledValue><decimal value="1" /></enabledValue>'
        yield '      <disabledValue><decimal value="0" /></disabledValue>'
    else:
        yield f"      <elements>{_element(setting)}</elements>"
    yield "    </policy>"


def _element(setting: PolicySetting) -> str:
    named = f'id="{setting.value}" valueName="{setting.value}" required="true"'
    if setting.kind is Kind.NUMBER:
        return f'<decimal {named} minValue="{setting.least}" maxValue="{setting.most}" />'
    if setting.kind is Kind.WAYS:
        return f"<multiText {named} />"
    expandable = ' expandable="true"' if setting.kind is Kind.FOLDER else ""
    return f'<text {named} maxLength="1023"{expandable} />'


def adml() -> str:
    """The words, in British English."""
    strings = {
        _ANY: "Any version of Inpatient Hub",
        _ABOVE: "Inpatient Hub",
        **{f"{_ABOVE}_{table}": heading for table, heading in TABLES.items()},
    }
    for setting in SETTINGS:
        strings |= {setting.value: setting.title, f"{setting.value}_Explain": _explain(setting)}
    lines = [
        _HEAD,
        f"<policyDefinitionResources {_ROOT}>",
        "  <displayName>Inpatient Hub</displayName>",
        "  <description>What a trust can set for Inpatient Hub.</description>",
        "  <resources>",
        "    <stringTable>",
        *(f"      <string id={quoteattr(name)}>{escape(words)}</string>" for name, words in strings.items()),
        "    </stringTable>",
        "    <presentationTable>",
        *(_presentation(setting) for setting in SETTINGS if setting.kind is not Kind.SWITCH),
        "    </presentationTable>",
        "  </resources>",
        "</policyDefinitionResources>",
    ]
    return "\n".join(lines) + "\n"


def _explain(setting: PolicySetting) -> str:
    range_words = f" From {setting.least} to {setting.most}." if setting.kind is Kind.NUMBER else ""
    return f"{setting.explain}{range_words} In the file: {setting.name}."


def _presentation(setting: PolicySetting) -> str:
    name, title = setting.value, escape(setting.title)
    inside = {
        Kind.NUMBER: f'<decimalTextBox refId="{name}" defaultValue="{setting.usual}">{title}</decimalTextBox>',
        Kind.WAYS: f'<multiTextBox refId="{name}">{title}</multiTextBox>',
    }
    box = inside.get(setting.kind, f'<textBox refId="{name}"><label>{title}</label></textBox>')
    return f'      <presentation id="{name}">{box}</presentation>'
