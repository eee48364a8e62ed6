"""`make scaling`: a newsroom on two hosts behind nginx, and what happens to its readers when hosts come and go.

PostgreSQL, Redis, a bucket, two hosts and nginx, as docs/deploy has it, run in network namespaces of this machine.
Prints a table, and ends with 1 if a reader saw an error, a view was lost or counted twice, or a publication was not
seen at once. Needs root, nginx, redis-server and PostgreSQL's programs; says so and ends with 0 where one is missing.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import psycopg

from tests.chaos.outages.losses import Missing
from tests.running import ROOT, environment, manage
from tests.scaling.load import VIEWERS, Seen, load
from tests.scaling.network import network
from tests.scaling.parts import Everything, everything

PUBLICATIONS: Final = 20
# Seconds: a little more than the `fail_timeout` of docs/deploy/newsroom.conf.
NOTICES: Final = 3.0
# Publishes as often as it is told, and looks at once at every address. Prints how often an earlier headline was seen.
PUBLISH: Final = """
import json, sys, urllib.request
from articles.models import Article
from articles.publishing import verbs

times, *bases = {arguments}
story = Article.objects.order_by("pk").first()
stale = dict.fromkeys(bases, 0)
for number in range(times):
    story.headline = f"Story 0, {{number}}"
    story.save()
    verbs.publish(story)
    for base in bases:
        for path in (f"/api/v1/articles/{{story.slug}}/", "/api/v1/articles/?page_size=100"):
            with urllib.request.urlopen(base + path) as answer:
                stale[base] += story.headline not in answer.read().decode()
print(json.dumps(stale))
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="make scaling", description=__doc__)
    parser.add_argument("--seconds", type=float, default=5, help="how long load goes on before and after what happens")
    seconds: float = parser.parse_args().seconds
    # So that everything is removed however this ends.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    began = time.monotonic()
    try:
        with tempfile.TemporaryDirectory() as name, network() as net:
            folder = Path(name)
            with everything(net, folder, _static(folder)) as all:
                print(f"Set up in {time.monotonic() - began:.0f} seconds.\n")
                wrong = run(all, seconds)
    except Missing as missing:
        print(f"Not tried: {missing}")
        return
    print(f"\n{time.monotonic() - began:.0f} seconds.")
    if wrong:
        sys.exit("\n".join(wrong))


def run(all: Everything, seconds: float) -> list[str]:
    """Let everything happen, print a row for each, and give what is wrong."""
    wrong = published(all)
    print("| what happens | reads | failed | views counted | without an answer | longest wait | wrong |")
    print("|---|---:|---:|---:|---:|---:|---|")
    happenings: dict[str, tuple[Callable[[Everything], None], int]] = {
        "nothing": (lambda all: None, 0),
        "a host is killed": (kill, VIEWERS),
        "it is started again": (revive, 0),
        "migration, then one host after the other is restarted": (roll, VIEWERS * len(all.hosts)),
        "the disk of a host is full": (fill, 0),
    }
    for name, (happen, in_flight) in happenings.items():
        others = [host.base for host in all.hosts] if happen is fill else []
        with load(all, *others) as seen:
            time.sleep(seconds)
            happen(all)
            time.sleep(seconds)
        found = judge(seen, in_flight)
        print(
            f"| {name} | {seen.reads.total()} | {seen.failed} | {seen.views['200']} | {seen.unclear} "
            f"| {seen.slowest:.1f} s | {len(found) or 'nothing'} |",
            flush=True,
        )
        wrong += [f"{name}: {line}" for line in found]
    return wrong


def judge(seen: Seen, in_flight: int) -> list[str]:
    """What is wrong, if at most so many views may have been in flight when a host went."""
    found = list(seen.wrong)
    if seen.failed:
        found.append(f"reads failed: {dict(seen.reads)}")
    if seen.unclear > in_flight:
        found.append(f"more views without an answer than were in flight: {dict(seen.views)}")
    return found


def published(all: Everything) -> list[str]:
    bases = [*(host.base for host in all.hosts), all.base]
    code = PUBLISH.format(arguments=json.dumps([PUBLICATIONS, *bases]))
    stale = json.loads(manage(all.environment, "shell", "--no-imports", "-c", code).splitlines()[-1])
    names = [*(f"host {host.machine.name.rpartition('-')[2]}" for host in all.hosts), "nginx"]
    print(f"| {PUBLICATIONS} publications, asked for at once | answers of before |\n|---|---:|")
    for name, base in zip(names, bases, strict=True):
        print(f"| {name} | {stale[base]} of {2 * PUBLICATIONS} |")
    print()
    return [f"publications were not seen at once: {stale}"] if any(stale.values()) else []


def kill(all: Everything) -> None:
    all.hosts[1].kill()


def revive(all: Everything) -> None:
    all.hosts[1].start()
    all.hosts[1].newsroom.read("/readyz")


def roll(all: Everything) -> None:
    """Migrate while the hosts run the code of before, then restart them: what a column that they do not know does."""
    manage(all.environment, "migrate", "--verbosity", "0")
    with psycopg.connect(all.environment["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("ALTER TABLE articles_publishedarticle ADD COLUMN of_the_next_version integer")
    for host in all.hosts:
        host.newsroom.stop()
        host.start()
        host.newsroom.read("/readyz")
        # Until nginx tries it again.
        time.sleep(NOTICES)


def fill(all: Everything) -> None:
    with all.disk.full():
        time.sleep(2)


def _static(folder: Path) -> Path:
    """Where the admin's files are collected; `make scaling` has done it."""
    made = ROOT / os.environ.get("DATA_DIR", "var") / "static"
    if (made / "staticfiles.json").exists():
        return made
    manage(environment(folder / "collected"), "collectstatic", "--no-input", "--verbosity", "0")
    return folder / "collected" / "static"


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error}\n{error.stderr}")
