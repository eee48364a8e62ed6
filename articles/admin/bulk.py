"""Taking several stories from readers at once, each through the verb, so that each is logged and none slips past."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from articles import publishing
from articles.models import Article
from articles.workflow import PublishingError


@admin.action(description="Unpublish selected stories…", permissions=["publish"])
def unpublish_selected(model_admin: Any, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
    """Ask first; then unpublish what is still as the editor saw it, and name what is not."""
    if "seen" not in request.POST:
        return TemplateResponse(
            request, "admin/articles/article/unpublish_selected.html", _context(model_admin, request, queryset)
        )
    done = called_off = 0
    for pk, version, state in (one.split(":") for one in request.POST.getlist("seen")):
        article = queryset.filter(pk=pk).first()
        if not article:
            continue
        article.version, article.state = int(version), state
        try:
            publishing.unpublish(article)
        except PublishingError as error:
            messages.error(request, str(error))
        else:
            was_seen = article.state == Article.State.UNPUBLISHED
            model_admin.log_change(request, article, "Unpublished." if was_seen else "Schedule called off.")
            done += was_seen
            called_off += not was_seen
    if done:
        messages.success(request, f"Readers no longer see {done} stor{'y' if done == 1 else 'ies'}.")
    if called_off:
        messages.success(
            request, f"The schedule of {called_off} stor{'y' if called_off == 1 else 'ies'} is called off."
        )
    return None


def _context(model_admin: Any, request: HttpRequest, queryset: QuerySet[Article]) -> dict[str, Any]:
    published = list(queryset.filter(state=Article.State.PUBLISHED))
    context: dict[str, Any] = model_admin.admin_site.each_context(request)
    return context | {
        "title": "Take these stories from readers?",
        "opts": Article._meta,
        "articles": published,
        "others": queryset.exclude(state=Article.State.PUBLISHED).count(),
        "action_checkbox_name": ACTION_CHECKBOX_NAME,
        "action": "unpublish_selected",
    }
