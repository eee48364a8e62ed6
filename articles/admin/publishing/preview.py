"""What readers will see, before they do."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from articles.addresses import placeholders
from articles.admin.publishing.verbs import CALL_OFF, Verb
from articles.admin.status import describe, in_full, moment
from articles.admin.thumbnails import thumbnail_path
from articles.models import Article, PublishedArticle
from articles.publishing import previews, verbs
from articles.publishing.stories import Story


@dataclass(frozen=True)
class Preview:
    """The card of a working copy as readers would see it, with its public address."""

    story: Story
    address: str
    picture: str
    date_shown: str
    # Related stories: those that readers see, and the others with their status.
    related: list[str]
    waiting: list[str]

    @classmethod
    def of(cls, article: Article, now: datetime | None = None) -> "Preview":
        now = now or timezone.now()
        story = previews.working_copy(article)
        chosen = [one.story for one in article.related_stories.select_related("story__published")]
        described = [(one.headline, describe(one, now)) for one in chosen]
        # Publishing replaces a date in the future.
        kept = article.published_at if article.published_at and article.published_at <= now else None
        return cls(
            story=story,
            address=placeholders.resolve(story.canonical_url),
            picture=thumbnail_path(story.lead.image) if story.lead else "",
            date_shown=in_full(kept) if kept else "",
            related=[headline for headline, status in described if status.live],
            waiting=[f"{headline} ({status.label.lower()})" for headline, status in described if not status.live],
        )


def consequences(verb: Verb, article: Article, now: datetime | None = None) -> list[str]:
    """What a verb means for readers, in sentences."""
    now = now or timezone.now()
    row = PublishedArticle.objects.filter(article=article).first()
    match verb.name:
        case "publish":
            return [*_when(verb, article, now), *_moved(article, row), *_until(article, now)]
        case "schedule":
            return ["Until then readers see nothing of it.", *_embargo(article, now), *_until(article, now)]
        case "retime":
            return [
                "Until then readers see nothing of it.",
                "What was scheduled stays as it is: changes since are not part of it.",
            ]
        case "correct":
            return [
                "The note appears with the story at once, and “last updated” changes.",
                "What else you have changed becomes public only if you tick it.",
            ]
        case "unpublish" if verb is CALL_OFF:
            return [
                "It becomes a draft again: readers will not see it at the time it was set for.",
                "The time is kept for when you schedule it again.",
            ]
        case "unpublish":
            return ["The address answers “not found”, and the story leaves every list.", *_linked(article)]
        case "kill":
            return [
                "From now on the address shows only your note, and nothing else of the story.",
                "Partners who have taken the story are told to remove it.",
                "This cannot be undone.",
                *_linked(article),
            ]
    return []


def _when(verb: Verb, article: Article, now: datetime) -> list[str]:
    if embargo := _embargo(article, now):
        return embargo
    if verb.again and not verbs.would_change(article):
        return [
            "Nothing that readers see has changed since it was published. "
            "Publishing it again only counts as another version, and as an update if you tick it."
        ]
    if verb.again:
        return ["Readers see the changes at once. In lists the story stays at its date."]
    if article.published_at and article.published_at <= now:
        return [f"Readers see it at once. In lists it appears at its date, {moment(article.published_at, now)}."]
    at_once = "Readers see it at once, at the top of the lists it belongs to."
    if article.published_at:
        set_before = moment(article.published_at, now)
        return [at_once, f"Its date, {set_before}, becomes the present time. To publish it then, schedule it."]
    return [at_once]


def _embargo(article: Article, now: datetime) -> list[str]:
    if article.embargo_until and article.embargo_until > now:
        return [f"It is under embargo: readers see it from {moment(article.embargo_until, now)} on, not before."]
    return []


def _until(article: Article, now: datetime) -> list[str]:
    return [f"Readers see it until {moment(article.expires_at, now)}."] if article.expires_at else []


def _moved(article: Article, row: PublishedArticle | None) -> list[str]:
    if row and row.slug != article.slug and hasattr(row, "document"):
        return ["Its address changes; the old one leads to the new one."]
    return []


def _linked(article: Article) -> list[str]:
    """The number of live stories that will lose a link, in a sentence; none if there are none."""
    live = Q(pk__in=PublishedArticle.objects.live().filter(related__story=article))
    count = PublishedArticle.objects.filter(live).count()
    return [f"{count} live stor{'y' if count == 1 else 'ies'} will no longer link to it."] if count else []
