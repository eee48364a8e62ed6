"""Amending a correction that readers have seen."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.editing import failing, rights
from articles.models import Article, Correction
from articles.publishing.correcting import amend
from articles.publishing.workflow import PublishingError


class AmendForm(forms.Form):
    """The note as it is to be, and as the editor found it."""

    template_name = "admin/articles/form.html"
    use_required_attribute = False
    kind = forms.ChoiceField(label="Kind", choices=Correction.Kind.choices)
    text = forms.CharField(label="What was wrong, and what is right", widget=forms.Textarea(attrs={"rows": 4}))
    seen = forms.CharField(widget=forms.HiddenInput, strip=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


def view(model_admin: admin.ModelAdmin, request: HttpRequest, pk: UUID, key: UUID) -> HttpResponse:  # type: ignore[type-arg]
    """Show the note (GET), then amend it (POST)."""
    correction = get_object_or_404(Correction.objects.select_related("article"), article=pk, pk=key)
    article = correction.article
    rights.demand(request.user, "correct", article)
    form = AmendForm(initial={"kind": correction.kind, "text": correction.text, "seen": correction.text})
    if request.method == "POST":
        data = request.POST.copy()
        # A browser sends lines that end as HTTP has them.
        data["seen"] = data.get("seen", "").replace("\r\n", "\n")
        form = AmendForm(data)
        sentence = failing.given_back(request)
        if not sentence and form.is_valid():
            try:
                amend(correction, form.cleaned_data["kind"], form.cleaned_data["text"], seen=form.cleaned_data["seen"])
            except PublishingError as error:
                correction.refresh_from_db()
                data["seen"] = correction.text
                sentence = str(error)
            else:
                model_admin.log_change(request, article, "Amended a correction.")
                messages.success(request, "The note is amended.")
                return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))
        if sentence:
            form = AmendForm(data)
            form.add_error(None, sentence)
    context = model_admin.admin_site.each_context(request) | {
        "title": "Amend the note",
        "opts": Article._meta,
        "original": article,
        "correction": correction,
        "form": form,
    }
    return TemplateResponse(request, "admin/articles/article/amend.html", context)
