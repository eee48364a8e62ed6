"""The authors, tags, related stories and corrections of a story."""

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.admin.writing.following import FollowsMerges
from articles.admin.writing.pickers import PickedForm, PickedInline
from articles.editing import rights
from articles.models import Article, ArticleTag, Byline, Correction, RelatedStory


class BylineForm(PickedForm):
    picked = "author"


class BylineInline(FollowsMerges):
    model = Byline
    form = BylineForm
    verbose_name = "author"
    verbose_name_plural = "authors"
    row_name = "author"
    place = "byline"
    fields = ["author", "position"]
    placeholder = "Who wrote it"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Byline]:
        return super().get_queryset(request).select_related("author")


class TagForm(PickedForm):
    picked = "tag"


class TagInline(FollowsMerges):
    model = ArticleTag
    form = TagForm
    verbose_name_plural = "tags"
    row_name = "tag"
    fields = ["tag", "position"]
    placeholder = "Add a tag"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ArticleTag]:
        return super().get_queryset(request).select_related("tag")


class RelatedForm(PickedForm):
    picked = "story"

    def clean_story(self) -> Article:
        story: Article = self.cleaned_data["story"]
        if story.pk == self.instance.article_id:
            raise forms.ValidationError("A story cannot be related to itself.")
        return story


class RelatedInline(PickedInline):
    model = RelatedStory
    form = RelatedForm
    fk_name = "article"
    row_name = "related story"
    place = "below"
    fields = ["story", "kind", "position"]
    placeholder = "Find a story, or type the headline of a new draft"

    def get_queryset(self, request: HttpRequest) -> QuerySet[RelatedStory]:
        return super().get_queryset(request).select_related("story__published").defer("story__body")


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
