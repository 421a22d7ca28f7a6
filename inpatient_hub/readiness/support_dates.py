"""Until when makers support Windows, Office and smartcard software, as dated lists with a source for each row."""

from collections.abc import Sequence
from datetime import date
from fnmatch import fnmatchcase
from typing import Literal

from pydantic import Field

from inpatient_hub.readiness.profiles import Spec

Channel = Literal["home_pro", "enterprise", "ltsc", "iot_ltsc"]

SOON_DAYS = 90
"""From how many days before its end support is said to end soon."""


class DatedList(Spec):
    """A list, and the day it was last gone through."""

    as_of: date


class Row(Spec):
    """One row of a list. Each says where it is from."""

    source: str = Field(min_length=1)
    link: str = ""


class ChannelRow(Row):
    """Which kind of edition an EditionID belongs to."""

    edition: str
    """A pattern such as `Professional*`."""
    channel: Channel


class BuildRow(Row):
    """One build of Windows in some kinds of edition."""

    build: int
    name: str
    """Such as `Windows 11 25H2`."""
    channels: tuple[Channel, ...]
    ends: date | None = None
    """The last day with updates; None when it is not sure."""
    extended: bool = False
    """Whether Extended Security Updates can follow."""
    unsure: str = ""
    """What is known where the day is not."""


class ExtendedUpdates(Row):
    """Windows 10's Extended Security Updates: security fixes only, where a computer is enrolled."""

    last_year_ends: tuple[date, date, date]
    """Last days of the commercial programme's three years."""
    consumer_ends: date

    def last_day(self) -> date:
        """The last day on which any of it can be in force."""
        return max(*self.last_year_ends, self.consumer_ends)

    def licensed_until(self, years: Sequence[int]) -> date | None:
        """Until when licences of these years carry, or None without any."""
        ends = [self.last_year_ends[year - 1] for year in years if 1 <= year <= len(self.last_year_ends)]
        return max(ends, default=None)


class WindowsSupport(DatedList):
    """Microsoft's support of Windows by build and kind of edition."""

    check_again_after_days: int
    channels: tuple[ChannelRow, ...]
    builds: tuple[BuildRow, ...]
    extended_updates: ExtendedUpdates

    def channel(self, edition_id: str) -> Channel | None:
        """The kind of edition; None for one that is not in the list, which is not guessed."""
        fits = (row.channel for row in self.channels if fnmatchcase(edition_id, row.edition))
        return next(fits, None)

    def row(self, build: int, channel: Channel) -> BuildRow | None:
        """The row of this build in this kind of edition."""
        return next((row for row in self.builds if row.build == build and channel in row.channels), None)

    def named(self, build: int) -> str:
        """What this build is called, whatever the edition; empty when it is not in the list."""
        return next((row.name for row in self.builds if row.build == build), "")

    def newest(self) -> int:
        """The newest build in the list."""
        return max(row.build for row in self.builds)

    def oldest(self) -> int:
        """The oldest build in the list."""
        return min(row.build for row in self.builds)


class OfficeRow(Row):
    """One Office: told by words in click-to-run's product ids, or by Word's version."""

    name: str
    ids: tuple[str, ...] = ()
    word_version: int | None = None
    ends: date | None = None
    """The last day with updates; None while it is kept up to date."""


class OfficeSupport(DatedList):
    """Microsoft's support of Office."""

    check_again_after_days: int
    passed_over: tuple[str, ...]
    """Words of product ids that are not Office itself, such as Visio."""
    products: tuple[OfficeRow, ...]

    def by_id(self, product_id: str) -> OfficeRow | None:
        """The Office of a product id such as `ProPlus2021Volume`."""
        return next((row for row in self.products if any(word in product_id for word in row.ids)), None)

    def by_word(self, version: int) -> OfficeRow | None:
        """The Office of a Word that came before click-to-run told them apart."""
        return next((row for row in self.products if row.word_version == version), None)

    def is_office(self, product_id: str) -> bool:
        """Whether a product id is of Office itself."""
        return not any(word in product_id for word in self.passed_over)


class SmartcardSoftware(Row):
    """One program that reads NHS smartcards."""

    name: str
    registry: tuple[str, ...] = ()
    """Where it leaves its trace below HKEY_LOCAL_MACHINE, in the 64-bit view or the 32-bit one (WOW6432Node)."""
    works_until: date | None = None


class ReaderCode(Row):
    """What the smartcard service says when there is no reader."""

    code: int
    name: str


class Smartcards(DatedList):
    """NHS smartcard software, and codes of the smartcard service."""

    identity_agent: SmartcardSoftware
    smartcard_connect: SmartcardSoftware
    no_reader_codes: tuple[ReaderCode, ...]

    def means_no_reader(self, code: int) -> bool:
        """Whether this code says that no reader is there. Collectors may give it signed."""
        return code % 2**32 in {row.code for row in self.no_reader_codes}


class WindowsMemory(Row):
    """The least memory of one Windows. `machines` empty means any."""

    name: str
    from_build: int
    machines: tuple[Literal["x86", "x64", "arm64"], ...] = ()
    bytes: int


class OfficeMemory(Row):
    """The least memory of Office."""

    name: str
    bytes: int
    bytes_32_bit: int


class MemoryMinima(DatedList):
    """What makers name as the least memory."""

    windows: tuple[WindowsMemory, ...]
    office: OfficeMemory

    def of_windows(self, build: int, machine: str) -> WindowsMemory | None:
        """The row of this Windows on `x86`, `x64` or `arm64`."""
        fits = (
            row for row in self.windows if build >= row.from_build and (not row.machines or machine in row.machines)
        )
        return next(fits, None)


class LatencyColumn(Row):
    """How SystmOne did over one kind of line."""

    name: str
    bandwidth: str
    ms: float
    retrieval_s: float


class Latency(DatedList):
    """The table of WES 3.3.2, from the quickest line to the slowest."""

    columns: tuple[LatencyColumn, ...]

    def nearest(self, ms: float) -> LatencyColumn:
        """The column whose latency is nearest; nothing is read between the columns."""
        return min(self.columns, key=lambda column: abs(column.ms - ms))
