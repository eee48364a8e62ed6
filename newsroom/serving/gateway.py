"""Between the server and Django: takes requests by ASGI and answers them in a few threads.

A request gets a thread once it has arrived completely, and returns it once the answer is complete. So silent, slow or
idle clients cost only a connection. Threads are few because each may need a connection to the database. A process has
six: one for counting, one for the position of the change log, two for readers, and two for editors and pictures, so
that slow work delays no reader.
"""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from http import HTTPStatus
from typing import Final

from articles.api import bypass
from articles.changes.watching import Reading
from articles.http.short_way import ShortWay, asked
from newsroom.serving.answers import Answer, Application, Send, ask, encoded, refusal
from newsroom.serving.bodies import Bodies, Gone, Receive, Refused
from newsroom.serving.lanes import Full, Lane
from newsroom.serving.reads import Reads
from newsroom.serving.requests import Environ, Scope, environ
from newsroom.serving.views import Number, Views

logger = logging.getLogger(__name__)

READERS: Final = 2
EDITORS: Final = 2
# To PostgreSQL, for these threads and the one that counts (newsroom.postgresql). With one more for the log's position,
# two processes and the worker, a host has eleven: eight hosts fit the default of 100.
CONNECTIONS: Final = 4
# With more waiting requests, clients would give up before their turn.
WAITING: Final = 500


class Gateway:
    """An ASGI application around Django's WSGI application. Paths that begin with one of `slow` are slow work."""

    def __init__(
        self,
        application: Application,
        count_together: Callable[[Sequence[Environ]], list[Number]],
        bodies: Bodies,
        slow: tuple[str, ...],
        read: Callable[[], Reading],
    ) -> None:
        self._application = application
        self._views = Views(count_together)
        self._bodies = bodies
        self._slow = slow
        self._readers = Lane("readers", READERS, WAITING)
        self._editors = Lane("editors", EDITORS, WAITING)
        self._reads = Reads(application, ShortWay(), read, self._readers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        try:
            answer = await self._answer(scope, receive)
        except Gone:
            # Who has hung up hears nothing of it. Who sends what is no body is still there.
            answer = refusal(scope["path"], HTTPStatus.BAD_REQUEST, "The request broke off.")
        except Refused as refused:
            answer = refusal(scope["path"], refused.status, refused.detail)
        except Full:
            answer = refusal(scope["path"], HTTPStatus.SERVICE_UNAVAILABLE, "Too many requests are waiting.")
        except Exception:
            logger.exception("%s %s was not answered.", scope["method"], scope["path"])
            answer = refusal(scope["path"], HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side.")
        await answer.send(send)

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        if wanted := asked(scope):
            return await self._reads.answer(wanted, scope)
        body = await self._bodies.read(scope, receive)
        try:
            request = environ(scope, body.file, body.length)
            if bypass.is_view(request):
                number = await self._views.count(request)
                if number is not None:
                    headers, content = bypass.answer(number)
                    return Answer(HTTPStatus.OK, encoded(headers), content)
            lane = self._editors if request["PATH_INFO"].startswith(self._slow) else self._readers
            return await lane.run(partial(ask, self._application, request))
        finally:
            self._bodies.close(body)
