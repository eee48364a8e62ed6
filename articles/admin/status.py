"""The state of a story in words."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.template.defaultfilters import date as date_format
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles import workflow
from articles.models import Article, PublishedArticle
from media import calendar

LABELS = {
    "draft": "Draft",
    "scheduled": "Scheduled",
    "live": "Live",
    "changed": "Live, changed",
    "expired": "Expired",
    "unpublished": "Unpublished",
    "killed": "Killed",
}


@dataclass(frozen=True)
class Status:
    """`name` is one of LABELS; `sentence` says what readers see and what they do not."""

    name: str
    sentence: str

    @property
    def label(self) -> str:
        return LABELS[self.name]

    @property
    def live(self) -> bool:
        return self.name in {"live", "changed"}


def describe(article: Article, now: datetime | None = None) -> Status:
    """What editors should know about the state of a story."""
    now = now or timezone.now()
    name = workflow.status(article, now)
    if name == "draft":
        return Status(name, "Only colleagues can see this.")
    row = article.published
    pending = f" Your changes of {moment(article.modified_at, now)} are not public yet."
    changed = pending if article.modified_at > row.taken_at else ""
    match name:
        case "scheduled":
            return Status(name, f"Readers will see it from {moment(row.visible_from, now)} on.{changed}")
        case "expired":
            return Status(name, f"Readers saw it until {moment(row.visible_until, now)}.")
        case "unpublished":
            return Status(
                name, f"Gone from readers since {moment(row.visible_until, now)}. Only colleagues can see it."
            )
        case "killed":
            return Status(name, f"Void since {moment(row.killed_at, now)}. Readers find: “{row.kill_note}”")
    return Status(name, f"Live since {moment(row.visible_from, now)}.{changed}{_ending(row, now)}")


def pill(article: Article, now: datetime | None = None) -> SafeString:
    """The state in a word, for lists."""
    name = workflow.status(article, now)
    return format_html('<span class="pill pill-{}">{}</span>', name, LABELS[name])


def moment(value: datetime | None, now: datetime) -> str:
    """A time today, else a date and a time, in the newsroom's time zone; in UTC too where the clocks show it twice."""
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
