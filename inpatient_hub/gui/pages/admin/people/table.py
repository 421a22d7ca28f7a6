"""The table of people: name, designation, role, how they sign in, and when they did last."""

from collections.abc import Mapping
from datetime import UTC, datetime

from inpatient_hub.domain.access import ROLE_WORDS
from inpatient_hub.domain.search_text import folded
from inpatient_hub.gui.models.table import Column, TableModel
from inpatient_hub.gui.moments import moment
from inpatient_hub.gui.pages.admin.people.view import PeopleView, chip_of, state_of
from inpatient_hub.services.people import PersonLine


class PeopleTable(TableModel[PersonLine]):
    """A passive table of people by name; who has left comes last."""

    def __init__(self) -> None:
        self._at = datetime.min.replace(tzinfo=UTC)
        self._wards: Mapping[str, str] = {}
        super().__init__(
            (
                Column("Name", _name, second=_designation, weight=600, token=_token),
                Column("Role", _role, width=150, token=_token),
                Column("Signs in", state_of, chip=chip_of, width=170),
                Column("Last signed in", self._last, width=150, hide_below=620, token=_token),
                Column("Other wards", self._other_wards, width=170, hide_below=980, token=_token),
            ),
            item_id=_id,
            accessible=self._sentence,
        )

    def show_people(self, view: PeopleView) -> None:
        """Shows these people."""
        self._at, self._wards = view.at, view.wards
        self.set_items(sorted(view.people, key=lambda line: (not line.person.active, folded(line.person.name))))

    def _last(self, line: PersonLine) -> str:
        return moment(line.last_at.astimezone(self._at.tzinfo), self._at.date()) if line.last_at else "never"

    def _other_wards(self, line: PersonLine) -> str:
        return ", ".join(self._wards.get(ward_id, "") for ward_id in line.person.other_wards)

    def _sentence(self, line: PersonLine) -> str:
        wards = self._other_wards(line)
        parts = (
            line.person.signature,
            _role(line),
            f"signs in: {state_of(line)}",
            f"last signed in {self._last(line)}",
            f"also on {wards}" if wards else "",
        )
        return ", ".join(part for part in parts if part)


def _id(line: PersonLine) -> str:
    return line.person.id


def _name(line: PersonLine) -> str:
    return line.person.name


def _designation(line: PersonLine) -> str:
    return line.person.role


def _role(line: PersonLine) -> str:
    words = ROLE_WORDS[line.person.access]
    return f"{words}, editor" if line.person.editor else words


def _token(line: PersonLine) -> str:
    return "text" if line.person.active else "muted"
