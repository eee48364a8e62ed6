"""`manage.py serve`: the first editor's account, and a server in the foreground."""

import json
import os
import re
import signal
import socket
import stat
from functools import partial
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from newsroom.management.commands.serve import first_editor
from tests.articles.delivery.receiver import receiving
from tests.running import Newsroom, manage, new_newsroom, newsroom, until

pytestmark = pytest.mark.once


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


@pytest.mark.django_db(transaction=True)
def test_of_two_hosts_that_start_together_one_makes_the_account(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    get_user_model().objects.create_user("editor")
    with monkeypatch.context() as before_that:
        before_that.setattr("django.db.models.query.QuerySet.exists", lambda users: False)
        assert first_editor(tmp_path / "password") == ""
    assert not (tmp_path / "password").exists()
    assert get_user_model().objects.count() == 1


def test_it_serves_on_port_until_it_is_stopped(tmp_path: Path) -> None:
    with new_newsroom(tmp_path, SITE_NAME="The Test Herald") as running:
        assert json.loads(running.read("/readyz"))["database"] == "ok"
        assert running.read("/api/v1/articles/").startswith(b'{"count":0,')
        assert running.stop() == 0
        until(lambda: not running.pids())
        assert re.fullmatch(
            rf"\n  The Test Herald is at  http://localhost:{running.port}/\n"
            rf"  The API is at          http://localhost:{running.port}/api/v1/\n"
            rf"  Editors sign in at     http://localhost:{running.port}/admin/\n"
            r"  as editor, with the password \S{16}\n  Ctrl\+C stops it\.\n\n",
            running.log.read_text(),
        )


def test_load_balancers_ask_for_its_health_by_address(tmp_path: Path) -> None:
    with newsroom(tmp_path) as running:
        running.read("/readyz")
        for head in (b"1.0\r\n", b"1.0\r\nHost: 10.0.0.5\r\n", b"1.1\r\nHost: 10.0.0.5:80\r\n"):
            asked = {said(running.port, b"GET /%s HTTP/%s" % (path, head)) for path in (b"healthz", b"readyz")}
            assert asked == {b"200"}
            assert said(running.port, b"GET /robots.txt HTTP/" + head) == b"400"
        assert "Traceback" not in running.log.read_text()
        assert "You may need to add '10.0.0.5' to ALLOWED_HOSTS." in running.log.read_text()


def test_a_second_one_on_its_port_says_so_and_ends(tmp_path: Path) -> None:
    with newsroom(tmp_path / "first") as first:
        first.read("/healthz")
        with new_newsroom(tmp_path / "second", PORT=str(first.port)) as second:
            assert second.process.wait(60) != 0
            assert second.log.read_text() == (
                f"CommandError: Port {first.port} is in use by another program or another newsroom. "
                "Stop it, or choose another port with PORT.\n"
            )
        assert not (tmp_path / "second" / "newsroom.sqlite3").exists()
        first.read("/healthz")


def test_a_worker_runs_beside_it_and_is_started_again_when_it_dies(tmp_path: Path) -> None:
    with newsroom(tmp_path, WEBHOOK_PRIVATE_NETWORKS="127.0.0.1") as running, receiving() as receiver:
        running.read("/readyz")
        send_test(running, receiver.address)
        until(lambda: len(receiver.got) == 1)
        until(lambda: json.loads(running.read("/readyz"))["worker"] == "ok")
        (first,) = running.workers()
        os.kill(first, signal.SIGKILL)
        until(lambda: running.workers() not in ([], [first]))
        send_test(running, receiver.address)
        until(lambda: len(receiver.got) >= 2)


def test_processes_that_are_killed_come_back_however_often(tmp_path: Path) -> None:
    with newsroom(tmp_path, "--no-worker") as running:
        running.read("/healthz")
        for _ in range(3):
            killed = set(running.answering())
            for pid in killed:
                os.kill(pid, signal.SIGKILL)
            until(partial(others, running, killed))
            running.read("/healthz")


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_nothing_outlives_it(tmp_path: Path, end: signal.Signals) -> None:
    with newsroom(tmp_path) as running:
        running.read("/readyz")
        until(running.workers)
        assert len(running.answering()) == 2
        running.stop(end)
        until(lambda: not running.pids())


def test_one_that_was_killed_makes_room_for_the_next(tmp_path: Path) -> None:
    with newsroom(tmp_path, "--no-worker") as killed:
        killed.read("/healthz")
        killed.stop(signal.SIGKILL)
        with newsroom(tmp_path, "--no-worker", PORT=str(killed.port)) as following:
            following.read("/healthz")
            until(lambda: not killed.pids())


def test_it_can_do_without_a_worker(tmp_path: Path) -> None:
    with newsroom(tmp_path, "--no-worker") as running:
        assert json.loads(running.read("/readyz")) == {"status": "ok", "database": "ok", "worker": "missing"}
        assert running.workers() == []


def test_a_wrong_setting_of_the_processes_ends_it(tmp_path: Path) -> None:
    broken = {"PYTHONPATH": str(tmp_path), "DJANGO_SETTINGS_MODULE": "broken"}
    (tmp_path / "broken.py").write_text(
        "import sys\nfrom newsroom.settings import *\nif 'serving' in sys.argv[0]: raise ValueError('wrong')\n"
    )
    with newsroom(tmp_path, "--no-worker", **broken) as running:
        assert running.process.wait(60) == 1
        until(lambda: not running.pids())


def said(port: int, head: bytes) -> bytes:
    """The status with which the server answers the head of a request."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(head + b"Connection: close\r\n\r\n")
        return connection.recv(1000).split(b" ", 2)[1]


def others(running: Newsroom, known: set[int]) -> bool:
    return len(set(running.answering()) - known) == 2


def send_test(running: Newsroom, address: str) -> None:
    script = (
        "from articles.delivery import outbox; from articles.models import Webhook;"
        f"outbox.send_test(Webhook.objects.get_or_create(name='Website', address='{address}')[0])"
    )
    manage(running.environment, "shell", "--no-imports", "-c", script)


def test_nobody_is_kept_waiting_by_a_newsroom_that_starts(tmp_path: Path) -> None:
    """A proxy is refused until a process can answer, and asks another host."""
    with newsroom(tmp_path) as starting:
        answers = set()
        while b"200" not in answers:
            try:
                answers.add(said(starting.port, b"GET /healthz HTTP/1.0\r\n"))
            except ConnectionRefusedError:
                answers.add(b"refused")
        assert answers == {b"refused", b"200"}


def test_of_two_that_start_together_one_says_that_the_port_is_in_use(tmp_path: Path) -> None:
    with newsroom(tmp_path / "first") as first, newsroom(tmp_path / "second", PORT=str(first.port)) as second:
        until(lambda: None in {first.process.poll(), second.process.poll()} and len(ended(first, second)) == 1)
        (loser,) = ended(first, second)
        assert loser.log.read_text().startswith(f"CommandError: Port {first.port} is in use by another")
        (first if loser is second else second).read("/healthz")


def ended(*newsrooms: Newsroom) -> list[Newsroom]:
    return [one for one in newsrooms if one.process.poll() is not None]
