"""Requests that come together: one reading of the position, one computation of an answer, and who waits for whom."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone

from articles.changes.position import Position, Touched
from articles.changes.watching import Reading
from articles.http.caching import ANY_CHANGE, KEPT, ORDINARY, POSITION, Kept
from articles.http.short_way import ShortWay, asked
from newsroom.serving import reads
from newsroom.serving.answers import Answer
from newsroom.serving.lanes import Lane
from newsroom.serving.reads import Reads
from newsroom.serving.shared import Shared

pytestmark = pytest.mark.once
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


class Log:
    """A change log without a database. `newest` moves with every publication."""

    def __init__(self) -> None:
        self.newest = 1
        self.read_for: list[int] = []
        self.fails = False

    def read(self) -> Reading:
        if self.fails:
            raise OSError("the database cannot be reached")
        moved = not self.read_for or self.read_for[-1] != self.newest
        self.read_for.append(self.newest)
        position = Position(self.newest, LONG_AGO, None, timezone.now())
        return Reading(position, Touched(ANY_CHANGE if moved else frozenset(), announced=False))


class Application:
    """A WSGI application whose answers wait until they may go on. `made` has the paths that it was asked for."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.made: list[str] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.held: set[str] = set()
        self.status = "200 OK"
        self.is_kept = True

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        path = environ["PATH_INFO"]
        self.made.append(path)
        if path in self.held:
            self.may_go_on.wait(30)
        if self.status == "error":
            raise ValueError("a fault")
        if self.is_kept:
            environ[KEPT] = Kept(environ[POSITION], ORDINARY, ANY_CHANGE, timezone.now().timestamp())
        start_response(self.status, [("ETag", 'W/"1"'), ("Cache-Control", "x")])
        return [f"{path} {self.log.newest}".encode()]


class House:
    """Readers' requests to one process."""

    def __init__(self) -> None:
        self.log = Log()
        self.application = Application(self.log)
        self.reads = Reads(self.application, ShortWay(), self.log.read, Lane("readers", 2, 50))

    async def get(self, path: str) -> Answer:
        scope = {
            "method": "GET",
            "raw_path": path.encode(),
            "query_string": b"",
            "http_version": "1.1",
            "server": ("127.0.0.1", 8000),
            "client": ("203.0.113.9", 40000),
            "scheme": "http",
            "headers": [(b"host", b"news.test")],
        }
        wanted = asked(scope)
        assert wanted
        return await self.reads.answer(wanted, scope)

    async def until_made(self, number: int) -> None:
        async with asyncio.timeout(30):
            while len(self.application.made) < number:
                await asyncio.sleep(0.001)


@pytest.fixture
def house() -> House:
    return House()


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(coroutine)


def test_of_requests_for_the_same_answer_one_computes(house: House) -> None:
    house.application.held = {"/api/v1/a"}
    house.application.may_go_on.clear()

    async def together() -> list[Answer]:
        asking = [asyncio.create_task(house.get("/api/v1/a")) for _ in range(16)]
        await house.until_made(1)
        assert (await house.get("/api/v1/b")).body == b"/api/v1/b 1"
        house.application.may_go_on.set()
        return await asyncio.gather(*asking)

    assert {answer.body for answer in run(together())} == {b"/api/v1/a 1"}
    assert house.application.made == ["/api/v1/a", "/api/v1/b"]


def test_a_request_after_a_publication_does_not_wait_for_an_older_answer(house: House) -> None:
    house.application.held = {"/api/v1/a"}
    house.application.may_go_on.clear()

    async def one_after_the_other() -> None:
        before = asyncio.create_task(house.get("/api/v1/a"))
        await house.until_made(1)
        house.log.newest = 2
        after = asyncio.create_task(house.get("/api/v1/a"))
        await house.until_made(2)
        house.application.may_go_on.set()
        await before
        assert (await after).body == b"/api/v1/a 2"
        # What was begun before the publication is not kept.
        assert (await house.get("/api/v1/a")).body == b"/api/v1/a 2"

    run(one_after_the_other())
    assert house.application.made == ["/api/v1/a"] * 2


def test_a_fault_reaches_all_who_wait_and_is_not_kept(house: House) -> None:
    house.application.held = {"/api/v1/a"}
    house.application.status = "error"
    house.application.may_go_on.clear()

    async def together() -> list[Any]:
        asking = [asyncio.create_task(house.get("/api/v1/a")) for _ in range(4)]
        await house.until_made(1)
        await asyncio.sleep(0.01)
        house.application.may_go_on.set()
        return await asyncio.gather(*asking, return_exceptions=True)

    assert [str(error) for error in run(together())] == ["a fault"] * 4
    assert house.application.made == ["/api/v1/a"]
    house.application.status = "200 OK"
    assert run(house.get("/api/v1/a")).status == 200


def test_an_answer_that_is_not_for_everybody_is_made_for_each(house: House) -> None:
    house.application.held = {"/api/v1/a"}
    house.application.is_kept = False
    house.application.may_go_on.clear()

    async def together() -> None:
        asking = [asyncio.create_task(house.get("/api/v1/a")) for _ in range(3)]
        await house.until_made(1)
        house.application.may_go_on.set()
        await asyncio.gather(*asking)

    run(together())
    assert house.application.made == ["/api/v1/a"] * 3


def test_who_hangs_up_is_forgotten_and_the_others_get_their_answer(house: House) -> None:
    house.application.held = {"/api/v1/a"}
    house.application.may_go_on.clear()

    async def together() -> None:
        first = asyncio.create_task(house.get("/api/v1/a"))
        await house.until_made(1)
        second = asyncio.create_task(house.get("/api/v1/a"))
        await asyncio.sleep(0.01)
        first.cancel()
        house.application.may_go_on.set()
        assert (await second).body == b"/api/v1/a 1"

    run(together())
    assert house.application.made == ["/api/v1/a"]


def test_what_turned_out_slow_holds_one_thread_at_most(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = "/api/v1/slow"
    with monkeypatch.context() as patch:
        patch.setattr(reads, "SLOW", -1.0)
        run(house.get(slow))
    house.application.held = {slow}
    house.application.may_go_on.clear()

    async def with_two_slow_ones() -> None:
        # At two positions, so that neither waits for the other's answer.
        house.log.newest = 2
        first = asyncio.create_task(house.get(slow))
        await house.until_made(2)
        house.log.newest = 3
        second = asyncio.create_task(house.get(slow))
        assert (await house.get("/api/v1/quick")).status == 200
        assert house.application.made == [slow, slow, "/api/v1/quick"]
        house.application.may_go_on.set()
        await asyncio.gather(first, second)

    run(with_two_slow_ones())


def test_without_a_position_the_ordinary_way_answers(house: House) -> None:
    house.application.is_kept = False
    house.log.fails = True
    assert run(house.get("/api/v1/a")).body == b"/api/v1/a 1"
    assert run(house.get("/api/v1/a")).body == b"/api/v1/a 1"
    assert house.application.made == ["/api/v1/a"] * 2


def test_one_reading_is_for_all_that_came_before_it_began() -> None:
    began, may_end = threading.Semaphore(0), threading.Semaphore(0)
    taken: list[int] = []
    number = iter(range(1, 10))

    def read() -> int:
        one = next(number)
        began.release()
        may_end.acquire(timeout=30)
        return one

    async def together() -> list[int]:
        shared = Shared(read, taken.append)

        async def ask() -> int:
            await shared.fresh()
            return taken[-1]

        first = asyncio.create_task(ask())
        await asyncio.get_running_loop().run_in_executor(None, began.acquire)
        # The first reading is under way, and is not for these.
        others = [asyncio.create_task(ask()) for _ in range(5)]
        await asyncio.sleep(0.01)
        others[0].cancel()
        may_end.release()
        may_end.release()
        return [await first, *(await asyncio.gather(*others[1:]))]

    assert run(together()) == [1, 2, 2, 2, 2]
    assert taken == [1, 2]


def test_a_reading_that_fails_is_an_error_for_its_own_only() -> None:
    failing = iter([True, False])

    def read() -> int:
        if next(failing):
            raise OSError("gone")
        return 2

    async def twice() -> list[int]:
        taken: list[int] = []
        shared = Shared(read, taken.append)
        with pytest.raises(OSError, match="gone"):
            await shared.fresh()
        await shared.fresh()
        return taken

    assert run(twice()) == [2]
