"""What a change would do to each of several stories, and doing exactly that.

Each story is a transaction of its own, so that one that is refused stops no other.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.changes import log
from articles.editing import rights
from articles.models import Article
from articles.publishing.workflow import Conflict, PublishingError, WrongState

# Stories that are changed at once: a change of all of them takes seconds, and its page can still be read.
MOST: Final = 500


class Change(ABC):
    """A change that is made to several stories alike. What a story has before and after it are values that compare.

    `right` is the action that articles.editing.rights is asked about for each story, `done` what its history says.
    One that `is_logged` writes to the change log, which is locked before the story.
    """

    right = "change"
    is_logged = False
    done: str

    @abstractmethod
    def present(self, articles: Sequence[Article]) -> list[Any]:
        """What each story has now. The number of queries does not depend on the number of stories."""

    @abstractmethod
    def wanted(self, article: Article, present: Any) -> Any:
        """What the story would have; `present` if nothing changes. Raises PublishingError if it cannot be."""

    @abstractmethod
    def wording(self, values: Sequence[Any]) -> Callable[[Any], list[str]]:
        """A function that gives the words for any of these values."""

    @abstractmethod
    def make(self, article: Article, wanted: Any, by: User) -> None:
        """Change a story, which is locked. Raises PublishingError or ValidationError."""

    def together(self) -> AbstractContextManager[Any]:
        """What surrounds the changes of all stories."""
        return nullcontext()


@dataclass(frozen=True)
class Line:
    """What a change would do to a story, in words. `seen` stands for all of it; `refused` is why it cannot be."""

    article: Article
    before: list[str]
    after: list[str]
    seen: str
    refused: str = ""
    changes: bool = True


@dataclass
class Summary:
    """The stories that were changed, and why others were not."""

    done: list[Article] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def plan(user: User, articles: Sequence[Article], change: Change) -> list[Line]:
    """What would change in each of the stories, in their order."""
    found = []
    for article, present in zip(articles, change.present(articles), strict=True):
        wanted, refused = present, ""
        try:
            wanted = _wanted(user, change, article, present)
        except PublishingError as error:
            refused = str(error)
        found.append((article, present, wanted, refused))
    words = change.wording([value for _, present, wanted, _ in found for value in (present, wanted)])
    return [
        Line(article, words(present), words(wanted), _seen(article, present, wanted), refused, present != wanted)
        for article, present, wanted, refused in found
    ]


def carry_out(user: User, seen: Sequence[tuple[UUID, str]], change: Change, note: Callable[[Article], Any]) -> Summary:
    """Change the stories that still are as they were `seen`, by their keys.

    `note` is called for each in its transaction.
    """
    summary = Summary()
    with change.together():
        for key, shown in seen:
            try:
                summary.done.append(_carry_out(user, key, shown, change, note))
            except PublishingError as error:
                summary.refused.append(str(error))
            except ValidationError as error:
                summary.refused.append(f"{_named(key)} cannot be changed: {' '.join(error.messages)}")
            except IntegrityError:
                summary.refused.append(
                    f"{_named(key)} is not changed: a colleague has deleted or merged what you chose."
                )
    return summary


@transaction.atomic
def _carry_out(user: User, key: UUID, shown: str, change: Change, note: Callable[[Article], Any]) -> Article:
    if change.is_logged:
        log.lock()
    article = _locked(key)
    (present,) = change.present([article])
    wanted = _wanted(user, change, article, present)
    if _seen(article, present, wanted) != shown or present == wanted:
        raise Conflict(f"“{article}” was changed by a colleague meanwhile. Look at it again, then decide.")
    change.make(article, wanted, user)
    note(article)
    return article


def _named(key: UUID) -> str:
    article = Article.objects.filter(pk=key).first()
    return f"“{article}”" if article else "A story"


def _locked(key: UUID) -> Article:
    """The story, locked until the end of the transaction. Raises Conflict if it is no longer there."""
    article = Article.objects.select_for_update().filter(pk=key).first()
    if not article:
        raise Conflict("A story that you chose is no longer there.")
    return article


def _wanted(user: User, change: Change, article: Article, present: Any) -> Any:
    if not (answer := rights.may(user, change.right, article)):
        raise WrongState(f"“{article}” is not changed. {answer.reason}")
    if article.state == Article.State.KILLED:
        raise WrongState(f"“{article}” is killed.")
    return change.wanted(article, present)


def _seen(article: Article, present: Any, wanted: Any) -> str:
    """A short name for a story as it is, and for what would become of it."""
    on_the_desk = (str(article.state), str(article.stage), article.assigned_to_id)
    state = (article.modified_at.isoformat(), article.version, on_the_desk)
    return sha256(repr((article.pk, state, present, wanted)).encode()).hexdigest()[:20]
