"""Legal statuses under the Mental Health Act 1983, and the words each one writes in a note."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalStatus:
    """One legal status. `words` is a clause in the past tense; it never says that an informal patient is detained."""

    code: str
    label: str
    words: str
    detained: bool


LEGAL_STATUSES: tuple[LegalStatus, ...] = (
    LegalStatus(code="informal", label="Informal", words="The patient was informal.", detained=False),
    *(
        LegalStatus(
            code=code,
            label=f"Section {section}",
            words=f"The patient was {verb} under Section {section} of the Mental Health Act.",
            detained=True,
        )
        for code, section, verb in (
            ("s2", "2", "detained"),
            ("s3", "3", "detained"),
            ("s4", "4", "detained"),
            ("s5_2", "5(2)", "held"),
            ("s5_4", "5(4)", "held"),
        )
    ),
    LegalStatus(
        code="cto",
        label="Community treatment order",
        words="The patient was on a community treatment order.",
        detained=False,
    ),
    *(
        LegalStatus(
            code=code,
            label=f"Section {section}",
            words=f"The patient was detained under Section {section} of the Mental Health Act.",
            detained=True,
        )
        for code, section in (("s37", "37"), ("s37_41", "37/41"), ("s47_49", "47/49"))
    ),
)

_BY_CODE = {status.code: status for status in LEGAL_STATUSES}


def legal_status(code: str) -> LegalStatus | None:
    """The status of this code, or None when the code is unknown. Unknown is never shown as informal."""
    return _BY_CODE.get(code)
