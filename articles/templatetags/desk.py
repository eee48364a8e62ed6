"""`{% desk %}`: the piles of stories on the editors' first page. `moment` and `rfc3339`: dates as they write them."""

from datetime import datetime
from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone

from articles import moments
from articles.admin import status
from articles.admin.desk import desk as piles
from articles.delivery import presence

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
    allowed = request.user.has_perm("articles.view_article") or request.user.has_perm("articles.change_article")
    return {"piles": piles(request.user) if allowed else [], "user": request.user, "perms": context["perms"]}


@register.inclusion_tag("admin/articles/no_worker.html")
def no_worker() -> dict[str, Any]:
    """A line that says so while no worker is there. One query."""
    seen_at = presence.last_seen()
    return {"missing": presence.is_missing(seen_at), "seen": status.moment(seen_at, timezone.now())}
