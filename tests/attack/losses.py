"""What was acknowledged during the attack is there at its end: views of a story, and texts of an editor.

Both come from people beside the attack, as readers and colleagues are.
"""

import json
import threading
import time
from itertools import count
from typing import Final

from tests.articles.admin import screen
from tests.attack.asking import CSRF, FIREFOX, Client, Front, Request, Tally
from tests.attack.cast import COUNTED, Cast
from tests.attack.forms import encoded

VIEWS: Final = f"/api/v1/articles/{COUNTED}/views/".encode()
# Seconds between two of them: they are there to be lost, and leave the machine to the attack.
READING: Final = 0.05
WRITING: Final = 1.0


class Beside(threading.Thread):
    """Does something again and again until `stop` is called; `acknowledged` counts what the server has confirmed."""

    pause: float

    def __init__(self, front: Front, tally: Tally) -> None:
        super().__init__(daemon=True)
        self.front = front
        self.tally = tally
        self.acknowledged = 0
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.wait(self.pause):
            self.once()

    def once(self) -> None:
        raise NotImplementedError

    def stop(self) -> None:
        self.ended.set()
        self.join()


class Reader(Beside):
    """Reads one story, each time as somebody else."""

    pause = READING

    def __init__(self, front: Front, tally: Tally) -> None:
        super().__init__(front, tally)
        self.client = front.client()
        self.number = count(2**16)
        self.before = views(self.client)
        self.unclear = 0

    def once(self) -> None:
        number = next(self.number)
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}".encode()
        request = Request(VIEWS, b"POST", ((b"User-Agent", FIREFOX), (b"X-Forwarded-For", address)))
        answer = self.client.ask(request)
        self.tally.judge(answer, request)
        self.acknowledged += answer.status == 200
        self.unclear += answer.status != 200

    def missing(self) -> list[str]:
        gained = views(self.client) - self.before
        if self.acknowledged <= gained <= self.acknowledged + self.unclear:
            return []
        return [f"{self.acknowledged} views acknowledged, {self.unclear} unclear, but {gained} counted"]


class Writer(Beside):
    """Saves a draft again and again, each time with other words, and looks whether they are there."""

    pause = WRITING

    def __init__(self, front: Front, cast: Cast, tally: Tally, draft: str) -> None:
        super().__init__(front, tally)
        self.client = front.client(cast.sessions["chief"])
        self.page = f"/admin/articles/article/{draft}/change/".encode()
        self.number = count(1)
        self.words = ""
        self.lost: list[str] = []

    def once(self) -> None:
        words = f"The {next(self.number)}th boat came in at {time.time():.3f}."
        shown = self.client.ask(Request(self.page))
        fields = screen.fields(shown.body, "#article_form") | {"standfirst": words, "_continue": "1"}
        request = encoded(self.page, fields | {"csrfmiddlewaretoken": CSRF.decode()})
        answer = self.client.ask(request)
        self.tally.judge(answer, request, secret=False)
        if answer.status == 302:
            self.acknowledged += 1
            self.words = words
            self.lost += self.missing()

    def missing(self) -> list[str]:
        shown = self.client.ask(Request(self.page))
        if not self.words or screen.fields(shown.body, "#article_form").get("standfirst") == self.words:
            return []
        return [f"saved, but not there: {self.words}"]


class Losses:
    """The people beside the attack."""

    def __init__(self, front: Front, cast: Cast, tally: Tally) -> None:
        self.tally = tally
        self.reader = Reader(front, tally)
        self.writers = [Writer(front, cast, tally, draft) for draft in cast.drafts]
        for one in (self.reader, *self.writers):
            one.start()

    def end(self) -> str:
        """Compare, and say what was acknowledged."""
        for one in (self.reader, *self.writers):
            one.stop()
        # Whatever the pace of the attack, there is something that could have been lost.
        for one in (self.reader, *self.writers):
            one.once()
        self.tally.losses += self.reader.missing()
        for writer in self.writers:
            self.tally.losses += [*writer.lost, *writer.missing()]
            if not writer.acknowledged:
                self.tally.losses.append(f"{writer.page.decode()}: nothing could be saved")
        if not self.reader.acknowledged:
            self.tally.losses.append("no view was acknowledged")
        saves = sum(writer.acknowledged for writer in self.writers)
        return f"{self.reader.acknowledged} views and {saves} saves acknowledged beside it"


def views(client: Client) -> int:
    return int(json.loads(client.ask(Request(VIEWS)).body)["views"])
