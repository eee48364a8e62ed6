"""`make attack`: thousands of hostile requests to the real server, and what came of them.

Prints a table for each database, and ends with 1 where anything in it that must be zero is not.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.attack import admin, api, leaks, payloads
from tests.attack.asking import Front, Tally
from tests.attack.cast import MARK, Cast
from tests.attack.losses import Losses
from tests.chaos.databases import database
from tests.running import Newsroom, newsroom

FAMILIES: Final[dict[str, Callable[[Front, Cast, Tally], None]]] = {
    "api": api.run,
    "leaks": leaks.run,
    "admin": admin.run,
    "payloads": payloads.run,
}
# What must be zero is named in a report so many times; of the others the number is enough.
NAMED: Final = 12
# The share of a short attack's time that is each family's, and the seconds that are left for comparing at the end.
SHARES: Final = {"api": 0.3, "leaks": 0.2, "admin": 0.3, "payloads": 0.2}
ENDING: Final = 2.0
# Seconds each family gets on a machine that is too busy for a short attack: one that asks nothing finds nothing.
LEAST: Final = 3.0


def main() -> None:
    began = time.monotonic()
    parser = argparse.ArgumentParser(prog="make attack", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--seconds", type=float, default=0, help="all it may take; 0 is as long as it takes")
    parser.add_argument("--seed", type=int, default=1, help="of the order in which requests are made")
    parser.add_argument("--port", type=int, default=8297)
    parser.add_argument("--log", type=Path, help="keep what the server wrote there")
    parser.add_argument("--families", nargs="*", choices=list(FAMILIES), default=list(FAMILIES))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, database(options.database, Path(name), options.port + 1) as store:
        folder = Path(name) / "var"
        values = {
            "DATABASE_URL": store.url,
            "LOG_LEVEL": "ERROR",
            "TRUSTED_PROXIES": "127.0.0.1",
            "PORT": str(options.port),
            "PUBLIC_URL": f"http://127.0.0.1:{options.port}",
            "VIEWS_PER_MINUTE": "0",
        }
        prepared = environment(folder, values)
        cast = Cast.made(prepared)
        with newsroom(folder, "--no-worker", **prepared) as running:
            running.read("/readyz")
            ends = began + options.seconds - ENDING if options.seconds else None
            tallies = attack(running, cast, options.families, ends, options.seed)
            if options.log:
                options.log.write_text(running.log.read_text())
            log = [line[:300] for line in running.log.read_text().splitlines() if "DisallowedHost" not in line]
    print(table(store.name, tallies), flush=True)
    print(f"{store.name}: {time.monotonic() - began:.0f} s")
    wrong = [
        f"{tally.family}, {name}: {len(found)}" for tally in tallies for name, found in tally.wrong().items() if found
    ]
    wrong += [f"{tally.family}: nothing was asked" for tally in tallies if not tally.requests]
    if wrong:
        told = [f"  {one}" for tally in tallies for found in tally.wrong().values() for one in found[:NAMED]]
        explained = log[-40:] if any(tally.errors for tally in tallies) else []
        sys.exit("\n".join([*wrong, *told, *explained]))


def environment(folder: Path, values: dict[str, str]) -> dict[str, str]:
    """That of the machine, with its static files, but for databases."""
    folder.mkdir()
    static = Path(os.environ.get("DATA_DIR", "var")).resolve() / "static"
    if static.is_dir():
        (folder / "static").symlink_to(static)
    kept = {name: value for name, value in os.environ.items() if name not in {"REDIS_URL", "SECRET_KEY"}}
    return kept | {"DATA_DIR": str(folder)} | values


def attack(running: Newsroom, cast: Cast, families: list[str], ends: float | None, seed: int) -> list[Tally]:
    """Each family after the other, within its share of the time, and beside all of them readers and editors."""
    beside = Tally("losses", MARK)
    losses = Losses(Front(running.port, float("inf"), seed), cast, beside)
    tallies = []
    start = time.monotonic()
    share = 0.0
    for name in families:
        share += SHARES[name]
        until = start + (ends - start) * share / sum(SHARES[one] for one in families) if ends else float("inf")
        tally = Tally(name, MARK)
        began = time.monotonic()
        FAMILIES[name](Front(running.port, max(until, began + LEAST), seed), cast, tally)
        left = f", {tally.left_out} left out" if tally.left_out else ""
        print(f"{name}: {tally.requests} requests in {time.monotonic() - began:.1f} s{left}", flush=True)
        tallies.append(tally)
    print(losses.end(), flush=True)
    return [*tallies, beside]


def table(store: str, tallies: list[Tally]) -> str:
    """As Markdown."""
    names = list(Tally("", "").wrong())
    rows = [f"| {store} | requests | {' | '.join(names)} |", f"|---|{'---:|' * (len(names) + 1)}"]
    for tally in tallies:
        numbers = " | ".join(str(len(found)) for found in tally.wrong().values())
        rows.append(f"| {tally.family} | {tally.requests:,} | {numbers} |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
