"""A report as JSON, for a help desk's own tools: the same run always gives the same bytes.

The form is published as `resources/readiness/report.schema.json`.
"""

import json
from typing import Any

from inpatient_hub.domain.readiness import Report
from inpatient_hub.readiness.report_names import as_it_may_leave


def report_data(report: Report) -> dict[str, Any]:
    """The report as plain values. The results stay in the report's order, which is that of the profile. Those who
    answered are named only in a report that names the computer: that is one tick."""
    return as_it_may_leave(report, names=bool(report.computer_name)).model_dump(mode="json")


def report_json(report: Report) -> str:
    """The report as text: keys sorted, ASCII only, so that neither a terminal nor a mail can change it."""
    return json.dumps(report_data(report), sort_keys=True, indent=2, ensure_ascii=True) + "\n"
