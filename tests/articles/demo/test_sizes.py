"""The demonstration's answers in bytes, before compression, with pictures as large as `seed_demo` makes them."""

import pytest
from django.db.models import F
from django.test import Client
from pytest_django import Settings

from articles import compiling
from articles.demo.seeding import seed
from articles.models import PublishedArticle
from media.models import Image

pytestmark = pytest.mark.django_db

# Of the fifty pixels that are drawn here, to the two thousand that `seed_demo` draws.
DRAWN, WIDTH = 50, 2000


@pytest.fixture(autouse=True)
def demonstration(settings: Settings) -> None:
    """Newsroom as `make run` serves it."""
    settings.PUBLIC_URL, settings.SITE_NAME = "http://localhost:8000", "The Port Hale Courier"
    settings.FRONTEND_ARTICLE_URL = "http://localhost:8000/articles/{slug}/"
    seed(DRAWN)
    Image.objects.update(width=F("width") * WIDTH / DRAWN, height=F("height") * WIDTH / DRAWN)
    compiling.store(list(PublishedArticle.objects.exclude(card="")))


@pytest.mark.parametrize("query", ["", "?page=2", "?cursor=", "?ordering=-views", "?ordering=published_at"])
def test_a_list_of_twenty_has_at_most_45_kilobytes(client: Client, query: str) -> None:
    answer = client.get(f"/api/v1/articles/{query}")
    assert len(answer.json()["results"]) == 20
    assert len(answer.content) <= 45_000


def test_a_whole_story_has_at_most_40_kilobytes(client: Client) -> None:
    slugs = PublishedArticle.objects.live().values_list("slug", flat=True)
    sizes = {slug: len(client.get(f"/api/v1/articles/{slug}/").content) for slug in slugs}
    assert len(sizes) == 40
    assert {slug: size for slug, size in sizes.items() if size > 40_000} == {}
