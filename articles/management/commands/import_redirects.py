"""Imports the old addresses of a previous system."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from articles.imports import redirects
from articles.imports.tables import ImportRefused
from articles.management import files


class Command(BaseCommand):
    help = "Add the redirects of a CSV file (path, target, optional kind), all or none. It can safely run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            taken = redirects.take_in(files.lines(files.read(file), file))
        except ImportRefused as refused:
            raise files.refusal(refused.problems) from refused
        self.stdout.write(f"Redirects: {taken.added} added, {taken.changed} changed, {taken.known} already known.")
