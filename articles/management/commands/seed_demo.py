"""Fills the newsroom with demo content."""

from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand

from articles.demo.seeding import seed


class Command(BaseCommand):
    help = (
        "Fill the newsroom with demo content: stories, authors, topics, tags, pictures. What is there is left as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--width", type=int, default=2000, help="longer side of the pictures in pixels (2000)")

    def handle(self, *args: Any, width: int, **options: Any) -> None:
        start = monotonic()
        added = seed(width)
        if not added:
            self.stdout.write("The demo content is here already.")
            return
        told = ", ".join(f"{number} {name}" for name, number in added.items())
        self.stdout.write(f"Demo content: {told} in {monotonic() - start:.0f} s.")
