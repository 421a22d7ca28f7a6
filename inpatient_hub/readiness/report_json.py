"""A report as JSON, for a help desk's own tools: the same run always gives the same bytes.

The form is published as `resources/readiness/report.schema.json`.
"""

import json
from typing import Any

from inpatient_hub.domain.readiness import Report


def report_data(report: Report) -> dict[str, Any]:
    """The report as plain values. The results stay in the report's order, which is that of the profile."""
    return report.model_dump(mode="json")


def report_json(report: Report) -> str:
    """The report as text: keys sorted, ASCII only, so that neither a terminal nor a mail can change it."""
    return json.dumps(report_data(report), sort_keys=True, indent=2, ensure_ascii=True) + "\n"
