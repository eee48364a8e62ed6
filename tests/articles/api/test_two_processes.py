"""Two processes with separate caches: both show a publication at once, even under load."""

import json
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.running import environment, manage, newsroom

pytestmark = pytest.mark.once

PUBLISH = """
from articles.models import Article
from articles.publishing import verbs

article = Article.objects.order_by("pk").first()
article.headline = "Changed in the middle of it"
article.save()
verbs.publish(article)
print(article.pk)
"""


@contextmanager
def archive(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """A server with two processes on an archive of twelve stories: its address, and the environment of commands."""
    prepared = environment(folder, LOG_LEVEL="ERROR")
    manage(prepared, "migrate", "--verbosity", "0")
    manage(prepared, "seed_archive", "--articles", "12", "--verbosity", "0")
    with newsroom(folder, LOG_LEVEL="ERROR") as running:
        running.read("/readyz")
        yield running.base, running.environment


def read(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)


def test_a_publication_in_the_middle_of_a_load_is_seen_by_all_who_ask_afterwards(tmp_path: Path) -> None:
    with archive(tmp_path) as (base, commands):
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
        assert manage(commands, "shell", "-v", "0", "-c", PUBLISH).strip() == key
        published.set()
        time.sleep(1)
        stop.set()
        for thread in threads:
            thread.join()
    assert stale == []
    assert min(counted) > 50
