"""Deletes old changes."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.changes import log


class Command(BaseCommand):
    help = "Delete changes older than CHANGES_KEPT_DAYS. Consumers that have not read that far must start again."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{log.prune_old()} changes deleted.")
