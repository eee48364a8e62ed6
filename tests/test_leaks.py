"""Nothing unpublished leaks: there is one story in every state, and every public address is requested."""

from collections.abc import Iterator
from datetime import timedelta
from html import escape
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from articles.delivery.fan_out import fan_out
from articles.models import Article, Author, Change, Delivery, PublishedArticle, Redirect, Tag, Webhook
from articles.models.counts import PAGE
from articles.publishing import previews, verbs
from media.models import Image
from media.renditions import renditions_of
from tests import factories

pytestmark = pytest.mark.django_db

# Part of every word of an unpublished story and of rows that only it uses.
MARK = "zzyzx"


def hidden(state: str, **fields: Any) -> Article:
    """A story whose headline, text, people, tag, topic path and pictures all contain the mark."""
    name = f"{MARK} {state}"
    return factories.draft(
        name,
        short_headline=name,
        standfirst=name,
        body=f"<p>{name}</p>",
        notes=name,
        authors=[factories.author(name, bio=name)],
        tags=[factories.tag(name)],
        lead=factories.image(caption=name, credit=name),
        **fields,
    )


@pytest.fixture
def secrets() -> list[Article]:
    now = timezone.now()
    draft = hidden("draft")
    scheduled = hidden("scheduled")
    verbs.schedule(scheduled, now + timedelta(hours=1))
    embargoed = hidden("embargoed", embargo_until=now + timedelta(hours=1))
    verbs.publish(embargoed)
    unpublished = hidden("unpublished")
    verbs.publish(unpublished)
    verbs.unpublish(unpublished)
    killed = hidden("killed")
    verbs.publish(killed)
    verbs.kill(killed, "Withdrawn.")
    expired = hidden("expired", expires_at=now - timedelta(hours=1))
    Article.objects.filter(pk=expired.pk).update(expires_at=now + timedelta(hours=1))
    verbs.publish(expired, at=now - timedelta(hours=2))
    expired.published.visible_until = now - timedelta(hours=1)
    expired.published.save()
    return [draft, scheduled, embargoed, unpublished, killed, expired]


@pytest.fixture
def live(secrets: list[Article]) -> Article:
    """A live story with all hidden ones as related stories, and with unpublished changes."""
    article = factories.draft("Live", related=secrets, tags=[factories.tag("Shown")])
    verbs.publish(article)
    factories.collection("Front page", [*secrets, article])
    for story in secrets:
        path = f"/old/{story.state}/{story.version}"
        Redirect.objects.get_or_create(path=path, defaults={"article": story, "note": MARK})
    Redirect.objects.create(path="/note", address="/nothing", note=MARK)
    factories.collection(f"{MARK} secret", [article], description=MARK, public=False)
    article.headline = article.standfirst = f"{MARK} edit"
    article.body = f"<p>{MARK}</p>"
    article.notes = MARK
    article.save()
    factories.tag(f"{MARK} unused")
    factories.author(f"{MARK} unused")
    factories.image(caption=MARK)
    return article


def addresses(secrets: list[Article]) -> Iterator[str]:
    yield from ("/", "/healthz", "/readyz", "/api/v1/schema/", "/articles/live/", "/search/?q=" + MARK)
    api = "/api/v1/"
    yield api
    yield from (f"{api}{name}/" for name in ("articles", "most-viewed", "topics", "tags", "authors", "collections"))
    for query in ("", "include=body,related", "limit=100"):
        yield f"{api}collections/front-page/?{query}"
    yield f"{api}collections/{MARK}-secret/"
    yield f"{api}most-viewed/?window=30d"
    for query in (
        "include=body,body_html,related,images,seo,corrections",
        "cursor=",
        "ordering=-views",
        f"search={MARK}",
        f"search={MARK[1:]}*&include=highlight",
        f"search={MARK[:-1]}q+draft",  # a letter away from the mark: no correction may give it away
        f"search={MARK}s+{MARK[:-1]}&cursor=",
        "search=live&include=highlight,body",
        "search=-live",
        "tag=-shown",
        "published_after=2000-01-01",
    ):
        yield f"{api}articles/?{query}"
    yield f"{api}tags/?search={MARK}"
    for path in ("", "related/", "related/?limit=20", "views/"):
        yield f"{api}articles/live/{path}"
    for kind in ("rss", "atom", "json"):
        yield from (f"/feeds/articles.{kind}{query}" for query in ("", "?text=full&limit=100", f"?tag=-{MARK}"))
        for story in secrets:
            assert story.topic
            yield f"/feeds/articles.{kind}?topic={story.topic.slug}"
            yield from (f"/feeds/articles.{kind}?tag={tag.slug}&text=full" for tag in story.tags.all())
            yield from (f"/feeds/articles.{kind}?author={author.slug}&text=full" for author in story.authors.all())
    yield from ("/sitemap.xml", "/news-sitemap.xml", "/robots.txt", api + "articles/live/?format=ninjs")
    pages = {(row.pk - 1) // PAGE + 1 for row in PublishedArticle.objects.all()}
    yield from (f"/sitemap-articles-{number}.xml" for number in pages)
    for story in secrets:
        for address in (story.slug, str(story.pk)):
            yield from (f"{api}articles/{address}/{path}" for path in ("", "related/", "views/", "?format=ninjs"))
        for name, rows in (("tags", story.tags), ("authors", story.authors)):
            yield from (f"{api}{name}/{row.slug}/" for row in rows.all())
            yield from (f"{api}articles/?{name[:-1]}={row.slug}" for row in rows.all())
        yield from (f"{api}images/{image.pk}/" for image in story.images.all())
        yield f"{api}articles/?id={story.pk}"
        for path in (f"/{story.slug}/{story.slug}", f"/x/{story.pk}", f"/old/{story.state}/{story.version}", "/note"):
            yield f"{api}resolve/?path={path}"
        yield from (f"{api}preview/{token}/" for token in wrong_tokens(story))


def wrong_tokens(story: Article) -> Iterator[str]:
    yield from (str(story.pk), story.pk.hex, signing.TimestampSigner(sep=".").sign(story.pk.hex))
    token = previews.invite(factories.draft()).token
    yield token.replace(token.split(".")[0], story.pk.hex)
    if story.state == Article.State.KILLED:
        yield previews.invite(story).token


def test_no_public_address_shows_what_is_not_published(client: Client, secrets: list[Article], live: Article) -> None:
    for story in secrets:
        client.post(f"/api/v1/articles/{story.slug}/views/", headers={"User-Agent": "Mozilla/5.0 Firefox/140.0"})
    leaks = []
    for address in addresses(secrets):
        answer = client.get(address)
        # Links and errors repeat the address itself, and the answer the requested path.
        asked = address.rpartition("resolve/?path=")[2]
        said = answer.content.decode()
        for mine in (address, escape(address), asked, MARK + "&"):
            said = said.replace(mine, "")
        if MARK in said and f"q={MARK}" not in address:
            leaks.append((address, answer.status_code))
    assert leaks == []


def test_the_walk_finds_the_mark_behind_the_right_token(client: Client, secrets: list[Article]) -> None:
    """So it would notice a leak through a wrong token."""
    tokens = [previews.invite(story).token for story in secrets]
    told = [MARK in client.get(f"/api/v1/preview/{token}/").content.decode() for token in tokens]
    assert told == [story.state != Article.State.KILLED for story in secrets]


def test_the_token_of_one_story_opens_no_picture_of_another(client: Client, secrets: list[Article]) -> None:
    for story in secrets:
        others = [factories.draft(), *(other for other in secrets if other != story)]
        tokens = ["", *(previews.invite(other).token for other in others)]
        for image in story.images.all():
            path = renditions_of(image)[0].path
            assert {client.get(f"{path}?preview={token}").status_code for token in tokens} == {404}


def test_counts_count_what_is_live(client: Client, secrets: list[Article], live: Article) -> None:
    assert client.get("/api/v1/articles/").json()["count"] == 1
    assert client.get("/api/v1/tags/").json()["count"] == 1
    assert client.get("/api/v1/authors/").json()["count"] == 1
    assert [one["article_count"] for one in client.get("/api/v1/collections/").json()["results"]] == [1]
    assert len(client.get("/api/v1/collections/front-page/").json()["results"]) == 1
    counts = [topic["article_count"] for topic in client.get("/api/v1/topics/").json()["results"]]
    assert sorted(counts) == [0] * len(secrets) + [1]


def test_the_same_walk_finds_the_mark_once_it_is_published(
    client: Client, secrets: list[Article], live: Article
) -> None:
    """So the walk would notice a leak."""
    verbs.publish(live)
    for address in (
        "/api/v1/articles/live/",
        "/api/v1/articles/live/?format=ninjs",
        "/feeds/articles.rss",
        "/feeds/articles.atom",
        "/feeds/articles.json",
        "/news-sitemap.xml",
    ):
        assert MARK in client.get(address).content.decode(), address


def test_no_message_tells_of_what_readers_have_never_seen() -> None:
    Webhook.objects.create(name="Website", address="https://www.example.test/hook")
    fan_out()
    later = timezone.now() + timedelta(hours=1)
    verbs.schedule(hidden("scheduled"), later)
    verbs.publish(hidden("embargoed", embargo_until=later))
    hidden("draft")
    stories = list(Article.objects.all())
    factories.collection(MARK, stories, public=False)
    rows: list[Any] = [*Author.objects.all(), *Tag.objects.all(), *Image.objects.all()]
    for row in rows:
        row.slug = row.credit = f"{MARK}-{row.pk}"
        row.save()
    fan_out()
    payloads = Delivery.objects.values_list("payload", flat=True)
    told = " ".join([*payloads, *Change.objects.settled().values_list("keys", flat=True)])
    assert "topic-" in told
    assert MARK not in told
    assert not any(str(story.pk) in told for story in stories)
