"""What an editor may want to mend before readers see a story. Nothing of this keeps it from being published.

What does is in `articles.publishing.workflow.problems`.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final

from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from articles import body
from articles.addresses import placeholders
from articles.addresses.paths import BadPath
from articles.models import Article, ImageUse, PublishedArticle
from articles.publishing.workflow import Problem
from articles.redirects.resolving import resolve

# Characters; search engines and social networks cut longer ones.
LONG_HEADLINE: Final = 110
# A story under a headline of this many days ago may be the same one.
RECENT: Final = timedelta(days=7)
# Links that are looked up; each costs a query or two.
MOST_LINKS: Final = 50
# Words of links that say nothing about where they lead, for those who hear them out of their sentence.
EMPTY_WORDS: Final = frozenset(
    {"click", "click here", "here", "link", "more", "read more", "this", "this link"}
    | {"aquí", "clic aquí", "enlace", "haga clic aquí", "haz clic aquí", "leer más", "más", "pincha aquí"}
)


def checks(article: Article, now: datetime | None = None) -> list[Problem]:
    """Everything that is unusual about a stored working copy, each with its field. A few queries, and some a link."""
    parts = body.parse(article.body)
    return [
        *_headline(article, now or timezone.now()),
        *_byline(article),
        *_picture(article),
        *_headings(parts),
        *_links(parts),
    ]


def _headline(article: Article, now: datetime) -> Iterator[Problem]:
    if len(article.headline) > LONG_HEADLINE:
        length = len(article.headline)
        yield Problem("headline", f"The headline has {length} characters; after about {LONG_HEADLINE} it is cut.")
    live = PublishedArticle.objects.live(now).filter(published_at__gt=now - RECENT)
    same = Article.objects.filter(published__in=live, headline__iexact=article.headline).exclude(pk=article.pk)
    if same.exists():
        yield Problem("headline", "A story of the last seven days has the same headline.")
    if not article.standfirst:
        yield Problem("standfirst", "There is no standfirst: lists and search engines show the headline alone.")


def _byline(article: Article) -> Iterator[Problem]:
    if article.byline and not article.bylines.exists():
        yield Problem("authors", "There is a byline and no author: nobody's page will list the story.")


def _picture(article: Article) -> Iterator[Problem]:
    if not article.image_uses.filter(role=ImageUse.Role.LEAD).exists():
        yield Problem("images", "There is no lead picture.")


def _headings(parts: list[body.Part]) -> Iterator[Problem]:
    before = 1
    for part in parts:
        if isinstance(part, body.Figure) or part["type"] != "heading":
            continue
        if part["level"] > before + 1:
            yield Problem("body", f"The heading “{part['text']}” skips a level.")
        before = part["level"]


def _links(parts: list[body.Part]) -> Iterator[Problem]:
    headings = {part["id"] for part in parts if not isinstance(part, body.Figure) and part["type"] == "heading"}
    found = dict.fromkeys(link for part in parts for html in _texts(part) for link in _found_in(html))
    for address, words in list(found)[:MOST_LINKS]:
        if _bare(words) in EMPTY_WORDS:
            yield Problem("body", f"The link “{words}” does not say where it leads.")
        if address.startswith("#"):
            if address[1:] not in headings:
                yield Problem("body", f"The link “{words}” leads to a heading that is not there.")
        elif _leads_nowhere(address):
            yield Problem("body", f"The link “{words}” leads to no story that readers see.")


def _leads_nowhere(address: str) -> bool:
    """Whether an address looks like one of our stories and is none."""
    path = placeholders.own_path(address)
    if not path or not placeholders.named(path.partition("?")[0].rstrip("/")):
        return False
    try:
        place = resolve(path)
    except BadPath:
        return False
    return place is None or place.status == HTTPStatus.GONE


def _texts(part: Any) -> Iterator[str]:
    """The inline HTML of a block, at any depth."""
    if isinstance(part, dict):
        for name, value in part.items():
            if name == "html":
                yield value
            else:
                yield from _texts(value)
    elif isinstance(part, list):
        for one in part:
            yield from _texts(one)


def _found_in(html: str) -> Iterator[tuple[str, str]]:
    if "<a " in html:
        for link in LexborHTMLParser(html).css("a[href]"):
            yield link.attributes["href"] or "", " ".join(link.text().split())


def _bare(words: str) -> str:
    return re.sub(r"[^\w\s]", "", words).strip().casefold()
