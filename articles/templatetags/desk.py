"""Tags and filters for the admin's pages. `{% desk %}`: the piles of stories on the editors' first page."""

from datetime import datetime
from typing import Any

from django import template
from django.apps import apps
from django.template.context import Context
from django.utils import timezone

from articles.admin import status
from articles.admin.desk.piles import piles
from articles.admin.desk.preferences import topics_of
from articles.delivery import presence
from articles.editing import colleagues, rights
from articles.editing.moves import MOVES
from articles.http import timestamps
from articles.models import Article, Handover, Topic
from articles.publishing import upkeep

register = template.Library()
register.filter("rfc3339", timestamps.rfc3339)
register.filter("named", colleagues.named)


@register.filter
def moment(value: datetime) -> str:
    """A date as the admin writes it. Unlike Django's `date`, it accepts the earliest and latest dates."""
    return status.moment(value, timezone.now())


@register.filter
def moved(handover: Handover) -> str:
    """What was done with a story, in words."""
    return MOVES[handover.move].past


@register.inclusion_tag("admin/articles/desk.html", takes_context=True)
def desk(context: Context) -> dict[str, Any]:
    """The piles, of the topics that the account has chosen; none for accounts that may not see stories."""
    request = context["request"]
    if not rights.may(request.user, "view", Article):
        return {"piles": []}
    chosen = topics_of(request.user)
    return {
        "piles": piles(request.user, chosen),
        "topics": Topic.objects.order_by("path"),
        "chosen": [topic.pk for topic in chosen],
        "csrf_token": context["csrf_token"],
    }


@register.simple_tag(takes_context=True)
def may(context: Context, action: str, label: str) -> rights.Answer:
    """`{% may "add" "articles.article" as adds %}`: whether the account may do something with rows of a model."""
    return rights.may(context["request"].user, action, apps.get_model(label))


@register.inclusion_tag("admin/articles/waiting.html")
def waiting() -> dict[str, Any]:
    """What the worker has yet to bring up to date, if anything. One query."""
    return {"sentence": upkeep.sentence()}


@register.inclusion_tag("admin/articles/no_worker.html")
def no_worker() -> dict[str, Any]:
    """A warning while no worker is running. One query."""
    seen_at = presence.last_seen()
    return {"missing": presence.is_missing(seen_at), "seen": status.moment(seen_at, timezone.now())}
