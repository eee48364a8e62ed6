"""The pages to which the search dialog leads by their names."""

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Model
from django.urls import reverse

from articles.editing import rights
from articles.models import Article, Author, Collection, Redirect, Tag, Topic
from articles.models.named import called
from media import text
from media.models import Image

# Rows of each kind that are offered by name.
NAMED: Final = 4


class Command(NamedTuple):
    """A page, for whoever may do `action` with rows of a model."""

    label: str
    page: str
    action: str
    model: type[Model]


COMMANDS: Final = (
    Command("New story", "admin:articles_article_add", "add", Article),
    Command("Desk", "admin:index", "view", Article),
    Command("Calendar", "admin:articles_article_calendar", "view", Article),
    Command("Bin", "admin:articles_article_bin", "delete", Article),
    Command("Stories", "admin:articles_article_changelist", "view", Article),
    Command("Pictures", "admin:media_image_changelist", "view", Image),
    Command("New picture", "admin:media_image_add", "add", Image),
    Command("Collections", "admin:articles_collection_changelist", "view", Collection),
    Command("Authors", "admin:articles_author_changelist", "view", Author),
    Command("Topics", "admin:articles_topic_changelist", "view", Topic),
    Command("Tags", "admin:articles_tag_changelist", "view", Tag),
    Command("Redirects", "admin:articles_redirect_changelist", "view", Redirect),
)
KINDS: Final[tuple[tuple[str, Any], ...]] = (("Author", Author), ("Topic", Topic), ("Tag", Tag))


class Choice(NamedTuple):
    """An address to go to, by its name, and what it is."""

    label: str
    address: str
    kind: str = ""


def commands(user: User | AnonymousUser, typed: str) -> list[Choice]:
    """The pages for the account one of whose words begins so; all of them for nothing."""
    folded = text.folded(typed)
    found = (one for one in COMMANDS if _begins(one.label, folded) and rights.may(user, one.action, one.model))
    return [Choice(one.label, reverse(one.page)) for one in found]


def named(user: User | AnonymousUser, typed: str) -> list[Choice]:
    """Authors, topics and tags by a part of their name. At most three queries."""
    return [choice for kind, model in KINDS if rights.may(user, "view", model) for choice in _rows(kind, model, typed)]


def _begins(label: str, folded: str) -> bool:
    words = text.folded(label)
    return words.startswith(folded) or any(word.startswith(folded) for word in words.split())


def _rows(kind: str, model: Any, typed: str) -> Iterator[Choice]:
    rows: Iterable[Any] = model.objects.filter(called(typed)).order_by("name")[:NAMED]
    page = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
    return (Choice(str(row), reverse(page, args=[row.pk]), kind) for row in rows)
