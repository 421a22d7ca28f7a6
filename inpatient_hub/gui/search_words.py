"""What a search for patients looks at, in words for its box."""

from inpatient_hub.domain.wards import PatientField, Ward


def search_words(ward: Ward) -> str:
    """`Name, bed or NHS number`, without what this ward has switched off."""
    kept = ["name"]
    kept += ["bed"] if ward.keeps(PatientField.BED) else []
    kept += ["NHS number"] if ward.keeps(PatientField.NHS_NUMBER) else []
    words = f"{', '.join(kept[:-1])} or {kept[-1]}" if len(kept) > 1 else kept[0]
    return words[0].upper() + words[1:]
