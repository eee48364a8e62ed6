"""`python -m tests.benchmark.archives.making <stories>`: fills the database of DATA_DIR or DATABASE_URL.

The database is empty, or has the seeded stories. It is a program of its own, because Django knows one database.
"""

import os
import sys
from collections.abc import Iterator
from typing import Final

import django
from tqdm import tqdm

from tests.benchmark.archives.sizes import SAME, SEED, SEEDED

# Every newsroom that orders stories by date has this. Ours orders published documents instead.
ORDINARY: Final = "CREATE INDEX IF NOT EXISTS ordinary_newest ON articles_article (published_at, id)"
# Without waiting for the disk, and without asking whether each key exists: nothing is lost but time if this fails.
FASTER: Final = {
    "sqlite": [
        "PRAGMA journal_mode = MEMORY",
        "PRAGMA synchronous = OFF",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA cache_size = -1048576",
        "PRAGMA temp_store = MEMORY",
    ],
    "postgresql": [
        "SET session_replication_role = replica",
        "SET synchronous_commit = off",
        "SET maintenance_work_mem = '1GB'",
        "SET work_mem = '256MB'",
    ],
}


def make(count: int, *, seeded: int = SEEDED, same: int = SAME) -> Iterator[int]:
    """Make an archive of `count` stories: `seeded` ones, of which `same` are not copied, and copies.

    Stories that are in the database already are taken for the seeded ones. Yields how many each step has added.
    """
    from django.utils import timezone

    from articles.models import PublishedArticle
    from demo.archive import grow
    from tests.benchmark.archives.copying import multiply
    from tests.benchmark.archives.stories import Marked, Rare

    if not PublishedArticle.objects.exists():
        yield from grow(seeded - same, SEED, processes=os.cpu_count() or 1, by=Marked)
        yield from grow(same, SEED, by=Rare)
    if count > seeded:
        hasten()
        yield from multiply(count - seeded, timezone.now().replace(microsecond=0))


def hasten() -> None:
    """Set this connection to write many rows in a short time. On PostgreSQL it takes a superuser."""
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in FASTER[connection.vendor]:
            cursor.execute(statement)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    count = int(sys.argv[1])
    with tqdm(total=count, unit="story") as progress:
        for added in make(count):
            progress.update(added)
    with connection.cursor() as cursor:
        cursor.execute(ORDINARY)
        if connection.vendor == "postgresql":
            # As autovacuum would in time.
            cursor.execute("VACUUM (ANALYZE)")


if __name__ == "__main__":
    main()
