"""What may be deleted, and what may not because it is in use."""

from django.test import Client
from django.urls import reverse

from articles.models import Article, Author, Tag, Topic
from articles.publishing import verbs
from tests import factories
from tests.articles.admin import screen


def test_a_draft_that_was_never_published_may_be_deleted(editor: Client) -> None:
    article = factories.draft(tags=[factories.tag()], lead=factories.image())
    editor.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
    assert not Article.objects.exists()


def test_a_story_that_was_published_is_never_deleted(editor: Client) -> None:
    article = factories.published()
    verbs.unpublish(article)
    url = reverse("admin:articles_article_delete", args=[article.pk])
    page = editor.post(url, {"post": "yes"}, follow=True).content
    assert screen.texts(page, ".messagelist li") == [
        "A story that was published cannot be deleted: unpublish it, or kill it."
    ]
    assert Article.objects.exists()


def test_an_author_in_use_stays_and_the_stories_are_named(chief: Client) -> None:
    ana = factories.author("Ana Ruiz")
    factories.published("Harbour bridge reopens", authors=[ana])
    factories.draft("Another", authors=[ana])
    factories.draft("Not hers")
    url = reverse("admin:articles_author_delete", args=[ana.pk])
    page = chief.post(url, {"post": "yes"}).content
    assert screen.texts(page, "#deleted-objects li") == ["Story: Another", "Story: Harbour bridge reopens"]
    assert Author.objects.filter(pk=ana.pk).exists()


def test_a_tag_that_readers_still_see_stays(chief: Client) -> None:
    tag = factories.tag("Bridges")
    article = factories.published("Harbour bridge reopens", tags=[tag])
    article.tag_places.all().delete()
    page = chief.post(reverse("admin:articles_tag_delete", args=[tag.pk]), {"post": "yes"}).content
    assert screen.texts(page, "#deleted-objects li") == ["Story: Harbour bridge reopens"]
    assert Tag.objects.exists()


def test_a_topic_with_topics_below_it_stays(chief: Client) -> None:
    region = factories.topic("Region")
    factories.topic("City", parent=region)
    page = chief.post(reverse("admin:articles_topic_delete", args=[region.pk]), {"post": "yes"}).content
    assert screen.texts(page, "#deleted-objects li") == ["Topic: City"]
    assert Topic.objects.count() == 2


def test_what_nobody_uses_may_go(chief: Client) -> None:
    tag = factories.tag()
    chief.post(reverse("admin:articles_tag_delete", args=[tag.pk]), {"post": "yes"})
    assert not Tag.objects.exists()
