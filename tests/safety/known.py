"""The hazards that were known before the log was begun: what the log has to answer, whatever is taken out of it."""

WARD = (
    "outdated guidance",
    "over-reliance",
    "wrong contact",
    "task on wrong patient",
    "task not visible",
    "falsely completed",
    "ownership confusion",
    "discharge with tasks outstanding",
    "orphaned on transfer",
    "wrong ward professional",
    "unavailable (paper fallback)",
    "display defect",
    "unauthorised access",
    "false external auto-completion",
    "stale approval badge",
    "number hidden",
    "note pasted into wrong record",
    "demo data mistaken for real",
    "stale print",
    "chase log (closed)",
    "wrong quiz answer",
    "not shared or not persistent (go-live blocker)",
    "clipboard persistence, history, cloud",
    "medical-device boundary",
    "waiting task forgotten",
    "fabricated sources",
    "fifteen open policy clashes",
)
"""W1 to W27: hazards that the earlier prototype's log knew."""

SYSTMONE = (
    "wrong patient pasted",
    "note copied but never saved in SystmOne",
    "duplicate after resend",
    "text cut or characters lost on paste",
    "stale draft pasted later",
    "wrong session on a shared host",
    "deadline off by one, wrong law version, clock change",
    "reminder missed while the PC is asleep",
    "hand-over out of date on paper",
    "discharge summary missing a mandatory section or with old allergies",
    "patient-visible default",
    "clipboard history leak",
    "the program down with no fallback",
    "template wording that leads",
    "lost local file",
    "two people editing",
)
"""S1 to S16: the least that a log about notes for SystmOne has to hold."""

APPENDIX = (
    "Personal devices may not have encrypted drives",
    "Clinical System, Document Management and NHS Mail may cache patient information on local unencrypted drive",
    "Personal device may be cyber compromised (e.g. virus or malware or unpatched operating system)",
    "Potential for conflicts with locally installed (personal) software",
)
"""A1 to A4: NHS England, Remote Working in Primary Care, 30 March 2020, Appendix A, word for word."""
