"""A bucket that can be taken away: as much of S3 as pictures need, in the process of the outages."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.parse import unquote

from tests.running import free_port


class Bucket:
    """Answers at `address`. Nobody listens while it is `gone`; it takes requests and says nothing while `silent`."""

    def __init__(self, host: str = "127.0.0.1", port: int | None = None) -> None:
        self.objects: dict[str, bytes] = {}
        self.host = host
        self.port = port or free_port()
        self.address = f"http://{host}:{self.port}"
        self.silence = threading.Event()
        self.begin()

    def originals(self) -> set[str]:
        prefix = "/pictures/originals/"
        return {name.removeprefix(prefix) for name in self.objects if name.startswith(prefix)}

    def begin(self) -> None:
        self._server = _Server((self.host, self.port), _handler(self))
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def end(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._server.hang_up()

    @contextmanager
    def away(self, how: Literal["gone", "silent"]) -> Iterator[None]:
        if how == "gone":
            self.end()
        self.silence.set()
        try:
            yield
        finally:
            self.silence.clear()
            if how == "gone":
                self.begin()


class _Server(ThreadingHTTPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, *arguments: Any) -> None:
        self.connections: list[socket.socket] = []
        super().__init__(*arguments)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections.append(request)
        super().process_request(request, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that have given up waiting are what this is about."""

    def hang_up(self) -> None:
        for connection in self.connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


def _handler(bucket: Bucket) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_PUT(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            if self._speaks():
                bucket.objects[self._name()] = content
                self._answer(200)

        def do_HEAD(self) -> None:
            if self._speaks():
                self._answer(200 if self._name() in bucket.objects else 404, bucket.objects.get(self._name(), b""))

        do_GET = do_HEAD

        def do_DELETE(self) -> None:
            if self._speaks():
                bucket.objects.pop(self._name(), None)
                self._answer(204)

        def _name(self) -> str:
            return unquote(self.path.split("?")[0])

        def _speaks(self) -> bool:
            """Whether anybody is answered now. Who is not, is left without a word."""
            while bucket.silence.is_set():
                if bucket.silence.wait(0) and self.connection.fileno() < 0:
                    return False
                threading.Event().wait(0.1)
            return True

        def _answer(self, status: int, content: bytes = b"") -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("ETag", '"e"')
            self.send_header("Last-Modified", "Mon, 01 Jan 2024 00:00:00 GMT")
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(content)

        def log_message(self, *arguments: Any) -> None:
            return

    return Handler
