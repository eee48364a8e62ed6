"""What an attack reaches: whatever endpoints, parameters, pages and texts there come to be."""

from base64 import b64encode
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from django.urls import reverse
from drf_spectacular.generators import SchemaGenerator

from articles.models import Article, Author, PublishedArticle, Tag
from articles.publishing import status
from media.models import Image
from tests.attack import admin, api
from tests.attack.cast import LIVE, MARK, STATES, Cast, make, marked, pages
from tests.attack.hostile import SEGMENTS, VALUES

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def cast() -> Cast:
    return make()


def test_every_parameter_gets_every_value(cast: Cast) -> None:
    endpoints = api.endpoints_of(SchemaGenerator().get_schema(request=None, public=True))  # type: ignore[no-untyped-call]
    assert {"/api/v1/articles/", "/api/v1/articles/{slug}/views/"} <= {one.path for one in endpoints}
    for endpoint in endpoints:
        targets = {request.target for request in api.attacks(endpoint, cast, 80)}
        there = cast.filled(endpoint.path)
        assert targets >= {f"{there}?{name}=".encode() + value for name in endpoint.names for value in VALUES}
        assert len(targets) > len(SEGMENTS) or "{" not in endpoint.path


def test_what_takes_a_post_gets_some(cast: Cast) -> None:
    views = api.Endpoint("/api/v1/articles/{slug}/views/", (), posts=True)
    bodies = {request.body for request in api.attacks(views, cast, 80) if request.method == b"POST"}
    assert len(bodies) > 10


def test_forged_cursors_pass_their_checksums(client: Client) -> None:
    """Otherwise all of them would be refused before anything is made of them."""
    found = {client.get(request.target.decode()).status_code for request in list(api.forged())[:2]}
    assert found <= {200, 410}
    dated = quote(b64encode(urlencode({"p": "9999-12-31T23:59:59+00:00"}).encode()).decode(), safe="")
    lists = [one for one in api.forged() if f"/articles/?cursor={dated}.".encode() in one.target]
    assert [client.get(one.target.decode()).status_code for one in lists] == [200, 400]


def test_no_forged_place_in_the_log_tells_of_what_was_never_public(client: Client, cast: Cast) -> None:
    """What was public once is told to be gone by its address alone, which readers have known."""
    requests = [one for one in api.forged() if one.target.startswith(b"/api/v1/changes/")]
    answers = [client.get(one.target.decode()).content.decode() for one in requests]
    assert any("no-longer-unpublished" in one for one in answers)
    assert not any(MARK in one for one in answers)


def test_every_page_of_the_admin_is_asked_and_posted_to(cast: Cast) -> None:
    assert reverse("admin:articles_article_changelist") in pages()
    asked = {request.target.decode("latin-1").partition("?")[0] for request in admin.looks(cast)}
    sent = {request.target.decode("latin-1").partition("?")[0] for request in admin.sends(cast, {}, anonymous=True)}
    for page in (page for page in pages() if "{" not in page):
        assert page in asked & sent


@pytest.mark.parametrize("model", [Article, Author, Tag, Image])
def test_every_text_holds_the_mark(model: type[Article] | type[Author] | type[Tag] | type[Image]) -> None:
    told = marked(model)
    assert all(MARK in value for value in told.values())
    names = {
        "headline",
        "notes",
        "seo_title",
        "name",
        "bio",
        "email",
        "caption",
        "credit",
        "instructions",
        "license_url",
    }
    assert told.keys() >= {field.name for field in model._meta.concrete_fields} & names


def test_there_is_something_hidden_in_every_state(cast: Cast) -> None:
    stories = Article.objects.select_related("published").in_bulk([one.id for one in cast.hidden])
    assert sorted(status.of(story) for story in stories.values()) == sorted(
        {"embargoed": "scheduled"}.get(state, state) for state in STATES
    )
    assert not PublishedArticle.objects.live().filter(article__in=stories).exists()
    assert PublishedArticle.objects.live().filter(slug=LIVE).exists()
