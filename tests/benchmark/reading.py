"""What readers get, beside a bare Django view that answers the same bytes."""

import json
import statistics
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.benchmark.load import Outcome, ask, load, read

# How an answer comes about: from the database, from the response cache, or as "not modified".
COLD: Final = "cold"
STORED: Final = "stored"
UNCHANGED: Final = "304"


@dataclass
class Measure:
    """One address under load, and beside it in each turn its bare twin."""

    name: str
    path: str
    bytes: int = 0
    compressed: int = 0
    outcomes: dict[str, list[Outcome]] = field(default_factory=dict)
    bare: dict[str, list[Outcome]] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        return self.name.replace(" ", "-")

    def run(self, base: str, kind: str, seconds: int) -> None:
        headers = {"If-None-Match": ask(base + self.path)["ETag"]} if kind == UNCHANGED else {}
        self.bare.setdefault(kind, []).append(load(f"{base}/bare/{self.slug}", 16, seconds))
        self.outcomes.setdefault(kind, []).append(load(base + self.path, 16, seconds, headers=headers))

    def ratio(self, kind: str) -> float:
        pairs = zip(self.outcomes[kind], self.bare[kind], strict=True)
        return statistics.median(outcome.rate / bare.rate for outcome, bare in pairs)


def prepare(base: str, folder: Path) -> list[Measure]:
    """The addresses to measure. `folder` will hold the answers of their bare twins."""
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
    folder.mkdir(exist_ok=True)
    for one in measures:
        content = read(base + one.path)
        one.bytes = len(content)
        one.compressed = int(ask(base + one.path, {"Accept-Encoding": "gzip"})["Content-Length"])
        (folder / one.slug).write_bytes(content)
    return measures


def measure(measures: list[Measure], base: str, kinds: tuple[str, ...], rounds: int, seconds: int) -> None:
    for _ in range(rounds):
        for one in measures:
            for kind in kinds:
                one.run(base, kind, seconds)


def report(measures: list[Measure]) -> None:
    kinds = (COLD, STORED, UNCHANGED)
    print(
        "\nReading; 16 connections, 2 processes; requests a second, median, and beside a bare view of the same bytes\n"
    )
    print("| | bytes | gzip | bare view | cold | ratio | stored | ratio | 304 | ratio | errors |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    for one in measures:
        cells = [one.name, f"{one.bytes:,}", f"{one.compressed:,}"]
        cells.append(_median([outcome for kind in kinds for outcome in one.bare[kind]]))
        for kind in kinds:
            cells += [_median(one.outcomes[kind]), f"{one.ratio(kind):.2f}"]
        cells.append(str(sum(outcome.errors for kind in kinds for outcome in one.outcomes[kind])))
        print(f"| {' | '.join(cells)} |")


def _median(outcomes: list[Outcome]) -> str:
    return f"{statistics.median(outcome.rate for outcome in outcomes):.0f}"
