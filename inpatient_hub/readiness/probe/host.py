"""Everything tried for one server: its name, and each address that the document or the name gives for it."""

import asyncio
from dataclasses import dataclass, field

from inpatient_hub.domain.readiness_network import NameState, TargetFacts
from inpatient_hub.readiness.probe.address import AddressProbe
from inpatient_hub.readiness.probe.names import Lookup, Opinion, looked_up, may_be_tried, name_state, second_opinion
from inpatient_hub.readiness.probe.plan import CONTROL_ADDRESS, is_address
from inpatient_hub.readiness.probe.sweep import Sweep
from inpatient_hub.readiness.profiles import HostSpec

MOST_BY_NAME = 3
"""Addresses tried of those a name gives."""


@dataclass(slots=True, kw_only=True)
class HostProbe:
    """One server of the plan, and what is known about it so far."""

    sweep: Sweep
    spec: HostSpec
    name_servers: "asyncio.Future[tuple[str, ...]]"
    leading: "asyncio.Future[str]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    """Where its traffic goes: the documented address, else the first that the name gives, else CONTROL_ADDRESS."""
    _lookup: Lookup | None = None
    _opinion: Opinion | None = None
    _addresses: list[AddressProbe] = field(default_factory=list)

    async def run(self) -> None:
        """Tries the documented address at once, and what the name gives as soon as that is known."""
        async with asyncio.TaskGroup() as group:
            if self._documented is not None:
                self.leading.set_result(self._documented)
                self._try(group, self._documented, from_document=True)
            if not is_address(self.spec.name):
                group.create_task(self._ask_directly())
                await self._look_up(group)

    def facts(self) -> TargetFacts:
        """What is known by now."""
        opinion = self._opinion or Opinion()
        return TargetFacts(
            host=self.spec.name,
            documented=self._documented,
            name_state=self._name_state(),
            resolved=self._lookup.addresses[:50] if self._lookup else (),
            second_opinion=opinion.addresses,
            second_opinion_error=opinion.error,
            resolve_ms=self._lookup.ms if self._lookup else None,
            addresses=tuple(one.facts() for one in self._addresses),
        )

    @property
    def _documented(self) -> str | None:
        """The documented address, or the address that stands in the name's place."""
        return self.spec.documented or (self.spec.name if is_address(self.spec.name) else None)

    def _name_state(self) -> NameState:
        if is_address(self.spec.name):
            return NameState.NOT_ASKED
        return name_state(self._documented, self._lookup) if self._lookup else NameState.CANCELLED

    async def _look_up(self, group: asyncio.TaskGroup) -> None:
        self._lookup = await looked_up(self.spec.name, within_s=self.sweep.limits.name_s)
        found = [one for one in self._lookup.addresses if may_be_tried(one)][:MOST_BY_NAME]
        if not self.leading.done():
            self.leading.set_result(next(iter(found), CONTROL_ADDRESS))
        for address in found:
            known = next((one for one in self._addresses if one.address == address), None)
            if known is not None:
                known.from_name = True
            else:
                self._try(group, address, from_document=False)
        self.sweep.on_done(f"name {self.spec.name}", self.facts())

    async def _ask_directly(self) -> None:
        servers = await self.name_servers
        self._opinion = await second_opinion(self.spec.name, servers, within_s=self.sweep.limits.name_s)

    def _try(self, group: asyncio.TaskGroup, address: str, *, from_document: bool) -> None:
        one = AddressProbe(
            sweep=self.sweep,
            host=self.spec.name,
            address=address,
            from_document=from_document,
            from_name=not from_document,
        )
        self._addresses.append(one)
        group.create_task(one.run())
