"""The command line of `make bench`."""

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from tests.benchmark.archives.keeping import SQLITE
from tests.benchmark.archives.sizes import SEEDED

PARTS: Final = {
    "archive": "make the archives, and measure nothing",
    "latency": "one request at a time, nothing stored, by size",
    "reading": "every address under load: nothing stored, stored, not modified; beside a bare view of the same bytes",
    "ordinary": "lists and a story, nothing stored, beside an ordinary newsroom made with Django REST Framework",
    "mixed": "95 reads and 5 views of a hundred requests, with a publication every second",
    "counting": "views alone, beside a fixed answer of Django REST Framework",
    "publishing": "how long publishing a story takes, by size",
    "refreshing": "renaming an author, of 8,000 stories in an archive of 300,000, while views are counted",
    "costs": "the most expensive values of every parameter, and of every pair of them (a quarter of an hour)",
}
USUAL: Final = ("latency", "reading", "ordinary", "mixed", "counting", "publishing")


@dataclass(frozen=True)
class Options:
    """What to measure, and where the results go. Sizes are numbers of stories, in ascending order."""

    parts: tuple[str, ...]
    sizes: tuple[int, ...]
    database: str
    connections: tuple[int, ...]
    rounds: int
    seconds: int
    port: int
    json: Path | None
    svg: Path | None
    compare: Path | None


def parse(arguments: Sequence[str]) -> Options:
    """Read the command line. Prints what would be right and exits with status 2 if it is wrong."""
    told = "\n".join(f"  {name:<11}{what}" for name, what in PARTS.items())
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmark",
        description="Measures the newsroom beside others, in turn.",
        epilog=f"parts, of which {', '.join(USUAL)} are the usual ones:\n{told}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("parts", nargs="*", metavar="part", help="what to measure; the usual parts by default")
    parser.add_argument("--articles", default="10000", metavar="N[,N…]", help="stories in each archive (10000)")
    parser.add_argument(
        "--database",
        default=os.environ.get("DATABASE_URL") or SQLITE,
        metavar="sqlite|URL",
        help="sqlite, or any database of a PostgreSQL server (DATABASE_URL, or sqlite)",
    )
    parser.add_argument("--connections", default="16", metavar="N[,N…]", help="connections of a load (16)")
    parser.add_argument("--rounds", type=_positive, default=3, help="turns that everything under load takes (3)")
    parser.add_argument("--seconds", type=_positive, default=1, help="seconds of a turn under load (1)")
    parser.add_argument("--port", type=int, default=8190, help="the first of ten ports for servers (8190)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all values to this file")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="draw the ratios in this file")
    parser.add_argument("--compare", type=Path, metavar="FILE", help="compare with what --json wrote earlier")
    given = parser.parse_args(arguments)
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"part is one of {', '.join(PARTS)}, not {', '.join(sorted(unknown))}.")
    if given.database != SQLITE and urlsplit(given.database).scheme not in {"postgres", "postgresql"}:
        parser.error("--database is sqlite or a URL such as postgres://user:password@host:5432/name.")
    if given.compare and not given.compare.is_file():
        parser.error(f"--compare: there is no file {given.compare}.")
    sizes = _numbers(parser, "--articles", given.articles)
    if sizes[0] < SEEDED:
        parser.error(f"--articles: an archive has at least {SEEDED} stories, not {sizes[0]}.")
    if not 1 <= given.port <= 65_526:
        parser.error("--port is a number from 1 to 65526.")
    return Options(
        parts=tuple(given.parts) or USUAL,
        sizes=sizes,
        database=given.database,
        connections=_numbers(parser, "--connections", given.connections),
        rounds=given.rounds,
        seconds=given.seconds,
        port=given.port,
        json=given.json,
        svg=given.svg,
        compare=given.compare,
    )


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"takes a whole number from 1, not {text}.")
    return int(text)


def _numbers(parser: argparse.ArgumentParser, name: str, text: str) -> tuple[int, ...]:
    """Whole numbers from 1, separated by commas, in ascending order."""
    words = text.split(",")
    if not all(word.isascii() and word.isdecimal() and int(word) for word in words):
        parser.error(f"{name} takes whole numbers from 1, separated by commas, not {text}.")
    return tuple(sorted({int(word) for word in words}))
