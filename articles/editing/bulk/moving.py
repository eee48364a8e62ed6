"""Handing several stories over at once: submitted, marked as ready, assigned."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User

from articles.editing import handing_over
from articles.editing.bulk.planning import Change
from articles.editing.colleagues import named
from articles.editing.handing_over import Seen
from articles.editing.moves import MOVES
from articles.models import Article


@dataclass(frozen=True)
class Move(Change):
    """`name` is a name of the table of moves; `to` the colleague, None for nobody in particular."""

    name: str
    to: User | None
    note: str = ""

    @property
    def right(self) -> str:  # type: ignore[override]
        return self.name

    @property
    def done(self) -> str:  # type: ignore[override]
        return f"{MOVES[self.name].past.capitalize()} in bulk."

    def present(self, articles: Sequence[Article]) -> list[Any]:
        return [Seen.of(article) for article in articles]

    def wanted(self, article: Article, present: Any) -> Any:
        handing_over.check(article, self.name)
        return Seen(MOVES[self.name].to or article.stage, self.to.pk if self.to else None)

    def wording(self, values: Sequence[Any]) -> Callable[[Any], list[str]]:
        people = User.objects.in_bulk([value.assigned_to for value in values if value.assigned_to])
        stages = dict(Article.Stage.choices)
        return lambda seen: [
            str(stages[seen.stage]),
            *([named(people[seen.assigned_to])] if seen.assigned_to in people else []),
        ]

    def make(self, article: Article, wanted: Any, by: User) -> None:
        handing_over.hand_over(article, self.name, by, to=self.to, note=self.note, seen=Seen.of(article))
