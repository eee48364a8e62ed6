"""The states of a story, what may be done in each, and what a story needs before readers may see it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone

from articles import body
from articles.models import Article, ImageUse
from media import calendar

State = Article.State

# What may be done with a working copy in each state. Killing is for good.
ALLOWED: Final[dict[str, set[str]]] = {
    "publish": {State.DRAFT, State.PUBLISHED, State.UNPUBLISHED},
    "schedule": {State.DRAFT, State.PUBLISHED, State.UNPUBLISHED},
    "unpublish": {State.PUBLISHED},
    "kill": {State.PUBLISHED, State.UNPUBLISHED},
    "correct": {State.PUBLISHED},
}
PAST: Final = {
    "publish": "published",
    "schedule": "scheduled",
    "unpublish": "unpublished",
    "kill": "killed",
    "correct": "corrected",
}


class PublishingError(Exception):
    """A story could not be taken where an editor wanted it. The message is for the editor."""


class WrongState(PublishingError):
    """The story's state does not allow it."""


class WrongMoment(WrongState):
    """The moment that was given for it is not possible."""


class Passed(WrongMoment):
    """The time to publish at does not lie ahead."""


class Conflict(PublishingError):
    """Somebody else published, unpublished or killed the story meanwhile."""


@dataclass(frozen=True)
class Problem:
    """One thing that is missing. `field` is the article's field it belongs to."""

    field: str
    message: str


class NotReady(PublishingError):
    """The story cannot be published yet. `problems` lists everything that is missing."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = problems


def check_state(article: Article, verb: str) -> None:
    """Raise WrongState unless `verb` may be done now."""
    if article.state not in ALLOWED[verb]:
        state = article.get_state_display().lower()
        raise WrongState(f"“{article}” is {state} and cannot be {PAST[verb]}.")


def problems(article: Article, now: datetime | None = None) -> list[Problem]:
    """Everything that keeps a working copy, as the database has it, from being published."""
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
        found.append(_missing(use, figure.alt_text or use.alt_text) if use else _foreign(figure))
    found += [_missing(use, use.alt_text) for use in uses if use.role != ImageUse.Role.INLINE]
    return list(dict.fromkeys(problem for problem in found if problem))


def _foreign(figure: body.Figure) -> Problem:
    told = figure.src or figure.alt_text or figure.caption
    name = f" (“{told[:100]}”)" if told else ""
    return Problem(
        "body",
        f"A picture in the text{name} is not in the picture library, and readers would not see it: "
        "upload it to the library and insert it from there, or take it out.",
    )


def _missing(use: ImageUse, described: str) -> Problem | None:
    needs = [what for what in use.image.missing() if not (described and what == "alternative text")]
    place = use.get_role_display().lower()
    return Problem("images", f"“{use.image}” ({place}) needs {' and '.join(needs)}.") if needs else None


def status(article: Article, now: datetime | None = None) -> str:
    """What editors want to know at a glance: the state, seen by the clock.

    One of draft, scheduled, live, changed (live, with changes readers do not see yet), expired, unpublished, killed.
    Reads `article.published`: select it beforehand in lists.
    """
    if article.state != State.PUBLISHED:
        return str(article.state)
    now = now or timezone.now()
    row = article.published
    if row.visible_from > now:
        return "scheduled"
    if row.visible_until and row.visible_until <= now:
        return "expired"
    return "changed" if article.modified_at > row.taken_at else "live"
