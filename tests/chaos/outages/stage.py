"""A newsroom with something to lose, and people who go on using it: readers, an editor, and views that are counted."""

import contextlib
import json
import random
import re
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final

import urllib3

from tests.chaos.agreement import compare, together
from tests.chaos.readers import Reader
from tests.media import pictures
from tests.running import Newsroom, manage

PEOPLE: Final = 4
# Seconds. Whoever waits for longer than that has had no answer.
PATIENCE: Final = 20.0
# Every picture has renditions that nobody has asked for yet when an outage begins.
PICTURES: Final = 12
SETTINGS: Final = {"LOG_LEVEL": "ERROR", "VIEWS_PER_MINUTE": "0", "TRUSTED_PROXIES": "127.0.0.1"}
PREPARE: Final = f"""
import json
from django.contrib.auth.models import User
from django.test import Client
from media.renditions import key, renditions_of
from tests import factories

images = [factories.image(width=640, height=480) for _ in range({PICTURES})]
stories = [factories.published(f"Story {{number}}", lead=image) for number, image in enumerate(images)]
client = Client()
client.force_login(User.objects.create_superuser("ana"))
print(json.dumps({{
    "session": client.cookies["sessionid"].value,
    "slugs": [story.slug for story in stories],
    "sizes": [f"{{size.name}}.{{size.extension}}" for size in renditions_of(images[0])],
    "pictures": [f"/renditions/{{image.pk}}/{{key(image)}}/" for image in images],
}}))
"""
AFTERWARDS: Final = """
import json
from media.models import Image
rows = list(Image.objects.values_list("title", "file"))
print(json.dumps(rows))
"""


@dataclass
class Seen:
    """What people were answered: how often each outcome came, by kind of person, and the longest wait in seconds."""

    outcomes: dict[str, Counter[str]] = field(default_factory=dict)
    slowest: float = 0.0

    def note(self, person: str, outcome: str, seconds: float) -> None:
        self.outcomes.setdefault(person, Counter())[outcome] += 1
        self.slowest = max(self.slowest, seconds)

    def told(self, person: str) -> str:
        found = self.outcomes.get(person, Counter())
        return ", ".join(f"{outcome} × {times}" for outcome, times in sorted(found.items())) or "–"


class Stage:
    """A newsroom that runs, and what is known of it."""

    def __init__(self, running: Newsroom) -> None:
        self.running = running
        prepared = json.loads(manage(running.environment, "shell", "--no-imports", "-c", PREPARE).splitlines()[-1])
        self.slugs: list[str] = prepared["slugs"]
        self.session: str = prepared["session"]
        # Each outage takes the next.
        self.pictures: list[str] = prepared["pictures"]
        self.sizes: list[str] = prepared["sizes"]
        self.uploaded: list[str] = []

    def ask(self, path: str, fields: dict[str, Any] | None = None) -> tuple[int, str]:
        """Status and text; 0 and the error where there is no answer. With `fields`, a form is sent by the editor."""
        token = "a" * 32
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={token}", "Accept-Encoding": "identity"}
        form = None if fields is None else {"csrfmiddlewaretoken": token, **fields}
        with urllib3.PoolManager(retries=False, timeout=PATIENCE) as pool:
            try:
                answer = pool.request(
                    "GET" if form is None else "POST",
                    self.running.base + path,
                    fields=form,
                    headers=headers if path.startswith("/admin/") else {},
                    redirect=False,
                )
                return answer.status, answer.data.decode(errors="replace")
            except urllib3.exceptions.HTTPError as error:
                return 0, repr(error)

    def upload(self) -> str:
        """Send a picture as an editor does, and say what became of it: saved, given back, or lost."""
        title = f"Upload {uuid.uuid4().hex}"
        words = ["caption", "alt_text", "credit", "creator", "copyright_notice", "source", "usage_terms", "license_url"]
        empty = dict.fromkeys([*words, "instructions", "taken_at", "digital_source_type"], "")
        file = ("picture.jpg", pictures.plain((1200, 900)), "image/jpeg")
        fields = empty | {"title": title, "focal_x": "0.5", "focal_y": "0.5", "file": file}
        status, text = self.ask("/admin/media/image/add/", fields)
        if status == 302:
            self.uploaded.append(title)
            return "saved"
        if status == 0:
            return "no answer"
        return f"{'given back' if title in unescape(text) else 'lost'} ({status})"

    def views(self, slug: str) -> int:
        return int(json.loads(self.running.read(f"/api/v1/articles/{slug}/views/"))["views"])

    def stories(self) -> list[Any]:
        """What readers see of all stories, but for the numbers of views."""
        found = json.loads(self.running.read("/api/v1/articles/?include=body&page_size=100"))["results"]
        return [{**story, "views": 0} for story in found]

    def is_well(self) -> bool:
        """Readers, views and editors are all served, and a worker is at work."""
        status, text = self.ask("/readyz")
        return (
            status == 200
            and json.loads(text)["worker"] == "ok"
            and self.ask(f"/api/v1/articles/{self.slugs[0]}/")[0] == 200
            and self.upload() == "saved"
        )


@contextlib.contextmanager
def people(stage: Stage, seen: Seen, picture: str) -> Iterator[list[str]]:
    """Readers and an editor who go on until the end. Gives what is wrong once they have gone: views that were lost."""
    stop = threading.Event()
    wrong: list[str] = []
    before = {slug: stage.views(slug) for slug in stage.slugs}
    viewers = [Reader(stage.running.port, stage.slugs, stop) for _ in range(PEOPLE)]
    unmade = iter(stage.sizes)
    acts: dict[str, Callable[[], str]] = {
        "stories": lambda: str(stage.ask(f"/api/v1/articles/?page_size={random.randint(1, 100)}")[0]),
        "pictures": lambda: str(stage.ask(picture + next(unmade, stage.sizes[0]))[0]),
        "editors": stage.upload,
    }
    threads = [threading.Thread(target=_repeat, args=(name, act, seen, stop)) for name, act in acts.items()]
    for thread in [*viewers, *threads]:
        thread.start()
    try:
        yield wrong
    finally:
        stop.set()
        for thread in [*viewers, *threads]:
            thread.join()
    for slug in stage.slugs:
        told = together([viewer.told[slug] for viewer in viewers])
        seen.outcomes.setdefault("views", Counter())["200"] += len(told.numbers)
        seen.outcomes["views"].update(told.unclear)
        wrong += compare(slug, told, stage.views(slug) - before[slug], before[slug])


def _repeat(name: str, act: Callable[[], str], seen: Seen, stop: threading.Event) -> None:
    while not stop.is_set():
        began = time.monotonic()
        outcome = act()
        seen.note(name, outcome, time.monotonic() - began)
        stop.wait(0.1)


@dataclass(frozen=True)
class Library:
    """Looks past the newsroom: the titles and files of its pictures' rows, and the files that are there."""

    rows: Callable[[], list[tuple[str, str]]]
    files: Callable[[], set[str]]

    def left(self) -> set[str]:
        """Files that belong to no picture."""
        return self.files() - {name for _, name in self.rows()}

    def wrong(self, uploaded: list[str]) -> list[str]:
        """Uploads that were acknowledged and are not there, or twice, and files that are missing or one too many."""
        titles = Counter(title for title, _ in self.rows())
        wrong = [f"{title}: {titles[title]} rows" for title in uploaded if titles[title] != 1]
        wrong += [f"{name}: no row names it" for name in self.left()]
        return wrong + [f"{name}: its file is not there" for name in {name for _, name in self.rows()} - self.files()]


def server_errors(stage: Stage) -> list[str]:
    """Lines of errors that nobody foresaw, of all servers so far."""
    text = "".join(log.read_text() for log in sorted(stage.running.log.parent.glob("log-*")))
    return re.findall(r"^.*Internal Server Error: .*$", text, re.MULTILINE)
