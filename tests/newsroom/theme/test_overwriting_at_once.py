"""Saves of one form at the very same moment, on PostgreSQL: SQLite would hide races."""

from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection

from articles.models import Article
from articles.publishing import verbs
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import signed_in
from tests.articles.publishing.test_concurrency import together
from tests.newsroom.theme.test_overwriting import opened, url

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs DATABASE_URL to name a PostgreSQL database"),
]


def test_each_keeps_what_it_alone_has_changed_and_publishing_does_not_wait() -> None:
    author = factories.author("Tom Okafor")
    story = factories.draft("Bridge opens", authors=[author])
    changes = [{"job_title": "Editor"}, {"bio": "Since 2018."}, {"email": "tom@example.org"}, {"name": "Tom A. Okafor"}]
    tasks: list[Any] = []
    for number, change in enumerate(changes):
        client = signed_in(User.objects.create_superuser(f"editor {number}"))
        tasks.append(partial(client.post, url(author), opened(client, author) | change | {"_continue": "1"}))
    tasks.append(partial(verbs.publish, Article.objects.get(pk=story.pk)))
    *answers, published = together(*tasks)
    assert [answer.status_code for answer in answers] == [302] * 4  # type: ignore[attr-defined]
    assert not isinstance(published, Exception)
    author.refresh_from_db()
    assert (author.job_title, author.bio, author.email, author.name) == (
        *("Editor", "Since 2018.", "tom@example.org", "Tom A. Okafor"),
    )


def test_of_two_who_change_the_same_one_is_asked() -> None:
    tag = factories.tag("Trams")
    tasks: list[Any] = []
    for number, words in enumerate(["Of Ana.", "Of Ben."]):
        client = signed_in(User.objects.create_superuser(f"editor {number}"))
        data = opened(client, tag) | {"description": words, "_continue": "1"}
        tasks.append(partial(client.post, url(tag), data))
    answers: list[Any] = together(*tasks)
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    (refused,) = (answer for answer in answers if answer.status_code == 200)
    tag.refresh_from_db()
    assert screen.texts(refused.content, ".clashes blockquote") == [tag.description]
