"""`manage.py serve`: a newsroom on this machine, in one go."""

import os
import secrets
import subprocess
import sys
from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

EDITOR = "editor"


class Command(BaseCommand):
    help = "Brings the database up to date, makes the first editor's account, and serves on PORT in the foreground."
    # The database may be empty, and checks that read it would fail.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="fill an empty newsroom with demo content first")
        parser.add_argument("--workers", type=int, default=2, help="processes (default 2)")
        parser.add_argument("--no-worker", action="store_true", help="without `work`, which then runs elsewhere")

    def handle(self, *, demo: bool, workers: int, no_worker: bool, **options: Any) -> None:
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
        if not no_worker:
            start_worker()
        serve(workers)


def first_editor(path: Path) -> str:
    """The generated password of the first editor, whose account is made when there is none; "" once it was changed."""
    users = get_user_model()._default_manager
    if not users.exists():
        password = secrets.token_urlsafe(12)
        with open(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
            file.write(password)
        users.create_superuser(EDITOR, password=password)
    password = path.read_text() if path.exists() else ""
    editor = users.filter(username=EDITOR).first()
    return password if editor and editor.check_password(password) else ""


def start_worker() -> None:
    """Start `work` beside the server that this process becomes, and let it be kept there: see newsroom.keeper."""
    work = [sys.executable, str(settings.BASE_DIR / "manage.py"), "work", "--beside"]
    keeper = [sys.executable, "-m", "newsroom.keeper", str(os.getpid()), *work]
    subprocess.Popen(keeper, cwd=settings.BASE_DIR, stdin=subprocess.DEVNULL)


def serve(workers: int) -> None:
    """Become the server. Eight threads a process: more share a transaction of counted views, but cost latency."""
    granian = Path(sys.executable).parent / "granian"
    arguments = ["--interface", "wsgi", "--host", "0.0.0.0", "--port", str(settings.PORT), "--workers", str(workers)]
    arguments += ["--blocking-threads", "8", "--backlog", "1024", "--backpressure", "64", "--no-ws"]
    # A worker that is told to stop while it starts would never end.
    arguments += ["--workers-kill-timeout", "10"]
    arguments += ["--respawn-failed-workers", "--log-level", "warning", "newsroom.wsgi:application"]
    os.execv(granian, [str(granian), *arguments])
