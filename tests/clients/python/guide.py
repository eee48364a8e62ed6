"""The guide's calls with the client that openapi-python-client generates."""

import json
import sys

from newsroom_client import Client
from newsroom_client.api.articles import count_article_view, get_article, list_articles, list_related_articles
from newsroom_client.api.changes import list_changes
from newsroom_client.api.collections import get_collection
from newsroom_client.api.most_viewed import list_most_viewed
from newsroom_client.api.resolve import resolve_path
from newsroom_client.models import (
    Article,
    ArticlePage,
    Changes,
    CollectionContents,
    Image,
    ListedArticleCard,
    ListedArticleCardPart,
    ListMostViewedWindow,
    MostViewed,
    Problem,
    RankedArticleCard,
    Related,
    Resolved,
    Views,
)
from newsroom_client.models import ListArticlesRenditionsItem as Family
from newsroom_client.types import UNSET

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SLUG = "harbour-bridge-reopens"

client = Client(sys.argv[1], headers={"User-Agent": FIREFOX})

story = get_article.sync(SLUG, client=client)
following = list_related_articles.sync(SLUG, client=client, limit=6)
front = get_collection.sync("front-page", client=client)
city = list_articles.sync(client=client, topic=["city"], page_size=10)
both = list_articles.sync(client=client, tag=["bridges", "public-transport"], genre=["-opinion"])
found = list_articles.sync(client=client, search="harb* bridge", include=["highlight"])
light = list_articles.sync(client=client, fields=["slug", "headline", "image.credit"])
whole = list_articles.sync(client=client, include=["body", "related", "authors.image"])
plain = list_articles.sync(client=client, renditions=[Family.NONE])
deep = list_articles.sync(client=client, cursor="", page_size=3)
counted = count_article_view.sync(SLUG, client=client)
popular = list_most_viewed.sync(client=client, window=ListMostViewedWindow.VALUE_1, limit=5)
changes = list_changes.sync(client=client, after="", limit=200)
here = resolve_path.sync(client=client, path=f"/city/{SLUG}")
nowhere = resolve_path.sync(client=client, path="/nowhere")
wrong = list_articles.sync(client=client, page=0)

# Without `fields` an answer is a whole story.
assert isinstance(story, Article)
assert isinstance(following, Related)
assert isinstance(front, CollectionContents)
assert isinstance(city, ArticlePage)
assert isinstance(both, ArticlePage)
assert isinstance(found, ArticlePage)
assert isinstance(light, ArticlePage)
assert isinstance(whole, ArticlePage)
assert isinstance(plain, ArticlePage)
assert isinstance(deep, ArticlePage)
assert isinstance(counted, Views)
assert isinstance(popular, MostViewed)
assert isinstance(changes, Changes)
assert isinstance(here, Resolved)
assert isinstance(nowhere, Problem)
assert isinstance(wrong, Problem)

marked, part, full, bare = found.results[0], light.results[0], whole.results[0], plain.results[0]
assert isinstance(marked, ListedArticleCard)
assert isinstance(part, ListedArticleCardPart)
assert isinstance(full, ListedArticleCard)
assert isinstance(bare, ListedArticleCard)
assert isinstance(story.image, Image)
assert isinstance(bare.image, Image)
assert marked.highlight
assert full.body
assert full.related
assert wrong.errors

print(
    json.dumps(
        {
            "story": [story.headline, story.byline, story.views, story.image.credit],
            "blocks": [block.type_ for block in story.body],
            "next": len(following.results),
            "front": [card.slug for card in front.results],
            "city": city.count,
            "both": both.count,
            "marked": marked.highlight.headline,
            "light": part.to_dict(),
            "whole": [len(full.body), len(full.related), full.authors[0].image],
            "plain": bare.image.renditions,
            "deep": [len(deep.results), deep.count is UNSET],
            "counted": counted.views,
            "popular": [card.window_views for card in popular.results if isinstance(card, RankedArticleCard)],
            "changes": [f"{one.action} {one.article.headline}" for one in changes.results if one.article],
            "here": [here.status, here.location],
            "nowhere": nowhere.status,
            "wrong": [error.parameter for error in wrong.errors],
        }
    )
)
