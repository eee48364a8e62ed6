"""Takes in the views that a previous system has counted."""

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from articles.management import files
from articles.readership import importing


class Command(BaseCommand):
    help = "Add the views of a CSV file (slug, count, optional hour) to stories. The same file counts once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--batch", help="a name to know the file by; without it, the file's contents are its name")

    def handle(self, *args: Any, file: Path, batch: str | None, **options: Any) -> None:
        content = files.read(file)
        lines = files.lines(content, file)
        name = batch or hashlib.sha256(content).hexdigest()
        try:
            views = importing.take_in(lines, name)
        except importing.AlreadyImported:
            self.stdout.write("These views are here already; nothing was added.")
            return
        except importing.ImportRefused as refused:
            raise files.refusal(refused.problems) from refused
        self.stdout.write(f"{views} views added.")
