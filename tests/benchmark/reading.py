"""Every address under load: nothing stored, stored, and not modified, each beside a bare view of the same bytes."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from tests.benchmark.addresses import LIST, Address, find, variants
from tests.benchmark.figures import RATE, Figure
from tests.benchmark.load import Outcome, ask, load, read, settle

PART: Final = "reading"
# Where an answer comes from: the database, the response cache, or "not modified".
COLD: Final = "cold"
STORED: Final = "stored"
UNCHANGED: Final = "304"
BARE: Final = "bare view"


class Servers(NamedTuple):
    """The addresses of two servers of one archive: one stores no answer."""

    cold: str
    stored: str


class Case(NamedTuple):
    """What is compared: an address, where its answers come from, and the number of connections."""

    address: Address
    kind: str
    connections: int


def measure(
    servers: Servers, folder: Path, database: str, stories: int, connections: Sequence[int], rounds: int, seconds: int
) -> list[Figure]:
    """Take turns: the bare view, then each kind of answer. `folder` is for the bytes of the bare views."""
    addresses = find(servers.cold)
    for address in addresses:
        (folder / _slug(address)).write_bytes(read(servers.stored + address.paths[0]))
    taken: dict[Case, list[Outcome]] = {}
    bare: dict[Case, list[Outcome]] = {}
    for _ in range(rounds):
        for number in connections:
            for address in addresses:
                beside = load(servers.stored, [f"/bare/{_slug(address)}"], number, seconds)
                for kind in (COLD, STORED, UNCHANGED):
                    case = Case(address, kind, number)
                    taken.setdefault(case, []).append(_run(servers, case, seconds))
                    bare.setdefault(case, []).append(beside)
    return [
        Figure(
            PART,
            database,
            stories,
            connections=case.connections,
            what=case.address.name,
            kind=case.kind,
            unit=RATE,
            values=[outcome.rate for outcome in taken[case]],
            against=BARE,
            others=[outcome.rate for outcome in bare[case]],
            errors=sum(outcome.errors for outcome in taken[case]),
        )
        for case in sorted(taken, key=lambda case: (case.connections, addresses.index(case.address)))
    ]


def _run(servers: Servers, case: Case, seconds: int) -> Outcome:
    paths = case.address.paths
    if case.kind == COLD:
        outcome = load(servers.cold, variants(paths), case.connections, seconds)
        settle(servers.cold, LIST)
        return outcome
    settle(servers.stored, paths[0])
    etag = ask(servers.stored + paths[0])["ETag"] if case.kind == UNCHANGED else ""
    return load(servers.stored, paths[:1], case.connections, seconds, etag=etag)


def _slug(address: Address) -> str:
    """The name of the address as that of a file, and as a part of the path of its bare view."""
    return "".join(sign if sign.isalnum() else "-" for sign in address.name)
