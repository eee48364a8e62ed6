"""Checks that totals, days and hours of views agree, and repairs them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.models import PublishedArticle
from articles.readership import checking


class Command(BaseCommand):
    help = "Check that every story's views are the sum of its days, and days the sum of their hours. Fails if not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="set days and totals to the sums")

    def handle(self, *args: Any, repair: bool, **options: Any) -> None:
        found = checking.drifts()
        stories = {drift.published_id for drift in found}
        slugs = dict(PublishedArticle.objects.filter(pk__in=stories).values_list("pk", "slug"))
        for drift in checking.repair(stories) if repair else found:
            day = f" on {drift.day}" if drift.day else ""
            self.stdout.write(f"{slugs[drift.published_id]}{day}: {drift.stored}, but the sum is {drift.summed}")
        if not found:
            self.stdout.write("All views agree.")
        elif repair:
            self.stdout.write("Repaired.")
        else:
            raise CommandError(f"{len(found)} numbers do not agree. --repair sets them to the sums.")
