"""Checks an answer against what its step offers, and says it again in a few words."""

from dataclasses import dataclass
from datetime import date
from functools import singledispatch

from inpatient_hub.domain.day_names import short_month, short_weekday
from inpatient_hub.domain.directory import METHOD_LABELS, ContactSpec, Directory, Method
from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.legal import LEGAL_STATUSES, legal_status
from inpatient_hub.domain.note_answers import as_day
from inpatient_hub.domain.runs import Answer, AnswerValue
from inpatient_hub.domain.workflows import (
    AreaStep,
    ChoiceStep,
    ConsentStep,
    CriteriaStep,
    FollowUpStep,
    LegalStatusStep,
    NoteStep,
    StepSpec,
    SubmissionStep,
)


@dataclass(frozen=True, slots=True)
class _Offer:
    directory: Directory
    area: str | None
    today: date | None


def resolved(
    step: StepSpec, value: AnswerValue, directory: Directory, *, area: str | None = None, today: date | None = None
) -> AnswerValue:
    """The answer as it is kept: ids checked, and names and addresses of the directory copied in, so that the record
    says what was true when it was given. None is kept as None. Raises InvalidAnswer.

    `area` is the id of the area the run is about and `today` the ward's day; what is not given is not checked.
    """
    return None if value is None else _checked(step, value, _Offer(directory, area, today))


def storable(value: AnswerValue) -> AnswerValue:
    """Words of a note's form as they were given, but for what no store can hold: nulls, and halves of a broken letter,
    which become a visible sign."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [str(storable(one)) for one in value]
    if isinstance(value, dict):
        return {str(storable(key)): str(storable(one)) for key, one in value.items()}
    return value


@singledispatch
def _checked(step: object, value: AnswerValue, offer: _Offer) -> AnswerValue:
    """A step that only has to be read is read, whatever is said."""
    del step, value, offer
    return True


@_checked.register
def _(_step: NoteStep, _value: AnswerValue, _offer: _Offer) -> AnswerValue:
    raise _refused("A note is answered field by field.", "Name the field.")


@_checked.register
def _(step: CriteriaStep, value: AnswerValue, _offer: _Offer) -> AnswerValue:
    known = [item.id for item in step.items]
    ticked = [value] if isinstance(value, str) else value
    if isinstance(ticked, list) and all(one in known for one in ticked):
        return [item for item in known if item in ticked]
    raise _refused("It ticks something that is not on the list.", f"Tick from: {', '.join(known)}.")


@_checked.register(ConsentStep)
@_checked.register(ChoiceStep)
def _(step: ConsentStep | ChoiceStep, value: AnswerValue, _offer: _Offer) -> AnswerValue:
    return _one_of(value, [option.id for option in step.options])


@_checked.register
def _(_step: LegalStatusStep, value: AnswerValue, _offer: _Offer) -> AnswerValue:
    return _one_of(value, [status.code for status in LEGAL_STATUSES])


@_checked.register
def _(_step: AreaStep, value: AnswerValue, offer: _Offer) -> AnswerValue:
    wanted = value.get("id", "") if isinstance(value, dict) else value
    area = offer.directory.area(wanted) if isinstance(wanted, str) else None
    if area is None:
        known = ", ".join(area.id for area in offer.directory.areas)
        raise _refused("It is not one of the ward's areas.", f"Choose one of: {known}.")
    return {"id": area.id, "name": area.name}


@_checked.register
def _(step: SubmissionStep, value: AnswerValue, offer: _Offer) -> AnswerValue:
    if not isinstance(value, dict):
        raise _refused("It does not say where and how.", "Give a contact and a method.")
    serving = offer.directory.for_service(step.service, offer.area)
    contact = next((one for one in serving if one.id == value.get("contact", "")), None)
    if contact is None:
        known = ", ".join(one.id for one in serving)
        raise _refused("It is not a contact of this service for this area.", f"Choose one of: {known}.")
    kept = {"contact": contact.id, "name": contact.name}
    method = value.get("method")
    return kept | {"method": method, "value": _address(contact, method)} if method else kept


@_checked.register
def _(_step: FollowUpStep, value: AnswerValue, offer: _Offer) -> AnswerValue:
    asked = {"due_on": value} if isinstance(value, str) else value
    if not isinstance(asked, dict) or asked.get("wanted", "yes") not in ("yes", "no"):
        raise _refused("It is not a date.", "Give a date such as 2026-11-27.")
    kept = {"wanted": asked.get("wanted", "yes")}
    if "due_on" not in asked:
        return kept
    due_on = as_day(asked["due_on"])
    if due_on is None:
        raise _refused("It is not a date.", "Give a date such as 2026-11-27.")
    if offer.today is not None and due_on < offer.today and kept["wanted"] == "yes":
        raise _refused("This day has gone by.", "Choose today or later.")
    return kept | {"due_on": due_on.isoformat()}


def serves(answer: Answer, area: str | None, directory: Directory) -> bool:
    """Whether the contact that was chosen in a submission serves this area. One that is no longer in the directory is
    taken to: its name and address were kept."""
    contact = directory.contact(answer.value.get("contact", "")) if isinstance(answer.value, dict) else None
    return contact is None or area is None or contact.area in ("", area)


def _refused(why: str, remedy: str) -> InvalidAnswer:
    return InvalidAnswer("Answer not saved", why, remedy=remedy)


def _one_of(value: AnswerValue, offered: list[str]) -> str:
    if isinstance(value, str) and value in offered:
        return value
    raise _refused("It is not one of the answers offered.", f"Choose one of: {', '.join(offered)}.")


def _address(contact: ContactSpec, method: str) -> str:
    for channel in contact.channels:
        if channel.method == method:
            return channel.value
    offered = ", ".join(channel.method for channel in contact.channels)
    raise _refused("This contact cannot be reached that way.", f"Choose one of: {offered}.")


def in_brief(step: StepSpec, answer: Answer | None) -> str:
    """What was answered, in the few words the trail shows; empty when there is no answer."""
    if answer is None:
        return ""
    value = answer.value
    if isinstance(step, CriteriaStep) and isinstance(value, list):
        return f"{len(value)} of {len(step.items)} ticked"
    if isinstance(value, dict):
        return _dict_in_brief(step, value)
    if not isinstance(value, str):
        return "Read" if value is True else ""
    if isinstance(step, LegalStatusStep):
        status = legal_status(value)
        return status.label if status else ""
    options = step.options if isinstance(step, ConsentStep | ChoiceStep) else ()
    return next((option.label for option in options if option.id == value), "")


def _dict_in_brief(step: StepSpec, value: dict[str, str]) -> str:
    if isinstance(step, FollowUpStep):
        if value.get("wanted") == "no":
            return "No task"
        return _day(value["due_on"]) if "due_on" in value else ""
    if "method" in value:
        return f"{value['name']}, {METHOD_LABELS[Method(value['method'])].lower()}"
    return value.get("name", "")


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{short_weekday(day)} {day.day} {short_month(day)}"
