"""Two saves at the very same moment, on PostgreSQL: SQLite allows one writer at a time and would hide races."""

from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from articles.models import Article, Version
from tests import factories
from tests.articles.admin import screen
from tests.articles.admin.conftest import EDITOR, signed_in, user
from tests.articles.admin.test_writing import address
from tests.articles.publishing.test_concurrency import together

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs DATABASE_URL to name a PostgreSQL database"),
]


def saves(story: Article, *changes: dict[str, str]) -> list[Any]:
    """Everybody opens the story, then all save at once: the answers."""
    tasks = []
    for number, change in enumerate(changes):
        client: Client = signed_in(user(f"editor {number}", EDITOR))
        data = screen.fields(client.get(address(story)).content, "#article_form")
        tasks.append(partial(client.post, address(story), data | change | {"_continue": "1"}))
    return together(*tasks)


def test_what_each_has_changed_alone_is_kept() -> None:
    story = factories.draft("Bridge opens")
    changes = [{"standfirst": "On Monday."}, {"notes": "Ask."}, {"dateline": "PORT HALE"}, {"byline": "From our staff"}]
    assert [answer.status_code for answer in saves(story, *changes)] == [302] * 4
    story.refresh_from_db()
    assert [story.standfirst, story.notes, story.dateline, story.byline] == [
        *("On Monday.", "Ask.", "PORT HALE", "From our staff")
    ]
    assert list(Version.objects.values_list("number", flat=True)) == [5, 4, 3, 2, 1]


def test_of_two_who_change_the_same_one_is_asked() -> None:
    story = factories.draft("Bridge opens")
    answers = saves(story, {"standfirst": "On Monday."}, {"standfirst": "On Tuesday."})
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    (refused,) = (answer for answer in answers if answer.status_code == 200)
    story.refresh_from_db()
    assert screen.texts(refused.content, ".clashes blockquote") == [story.standfirst]
    assert {story.standfirst, screen.fields(refused.content, "#article_form")["standfirst"]} == {
        *("On Monday.", "On Tuesday.")
    }
