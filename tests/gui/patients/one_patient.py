"""What the tests of one patient's page share: the page over a bench, and its rows in words."""

from inpatient_hub.gui.models.rows import GroupFacts, RowFacts
from inpatient_hub.gui.pages.patient.page import PatientPage
from inpatient_hub.gui.pages.patient.presenter import PatientPresenter
from inpatient_hub.gui.widgets.row_list import RowList
from tests.gui.patients.conftest import Bench


def a_page(bench: Bench, about: str = "earnshaw") -> PatientPage:
    page = PatientPage()
    PatientPresenter(bench.context, page)
    bench.show(page, about, (1280, 720))
    return page


def rows(shown: RowList) -> dict[str, RowFacts]:
    return {row.title: row for row in shown.row_model().rows() if isinstance(row, RowFacts)}


def heads(shown: RowList) -> list[str]:
    return [row.sentence() for row in shown.row_model().rows() if isinstance(row, GroupFacts)]
