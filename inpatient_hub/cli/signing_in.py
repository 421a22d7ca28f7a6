"""Who does a command, or looks: named with --by, and with their PIN where their ward asks for one. It is typed at the
terminal or read from a file descriptor, never given as an argument, which everyone on the computer could read."""

from argparse import Namespace
from collections.abc import Sequence

from inpatient_hub.bootstrap import Hub
from inpatient_hub.cli.opening import ChoiceNeeded, ward_of
from inpatient_hub.cli.unlocking import line_of
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.sign_in import SECRET_WORDS
from inpatient_hub.domain.sign_in_troubles import OwnSecretNeeded, SecretNeeded
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import SignIn, Ward
from inpatient_hub.host.settings import read_settings
from inpatient_hub.services.sign_in import SignInLine

_WHO = "Say who with --by, an id or a full name:"


def person_for(hub: Hub, args: Namespace, ward_id: str) -> Staff:
    """Signs in who is acting: the person named with --by, or the only one on the ward. Whoever used this computer last
    is never taken for them: what is done here is signed with a name. Raises HubError."""
    people = hub.sign_in.people(ward_id)
    if args.by or len(people) == 1:
        return _signed_in(hub, args, _named(people, args.by) if args.by else people[0])
    raise ChoiceNeeded(
        "It is not clear who is doing this",
        "Several people work on this ward, and what is done is signed.",
        remedy=_WHO,
        lines=_listed(people),
    )


def look_at(hub: Hub, args: Namespace, ward_id: str) -> Staff | None:
    """Lets a command look at a ward: as the person named with --by, or the only one there. Where several people work
    who need only say their name, somebody of the ward may look without; None stands for them. Raises HubError."""
    people = hub.sign_in.people(ward_id)
    if args.by or len(people) == 1:
        return person_for(hub, args, ward_id)
    if _ward(hub, ward_id).access.sign_in is SignIn.SECRET:
        raise ChoiceNeeded(
            "It is not clear who is looking",
            "People of this ward sign in with a PIN before anything of it is shown.",
            remedy=_WHO,
            lines=_listed(people),
        )
    hub.seat.look_at(ward_id)
    return None


def looked_at(hub: Hub, args: Namespace) -> Ward:
    """The ward a command is about, once whoever asks may look at it. Raises HubError."""
    ward = ward_of(hub, args)
    look_at(hub, args, ward.id)
    return ward


def author_for(hub: Hub, args: Namespace, ward_id: str) -> str:
    """Whose name stands under a note that is only shown: the person named with --by, or the only one on the ward; else
    the one who used this computer last. Returns their id; whoever asks may look at the ward from then on."""
    person = look_at(hub, args, ward_id)
    if person is not None:
        return person.id
    last = read_settings(hub.place.data_folder).staff_id
    people = hub.sign_in.people(ward_id)
    if last in {one.id for one in people}:
        return last
    raise ChoiceNeeded(
        "It is not clear whose note it is", "Several people work on this ward.", remedy=_WHO, lines=_listed(people)
    )


def ward_behind(hub: Hub, kind: Kind, record_id: str) -> str:
    """The id of the ward that a record belongs to: asked by the program itself, so that it is known who may be asked
    for. Raises NotFound."""
    with hub.seat.as_program(), hub.store.reading() as work:
        if kind is Kind.PATIENT:
            return work.patients.get(record_id).ward_id
        if kind is Kind.TASK:
            return work.tasks.get(record_id).ward_id
        return work.runs.get(record_id).ward_id if kind is Kind.RUN else work.notes.get(record_id).ward_id


def senior_for(hub: Hub, args: Namespace) -> None:
    """Signs in the senior admin who sets up a further ward; does nothing in an empty store. Raises HubError."""
    wards = hub.wards.all()
    if not wards:
        return
    people = hub.sign_in.people(wards[0].id)  # senior admins are on every ward's list
    if not args.by:
        raise ChoiceNeeded(
            "It is not clear who is doing this",
            "There is a ward already. A further one is set up by a senior admin.",
            remedy=_WHO,
            lines=_listed(people),
        )
    _signed_in(hub, args, _named(people, args.by))


def somebody_for(hub: Hub, args: Namespace) -> None:
    """Lets a command do what is about the whole store and is open to everybody on it, such as a backup: as the person
    named with --by, or, where no ward of it asks for a PIN, as somebody of it. Raises HubError."""
    wards = hub.wards.all()
    asks_for_pin = any(ward.access.sign_in is SignIn.SECRET for ward in wards)
    if args.by or asks_for_pin or len(_of_all(hub)) == 1:
        one_of_all(hub, args)
    else:
        hub.seat.look_at(wards[0].id if wards else "no ward yet")


def whoever_is_there(hub: Hub, args: Namespace) -> Staff | None:
    """Signs in whoever does something to the whole of the store, as `one_of_all` does; None where there is nobody yet
    who could be named. Raises HubError."""
    return one_of_all(hub, args) if args.by or _of_all(hub) else None


def one_of_all(hub: Hub, args: Namespace) -> Staff:
    """Signs in the person named with --by, or the only one there is, for what is about the whole store. Raises
    HubError."""
    people = _of_all(hub)
    if args.by or len(people) == 1:
        return _signed_in(hub, args, _named(people, args.by) if args.by else people[0])
    raise ChoiceNeeded(
        "It is not clear who is doing this", "Several people work here.", remedy=_WHO, lines=_listed(people)
    )


def _of_all(hub: Hub) -> Sequence[SignInLine]:
    found = {one.id: one for ward in hub.wards.all() for one in hub.sign_in.people(ward.id)}
    return tuple(found.values())


def new_pin(args: Namespace) -> str:
    """A PIN or passphrase that a person chose for signing in: typed twice at a terminal. Raises HubError."""
    chosen = line_of(args.pin_fd, "Choose a PIN or passphrase of your own: ", "--pin-fd")
    if chosen is None:
        raise _with_ways(
            HubError("No PIN was chosen", "There is no terminal to ask at.", remedy="Choose the first person's PIN.")
        )
    if args.pin_fd is None and line_of(None, "Type it again: ", "--pin-fd") != chosen:
        raise HubError("The PIN was not set", "The two were not the same.", remedy="Try again. Nothing was changed.")
    return chosen


def _signed_in(hub: Hub, args: Namespace, line: SignInLine) -> Staff:
    try:
        return hub.sign_in.sign_in(line.id)
    except SecretNeeded as needed:
        typed = line_of(args.pin_fd, f"{_sentence(SECRET_WORDS[needed.kind])} of {line.name}: ", "--pin-fd")
        if typed is None:
            raise _with_ways(needed) from None
    try:
        return hub.sign_in.sign_in(line.id, typed)
    except OwnSecretNeeded:
        return hub.sign_in.choose_secret(line.id, proof=typed, secret=new_pin(args))


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


def _ward(hub: Hub, ward_id: str) -> Ward:
    return next(ward for ward in hub.wards.all() if ward.id == ward_id)


def _named(people: Sequence[SignInLine], given: str) -> SignInLine:
    found = [one for one in people if given == one.id or given.casefold() == one.name.casefold()]
    if len(found) == 1:
        return found[0]
    why = "Several people on this ward have this name." if found else "Nobody on this ward has this id or full name."
    raise ChoiceNeeded("This person is not known", why, remedy="Give --by one of these ids:", lines=_listed(people))


def _listed(people: Sequence[SignInLine]) -> list[str]:
    return [f"{one.id}  {one.name}{f', {one.designation}' if one.designation else ''}" for one in people]


def _with_ways(trouble: HubError) -> HubError:
    trouble.remedy = f"{trouble.remedy} At a terminal the command asks for it; a program gives it with --pin-fd N."
    return trouble
