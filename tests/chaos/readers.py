"""Readers who remember what they were told."""

import http.client
import itertools
import random
import threading
from collections import Counter
from dataclasses import dataclass, field

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
# Nobody comes twice: a visitor known already would get a number that somebody else has.
VISITORS = itertools.count(random.randrange(2**20))


@dataclass
class Told:
    """What came back from the views of one story: numbers of acknowledged ones, and what others got."""

    numbers: list[int] = field(default_factory=list)
    unclear: Counter[str] = field(default_factory=Counter)


class Reader(threading.Thread):
    """Posts views to stories, the first of them most, until `stop` is set. Each time as somebody else."""

    def __init__(self, port: int, slugs: list[str], stop: threading.Event, host: str = "127.0.0.1") -> None:
        super().__init__(daemon=True)
        self.host = host
        self.port = port
        self.slugs = slugs
        self.stop = stop
        self.told = {slug: Told() for slug in slugs}

    def run(self) -> None:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=20)
        while not self.stop.is_set():
            slug = self.slugs[0] if random.random() < 0.7 else random.choice(self.slugs)
            try:
                self._view(connection, slug)
            except ConnectionRefusedError:
                # Nothing was sent.
                connection.close()
                self.stop.wait(0.05)
            except (OSError, http.client.HTTPException) as error:
                self.told[slug].unclear[type(error).__name__] += 1
                connection.close()

    def _view(self, connection: http.client.HTTPConnection, slug: str) -> None:
        number = next(VISITORS)
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        headers = {"User-Agent": FIREFOX, "X-Forwarded-For": address}
        connection.request("POST", f"/api/v1/articles/{slug}/views/", headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status == 200:
            self.told[slug].numbers.append(int(body.removeprefix(b'{"views":').removesuffix(b"}")))
        else:
            # A transaction whose end was not heard of may have been stored.
            self.told[slug].unclear[str(answer.status)] += 1
