"""`GET preview/{token}/`: a working copy, for the bearer of a token and nobody else."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from articles.api.fields import CARD, EXTRA
from articles.models import Article, PublishedArticle, ViewTotal
from articles.publishing import previews, verbs
from media.models import Image
from media.renditions import find
from tests import factories
from tests.articles.api.test_detail import full_story
from tests.media.test_serving import body

pytestmark = pytest.mark.django_db

NOT_FOUND = {
    "type": "about:blank",
    "title": "Not Found",
    "status": 404,
    "detail": "There is no such preview, or it has expired. Ask for another.",
}


def address(article: Article, query: str = "") -> str:
    return f"/api/v1/preview/{previews.invite(article).token}/{query}"


def pictures(story: Any) -> Iterator[str]:
    """The address of every picture of a story, wherever it is in it."""
    parts = json.dumps(story).replace("\\", '"').replace(" ", '"').split('"')
    return (part for part in parts if "/renditions/" in part)


def test_a_working_copy_looks_as_it_will_when_it_is_published(client: Client) -> None:
    article, _, _ = full_story()
    token = previews.invite(article).token
    preview = client.get(f"/api/v1/preview/{token}/")
    story = client.get(f"/api/v1/articles/{article.slug}/").json()
    assert list(preview.json()) == CARD + EXTRA
    # Only its own pictures are for the bearer of the token; those of related stories are public.
    assert json.loads(preview.content.decode().replace(f"?preview={token}", "")) == story
    own = preview.json() | {"related": []}
    assert len(list(pictures(own))) == len(list(pictures(story | {"related": []}))) == 28
    assert all(one.endswith(f"?preview={token}") for one in pictures(own))


def test_a_draft_has_the_dates_it_would_get_now_and_nobody_has_read_it(client: Client) -> None:
    article = factories.draft("Not yet", standfirst="Wait.", topic=None, authors=[], body="")
    before = timezone.now().replace(microsecond=0)
    story = client.get(address(article)).json()
    assert story["seo"].pop("open_graph")["og:title"] == story.pop("json_ld")["headline"] == "Not yet"
    dates = {story.pop(name) for name in ("first_published_at", "published_at", "updated_at")}
    assert len(dates) == 1
    assert before <= datetime.fromisoformat(dates.pop()) <= timezone.now()
    assert story == {
        "id": str(article.pk),
        "slug": "not-yet",
        "url": "https://news.test/api/v1/articles/not-yet/",
        "canonical_url": "https://www.example.test//not-yet",
        "headline": "Not yet",
        "short_headline": "",
        "standfirst": "Wait.",
        "byline": "",
        "authors": [],
        "topic": None,
        "tags": [],
        "genre": "report",
        "language": "en",
        "dateline": "",
        "image": None,
        "version": 0,
        "word_count": 0,
        "reading_minutes": 1,
        "views": 0,
        "body": [],
        "body_html": "",
        "images": [],
        "corrections": [],
        "seo": {"title": "Not yet", "description": "Wait.", "image": ""},
        "related": [],
    }


def test_it_is_the_working_copy_at_every_look(client: Client) -> None:
    article = factories.published("First", at=datetime(2026, 5, 1, 12, tzinfo=UTC))
    ViewTotal.objects.create(published=article.published, views=532)
    url = address(article, "?fields=headline,published_at,version,views")
    article.headline = "Second"
    article.save()
    expected = {"headline": "Second", "published_at": "2026-05-01T12:00:00Z", "version": 1, "views": 532}
    assert client.get(url).json() == expected
    article.headline = "Third"
    article.save()
    assert client.get(url).json()["headline"] == "Third"
    assert client.get("/api/v1/articles/first/?fields=headline").json() == {"headline": "First"}


def test_only_live_stories_stand_beside_it_in_the_editors_order(client: Client) -> None:
    second, first, gone = (factories.published(name) for name in ("Second", "First", "Gone"))
    article = factories.draft("One", related=[first, factories.draft("Draft"), gone, second])
    verbs.unpublish(gone)
    related = client.get(address(article, "?fields=related")).json()["related"]
    assert [card["slug"] for card in related] == ["first", "second"]
    assert list(related[0]) == CARD


def test_it_is_kept_nowhere_found_by_nobody_and_counted_never(client: Client) -> None:
    article = factories.published("One")
    for answer in (client.get(address(article)), client.head(address(article)), client.get("/api/v1/preview/x/")):
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Robots-Tag"] == "noindex"
        assert "ETag" not in answer
        assert "Last-Modified" not in answer
        assert not answer.cookies
    assert not ViewTotal.objects.exists()


def test_embargoed_scheduled_and_withdrawn_stories_can_be_looked_at(client: Client) -> None:
    ahead = timezone.now() + timedelta(hours=1)
    scheduled, embargoed, gone = factories.draft(), factories.draft(embargo_until=ahead), factories.published()
    verbs.schedule(scheduled, ahead)
    verbs.publish(embargoed)
    verbs.unpublish(gone)
    for article in (scheduled, embargoed, gone):
        assert client.get(address(article, "?fields=id")).json() == {"id": str(article.pk)}


def wrong_tokens() -> dict[str, Callable[[], str]]:
    def of(pk: UUID, **options: Any) -> str:
        return signing.TimestampSigner(**{"salt": previews.SALT, "sep": "."} | options).sign(pk.hex)

    def killed() -> str:
        article = factories.published()
        verbs.kill(article, "Void.")
        return previews.invite(article).token

    def deleted() -> str:
        article = factories.draft()
        token = previews.invite(article).token
        article.delete()
        return token

    return {
        "rubbish": lambda: "x",
        "the id alone": lambda: str(factories.draft().pk),
        "another salt": lambda: of(factories.draft().pk, salt="another"),
        "another key": lambda: of(factories.draft().pk, key="another"),
        "another story": lambda: factories.draft().pk.hex + previews.invite(factories.draft()).token[32:],
        "tampered with": lambda: previews.invite(factories.draft()).token[:-1],
        "no such story": lambda: of(uuid4()),
        "killed": killed,
        "deleted": deleted,
        "not ASCII": lambda: "ключ",
    }


def test_whatever_does_not_open_anything_gets_the_same_answer(client: Client) -> None:
    answers = [client.get(f"/api/v1/preview/{make()}/") for make in wrong_tokens().values()]
    for answer in answers:
        assert (answer.status_code, answer.json()) == (404, NOT_FOUND)
    assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1


def test_a_token_is_good_for_some_hours(client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    article = factories.draft()
    settings.PREVIEW_HOURS = 2
    invitation = previews.invite(article)
    left = invitation.until - timezone.now()
    assert timedelta(hours=1, minutes=59) < left <= timedelta(hours=2)
    for minutes, status in ((119, 200), (121, 404)):
        then = (timezone.now() + timedelta(minutes=minutes)).timestamp()
        monkeypatch.setattr("django.core.signing.time.time", lambda then=then: then)
        assert client.get(f"/api/v1/preview/{invitation.token}/").status_code == status


@pytest.mark.parametrize("query", ["fields=nope", "include=body", "preview=1", "fields="])
def test_wrong_parameters(client: Client, query: str) -> None:
    answer = client.get(address(factories.draft(), f"?{query}"))
    assert (answer.status_code, answer["Cache-Control"]) == (400, "no-store")
    assert answer.json()["errors"][0]["parameter"] == query.split("=")[0]


@pytest.mark.parametrize("parts", [1, 3])
def test_eleven_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries, parts: int) -> None:
    images = [factories.image() for _ in range(parts)]
    article = factories.draft(
        body="<p>x</p>" + "".join(f'<figure><img data-file="{image.pk}"></figure>' for image in images),
        authors=[factories.author(image=factories.image()) for _ in range(parts)],
        tags=[factories.tag() for _ in range(parts)],
        gallery=images,
        related=[factories.published() for _ in range(parts)],
    )
    url = address(article)
    with django_assert_num_queries(11):
        assert len(client.get(url).json()["related"]) == parts


# Pictures


def path(image: Image, token: str = "") -> str:
    rendition = find(image, "wide-320", "webp")
    assert rendition
    return rendition.path + (f"?preview={token}" if token else "")


def test_the_bearer_sees_the_pictures_of_the_story_and_nobody_else_does(client: Client) -> None:
    lead, gallery, inline, portrait, other = (factories.image() for _ in range(5))
    article = factories.draft(
        lead=lead,
        gallery=[gallery],
        body=f'<figure><img data-file="{inline.pk}"></figure>',
        authors=[factories.author(image=portrait)],
    )
    factories.draft(lead=other)
    token = previews.invite(article).token
    for image in (lead, gallery, inline, portrait):
        answer = client.get(path(image, token))
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store"
        assert not {"ETag", "Surrogate-Key", "Cache-Tag"} & set(answer.headers)
        body(answer)
        assert client.get(path(image)).status_code == 404
    assert client.get(path(other, token)).status_code == 404
    # An address from an answer, as a front end would use it.
    shown = next(pictures(client.get(f"/api/v1/preview/{token}/").json()))
    answer = client.get(shown.removeprefix("https://news.test"))
    assert answer.status_code == 200
    body(answer)


def test_wrong_tokens_open_no_picture_and_all_get_the_same_answer(client: Client) -> None:
    image = factories.image()
    factories.draft(lead=image)
    answers = [client.get(path(image, make())) for make in wrong_tokens().values()]
    assert {(answer.status_code, answer.content) for answer in answers} == {(404, b"Not found.\n")}
    assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1


def test_a_picture_that_was_taken_out_of_the_story_is_shown_no_more(client: Client) -> None:
    image = factories.image()
    article = factories.draft(lead=image)
    url = path(image, previews.invite(article).token)
    body(client.get(url))
    article.image_uses.all().delete()
    assert client.get(url).status_code == 404


def test_a_token_of_a_killed_story_opens_no_picture(client: Client) -> None:
    image = factories.image()
    article = factories.published(lead=image)
    url = path(image, previews.invite(article).token)
    verbs.kill(article, "Void.")
    assert client.get(url).status_code == 404


def test_a_public_picture_stays_public_whatever_the_token(client: Client) -> None:
    image = factories.image()
    factories.published(lead=image)
    answer = client.get(path(image, "x"))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "public, max-age=86400, s-maxage=3600")
    body(answer)


def test_nothing_is_written_by_looking(client: Client) -> None:
    article = factories.draft()
    client.get(address(article))
    article.refresh_from_db()
    assert (article.state, article.version, article.published_at) == ("draft", 0, None)
    assert not PublishedArticle.objects.exists()
