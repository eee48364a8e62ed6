"""docs/deploy as it ships: nginx takes its configuration, systemd its units, and what they start serves and works."""

import json
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from newsroom import environment as env
from tests.running import ROOT, environment, free_port, newsroom, until

pytestmark = pytest.mark.once

DEPLOY = ROOT / "docs" / "deploy"
PYTHON = "/srv/newsroom/.venv/bin/python"
UNITS = ["newsroom-web.service", "newsroom-worker.service"]

needs_nginx = pytest.mark.skipif(not shutil.which("nginx"), reason="needs nginx: apt-get install nginx-light")
needs_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")


class Backend(ThreadingHTTPServer):
    """A host that says what it was asked, with the headers it is told. It hangs up where it is `broken`."""

    daemon_threads = True

    def __init__(self, *, broken: bool = False, **headers: str) -> None:
        self.broken = broken
        self.headers = headers
        self.asked: list[tuple[str, dict[str, str]]] = []
        super().__init__(("127.0.0.1", 0), Answering)
        Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()


class Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        host = self.server
        assert isinstance(host, Backend)
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        host.asked.append((f"{self.command} {self.path}", dict(self.headers)))
        if host.broken:
            self.close_connection = True
            return
        body = b"answered"
        self.send_response(200)
        for name, value in host.headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *arguments: object) -> None:
        return


@contextmanager
def nginx(folder: Path, *hosts: Backend) -> Iterator[int]:
    """The port of nginx, with the configuration as it ships but for that port and the folder of what it keeps."""
    port = free_port()
    text = (DEPLOY / "newsroom.conf").read_text()
    text = text.replace("listen 80 default_server", f"listen 127.0.0.1:{port} default_server")
    (folder / "newsroom.conf").write_text(text.replace("/var/lib/nginx/newsroom", f'"{folder}/kept"', 1))
    servers = [f"server 127.0.0.1:{host.server_port} max_fails=1 fail_timeout=2s;" for host in hosts]
    (folder / "newsroom-hosts.conf").write_text("\n".join(servers))
    paths = "".join(
        f'{kind}_temp_path "{folder}/{kind}";' for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f'daemon off; master_process off; pid "{folder}/pid"; events {{}} '
        f"http {{ access_log off; {paths} include newsroom.conf; }}"
    )
    command = ["nginx", "-e", str(folder / "log"), "-c", str(folder / "nginx.conf")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    assert "[warn]" not in checked.stderr
    server = subprocess.Popen(command)
    try:
        until(lambda: is_open(port))
        yield port
    finally:
        server.terminate()
        server.wait(30)
        for host in hosts:
            host.shutdown()
            host.server_close()


def is_open(port: int) -> bool:
    try:
        return ask(port, "/healthz").status > 0
    except OSError:
        return False


def ask(port: int, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> HTTPResponse:
    with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        answer.read()
        return answer


@needs_nginx
def test_clients_cannot_say_where_they_come_from(tmp_path: Path) -> None:
    host = Backend()
    with nginx(tmp_path, host) as port:
        ask(port, "/admin/", X_Forwarded_For="203.0.113.9", X_Forwarded_Proto="https")
    seen = host.asked[-1][1]
    assert (seen["X-Forwarded-For"], seen["X-Forwarded-Proto"]) == ("127.0.0.1", "http")


@needs_nginx
def test_answers_are_kept_as_long_as_they_may_be(tmp_path: Path) -> None:
    host = Backend(Cache_Control="public, max-age=0, s-maxage=60")
    with nginx(tmp_path, host) as port:
        for path in (
            "/api/v1/articles/",
            "/feeds/articles.rss",
            "/renditions/1/a/b.webp",
            "/static/a.css",
            "/sitemap.xml",
        ):
            assert [ask(port, path).headers["X-Cache"] for _ in range(2)] == ["MISS", "HIT"], path
        for path in ("/admin/", "/api/v1/preview/token/", "/preview/token/", "/metrics", "/healthz"):
            assert [ask(port, path).headers["X-Cache"] for _ in range(2)] == [None, None], path


@needs_nginx
def test_what_may_not_be_kept_is_asked_for_every_time(tmp_path: Path) -> None:
    host = Backend(Cache_Control="public, max-age=10, s-maxage=0")
    with nginx(tmp_path, host) as port:
        before = len(host.asked)
        for _ in range(3):
            ask(port, "/api/v1/articles/")
        assert len(host.asked) - before == 3


@needs_nginx
def test_a_read_goes_to_the_next_host_and_a_view_is_never_repeated(tmp_path: Path) -> None:
    broken, sound = Backend(broken=True), Backend()
    with nginx(tmp_path, broken, sound) as port:
        assert {ask(port, "/api/v1/articles/").status for _ in range(4)} == {200}
        assert broken.asked
        views = "/api/v1/articles/one/views/"
        statuses = []
        while 502 not in statuses:
            # A host that failed is tried again after two seconds.
            statuses.append(ask(port, views, "POST").status)
            time.sleep(0.2)
        posts = [line for host in (broken, sound) for line, _ in host.asked if line == f"POST {views}"]
        assert len(posts) == len(statuses)


@needs_nginx
def test_bodies_are_limited_as_the_hosts_limit_them(tmp_path: Path) -> None:
    with nginx(tmp_path, Backend()) as port:
        assert ask(port, "/api/v1/articles/one/views/", "POST", bytes(65 * 1024)).status == 413
        assert ask(port, "/admin/media/image/add/", "POST", bytes(1_000_000)).status == 200
    # newsroom.asgi.LARGEST, with the default of IMAGE_MAX_BYTES.
    largest = 2 * env.number("NO_SUCH_VARIABLE", 25_000_000, least=1, most=10**9) + 10_000_000
    assert f"client_max_body_size {largest // 1_000_000}m;" in (DEPLOY / "newsroom.conf").read_text()


@needs_systemd
@pytest.mark.parametrize("unit", UNITS)
def test_systemd_understands_the_units(unit: str, tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.symlink_to(sys.executable)
    (tmp_path / unit).write_text((DEPLOY / unit).read_text().replace(PYTHON, str(python)))
    checked = subprocess.run(["systemd-analyze", "verify", str(tmp_path / unit)], capture_output=True, text=True)
    assert (checked.returncode, checked.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("unit", UNITS)
def test_they_give_little_away(unit: str) -> None:
    """systemd's own measure of what a service may do to its machine, from 0 to 10 (here 20 of 100 at most)."""
    command = ["systemd-analyze", "security", "--offline=yes", "--threshold=20", "--no-pager", str(DEPLOY / unit)]
    checked = subprocess.run(command, capture_output=True, text=True)
    if "unrecognized option" in checked.stderr:
        pytest.skip("needs systemd 250 or later")
    assert checked.returncode == 0, checked.stdout[-500:]


def test_what_they_start_serves_and_works(tmp_path: Path) -> None:
    commands = [started(unit) for unit in UNITS]
    assert [command[:2] for command in commands] == [[PYTHON, "manage.py"]] * 2
    (_, _, serve, *arguments), (_, _, *work) = commands
    assert (serve, arguments, work) == ("serve", ["--no-worker"], ["work"])
    with newsroom(tmp_path, *arguments) as running:
        assert json.loads(running.read("/readyz"))["worker"] == "missing"
        with (tmp_path / "worker").open("w") as log:
            worker = subprocess.Popen(
                [sys.executable, "manage.py", *work], cwd=ROOT, env=running.environment, stdout=log, stderr=log
            )
        try:
            until(lambda: json.loads(running.read("/readyz"))["worker"] == "ok")
        finally:
            worker.terminate()
            assert worker.wait(30) == 0


def test_the_environment_file_is_accepted(tmp_path: Path) -> None:
    lines = (DEPLOY / "newsroom.env").read_text().splitlines()
    values = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    command = [
        sys.executable,
        "-c",
        "import newsroom.settings as s; print(s.PORT, s.S3_BUCKET, s.DATABASES['default']['HOST'])",
    ]
    told = subprocess.run(
        command, cwd=ROOT, env=environment(tmp_path) | values, capture_output=True, text=True, check=True
    )
    assert told.stdout == "8000 newsroom-pictures 10.1.0.20\n"


def started(unit: str) -> list[str]:
    (line,) = re.findall(r"^ExecStart=(.*)$", (DEPLOY / unit).read_text(), re.MULTILINE)
    return shlex.split(line)
