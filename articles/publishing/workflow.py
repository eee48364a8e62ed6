"""The states of a story, the verbs that each allows, and what a story needs before readers may see it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone

from articles import body
from articles.models import Article, ImageUse
from media import calendar
from media.models import Need

State = Article.State


@dataclass(frozen=True)
class Verb:
    """A verb of publishing: the states in which it is allowed, and its words, before (`doing`) and after (`past`).

    Verbs that release the working copy let readers see it as it is now.
    """

    follows: frozenset[State]
    doing: str
    past: str
    releases: bool = False


# No verb follows KILLED.
VERBS: Final = {
    "publish": Verb(
        frozenset({State.DRAFT, State.PUBLISHED, State.UNPUBLISHED}), "publish stories", "published", releases=True
    ),
    "schedule": Verb(
        frozenset({State.DRAFT, State.PUBLISHED, State.UNPUBLISHED}), "schedule stories", "scheduled", releases=True
    ),
    "retime": Verb(frozenset({State.PUBLISHED}), "schedule stories for another time", "scheduled for another time"),
    "unpublish": Verb(frozenset({State.PUBLISHED}), "unpublish stories", "unpublished"),
    "kill": Verb(frozenset({State.PUBLISHED, State.UNPUBLISHED}), "kill stories", "killed"),
    "correct": Verb(frozenset({State.PUBLISHED}), "correct stories in public", "corrected"),
}


class PublishingError(Exception):
    """A verb could not be done. The message is for the editor."""


class WrongState(PublishingError):
    """The story's state does not allow it."""


class WrongMoment(WrongState):
    """The given time is not possible."""


class Passed(WrongMoment):
    """The time of publication is not in the future."""


class Conflict(PublishingError):
    """Somebody else changed, published, unpublished or killed the story meanwhile."""


@dataclass(frozen=True)
class Problem:
    """One thing that is missing. `field` is the article's field to which it belongs."""

    field: str
    message: str


class NotReady(PublishingError):
    """The story cannot be published yet. `problems` lists everything that is missing."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = problems


def check_state(article: Article, verb: str) -> None:
    """Raise WrongState unless `verb` may be done now."""
    if article.state not in VERBS[verb].follows:
        state = article.get_state_display().lower()
        raise WrongState(f"“{article}” is {state} and cannot be {VERBS[verb].past}.")


def problems(article: Article, now: datetime | None = None) -> list[Problem]:
    """Everything that keeps a stored working copy from being published."""
    found = []
    if not article.headline.strip():
        found.append(Problem("headline", "Write a headline."))
    if not article.body:
        found.append(Problem("body", "Write the story."))
    if not article.topic_id:
        found.append(Problem("topic", "Choose a topic."))
    if not article.byline and not article.bylines.exists():
        found.append(Problem("authors", "Say who wrote it: add an author or a byline."))
    if holding := article.held(article.slug):
        found.append(Problem("slug", holding.message))
    return found + _date_problems(article, now or timezone.now()) + _picture_problems(article)


def _date_problems(article: Article, now: datetime) -> list[Problem]:
    dates = {name: getattr(article, name) for name in ("published_at", "embargo_until", "expires_at")}
    found = [
        Problem(name, calendar.RIGHT_YEAR) for name, date in dates.items() if date and not calendar.is_within(date)
    ]
    until, embargo = article.expires_at, article.embargo_until
    if until and until <= now:
        found.append(Problem("expires_at", "“Visible until” has passed: empty it or choose a later date."))
    elif until and embargo and until <= embargo:
        found.append(Problem("expires_at", "“Visible until” must be later than the embargo."))
    return found


def _picture_problems(article: Article) -> list[Problem]:
    uses = list(article.image_uses.select_related("image"))
    inline = {use.image_id: use for use in uses if use.role == ImageUse.Role.INLINE}
    found = []
    for figure in body.figures(article.body):
        use = inline.get(figure.image_id) if figure.image_id else None
        found.append(_missing(use, figure.alt_text) if use else _foreign(figure))
    found += [_missing(use) for use in uses if use.role != ImageUse.Role.INLINE]
    return list(dict.fromkeys(problem for problem in found if problem))


def _foreign(figure: body.Figure) -> Problem:
    known_by = figure.src or figure.alt_text or figure.caption
    name = f" (“{known_by[:100]}”)" if known_by else ""
    return Problem(
        "body",
        f"A picture in the text{name} is not in the picture library, and readers would not see it: "
        "upload it to the library and insert it from there, or take it out.",
    )


def _missing(use: ImageUse, described: str = "") -> Problem | None:
    needs = use.missing(described)
    place = use.get_role_display().lower()
    return Problem("images", f"“{use.image}” ({place}) needs {Need.in_words(needs)}.") if needs else None
