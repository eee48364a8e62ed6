"""Between the server and Django: takes requests in by ASGI, and answers them in a few threads.

A thread is given to a request once all of it is here, and taken from it once all of the answer is there: whoever is
silent, slow or idle costs a connection. Threads are few, because each keeps a connection to the database: five of a
process are one for counting, two for readers and two for editors and pictures, so that slow work holds up no reader.
"""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from http import HTTPStatus
from typing import Final

from articles.api import fast_lane
from newsroom.serving.answers import Answer, Application, Send, ask, refusal
from newsroom.serving.bodies import Bodies, Gone, Receive, Refused
from newsroom.serving.lanes import Full, Lane
from newsroom.serving.requests import Environ, Scope, environ
from newsroom.serving.views import Number, Views

logger = logging.getLogger(__name__)

READERS: Final = 2
EDITORS: Final = 2
# More requests than these would wait for longer than anybody waits.
WAITING: Final = 500


class Gateway:
    """An ASGI application around Django's WSGI application. `slow` are the beginnings of the paths of slow work."""

    def __init__(
        self,
        application: Application,
        count_together: Callable[[Sequence[Environ]], list[Number]],
        bodies: Bodies,
        slow: tuple[str, ...],
    ) -> None:
        self._application = application
        self._views = Views(count_together)
        self._bodies = bodies
        self._slow = slow
        self._readers = Lane("readers", READERS, WAITING)
        self._editors = Lane("editors", EDITORS, WAITING)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        try:
            answer = await self._answer(scope, receive)
        except Gone:
            return
        except Refused as refused:
            answer = refusal(scope["path"], refused.status, refused.detail)
        except Full:
            answer = refusal(scope["path"], HTTPStatus.SERVICE_UNAVAILABLE, "Too many requests are waiting.")
        except Exception:
            logger.exception("Nothing has answered %s %s.", scope["method"], scope["path"])
            answer = refusal(scope["path"], HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side.")
        await answer.send(send)

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        body = await self._bodies.read(scope, receive)
        try:
            request = environ(scope, body.file, body.length)
            if fast_lane.is_view(request):
                number = await self._views.count(request)
                if number is not None:
                    headers, content = fast_lane.answer(number)
                    return Answer(HTTPStatus.OK, headers, content)
            lane = self._editors if request["PATH_INFO"].startswith(self._slow) else self._readers
            return await lane.run(partial(ask, self._application, request))
        finally:
            self._bodies.close(body)
