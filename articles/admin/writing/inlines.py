"""The authors, tags, related stories and corrections of a story."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from articles.admin.ordered import OrderedForm, OrderedInline
from articles.editing import rights
from articles.models import Article, ArticleTag, Byline, Correction, RelatedStory


class BylineInline(OrderedInline):
    model = Byline
    verbose_name = "author"
    verbose_name_plural = "authors"
    row_name = "author"
    place = "byline"
    fields = ["author", "position"]
    autocomplete_fields = ["author"]

    def get_extra(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> int:
        """A new story begins with an empty row for its author."""
        return 0 if obj else 1


class TagInline(OrderedInline):
    model = ArticleTag
    verbose_name_plural = "tags"
    row_name = "tag"
    fields = ["tag", "position"]
    autocomplete_fields = ["tag"]


class RelatedForm(OrderedForm):
    def clean_story(self) -> Article:
        story: Article = self.cleaned_data["story"]
        if story.pk == self.instance.article_id:
            raise forms.ValidationError("A story cannot be related to itself.")
        return story


class RelatedInline(OrderedInline):
    model = RelatedStory
    form = RelatedForm
    fk_name = "article"
    row_name = "related story"
    place = "below"
    fields = ["story", "kind", "position"]
    autocomplete_fields = ["story"]


class CorrectionInline(admin.TabularInline):  # type: ignore[type-arg]
    """Published corrections. The button “Correct…” adds one."""

    model = Correction
    template = "admin/articles/corrections.html"
    place = "below"
    fields = ["kind", "text", "published_at"]
    readonly_fields = ["kind", "text", "published_at"]
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return bool(rights.may(request.user, "view", obj or Article))
