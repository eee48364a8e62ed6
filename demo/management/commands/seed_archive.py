"""Fills the database with a synthetic archive, for measuring."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from demo.archive import grow


class Command(BaseCommand):
    help = "Add a synthetic archive of published stories, for measuring. On SQLite, use a database that you can lose."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--articles", type=int, required=True, help="how many stories to add")
        parser.add_argument("--seed", type=int, default=1, help="seed of the random stories (1)")
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="number of processes to use")

    def handle(self, *args: Any, articles: int, seed: int, processes: int, **options: Any) -> None:
        with tqdm(total=articles, unit="article", disable=options["verbosity"] == 0) as progress:
            for added in grow(articles, seed, processes=processes):
                progress.update(added)
