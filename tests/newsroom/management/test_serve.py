"""`manage.py serve`: the first editor's account, and a server in the foreground."""

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from newsroom.management.commands.serve import first_editor

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
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    variables = {"DATA_DIR": str(tmp_path), "PORT": str(port), "SITE_NAME": "The Test Herald"}
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "PUBLIC_URL"}}
    server = subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env=environment | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert answer(f"http://127.0.0.1:{port}/readyz") == b'{"status": "ok", "database": "ok"}'
        assert answer(f"http://127.0.0.1:{port}/api/v1/articles/").startswith(b'{"count":0,')
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
