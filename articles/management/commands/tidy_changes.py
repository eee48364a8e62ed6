"""Forgets changes that nobody needs any more."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from articles import log


class Command(BaseCommand):
    help = "Forget changes older than CHANGES_KEPT_DAYS. Whoever has read less far has to start again."

    def handle(self, *args: Any, **options: Any) -> None:
        days = settings.CHANGES_KEPT_DAYS
        pruned = log.prune(timezone.now() - timedelta(days=days)) if days else 0
        self.stdout.write(f"{pruned} changes forgotten.")
