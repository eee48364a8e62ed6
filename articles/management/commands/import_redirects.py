"""Takes in the old addresses of a previous system."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from articles.management import files
from articles.redirects import importing


class Command(BaseCommand):
    help = "Add the redirects of a CSV file (path, target, optional kind), all of them or none. Runs again safely."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            taken = importing.take_in(files.lines(files.read(file), file))
        except importing.ImportRefused as refused:
            raise files.refusal(refused.problems) from refused
        self.stdout.write(f"Redirects: {taken.added} added, {taken.changed} changed, {taken.known} here already.")
