"""The demonstration's answers in bytes, before compression."""

import pytest
from django.test import Client
from pytest_django import Settings

from articles.models import PublishedArticle
from demo.seeding import seed

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def demonstration(settings: Settings) -> None:
    """The newsroom as `make run` serves it."""
    settings.PUBLIC_URL, settings.SITE_NAME = "http://localhost:8000", "The Port Hale Courier"
    settings.FRONTEND_ARTICLE_URL = "http://localhost:8000/articles/{slug}/"
    seed()


def test_a_list_of_twenty_has_at_most_45_kilobytes(client: Client) -> None:
    for query in ("", "?page=2", "?cursor=", "?ordering=-views", "?ordering=published_at"):
        answer = client.get(f"/api/v1/articles/{query}")
        assert len(answer.json()["results"]) == 20, query
        assert len(answer.content) <= 45_000, query


def test_a_whole_story_has_at_most_40_kilobytes(client: Client) -> None:
    slugs = PublishedArticle.objects.live().values_list("slug", flat=True)
    sizes = {slug: len(client.get(f"/api/v1/articles/{slug}/").content) for slug in slugs}
    assert len(sizes) == 40
    assert {slug: size for slug, size in sizes.items() if size > 40_000} == {}
