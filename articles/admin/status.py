"""The status of a story in words."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.template.defaultfilters import date as date_format
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Article, PublishedArticle
from articles.publishing import status
from articles.publishing.status import Status
from media import calendar

# Whose clocks the page goes by: lazy, because editors choose.
ZONE: Final = lazy(lambda: f"Time zone: {timezone.get_current_timezone_name()}", str)()


@dataclass(frozen=True)
class Described:
    """A story's status, with a `sentence` that says what readers see and do not see."""

    status: Status
    sentence: str

    @property
    def name(self) -> str:
        return self.status.value

    @property
    def label(self) -> str:
        return str(self.status.label)

    @property
    def live(self) -> bool:
        return self.status in {Status.LIVE, Status.CHANGED}


def describe(article: Article, now: datetime | None = None) -> Described:
    """The status of a story, for editors."""
    now = now or timezone.now()
    found = status.of(article, now)
    return Described(found, _sentence(found, article, now))


def _sentence(found: Status, article: Article, now: datetime) -> str:
    if found in {Status.DRAFT, Status.IN_REVIEW, Status.READY}:
        return "Only colleagues can see this."
    row = article.published
    changed = f" Your changes of {moment(article.modified_at, now)} are not public yet."
    changed = changed if article.modified_at > row.taken_at else ""
    match found:
        case Status.SCHEDULED:
            return f"Readers will see it from {moment(row.visible_from, now)} on.{changed}"
        case Status.LIVE | Status.CHANGED:
            return f"Live since {moment(row.visible_from, now)}.{changed}{_ending(row, now)}"
        case Status.EXPIRED:
            return f"Readers saw it until {moment(row.visible_until, now)}."
        case Status.UNPUBLISHED:
            return f"Unpublished since {moment(row.visible_until, now)}. Only colleagues can see it."
        case Status.KILLED:
            return f"Void since {moment(row.killed_at, now)}. Readers find: “{row.kill_note}”"


def pill(article: Article, now: datetime | None = None) -> SafeString:
    """The status in a word, for lists."""
    found = status.of(article, now)
    return format_html('<span class="pill pill-{}">{}</span>', found.value, found.label)


def moment(value: datetime | None, now: datetime) -> str:
    """A time today, else a date and a time, in the newsroom's time zone; also in UTC if the local time is ambiguous."""
    if not value:
        return ""
    shown, today = calendar.local(value), calendar.local(now)
    form = "j M, H:i" if shown.year == today.year else "j M Y, H:i"
    return date_format(shown, "H:i" if shown.date() == today.date() else form) + _told_apart(value)


def in_full(value: datetime) -> str:
    """A date and a time, in the newsroom's time zone."""
    return date_format(calendar.local(value), "j F Y, H:i") + _told_apart(value)


def _told_apart(value: datetime) -> str:
    return f" ({value.astimezone(UTC):%H:%M} UTC)" if calendar.comes_twice(value) else ""


def _ending(row: PublishedArticle, now: datetime) -> str:
    return f" Readers see it until {moment(row.visible_until, now)}." if row.visible_until else ""
