"""The demonstration's commands: what they do and say."""

from io import StringIO

import pytest
from django.core.management import call_command

from articles.models import PublishedArticle

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def run(name: str, **options: object) -> str:
    out = StringIO()
    call_command(name, stdout=out, verbosity=0, **options)
    return out.getvalue().strip()


def test_seed_demo_says_what_came_in() -> None:
    first, second = run("seed_demo"), run("seed_demo")
    assert first.startswith("Demo content: ")
    assert second == "The demo content is already here."


def test_seed_archive_adds_as_many_as_asked_for() -> None:
    run("seed_archive", articles=12, seed=3, processes=0)
    assert PublishedArticle.objects.live().count() == 12
