"""The ward's one directory: areas, and how each service is reached."""

import re
from datetime import date
from enum import StrEnum

from pydantic import Field

from inpatient_hub.domain.workflows import Key, Spec, Words


class Method(StrEnum):
    """A way to send something."""

    EMAIL = "email"
    PHONE = "phone"
    PORTAL = "portal"


METHOD_LABELS = {Method.EMAIL: "Secure email", Method.PHONE: "Phone", Method.PORTAL: "Online form"}
METHOD_WORDS = {Method.EMAIL: "secure email", Method.PHONE: "phone", Method.PORTAL: "online form"}
"""How a note says it."""


class AreaSpec(Spec):
    """A local area that decides which service is responsible."""

    id: Key
    name: Words


class ChannelSpec(Spec):
    """One way to reach a contact: its address, number or page."""

    method: Method
    value: Words


class ContactSpec(Spec):
    """One contact. `needs_setting` marks an invented one that the ward has to replace with its own."""

    id: Key
    service: Key
    name: Words
    area: str = ""
    """The id of the area it serves; empty for every area."""
    channels: tuple[ChannelSpec, ...] = Field(min_length=1)
    hours: str = ""
    reviewed_on: date
    needs_setting: bool = False

    @property
    def keeps_office_days(self) -> bool:
        """Whether its hours begin with `Monday to Friday`: nobody is there at weekends or on bank holidays."""
        return re.match(r"mon(day)?\s*(to|-)\s*fri", self.hours.strip(), re.IGNORECASE) is not None


class Directory(Spec):
    """All areas and contacts in force, core and local together."""

    areas: tuple[AreaSpec, ...] = ()
    contacts: tuple[ContactSpec, ...] = ()

    def for_service(self, service: str, area: str | None = None) -> tuple[ContactSpec, ...]:
        """Contacts of a service that serve this area; every one of the service when the area is not known."""
        return tuple(
            contact
            for contact in self.contacts
            if contact.service == service and (area is None or contact.area in ("", area))
        )

    def unset(self) -> tuple[ContactSpec, ...]:
        """Contacts the ward has not yet replaced with its own."""
        return tuple(contact for contact in self.contacts if contact.needs_setting)

    def contact(self, contact_id: str) -> ContactSpec | None:
        """The contact of this id, or None."""
        return next((contact for contact in self.contacts if contact.id == contact_id), None)

    def area(self, area_id: str) -> AreaSpec | None:
        """The area of this id, or None."""
        return next((area for area in self.areas if area.id == area_id), None)
