"""`python -m tests.articles.upgrades.upgrading FILE CURSOR`: lets the present code take a newsroom over.

FILE is the database that the environment names, CURSOR where a mirror of before has read to in the change log, or "".
Prints what became of it, as JSON.
"""

import json
import sys
from pathlib import Path
from typing import Any, TypedDict

import django
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from tests.articles.upgrades import making


class Upgraded(TypedDict):
    """`before` and `after` are numbers of rows by table; `read_days` the views that days hold; `anew` how many
    documents come out different when they are compiled once more; `mirrored` what the mirror is told."""

    before: dict[str, int]
    after: dict[str, int]
    answers: dict[str, Any]
    compiled_with: list[int]
    anew: int
    read_days: int
    mirrored: Any


def main(path: Path, cursor: str) -> Upgraded:
    django.setup()
    # Not before Django is set up.
    from articles.models import PublishedArticle, ViewDay
    from articles.publishing import upkeep

    settings.ALLOWED_HOSTS = ["*"]
    before = making.tables(path)
    call_command("migrate", verbosity=0)
    call_command("work", once=True)
    documents = PublishedArticle.objects.documented()
    return {
        "before": before,
        "after": making.tables(path),
        "answers": making.answers(),
        "compiled_with": sorted(set(documents.values_list("compiled_with", flat=True))),
        "anew": upkeep.refresh(documents),
        "read_days": sum(ViewDay.objects.values_list("views", flat=True)),
        "mirrored": Client().get("/api/v1/changes/", {"after": cursor}).json() if cursor else None,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), sys.argv[2])))
