"""The cards of what needs a person: to fix, could not be run, to look at."""

from collections.abc import Sequence

from inpatient_hub.domain.readiness import CheckResult
from inpatient_hub.gui.pages.computer.result_body import Wishes
from inpatient_hub.gui.pages.computer.result_rows import ResultList
from inpatient_hub.gui.pages.computer.view import ComputerView
from inpatient_hub.gui.widgets.card import Card


class FindingsCard(Card):
    """A few results that matter now; hidden when there are none. `is_open` shows each in full at once."""

    def __init__(self, title: str, wishes: Wishes, *, is_open: bool) -> None:
        super().__init__(title)
        self.results = ResultList(wishes, is_open=is_open)
        self.add(self.results)
        self.hide()

    def show_results(self, results: Sequence[CheckResult], view: ComputerView) -> None:
        """Shows these results."""
        self.set_count(str(len(results)) if results else "")
        self.results.show_results(results, view)
        self.setVisible(bool(results))
