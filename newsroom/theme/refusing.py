"""Messages for editors whose save is refused: it would change live stories, or what they have not seen."""

from collections.abc import Iterator
from typing import Final

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import F, Model, Q
from django.db.models.fields.json import KeyTextTransform
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.addresses import placeholders
from articles.editing import live, rights
from articles.editing.live import ChangesLive
from articles.editing.merging import Unseen
from articles.editing.versions import naming
from articles.models import Article
from articles.models.published import PublishedArticleQuerySet, is_live

# How many stories are named; the others are only counted.
NAMED: Final = 10


def sentence(user: User | AnonymousUser, refusal: ChangesLive) -> SafeString:
    """What was not saved, what to do, and the stories that it would have changed."""
    return format_html(
        "Not saved: {} what you changed here, the {}. {} "
        "Everything you wrote is still here: put that back and save the rest, or ask a colleague who may.{}",
        counted(refusal.stories.count(), "uses", "use"),
        refusal.what,
        refusal.reason,
        _links(user, refusal.stories),
    )


def unseen(clash: Unseen) -> str:
    """What to do after a save that would have overwritten what somebody else wrote meanwhile."""
    return (
        f"Not saved: {naming(clash.newest)} has changed this meanwhile, and so have you. "
        "Everything you wrote is still here: choose below which to keep, then save again."
    )


def warning(user: User | AnonymousUser, row: Model) -> str:
    """A warning for somebody who opens a form, before they write in it; "" if there is nothing to warn of."""
    count = 0 if rights.may(user, "change_live", Article) else live.showing(row).count()
    if not count:
        return ""
    told = counted(count, "shows", "show")
    return f"{told} this. Your account may change only what does not appear there."


def counted(number: int, does: str = "", do: str = "") -> str:
    """How many stories there are, and what they do."""
    told = (
        f"1 story that is live or scheduled {does}"
        if number == 1
        else f"{number} stories that are live or scheduled {do}"
    )
    return told.strip()


def _links(user: User | AnonymousUser, stories: PublishedArticleQuerySet) -> SafeString:
    """The stories, newest first, each linked to its page in the admin, else to its page for readers if there is one."""
    names = list(_names(user, stories))
    if more := stories.count() - len(names):
        names.append(format_html("{} more", more) if names else format_html("{}", counted(more)))
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((name,) for name in names)))


def _names(user: User | AnonymousUser, stories: PublishedArticleQuerySet) -> Iterator[SafeString]:
    seen = rights.allowed(user, "view", Article.objects.order_by()).values("pk")
    shown = stories.filter(Q(article__in=seen) | is_live(timezone.now()))
    columns = shown.annotate(
        headline=KeyTextTransform("headline", "document__source"), section=F("topic__slug"), looks=Q(article__in=seen)
    )
    for pk, slug, section, headline, looks in columns.values_list("article", "slug", "section", "headline", "looks")[
        :NAMED
    ]:
        inside = reverse("admin:articles_article_change", args=[pk]) if looks else ""
        page = inside or placeholders.story_page(topic=section or "", slug=slug, article_id=str(pk))
        yield format_html('<a href="{}" target="_blank" rel="noopener">{}</a>', page, headline)
