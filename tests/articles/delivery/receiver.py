"""A receiver on this machine that remembers what it got and gives prepared answers."""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import orjson


@dataclass
class Reply:
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b"Thank you."
    # Set when the reply may be sent.
    when: Event | None = None
    # Seconds between two bytes of the body, and before the status.
    drip: float = 0
    pause: float = 0


@dataclass
class Received:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    at: float

    @property
    def json(self) -> Any:
        return orjson.loads(self.body)


class Receiver:
    """Answers with `replies` in turn, then with `default`."""

    def __init__(self) -> None:
        self.got: list[Received] = []
        self.replies: deque[Reply] = deque()
        self.default = Reply()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                receiver.got.append(Received(self.command, self.path, headers, body, time.time()))
                receiver.reply(self)

            do_POST = do_PURGE = do_GET = answer

            def log_message(self, *args: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return self._server.server_port

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def slugs(self) -> list[str]:
        return [one.json["data"]["slug"] for one in self.got]

    def reply(self, handler: BaseHTTPRequestHandler) -> None:
        reply = self.replies.popleft() if self.replies else self.default
        if reply.when:
            reply.when.wait(10)
        time.sleep(reply.pause)
        try:
            handler.send_response(reply.status)
            for name, value in ({"Content-Length": str(len(reply.body))} | reply.headers).items():
                handler.send_header(name, value)
            handler.end_headers()
            pieces = [reply.body] if not reply.drip else [bytes([byte]) for byte in reply.body]
            for piece in pieces:
                handler.wfile.write(piece)
                handler.wfile.flush()
                time.sleep(reply.drip)
        except OSError:
            return

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def receiving() -> Iterator[Receiver]:
    receiver = Receiver()
    try:
        yield receiver
    finally:
        receiver.close()
