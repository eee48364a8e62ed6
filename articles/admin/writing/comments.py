"""The comments of a story: a page of its own, and the same fragment beside the text."""

import re
from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.editing import commenting, failing, rights
from articles.editing.commenting import NotYours
from articles.models import Article, Comment
from articles.models.comment import MOST_PASSAGE, MOST_TEXT
from media.models import Image

# The header of requests that want the fragment alone.
FRAGMENT: Final = "X-Fragment"
# Colleagues whose names the form offers.
MOST_NAMED: Final = 12
KEY: Final = re.compile(r"[0-9]{1,18}", re.ASCII)
# What can be done with a comment, by the name of its button.
DONE: Final[dict[str, Callable[[Comment, User], None]]] = {
    "resolve": commenting.resolve,
    "reopen": commenting.reopen,
    "take_back": commenting.take_back,
}


class CommentForm(forms.Form):
    """What somebody says: about a passage, a picture, or the story; or as an answer."""

    use_required_attribute = False
    text = forms.CharField(
        label="Comment",
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write something first."},
    )
    passage = forms.CharField(required=False, max_length=MOST_PASSAGE, widget=forms.HiddenInput)
    image = forms.ModelChoiceField(
        Image.objects.none(), label="About", required=False, empty_label="The story or the marked passage"
    )
    asks_correction = forms.BooleanField(label="A correction is due", required=False)
    parent = forms.ModelChoiceField(Comment.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, article: Article, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["image"].queryset = Image.objects.filter(uses__article=article).distinct()
        fields["parent"].queryset = Comment.objects.filter(article=article)
        fields["parent"].error_messages["invalid_choice"] = "This comment was taken back: say it anew."


def view(model_admin: admin.ModelAdmin, request: HttpRequest, pk: UUID) -> HttpResponse:  # type: ignore[type-arg]
    """Show all (GET); comment, answer, resolve, reopen or take back (POST)."""
    article = get_object_or_404(Article, pk=pk)
    rights.demand(request.user, "comment", article)
    form = CommentForm(article)
    if request.method == "POST":
        done = next((name for name in DONE if name in request.POST), None)
        if sentence := failing.given_back(request):
            form = CommentForm(article, request.POST)
            form.add_error(None, sentence)
        else:
            if not done or request.POST.get("text", "").strip():
                # An answer opens its thread again, so it comes before what is done with the thread.
                form = _say(request, article)
            if done and not form.is_bound:
                _carry_out(request, article, done, request.POST[done])
        if not form.is_bound and not request.headers.get(FRAGMENT):
            return HttpResponseRedirect(address(article))
    context = {"original": article, "form": form, "threads": list(commenting.threads(article))}
    context["colleagues"] = rights.colleagues()[:MOST_NAMED]
    if request.headers.get(FRAGMENT):
        return TemplateResponse(request, "admin/articles/article/comment_threads.html", context)
    context |= model_admin.admin_site.each_context(request) | {"title": "Comments", "opts": Article._meta}
    return TemplateResponse(request, "admin/articles/article/comments.html", context)


def _say(request: HttpRequest, article: Article) -> CommentForm:
    """Store what was said. Returns an empty form, or the one with what is wrong."""
    assert isinstance(request.user, User)
    form = CommentForm(article, request.POST)
    if form.is_valid():
        commenting.comment(article, request.user, **form.cleaned_data)
        return CommentForm(article)
    return form


def _carry_out(request: HttpRequest, article: Article, name: str, key: str) -> None:
    """Do something with a comment that is there. What cannot be done is said."""
    assert isinstance(request.user, User)
    said = Comment.objects.filter(article=article, pk=int(key)).first() if KEY.fullmatch(key) else None
    if not said:
        messages.error(request, "This comment is no longer there.")
        return
    try:
        DONE[name](said, request.user)
    except NotYours as error:
        messages.error(request, str(error))


def address(article: Article) -> str:
    return reverse("admin:articles_article_comments", args=[article.pk])


def number_open(article: Article) -> int:
    return Comment.objects.filter(article=article, parent=None, resolved_at=None).count()
