"""`make bench`: the API's real views against a bare Django view of the same bytes, side by side in one run.

Needs wrk (Debian: apt-get install wrk). Figures are requests per second over loopback, medians of rounds in which every
measurement takes its turn; read the ratios, because the machine's speed drifts.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@dataclass
class Measure:
    """One address under load, and its bare twin."""

    name: str
    path: str
    post: bool = False
    rates: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    errors: int = 0
    bytes: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--port", type=int, default=8199)
    options = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("make bench needs wrk: apt-get install wrk")
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "DATA_DIR": folder,
            "PORT": str(options.port),
            "DJANGO_SETTINGS_MODULE": "tests.benchmark.settings",
            "VIEW_DEDUPE_SECONDS": "0",
            "VIEWS_PER_MINUTE": "0",
            "LOG_LEVEL": "ERROR",
        }
        manage(environment, "migrate", "--verbosity", "0")
        manage(environment, "seed_archive", "--articles", str(options.articles))
        base = f"http://127.0.0.1:{options.port}"
        with server(environment, base):
            measures = prepare(base, Path(folder) / "bare")
            for _ in range(options.rounds):
                for measure in measures:
                    run(measure, base, options.connections, options.seconds)
        report(measures, options.connections)


def manage(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True)


@contextmanager
def server(environment: dict[str, str], base: str) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(100):
            try:
                read(base + "/healthz")
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


def prepare(base: str, folder: Path) -> list[Measure]:
    """The addresses to measure, with the answers that their bare twins give."""
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
        Measure("view POST", f"/api/v1/articles/{story['slug']}/views/", post=True),
    ]
    folder.mkdir()
    for measure in measures:
        content = read(base + measure.path)
        measure.bytes = len(content)
        (folder / slug(measure)).write_bytes(content)
    return measures


def run(measure: Measure, base: str, connections: int, seconds: int) -> None:
    for path, rates in ((f"/bare/{slug(measure)}", measure.bare), (measure.path, measure.rates)):
        script = ["-s", str(Path(__file__).parent / "post.lua")] if measure.post else []
        command = [
            "wrk",
            "-t1",
            f"-c{connections}",
            f"-d{seconds}s",
            "-H",
            f"User-Agent: {FIREFOX}",
            *script,
            base + path,
        ]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        rates.append(float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1]))  # type: ignore[index]  # wrk prints it
        measure.errors += sum(int(number) for number in re.findall(r"Non-2xx or 3xx responses: (\d+)", output))


def report(measures: list[Measure], connections: int) -> None:
    print(f"\n{connections} connections, 2 processes; requests a second, median (least-most)\n")
    print("| | bytes | bare view | newsroom | ratio | errors |\n|---|---:|---:|---:|---:|---:|")
    for one in measures:
        ratio = statistics.median(rate / bare for rate, bare in zip(one.rates, one.bare, strict=True))
        print(f"| {one.name} | {one.bytes:,} | {spread(one.bare)} | {spread(one.rates)} | {ratio:.2f} | {one.errors} |")


def spread(rates: list[float]) -> str:
    return f"{statistics.median(rates):.0f} ({min(rates):.0f}-{max(rates):.0f})"


def slug(measure: Measure) -> str:
    return measure.name.lower().replace(" ", "-")


def read(url: str) -> bytes:
    with urllib.request.urlopen(urllib.request.Request(url, headers={"User-Agent": FIREFOX})) as answer:
        content: bytes = answer.read()
        return content


if __name__ == "__main__":
    main()
