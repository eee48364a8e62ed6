"""Fills the newsroom with demo content."""

from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand

from demo.seeding import seed


class Command(BaseCommand):
    help = (
        "Fill the newsroom with demo content: stories, authors, topics, tags, pictures. Existing rows stay as they are."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        start = monotonic()
        added = seed()
        if not added:
            self.stdout.write("The demo content is already here.")
            return
        told = ", ".join(f"{number} {name}" for name, number in added.items())
        self.stdout.write(f"Demo content: {told} in {monotonic() - start:.0f} s.")
