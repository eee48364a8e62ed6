"""The first page, and the lists of authors, tags and topics."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Article
from articles.publishing import verbs
from tests import factories
from tests.articles.admin import screen

DESK = reverse("admin:index")


def piles(client: Client) -> dict[str, list[str]]:
    page = client.get(DESK).content
    titles = screen.texts(page, ".pile h2")
    return {title: screen.texts(page, f"[aria-labelledby=pile-{n}] li > a") for n, title in enumerate(titles, 1)}


def test_the_desk_shows_what_is_to_do(editor: Client) -> None:
    factories.draft("Somebody's draft")
    Article.objects.create(headline="My draft", created_by=User.objects.get(username="editor"))
    verbs.schedule(factories.draft("Tomorrow"), timezone.now() + timedelta(days=1))
    factories.published("Today")
    factories.published("Last week", at=timezone.now() - timedelta(days=7))
    assert piles(editor) == {
        "My drafts": ["My draft"],
        "Scheduled next": ["Tomorrow"],
        "Published in the last 24 hours": ["Today"],
        "Most viewed in the last 24 hours": [],
        "Recently changed": ["Last week", "Today", "Tomorrow", "My draft", "Somebody's draft"],
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_costs_the_same_however_much_is_on_it(
    editor: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        factories.draft()
        factories.published()
    # Session, user, permissions (2), worker, upkeep, four piles, most viewed, hours.
    with django_assert_num_queries(12):
        editor.get(DESK)


@pytest.mark.parametrize("model", ["author", "tag", "topic"])
def test_lists_count_the_live_stories(chief: Client, model: str) -> None:
    author, tag, topic = factories.author(), factories.tag(), factories.topic()
    factories.published(authors=[author], tags=[tag], topic=topic)
    factories.draft(authors=[author], tags=[tag], topic=topic)
    verbs.unpublish(factories.published(authors=[author], tags=[tag], topic=topic))
    page = chief.get(reverse(f"admin:articles_{model}_changelist")).content
    assert screen.texts(page, ".field-stories") == ["1"]


def test_topics_stand_as_a_tree(chief: Client) -> None:
    region = factories.topic("Region")
    factories.topic("City", parent=region)
    factories.topic("Culture")
    page = chief.get(reverse("admin:articles_topic_changelist")).content
    assert screen.texts(page, ".branch-1, .branch-2") == ["Culture", "Region", "City"]


def test_the_change_log_is_only_read(chief: Client) -> None:
    factories.published("One", topic=factories.topic("City"))
    page = chief.get(reverse("admin:articles_change_changelist")).content
    assert screen.texts(page, ".field-reason") == ["Published", "Edited"]
    assert screen.texts(page, ".field-what") == ["One", "topic-city"]
    assert chief.get(reverse("admin:articles_change_add")).status_code == 403
