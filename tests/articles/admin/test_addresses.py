"""Addresses chosen by editors."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from articles.models import Article, Author, Collection, FormerSlug, FormerTagSlug, PublishedArticle, Tag, Topic
from articles.publishing import verbs
from articles.publishing.workflow import NotReady
from tests import factories
from tests.articles.admin import screen

pytestmark = pytest.mark.once

RULE = (
    "An address has lower-case letters without accents, digits, hyphens and underscores, and begins and ends with a "
    "letter or a digit."
)
ID = "0f9c1a52-7d3e-4b8a-9c6d-2e5f8a1b3c4d"


def save(client: Client, row: Any, **values: Any) -> HttpResponse:
    kind = row if isinstance(row, str) else row._meta.model_name
    url = reverse(f"admin:articles_{kind}_add")
    if not isinstance(row, str):
        url = reverse(f"admin:articles_{kind}_change", args=[row.pk])
    data = screen.fields(client.get(url).content, f"#{kind}_form") | values
    return client.post(url, data | {"_continue": "1"})  # type: ignore[return-value]


def told(answer: HttpResponse) -> list[str]:
    """The errors at the slug; none if the save succeeded."""
    found = screen.texts(answer.content, ".field-slug .errorlist li")
    assert bool(found) == (answer.status_code == 200), screen.texts(answer.content, ".errorlist li")
    return found


def boxes(answer: HttpResponse) -> list[str]:
    return screen.texts(answer.content, ".field-slug .take-over")


# Addresses of stories


@pytest.mark.parametrize("withdrawn", [False, True])
def test_an_address_that_only_the_public_side_holds_is_refused(editor: Client, withdrawn: bool) -> None:
    x = factories.published("X", slug="alpha")
    x.slug = "beta"
    x.save()
    if withdrawn:
        verbs.unpublish(x)
    answer = save(editor, factories.draft("Y"), slug="alpha")
    assert told(answer) == ["“X” was published at this address and keeps it. Choose another one."]
    assert boxes(answer) == []


def test_an_address_of_another_working_copy_is_refused_with_its_name(editor: Client) -> None:
    factories.draft("X", slug="alpha")
    assert told(save(editor, factories.draft("Y"), slug="ALPHA")) == ["“X” has this address. Choose another one."]


def moved() -> Article:
    x = factories.published("X", slug="alpha")
    x.slug = "beta"
    x.save()
    verbs.publish(x)
    return x


def test_a_former_address_is_taken_over_knowingly_alone(editor: Client, client: Client) -> None:
    moved()
    y = factories.draft("Y")
    answer = save(editor, y, slug="alpha")
    assert told(answer) == [
        "This was an address of “X”, and links to it lead there. Choose another one, or tick “Take this address over” "
        "and save again: the links then lead here."
    ]
    assert boxes(answer) == ["Take this address over"]
    assert client.get("/api/v1/articles/alpha/")["Location"].endswith("/beta/")
    assert told(save(editor, y, slug="alpha", take_over="on")) == []
    assert client.get("/api/v1/articles/alpha/").status_code == 404
    verbs.publish(Article.objects.get(pk=y.pk))
    assert client.get("/api/v1/articles/alpha/").json()["headline"] == "Y"
    assert not FormerSlug.objects.exists()


def test_what_is_held_now_is_not_taken_over(editor: Client) -> None:
    factories.published("X", slug="alpha")
    assert told(save(editor, factories.draft("Y"), slug="alpha", take_over="on")) == [
        "“X” has this address. Choose another one."
    ]
    assert Article.objects.filter(slug="alpha").count() == 1


def test_a_story_goes_back_to_its_own_former_address(editor: Client, client: Client) -> None:
    x = moved()
    assert told(save(editor, x, slug="alpha")) == []
    verbs.publish(Article.objects.get(pk=x.pk))
    assert client.get("/api/v1/articles/beta/")["Location"].endswith("/alpha/")


def test_a_draft_of_before_that_holds_such_an_address_is_saved_but_not_published(editor: Client) -> None:
    moved()
    y = factories.draft("Y")
    Article.objects.filter(pk=y.pk).update(slug="alpha")
    y.refresh_from_db()
    assert told(save(editor, y, standfirst="Words")) == []
    with pytest.raises(NotReady, match="This was an address of “X”"):
        verbs.publish(Article.objects.get(pk=y.pk))
    page = editor.get(reverse("admin:articles_article_change", args=[y.pk]) + "?missing")
    assert boxes(page) == ["Take this address over"]  # type: ignore[arg-type]
    assert told(save(editor, y, take_over="on")) == []
    verbs.publish(Article.objects.get(pk=y.pk))
    assert PublishedArticle.objects.filter(slug="alpha", article=y).exists()


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("-gaza", RULE),
        ("gaza-", RULE),
        ("_gaza", RULE),
        ("-", RULE),
        (ID, "An address must not look like an id. Put a word before it."),
        (ID.upper(), "An address must not look like an id. Put a word before it."),
    ],
)
@pytest.mark.parametrize("kind", ["article", "tag", "topic", "author", "collection"])
def test_what_is_no_address_is_refused(chief: Client, kind: str, typed: str, complaint: str) -> None:
    words = {"headline": "Gaza"} if kind == "article" else {"name": "Gaza"}
    assert told(save(chief, kind, slug=typed, **words)) == [complaint]


@pytest.mark.parametrize("kind", ["article", "tag", "topic", "author", "collection"])
def test_capitals_become_small_letters(chief: Client, kind: str) -> None:
    words = {"headline": "Gaza"} if kind == "article" else {"name": "Gaza"}
    assert told(save(chief, kind, slug=" Gaza-City ", **words)) == []
    assert told(save(chief, kind, slug="GAZA-CITY", **dict.fromkeys(words, "Other"))) == [
        "“Gaza” has this address. Choose another one."
    ]


def test_a_headline_in_the_form_of_an_id_gets_an_address_of_its_own(editor: Client, client: Client) -> None:
    article = factories.published(ID)
    assert article.slug == f"id-{ID}"
    assert client.get(f"/api/v1/articles/{article.slug}/").json()["headline"] == ID


def test_an_address_that_was_typed_stays_whatever_becomes_of_the_headline(editor: Client) -> None:
    save(editor, "article", headline="Bridge", slug="bridge-live-blog")
    article = Article.objects.get()
    save(editor, article, headline="Bridge reopens")
    article.refresh_from_db()
    assert article.slug == "bridge-live-blog"


def test_one_that_was_made_follows_until_somebody_types_one(editor: Client) -> None:
    save(editor, "article", headline="Bridge")
    article = Article.objects.get()
    for headline, typed, slug in [
        ("Bridge reopens", None, "bridge-reopens"),
        ("Bridge opens", "bridge", "bridge"),
        ("Bridge opened", None, "bridge"),
        ("Bridge closed", "", "bridge-closed"),
        ("Bridge closes", None, "bridge-closes"),
    ]:
        save(editor, article, headline=headline, **({} if typed is None else {"slug": typed}))
        article.refresh_from_db()
        assert article.slug == slug


# Addresses of tags, topics, authors and collections


@pytest.mark.parametrize("kind", ["tag", "topic", "author", "collection"])
def test_a_former_slug_is_taken_over_knowingly(chief: Client, kind: str) -> None:
    save(chief, kind, name="Bridges", slug="bridges")
    model: Any = {"tag": Tag, "topic": Topic, "author": Author, "collection": Collection}[kind]
    save(chief, model.objects.get(), slug="spans")
    answer = save(chief, kind, name="Other", slug="bridges")
    assert told(answer)[0].startswith("This was an address of “Bridges”")
    assert boxes(answer) == ["Take this address over"]
    assert told(save(chief, kind, name="Other", slug="bridges", take_over="on")) == []
    assert not model.objects.get(slug="spans").former_slugs.exists()
    # Generated slugs avoid it.
    save(chief, model.objects.get(slug="bridges"), slug="arches")
    save(chief, kind, name="Bridges!")
    assert model.objects.get(name="Bridges!").slug == "bridges-2"


def test_who_comes_back_has_no_former_slug_of_that_name(chief: Client) -> None:
    tag = factories.tag("Bridges")
    save(chief, tag, slug="spans")
    save(chief, tag, slug="bridges")
    assert list(FormerTagSlug.objects.values_list("slug", flat=True)) == ["spans"]
