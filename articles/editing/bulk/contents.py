"""Changes of working copies: tags, topic, authors.

Each makes a version. Readers see nothing of it until it is published.
"""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from django.contrib.auth.models import User
from django.db.models import Model

from articles.editing import content, versions
from articles.editing.bulk.planning import Change
from articles.models import Article, ArticleTag, Author, Byline, Tag, Topic, Version
from articles.publishing.workflow import Conflict

Keys = tuple[str, ...]
ADD: Final = "add"
REMOVE: Final = "remove"
REPLACE: Final = "replace"


class ContentChange(Change):
    """A change of one member of the content (articles.editing.content), whose value is ids as text."""

    name: str
    named: type[Model]

    @abstractmethod
    def applied(self, present: Keys) -> Keys:
        """The ids that a story with these would have."""

    def wanted(self, article: Article, present: Any) -> Any:
        return self.applied(present)

    def wording(self, values: Sequence[Any]) -> Callable[[Any], list[str]]:
        keys = {key for value in values for key in value}
        names = {str(row.pk): str(row) for row in self.named._default_manager.filter(pk__in=keys)}
        return lambda value: [names[key] for key in value if key in names]

    def make(self, article: Article, wanted: Any, by: User) -> None:
        now = versions.of(versions.locked(article))
        cast(Any, now)[self.name] = self.stored(wanted)
        if content.write(article, now, [self.name]):
            raise Conflict(f"“{article}” is not changed: a colleague has deleted or merged what you chose.")
        versions.record(article, by, Version.Origin.BULK)

    def stored(self, wanted: Keys) -> Any:
        """The value as a content holds it."""
        return list(wanted)


@dataclass(frozen=True)
class ChangeTags(ContentChange):
    """Those added stand where the first of those removed stood, so that a tag can be replaced; else at the end."""

    add: Keys
    remove: Keys
    name = "tags"
    named = Tag
    done = "Tags changed in bulk."

    def present(self, articles: Sequence[Article]) -> list[Any]:
        return listed(articles, ArticleTag.objects.values_list("article_id", "tag_id"))

    def applied(self, present: Keys) -> Keys:
        place = next((at for at, key in enumerate(present) if key in self.remove), len(present))
        new = tuple(key for key in self.add if key not in present)
        left, right = ([key for key in part if key not in self.remove] for part in (present[:place], present[place:]))
        return (*left, *new, *right)


@dataclass(frozen=True)
class ChangeAuthors(ContentChange):
    """`how` is ADD, REMOVE or REPLACE. A byline typed in place of the authors stays, and hides them."""

    authors: Keys
    how: str
    name = "authors"
    named = Author
    done = "Authors changed in bulk."

    def present(self, articles: Sequence[Article]) -> list[Any]:
        return listed(articles, Byline.objects.values_list("article_id", "author_id"))

    def applied(self, present: Keys) -> Keys:
        if self.how == REPLACE:
            return self.authors
        if self.how == REMOVE:
            return tuple(key for key in present if key not in self.authors)
        return (*present, *(key for key in self.authors if key not in present))


@dataclass(frozen=True)
class ChangeTopic(ContentChange):
    topic: str
    name = "topic"
    named = Topic
    done = "Moved to another topic in bulk."

    def present(self, articles: Sequence[Article]) -> list[Any]:
        return [(str(article.topic_id),) if article.topic_id else () for article in articles]

    def applied(self, present: Keys) -> Keys:
        return (self.topic,)

    def stored(self, wanted: Keys) -> Any:
        return wanted[0]


def listed(articles: Sequence[Article], pairs: Any) -> list[Keys]:
    """The second ids of `pairs`, as text and in their order, of each story. One query."""
    found: dict[Any, list[str]] = {article.pk: [] for article in articles}
    for article, key in pairs.filter(article__in=list(found)):
        found[article].append(str(key))
    return [tuple(found[article.pk]) for article in articles]
