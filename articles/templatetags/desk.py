"""`{% desk %}`: the piles of stories on the editors' first page."""

from typing import Any

from django import template
from django.template.context import Context

from articles.admin.desk import desk as piles

register = template.Library()


@register.inclusion_tag("admin/articles/desk.html", takes_context=True)
def desk(context: Context) -> dict[str, Any]:
    """Nothing for those who may not see stories."""
    request = context["request"]
    allowed = request.user.has_perm("articles.view_article") or request.user.has_perm("articles.change_article")
    return {"piles": piles(request.user) if allowed else [], "user": request.user, "perms": context["perms"]}
