"""Deletes rows that counting views no longer needs."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.readership.tidying import tidy


class Command(BaseCommand):
    help = "Delete hours of views before the last forty days, and expired marks of visitors. Run it once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        hours, marks, rates = tidy()
        self.stdout.write(f"{hours} hours, {marks} marks of visitors and {rates} rates deleted.")
