"""`manage.py serve`: runs a whole newsroom on this machine with one command."""

import os
import secrets
import socket
import sys
from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, OperationalError

from newsroom.serving.listener import InUse, claim, take

EDITOR = "editor"


class Command(BaseCommand):
    help = "Migrate the database, create the first editor's account, and serve on PORT in the foreground."
    # The database may be empty, and then checks that read it would fail.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="fill an empty newsroom with demo content first")
        parser.add_argument("--workers", type=int, default=2, help="processes (default 2)")
        parser.add_argument("--no-worker", action="store_true", help="do not run `work`, because it runs elsewhere")

    def handle(self, *, demo: bool, workers: int, no_worker: bool, **options: Any) -> None:
        try:
            claimed = claim(settings.PORT)
            listeners = take(settings.PORT, workers)
        except InUse as error:
            raise CommandError(
                f"Port {settings.PORT} is in use by another program or another newsroom. "
                "Stop it, or choose another port with PORT."
            ) from error
        except OSError as error:
            raise CommandError(f"Port {settings.PORT} cannot be used: {error.strerror}.") from error
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except OperationalError as error:
            raise CommandError(f"The database of DATABASE_URL cannot be used: {error}") from error
        if demo:
            call_command("seed_demo")
        call_command("tidy_views", stdout=StringIO())
        password = first_editor(settings.DATA_DIR / "editor_password")
        self.stdout.write(f"\n  {settings.SITE_NAME} is at  {settings.PUBLIC_URL}/")
        self.stdout.write(f"  The API is at          {settings.PUBLIC_URL}/api/v1/")
        self.stdout.write(f"  Editors sign in at     {settings.PUBLIC_URL}/admin/")
        if password:
            self.stdout.write(f"  as {EDITOR}, with the password {password}")
        self.stdout.write("  Ctrl+C stops it.\n\n")
        self.stdout.flush()
        os.environ.setdefault("PUBLIC_URL", settings.PUBLIC_URL)
        become_server(claimed, listeners, workers, worker=not no_worker)


def first_editor(path: Path) -> str:
    """Create the first editor's account if there is none. Returns its generated password; "" once it was changed."""
    users = get_user_model()._default_manager
    if not users.exists():
        password = secrets.token_urlsafe(12)
        with open(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
            file.write(password)
        try:
            users.create_superuser(EDITOR, password=password)
        except IntegrityError:
            # Another host, which starts at the same time, was first.
            path.unlink()
    password = path.read_text() if path.exists() else ""
    editor = users.filter(username=EDITOR).first()
    return password if editor and editor.check_password(password) else ""


def become_server(claimed: socket.socket, listeners: list[socket.socket], workers: int, *, worker: bool) -> None:
    """Replace this process with the server of newsroom.serving, which also runs `work`. It keeps the sockets."""
    descriptors = ",".join(str(listener.fileno()) for listener in listeners)
    command = [sys.executable, "-m", "newsroom.serving", str(workers), descriptors]
    if worker:
        command += [sys.executable, "manage.py", "work", "--beside"]
    for kept in (claimed, *listeners):
        kept.set_inheritable(True)
    os.chdir(settings.BASE_DIR)
    os.execv(sys.executable, command)
