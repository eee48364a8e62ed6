"""The synthetic archive is published like any story, only faster."""

import pytest
from django.test import Client

from articles.models import Article, Change, PublishedArticle
from articles.publishing import status, upkeep, verbs
from demo.archive import grow
from media.models import Image

pytestmark = pytest.mark.django_db


def add(count: int, seed: int = 1) -> None:
    assert sum(grow(count, seed)) == count


def test_its_stories_are_live_and_logged(client: Client) -> None:
    add(30)
    assert {status.of(article) for article in Article.objects.select_related("published")} == {"live"}
    assert Change.objects.filter(action="upsert", reason="published").count() == 30
    answer = client.get("/api/v1/articles/?page_size=30&include=body").json()
    assert answer["count"] == 30
    for story in answer["results"]:
        assert 250 <= story["word_count"] <= 950
        assert {"authors", "topic", "tags", "byline", "standfirst"} <= {name for name, value in story.items() if value}


def test_it_is_found_by_its_words(client: Client) -> None:
    add(5)
    word = Article.objects.values_list("headline", flat=True)[0].split()[0]
    found = client.get("/api/v1/articles/", {"search": word}).json()
    assert word in found["results"][0]["headline"]


def test_its_documents_are_those_of_publishing() -> None:
    add(30)
    assert upkeep.refresh(PublishedArticle.objects.all()) == 0
    article = Article.objects.select_related("published").first()
    assert article
    before = article.published.document.source
    verbs.publish(article)
    assert PublishedArticle.objects.get(article=article).document.source == before


def test_another_run_adds_others_and_keeps_the_cast() -> None:
    add(20)
    pictures = Image.objects.count()
    add(20)
    assert PublishedArticle.objects.count() == 40
    assert Article.objects.values("headline").distinct().count() > 35
    assert Image.objects.count() == pictures
