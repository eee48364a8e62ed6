"""The bin: the list of deleted drafts, and restoring them."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime

from articles.admin.writing.submitted import in_words
from articles.editing import binning, rights
from articles.models import Article, DeletedDraft

ADDRESS = "admin:articles_article_bin"
# Older ones are near their end anyway.
_SHOWN = 200


def listing(model_admin: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:  # type: ignore[type-arg]
    """All drafts in the bin, last deleted first."""
    rights.demand(request.user, "delete", Article)
    drafts = rights.in_bin(request.user).select_related("deleted_by", "created_by")[:_SHOWN]
    context = model_admin.admin_site.each_context(request) | {
        "title": "Bin",
        "rows": [(draft, _name(draft.deleted_by), _name(draft.created_by), binning.until(draft)) for draft in drafts],
        "days": binning.KEPT.days,
    }
    return TemplateResponse(request, "admin/articles/article/bin.html", context)


def restore(model_admin: admin.ModelAdmin, request: HttpRequest, pk: UUID) -> HttpResponse:  # type: ignore[type-arg]
    rights.demand(request.user, "delete", Article)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        article, lost = binning.restore(rights.in_bin(request.user).get(pk=pk), request.user)
    except DeletedDraft.DoesNotExist:
        messages.error(request, "This is not in the bin any more: somebody has restored it, or its time was over.")
        return HttpResponseRedirect(reverse(ADDRESS))
    model_admin.log_change(request, article, "Restored from the bin.")
    messages.success(request, f"“{article}” is back, with its history.")
    if lost:
        messages.warning(request, f"Some of it is gone since, and is missing: {in_words(lost)}.")
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def deleted(request: HttpRequest, pk: str, headline: str) -> None:
    """Say where the draft is."""
    draft = DeletedDraft.objects.filter(pk=pk).first()
    if draft:
        day = date_format(localtime(binning.until(draft)), "j F Y")
        sentence = '“{}” is in the bin, where it can be restored until {}. <a href="{}">Open the bin</a>'
        messages.success(request, format_html(sentence, headline, day, reverse(ADDRESS)))


def _name(user: Any) -> str:
    return user.get_full_name() or user.get_username() if user else ""
