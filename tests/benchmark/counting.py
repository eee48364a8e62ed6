"""Counting views, beside a DRF view that answers the same bytes and counts nothing."""

import json
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.benchmark.load import Outcome, load, read

CONNECTIONS = (16, 64)


class Case(NamedTuple):
    """So many connections, and the stories they read."""

    connections: int
    stories: str
    paths: Path


def measure(base: str, folder: Path, rounds: int, seconds: int) -> None:
    """Print a table. `folder` is for the paths of the stories."""
    cases = _cases(base, folder)
    bare: dict[Case, list[Outcome]] = {case: [] for case in cases}
    counted: dict[Case, list[Outcome]] = {case: [] for case in cases}
    for _ in range(rounds):
        for case in cases:
            bare[case].append(load(f"{base}/fixed/", case.connections, seconds, post=True))
            counted[case].append(load(base, case.connections, seconds, case.paths, post=True))
    print("\nCounting; 2 processes; requests a second and milliseconds, medians\n")
    print("| connections | stories | fixed answer | view | ratio | half | 99 of 100 | errors |")
    print("|---:|---|---:|---:|---:|---:|---:|---:|")
    for case in cases:
        ratio = statistics.median(view.rate / fixed.rate for view, fixed in zip(counted[case], bare[case], strict=True))
        rate, half, slowest = (statistics.median(values) for values in list(zip(*counted[case], strict=True))[:3])
        fixed = statistics.median(outcome.rate for outcome in bare[case])
        errors = sum(outcome.errors for outcome in counted[case])
        print(f"| {case.connections} | {case.stories} | {fixed:.0f} | {rate:.0f} | {ratio:.2f} ", end="")
        print(f"| {half:.0f} ms | {slowest:.0f} ms | {errors} |")


def _cases(base: str, folder: Path) -> list[Case]:
    paths = list(_paths(base))
    one, all_of_them = folder / "one", folder / "thousand"
    one.write_text(paths[0] + "\n")
    all_of_them.write_text("\n".join(paths) + "\n")
    stories = ((one, "one"), (all_of_them, f"{len(paths):,}"))
    return [Case(connections, name, file) for connections in CONNECTIONS for file, name in stories]


def _paths(base: str) -> Iterator[str]:
    for page in range(1, 11):
        cards = json.loads(read(f"{base}/api/v1/articles/?fields=slug&page_size=100&page={page}"))
        yield from (f"/api/v1/articles/{card['slug']}/views/" for card in cards["results"])
        if not cards["next"]:
            return
