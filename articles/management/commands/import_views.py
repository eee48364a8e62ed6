"""Imports the views that a previous system counted."""

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from articles.imports import views
from articles.imports.tables import ImportRefused
from articles.management import files


class Command(BaseCommand):
    help = "Add the views of a CSV file (slug, count, optional hour) to stories. The same file counts once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--batch", help="a name that identifies the file; by default, its contents do")

    def handle(self, *args: Any, file: Path, batch: str | None, **options: Any) -> None:
        content = files.read(file)
        lines = files.lines(content, file)
        name = batch or hashlib.sha256(content).hexdigest()
        try:
            taken = views.take_in(lines, name)
        except views.AlreadyImported:
            self.stdout.write("These views were imported before; nothing was added.")
            return
        except ImportRefused as refused:
            raise files.refusal(refused.problems) from refused
        self.stdout.write(f"{taken} views added.")
