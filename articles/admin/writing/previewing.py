"""Showing a working copy: beside the form, and under addresses for others, each of which can be taken back."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.editing import failing, rights
from articles.models import Article, SharedPreview
from articles.publishing import previews


class ShareForm(forms.Form):
    template_name = "admin/articles/form.html"
    use_required_attribute = False
    for_whom = forms.CharField(
        label="For whom",
        required=False,
        max_length=200,
        help_text="So that you know later whose address to take back. Nobody outside sees it.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


def view(model_admin: admin.ModelAdmin, request: HttpRequest, pk: UUID) -> HttpResponse:  # type: ignore[type-arg]
    """List the addresses (GET); make one, or take one back by its key (POST)."""
    article = get_object_or_404(Article.objects.exclude(state=Article.State.KILLED), pk=pk)
    rights.demand(request.user, "share", article)
    here = reverse("admin:articles_article_previews", args=[article.pk])
    form = ShareForm()
    if request.method == "POST" and not failing.given_back(request):
        if "take_back" in request.POST:
            _take_back(request, article)
            return HttpResponseRedirect(here)
        form = ShareForm(request.POST)
        if form.is_valid():
            previews.invite(article, request.user, form.cleaned_data["for_whom"])
            messages.success(request, "Whoever has the new address sees the story as it was last saved.")
            return HttpResponseRedirect(here)
    elif sentence := failing.given_back(request):
        form = ShareForm(request.POST)
        form.add_error(None, sentence)
    context = model_admin.admin_site.each_context(request) | {
        "title": "Share a preview",
        "opts": Article._meta,
        "original": article,
        "form": form,
        "invitations": previews.invitations(article),
    }
    return TemplateResponse(request, "admin/articles/article/previews.html", context)


def frame(model_admin: admin.ModelAdmin, request: HttpRequest, pk: UUID) -> HttpResponse:  # type: ignore[type-arg]
    """The address of the preview beside the form, good for an hour: `{"address", "until"}`."""
    article = get_object_or_404(Article.objects.exclude(state=Article.State.KILLED), pk=pk)
    rights.demand(request.user, "share", article)
    found = previews.framed(article)
    return JsonResponse({"address": found.address, "until": found.until.isoformat()})


def _take_back(request: HttpRequest, article: Article) -> None:
    try:
        key = UUID(request.POST["take_back"])
    except ValueError:
        key = None
    said = SharedPreview.objects.filter(article=article, pk=key).first() if key else None
    if said and previews.take_back(article, said.pk):
        whose = f" for {said.for_whom}" if said.for_whom else ""
        messages.success(request, f"The address{whose} shows nothing any more.")
    else:
        messages.error(request, "This address was taken back already, or has expired.")
