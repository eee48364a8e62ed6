"""Compiles every published document again, after the representation has changed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles.models import PublishedArticle
from articles.publishing import upkeep


class Command(BaseCommand):
    help = "Compile every published document again. Those that have changed are written and logged as updated."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", type=int, default=500, help="documents in one transaction (500)")

    def handle(self, *args: Any, batch: int, **options: Any) -> None:
        changed = 0
        # Withdrawn stories no longer have a snapshot to compile.
        keys = list(PublishedArticle.objects.documented().order_by("pk").values_list("pk", flat=True))
        with tqdm(total=len(keys), unit="document", disable=options["verbosity"] == 0) as progress:
            for start in range(0, len(keys), batch):
                some = keys[start : start + batch]
                changed += upkeep.refresh(PublishedArticle.objects.filter(pk__in=some))
                progress.update(len(some))
        self.stdout.write(f"{changed} of {len(keys)} documents changed.")
