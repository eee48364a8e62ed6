"""Two processes with caches of their own: what is published is seen on both at once, in the middle of a load."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent.parent
PUBLISH = """
from articles import publishing
from articles.models import Article
article = Article.objects.order_by("pk").first()
article.headline = "Changed in the middle of it"
article.save()
publishing.publish(article)
print(article.pk)
"""


@contextmanager
def newsroom(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """A server with two processes on an archive of twelve stories: its address, and the environment of commands."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    unwanted = {"DATABASE_URL", "REDIS_URL", "PUBLIC_URL"}
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment |= {"DATA_DIR": str(folder), "PORT": str(port), "LOG_LEVEL": "ERROR"}
    manage(environment, "migrate", "--verbosity", "0")
    manage(environment, "seed_archive", "--articles", "12", "--verbosity", "0")
    server = subprocess.Popen(
        [sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                read(f"{base}/readyz")
                break
            except OSError:
                time.sleep(0.1)
        yield base, environment
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def manage(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True, timeout=60)
    return done.stdout


def read(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)


def test_a_publication_in_the_middle_of_a_load_is_seen_by_all_who_ask_afterwards(tmp_path: Path) -> None:
    with newsroom(tmp_path) as (base, environment):
        key = min(one["id"] for one in read(f"{base}/api/v1/articles/?fields=id")["results"])
        addresses = [f"{base}/api/v1/articles/?id={key}", f"{base}/api/v1/articles/{key}/"]
        published, stop = threading.Event(), threading.Event()
        stale: list[str] = []
        counted = [0, 0]

        def load(address: str) -> None:
            while not stop.is_set():
                late = published.is_set()
                answer = read(address)
                headline = answer.get("results", [answer])[0]["headline"]
                counted[late] += 1
                if late and headline != "Changed in the middle of it":
                    stale.append(headline)

        threads = [threading.Thread(target=load, args=[addresses[number % 2]]) for number in range(8)]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        assert manage(environment, "shell", "-v", "0", "-c", PUBLISH).strip() == key
        published.set()
        time.sleep(1)
        stop.set()
        for thread in threads:
            thread.join()
    assert stale == []
    assert min(counted) > 50
