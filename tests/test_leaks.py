"""Nothing unpublished leaks: one story in every state, and every public address walked."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import Article
from tests import factories

pytestmark = pytest.mark.django_db

# Every word that only an unpublished story, or what belongs to it alone, holds.
MARK = "zzyzx"


def hidden(state: str, **fields: Any) -> Article:
    """A story whose headline, text, people, tag, topic path and pictures all carry the mark."""
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
    publishing.schedule(scheduled, now + timedelta(hours=1))
    embargoed = hidden("embargoed", embargo_until=now + timedelta(hours=1))
    publishing.publish(embargoed)
    unpublished = hidden("unpublished")
    publishing.publish(unpublished)
    publishing.unpublish(unpublished)
    killed = hidden("killed")
    publishing.publish(killed)
    publishing.kill(killed, "Withdrawn.")
    expired = hidden("expired", expires_at=now - timedelta(hours=1))
    Article.objects.filter(pk=expired.pk).update(expires_at=now + timedelta(hours=1))
    publishing.publish(expired, at=now - timedelta(hours=2))
    expired.published.visible_until = now - timedelta(hours=1)
    expired.published.save()
    return [draft, scheduled, embargoed, unpublished, killed, expired]


@pytest.fixture
def live(secrets: list[Article]) -> Article:
    """A live story which curates all the hidden ones, and was changed since without being published."""
    article = factories.draft("Live", related=secrets, tags=[factories.tag("Shown")])
    publishing.publish(article)
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
    yield from (f"{api}{name}/" for name in ("articles", "most-viewed", "topics", "tags", "authors"))
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
    for story in secrets:
        for address in (story.slug, str(story.pk)):
            yield from (f"{api}articles/{address}/{path}" for path in ("", "related/", "views/"))
        for name, rows in (("tags", story.tags), ("authors", story.authors)):
            yield from (f"{api}{name}/{row.slug}/" for row in rows.all())
            yield from (f"{api}articles/?{name[:-1]}={row.slug}" for row in rows.all())
        yield from (f"{api}images/{image.pk}/" for image in story.images.all())
        yield f"{api}articles/?id={story.pk}"


def test_no_public_address_shows_what_is_not_published(client: Client, secrets: list[Article], live: Article) -> None:
    for story in secrets:
        client.post(f"/api/v1/articles/{story.slug}/views/", headers={"User-Agent": "Mozilla/5.0 Firefox/140.0"})
    leaks = []
    for address in addresses(secrets):
        answer = client.get(address)
        # The address itself comes back in links and errors.
        said = answer.content.decode().replace(address, "").replace(MARK + "&", "")
        if MARK in said and f"q={MARK}" not in address:
            leaks.append((address, answer.status_code))
    assert leaks == []


def test_counts_count_what_is_live(client: Client, secrets: list[Article], live: Article) -> None:
    assert client.get("/api/v1/articles/").json()["count"] == 1
    assert client.get("/api/v1/tags/").json()["count"] == 1
    assert client.get("/api/v1/authors/").json()["count"] == 1
    counts = [topic["article_count"] for topic in client.get("/api/v1/topics/").json()["results"]]
    assert sorted(counts) == [0] * len(secrets) + [1]


def test_the_same_walk_finds_the_mark_once_it_is_published(
    client: Client, secrets: list[Article], live: Article
) -> None:
    """That the walk could see a leak if there were one."""
    publishing.publish(live)
    assert MARK in client.get("/api/v1/articles/live/").content.decode()
