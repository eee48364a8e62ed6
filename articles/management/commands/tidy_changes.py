"""Forgets changes that nobody needs any more."""

from typing import Any

from django.core.management.base import BaseCommand

from articles import log


class Command(BaseCommand):
    help = "Forget changes older than CHANGES_KEPT_DAYS. Whoever has read less far has to start again."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{log.prune_old()} changes forgotten.")
