"""What readers get, beside a bare Django view that answers the same bytes."""

import json
import statistics
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmark.load import load, read


@dataclass
class Measure:
    """One address under load, and its bare twin."""

    name: str
    path: str
    rates: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    errors: int = 0
    bytes: int = 0

    @property
    def slug(self) -> str:
        return self.name.replace(" ", "-")


def measure(base: str, folder: Path, rounds: int, seconds: int) -> None:
    """Print a table. `folder` holds the answers of the bare twins."""
    measures = _prepare(base, folder)
    for _ in range(rounds):
        for one in measures:
            for path, rates in ((f"/bare/{one.slug}", one.bare), (one.path, one.rates)):
                outcome = load(base + path, 16, seconds)
                rates.append(outcome.rate)
                one.errors += outcome.errors
    print("\nReading; 16 connections, 2 processes; requests a second, median (least-most)\n")
    print("| | bytes | bare view | newsroom | ratio | errors |\n|---|---:|---:|---:|---:|---:|")
    for one in measures:
        ratio = statistics.median(rate / bare for rate, bare in zip(one.rates, one.bare, strict=True))
        print(
            f"| {one.name} | {one.bytes:,} | {_spread(one.bare)} | {_spread(one.rates)} | {ratio:.2f} | {one.errors} |"
        )


def _prepare(base: str, folder: Path) -> list[Measure]:
    cards = json.loads(read(f"{base}/api/v1/articles/?include=related&page_size=100"))["results"]
    story = max(cards, key=lambda card: len(card["related"]))
    tag = story["tags"][0]["slug"]
    measures = [
        Measure("list", "/api/v1/articles/"),
        Measure("tag list", f"/api/v1/articles/?tag={tag}"),
        Measure("topic and tag", f"/api/v1/articles/?tag={tag}&topic={story['topic']['slug']}"),
        Measure("search", f"/api/v1/articles/?search={story['headline'].split()[0]}"),
        Measure("detail", f"/api/v1/articles/{story['slug']}/"),
        Measure("related", f"/api/v1/articles/{story['slug']}/related/"),
        Measure("most viewed", "/api/v1/most-viewed/?window=30d"),
    ]
    folder.mkdir()
    for one in measures:
        content = read(base + one.path)
        one.bytes = len(content)
        (folder / one.slug).write_bytes(content)
    return measures


def _spread(rates: list[float]) -> str:
    return f"{statistics.median(rates):.0f} ({min(rates):.0f}-{max(rates):.0f})"
