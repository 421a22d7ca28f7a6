"""Network facts made by hand: two servers as the documents give them, in whatever state a test wants."""

from collections.abc import Iterable

from inpatient_hub.domain.readiness_network import (
    AdapterFacts,
    AddressFacts,
    ControlFacts,
    NameState,
    NetworkFacts,
    PingFact,
    PortFact,
    PortState,
    ProxyFacts,
    RouteFacts,
    TargetFacts,
)

ADDRESSES = {"s11.tpp-uk.com": "62.255.177.61", "s12.tpp-uk.com": "62.255.177.62"}
ETHERNET = AdapterFacts(name="Ethernet", kind="ethernet", type_code=6, speed_mbps=1000.0)
TCP = range(2130, 2141)
UDP = range(2120, 2131)


def ports(protocol: str, numbers: Iterable[int], state: PortState) -> tuple[PortFact, ...]:
    """Ports that all answered, or did not answer, alike."""
    return tuple(PortFact.model_validate({"protocol": protocol, "port": one, "state": state}) for one in numbers)


def address(
    at: str, *, tcp: tuple[PortFact, ...] | None = None, udp: tuple[PortFact, ...] | None = None
) -> AddressFacts:
    """An address whose TCP ports are open and whose UDP ports are silent, unless told otherwise."""
    return AddressFacts(
        address=at,
        from_document=True,
        from_name=True,
        ports=(
            *(ports("tcp", TCP, PortState.OPEN) if tcp is None else tcp),
            *(ports("udp", UDP, PortState.NO_REPLY) if udp is None else udp),
        ),
        ping=PingFact(sent=3, answered=3, ms=38.2),
        latency_ms=(37.0, 38.0, 38.4, 39.0, 60.0),
    )


def target(host: str, *addresses: AddressFacts, name_state: NameState = NameState.SAME) -> TargetFacts:
    """A server that resolves as documented, unless told otherwise."""
    documented = ADDRESSES[host]
    return TargetFacts(
        host=host,
        documented=documented,
        name_state=name_state,
        resolved=(documented,),
        addresses=addresses or (address(documented),),
    )


def network(*targets: TargetFacts) -> NetworkFacts:
    """A network test of these servers: of both, in good order, when none are given."""
    return NetworkFacts(
        ran_for_ms=412.0,
        targets=targets or tuple(target(host) for host in ADDRESSES),
        route=RouteFacts(target="62.255.177.61", local_address="10.20.30.40", adapter=ETHERNET, gateway="10.20.30.1"),
        has_ipv4=True,
        has_ipv6=False,
        adapters=(ETHERNET,),
        name_servers=("10.20.30.1",),
        proxy=ProxyFacts(),
        control=ControlFacts(made_up_name_resolved=False, test_address_connected=False, captive_portal=False),
    )


def filtered() -> NetworkFacts:
    """Both servers with TCP 2134 to 2140 filtered away."""
    shut = (*ports("tcp", range(2130, 2134), PortState.OPEN), *ports("tcp", range(2134, 2141), PortState.NO_REPLY))
    return network(*(target(host, address(at, tcp=shut)) for host, at in ADDRESSES.items()))
