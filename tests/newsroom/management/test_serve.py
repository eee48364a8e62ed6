"""`manage.py serve`: the first editor's account, and a server in the foreground."""

import contextlib
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from newsroom.management.commands.serve import first_editor
from tests.articles.delivery.receiver import receiving

ROOT = Path(__file__).parent.parent.parent.parent


@pytest.mark.django_db
def test_the_first_start_makes_an_editor_with_a_generated_password(tmp_path: Path) -> None:
    password = first_editor(tmp_path / "password")
    editor = get_user_model().objects.get()
    assert (editor.username, editor.is_superuser, editor.check_password(password)) == ("editor", True, True)
    assert stat.S_IMODE((tmp_path / "password").stat().st_mode) == 0o600


@pytest.mark.django_db
def test_later_starts_show_it_until_it_is_changed(tmp_path: Path) -> None:
    password = first_editor(tmp_path / "password")
    assert first_editor(tmp_path / "password") == password
    editor = get_user_model().objects.get()
    editor.set_password("a password of her own")
    editor.save()
    assert first_editor(tmp_path / "password") == ""


@pytest.mark.django_db
def test_a_newsroom_with_accounts_gets_none(tmp_path: Path) -> None:
    get_user_model().objects.create_user("ana")
    assert first_editor(tmp_path / "password") == ""
    assert get_user_model().objects.count() == 1


def test_it_serves_on_port_until_it_is_stopped(tmp_path: Path) -> None:
    port = free_port()
    server = serve(tmp_path, port)
    try:
        assert answer(f"http://127.0.0.1:{port}/readyz") == b'{"status": "ok", "database": "ok"}'
        assert answer(f"http://127.0.0.1:{port}/api/v1/articles/").startswith(b'{"count":0,')
        # As load balancers ask.
        for head in (b"1.0\r\n", b"1.0\r\nHost: 10.0.0.5\r\n", b"1.1\r\nHost: 10.0.0.5:80\r\n"):
            assert {said(port, b"GET /%s HTTP/%s" % (path, head)) for path in (b"healthz", b"readyz")} == {b"200"}
            assert said(port, b"GET /robots.txt HTTP/" + head) == b"400"
    finally:
        server.send_signal(signal.SIGTERM)
        output, _ = server.communicate(timeout=30)
    assert re.match(
        rf"\n  The Test Herald is at  http://localhost:{port}/\n"
        rf"  The API is at          http://localhost:{port}/api/v1/\n"
        rf"  Editors sign in at     http://localhost:{port}/admin/\n"
        r"  as editor, with the password \S{16}\n  Ctrl\+C stops it\.\n\n",
        output,
    )


def test_a_worker_runs_beside_it_and_is_started_again_when_it_dies(tmp_path: Path) -> None:
    port = free_port()
    server = serve(tmp_path, port)
    try:
        answer(f"http://127.0.0.1:{port}/readyz")
        with receiving() as receiver:
            send_test(tmp_path, receiver.address)
            until(lambda: len(receiver.got) == 1)
            (first,) = workers(server.pid)
            os.kill(first, signal.SIGKILL)
            until(lambda: workers(server.pid) not in ([], [first]))
            send_test(tmp_path, receiver.address)
            until(lambda: len(receiver.got) >= 2)
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=30)
    until(lambda: not in_group(server.pid))


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_it(tmp_path: Path, end: signal.Signals) -> None:
    port = free_port()
    server = serve(tmp_path, port)
    answer(f"http://127.0.0.1:{port}/readyz")
    until(lambda: workers(server.pid))
    server.send_signal(end)
    server.wait(30)
    until(lambda: not [line for line in in_group(server.pid) if "manage.py work" in line])
    with contextlib.suppress(ProcessLookupError):
        # Processes of a server that was killed stay, as they did before there were workers.
        os.killpg(server.pid, signal.SIGKILL)
    server.communicate()


def test_it_can_do_without_a_worker(tmp_path: Path) -> None:
    port = free_port()
    server = serve(tmp_path, port, "--no-worker")
    try:
        answer(f"http://127.0.0.1:{port}/readyz")
        assert [line for line in in_group(server.pid) if "manage.py work" in line] == []
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=30)


def said(port: int, head: bytes) -> bytes:
    """The status that the server answers to the head of a request with."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(head + b"Connection: close\r\n\r\n")
        return connection.recv(1000).split(b" ", 2)[1]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def environment(folder: Path) -> dict[str, str]:
    """That of the machine, with a database of its own, and receivers on this machine allowed."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "PUBLIC_URL"}}
    return kept | {"DATA_DIR": str(folder), "SITE_NAME": "The Test Herald", "WEBHOOK_PRIVATE_NETWORKS": "127.0.0.1"}


def serve(folder: Path, port: int, *arguments: str) -> "subprocess.Popen[str]":
    """In a process group of its own, so that what it leaves behind can be seen."""
    return subprocess.Popen(
        [sys.executable, "manage.py", "serve", *arguments],
        cwd=ROOT,
        env=environment(folder) | {"PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def send_test(folder: Path, address: str) -> None:
    script = (
        "from articles.delivery import outbox; from articles.models import Webhook;"
        f"outbox.send_test(Webhook.objects.get_or_create(name='Website', address='{address}')[0])"
    )
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", script]
    subprocess.run(command, cwd=ROOT, env=environment(folder), check=True)


def in_group(group: int) -> list[str]:
    """The process ids and command lines of a process group."""
    lines = subprocess.run(["ps", "-eo", "pgid=,pid=,args="], capture_output=True, text=True).stdout.splitlines()
    return [line.split(maxsplit=1)[1] for line in lines if line.split()[0] == str(group)]


def workers(group: int) -> list[int]:
    lines = [line for line in in_group(group) if "manage.py work" in line and "newsroom.keeper" not in line]
    return [int(line.split()[0]) for line in lines]


def until(true: Callable[[], object]) -> None:
    for _ in range(200):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("It has not happened within twenty seconds.")


def answer(url: str) -> bytes:
    """What the address gives, once the server has started."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=10) as response:
                content: bytes = response.read()
                return content
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{url} does not answer")
