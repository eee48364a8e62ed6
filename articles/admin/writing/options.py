"""What the pickers of the writing screen offer: authors, tags, topics and stories, the nearest names first."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final, NotRequired, TypedDict
from uuid import UUID

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Case, Model, Q, QuerySet, Value, When

from articles.addresses import placeholders
from articles.editing import rights
from articles.models import Article, Author, PublishedArticle, PublishedTag, PublishedTopic, Tag, Topic
from articles.models.named import Named, called
from articles.models.published import is_live
from articles.publishing import status
from articles.publishing.status import Status
from media import text
from media.models import Image

# How many are offered at once, and how many names are compared with one that is spelt otherwise.
MOST: Final = 8
COMPARED: Final = 500
# Of the newest stories that share a tag or the topic, so that the cost does not grow with the archive.
POOL: Final = 50
# More tags are not asked for.
MOST_TAGS: Final = 10
ALIKE: Final = 0.75


class Option(TypedDict):
    """Something to choose: its key, its name, and in `note` what tells it from others of that name.

    `url` is the page that readers see, if it is chosen for its page.
    """

    id: str
    name: str
    note: str
    url: NotRequired[str]


@dataclass(frozen=True)
class Asked:
    """What somebody asks a picker for: `typed`, in the story `article` that has `topic` and `tags` by now."""

    user: User | AnonymousUser
    typed: str = ""
    article: UUID | None = None
    topic: UUID | None = None
    tags: tuple[UUID, ...] = ()


def option(row: Model) -> Option:
    return {"id": str(row.pk), "name": str(row), "note": _note(row)}


def authors(asked: Asked) -> Iterable[Author]:
    """By name; with nothing typed, the account's own first."""
    if asked.typed:
        return near(Author.objects.all(), asked.typed)
    mine = Author.objects.filter(user=asked.user.pk)
    return [*mine, *Author.objects.exclude(pk__in=mine.values("pk"))[: MOST - 1]]


def tags(asked: Asked) -> Iterable[Tag]:
    """By name; with nothing typed, those of the newest stories with the same topic, the most used first."""
    if asked.typed:
        return near(Tag.objects.all(), asked.typed)
    stories = _newest(PublishedTopic.objects.filter(topic=asked.topic)) if asked.topic else []
    used = Counter(PublishedTag.objects.filter(published__in=stories).values_list("tag", flat=True))
    return _in_order(Tag.objects.all(), [key for key, _ in used.most_common(MOST)])


def topics(asked: Asked) -> Iterable[Topic]:
    """By name; with nothing typed, the tree from its top."""
    return near(Topic.objects.all(), asked.typed) if asked.typed else Topic.objects.order_by("path")[: MOST * 4]


def stories(asked: Asked) -> Iterable[Article]:
    """By words of the headline, newest first; with nothing typed, live ones that share most with this story."""
    rows = _seen(asked)
    return _with_words(rows, asked.typed) if asked.typed else _in_order(rows, _alike(asked))


def pages(asked: Asked) -> Iterable[Article]:
    """Stories that readers see, by words of the headline; with nothing typed, the newest."""
    rows = Article.objects.filter(is_live(through="published__")).select_related("published__topic").defer("body")
    return _with_words(rows, asked.typed)


def page(story: Article) -> Option:
    """A live story with the address of its page."""
    row = story.published
    topic = row.topic.slug if row.topic else ""
    return option(story) | {
        "url": placeholders.story_page(topic=topic, slug=row.slug, article_id=str(story.pk)),
    }


def near(rows: QuerySet[Any], typed: str) -> list[Any]:
    """Rows by how near their names are: the same, beginning so, with it inside, and at last those spelt otherwise."""
    folded = text.folded(typed)
    begins = When(name_folded__startswith=folded, then=Value(1))
    rank = Case(When(name_folded=folded, then=Value(0)), begins, default=Value(2))
    found = list(rows.filter(called(typed)).order_by(rank, "name", "id")[:MOST])
    if len(found) == MOST or len(folded) < 3:
        return found
    # Somebody who has mistyped the first letter is not helped: all names would have to be compared.
    others = rows.filter(name_folded__startswith=folded[0]).exclude(pk__in=[row.pk for row in found])
    names = dict(others.order_by("name", "id").values_list("name_folded", "pk")[:COMPARED])
    alike = get_close_matches(folded, names, MOST - len(found), ALIKE)
    return found + _in_order(rows, [names[name] for name in alike])


def same(rows: QuerySet[Any], name: str) -> Named | None:
    """The row that is called so, whatever its case and form."""
    found: Named | None = rows.filter(name_key=text.key(name)).order_by("pk").first()
    return found


def _seen(asked: Asked) -> QuerySet[Article, Any]:
    """Other stories that the account may see, and those that readers see."""
    everything = Article.objects.all()
    allowed = rights.allowed(asked.user, "view", everything)
    if allowed is not everything:
        allowed = everything.filter(Q(pk__in=allowed.values("pk")) | is_live(through="published__"))
    others = allowed.exclude(pk=asked.article) if asked.article else allowed
    return others.select_related("published").defer("body")


def _with_words(rows: QuerySet[Article, Any], typed: str) -> Iterable[Article]:
    for word in typed.split()[:MOST]:
        rows = rows.filter(headline__icontains=word)
    return rows.order_by("-modified_at", "id")[:MOST]


def _alike(asked: Asked) -> list[UUID]:
    """Keys of live stories: those that share most tags and the topic, or the newest if there is nothing to share."""
    shared = Counter[int]()
    for tag in asked.tags[:MOST_TAGS]:
        # A tag says more than a topic.
        shared.update(dict.fromkeys(_newest(PublishedTag.objects.filter(tag=tag)), 2))
    if asked.topic:
        shared.update(_newest(PublishedTopic.objects.filter(topic=asked.topic)))
    live = PublishedArticle.objects.live()
    live = live.exclude(article=asked.article) if asked.article else live
    if not shared:
        return list(live.order_by("-published_at", "-article_id").values_list("article_id", flat=True)[:MOST])
    found = live.filter(pk__in=shared).values_list("pk", "published_at", "article_id")
    ranked = sorted(found, key=lambda one: (shared[one[0]], *one[1:]), reverse=True)
    return [article for _, _, article in ranked[:MOST]]


def _newest(way: QuerySet[Any]) -> list[int]:
    live = way.filter(is_live(through="published__")).order_by("-published_at", "-article_id")
    return list(live.values_list("published_id", flat=True)[:POOL])


def _in_order(rows: QuerySet[Any], keys: list[Any]) -> list[Any]:
    found = rows.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _note(row: Model) -> str:
    if isinstance(row, Article):
        state = status.of(row)
        return "" if state is Status.LIVE else str(state.label)
    if isinstance(row, Tag):
        return "" if row.kind == Tag.Kind.KEYWORD else row.get_kind_display()
    if isinstance(row, Topic):
        return " › ".join(row.slugs[:-1])
    if isinstance(row, Author):
        return row.job_title
    return row.credit if isinstance(row, Image) else ""


def keys_of(values: Iterable[str]) -> Iterator[UUID]:
    """Those of the values that can be keys."""
    for value in values:
        try:
            yield UUID(value)
        except ValueError:
            continue
