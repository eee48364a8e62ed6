"""Autosaves and saves at the very same moment, on PostgreSQL: SQLite would hide races."""

from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from articles.models import Article, Presence, Version
from tests import factories
from tests.articles.admin.conftest import EDITOR, signed_in, user
from tests.articles.admin.test_autosave import opened, post
from tests.articles.admin.test_writing import address, row
from tests.articles.publishing.test_concurrency import together

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs DATABASE_URL to name a PostgreSQL database"),
]


def test_autosaves_and_a_save_at_once_keep_what_each_has_changed() -> None:
    story = factories.draft("Bridge opens", tags=[factories.tag("Trams")])
    changes: list[dict[str, Any]] = [{"standfirst": "On Monday."}, {"notes": "Ask."}, {"dateline": "PORT HALE"}]
    changes.append(row("tag_places", 1, tag=factories.tag("Port").pk, position=1))
    tasks = []
    for number, changed in enumerate(changes):
        client: Client = signed_in(user(f"editor {number}", EDITOR))
        data = opened(client, address(story)) | changed
        if number:
            tasks.append(partial(post, client, "autosave", story.pk, data))
        else:
            tasks.append(partial(client.post, address(story), data | {"_continue": "1"}))
    assert sorted(answer.status_code for answer in together(*tasks)) == [200, 200, 200, 302]  # type: ignore[attr-defined]
    story.refresh_from_db()
    assert (story.standfirst, story.notes, story.dateline) == ("On Monday.", "Ask.", "PORT HALE")
    assert [place.tag.name for place in story.tag_places.all()] == ["Trams", "Port"]
    assert list(Version.objects.values_list("number", flat=True)) == [5, 4, 3, 2, 1]
    assert Presence.objects.count() == 3


def test_of_two_autosaves_of_the_same_words_one_is_told() -> None:
    story = factories.draft("Bridge opens")
    tasks = []
    for number, standfirst in enumerate(["On Monday.", "On Tuesday."]):
        client = signed_in(user(f"editor {number}", EDITOR))
        data = opened(client, address(story)) | {"standfirst": standfirst}
        tasks.append(partial(post, client, "autosave", story.pk, data))
    answers: list[Any] = [answer.json() for answer in together(*tasks)]  # type: ignore[attr-defined]
    assert sorted("clash" in answer for answer in answers) == [False, True]
    assert Version.objects.count() == 2


def test_a_draft_that_is_begun_twice_is_one() -> None:
    client = signed_in(user("ana", EDITOR))
    data = opened(client, "/admin/articles/article/add/") | {"headline": "Bridge opens"}
    answers: list[Any] = together(*[partial(post, client, "autosave", data["_new"], data)] * 3)
    assert {answer.status_code for answer in answers} <= {200, 503}
    assert Article.objects.count() == 1
