"""What of a patient's work belongs to the time after their discharge, and is not to end with it by itself."""

import re

from inpatient_hub.domain.series import Series
from inpatient_hub.domain.tasks import Task

_AFTER = re.compile(
    r"""
    \b(?:s|sec|section)?\.?\s?117\b      # section 117 of the Mental Health Act 1983: aftercare
    | \bafter[\s-]?care\b
    | \bfollow(?:ing|ed|s)?[\s-]?up\b | \bf/u\b
    | \b(?:72|48|24)[\s-]?(?:h|hr|hrs|hour|hours)\b
    | \b(?:7|seven)[\s-]?day\b
    | \bdischarge[\s-](?:letter|summary|notification|report|medication|medicines)\b
    | \b(?:letter|summary|report)\b.*\b(?:gp|discharge|community)\b
    | \b(?:gp|discharge)\b.*\b(?:letter|summary|report)\b
    | \b(?:cmht|crisis\ team|home\ treatment|care\ coordinator|community\ (?:team|mental))\b
    | \b(?:safeguarding|duty\ to\ refer|complaint|belongings|property|valuables)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def goes_on_after_discharge(work: Task | Series) -> bool:
    """Whether it is aftercare, a follow-up, a letter or a summary by its words, or belongs to a referral or its note.
    It may say yes too often: what is kept a person can end, and what is ended nobody looks at again."""
    if work.workflow_id is not None or (isinstance(work, Task) and work.run_id is not None):
        return True
    return _AFTER.search(work.title) is not None
