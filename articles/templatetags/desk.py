"""`{% desk %}`: the piles of stories on the editors' first page. `moment` and `rfc3339`: dates as they write them."""

from datetime import datetime
from typing import Any

from django import template
from django.apps import apps
from django.template.context import Context
from django.utils import timezone

from articles import moments
from articles.admin import status
from articles.admin.desk import desk as piles
from articles.delivery import presence
from articles.editing import rights
from articles.models import Article

register = template.Library()
register.filter("rfc3339", moments.rfc3339)


@register.filter
def moment(value: datetime) -> str:
    """Unlike Django's `date`, for rows with dates at the ends of time too."""
    return status.moment(value, timezone.now())


@register.inclusion_tag("admin/articles/desk.html", takes_context=True)
def desk(context: Context) -> dict[str, Any]:
    """Nothing for those who may not see stories."""
    request = context["request"]
    return {"piles": piles(request.user) if rights.may(request.user, "view", Article) else []}


@register.simple_tag(takes_context=True)
def may(context: Context, action: str, label: str) -> rights.Answer:
    """`{% may "add" "articles.article" as adds %}`: whether the account may do something with rows of a kind."""
    return rights.may(context["request"].user, action, apps.get_model(label))


@register.inclusion_tag("admin/articles/no_worker.html")
def no_worker() -> dict[str, Any]:
    """A line that says so while no worker is there. One query."""
    seen_at = presence.last_seen()
    return {"missing": presence.is_missing(seen_at), "seen": status.moment(seen_at, timezone.now())}
