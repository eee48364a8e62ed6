"""The authors, tags, related stories and corrections of a story."""

from typing import Any

from django import forms
from django.contrib import admin
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest

from articles.admin.ordered import OrderedForm, OrderedFormSet, OrderedInline
from articles.editing import rights
from articles.models import Article, ArticleTag, Byline, Correction, Merged, RelatedStory


class PresentChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Takes what was merged since the form was opened for what it was merged into."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except forms.ValidationError:
            present = Merged.objects.present([str(value)])
            if not present:
                raise
            return super().to_python(present[str(value)])


class FollowingFormSet(OrderedFormSet):
    def validate_unique(self) -> None:
        """Leave out a row that, since a merge, names the same as one before it."""
        merged: dict[Any, bool] = {}
        for form in self.forms:
            name = next(name for name, field in form.fields.items() if isinstance(field, PresentChoice))
            row = getattr(form, "cleaned_data", {}).get(name)
            if row is None or self._should_delete_form(form):  # type: ignore[attr-defined]
                continue
            is_merged = form[name].data != str(row.pk)
            if (is_merged and row in merged) or merged.get(row):
                form.cleaned_data[DELETION_FIELD_NAME] = True
            merged[row] = is_merged or merged.get(row, False)
        super().validate_unique()


class FollowsMerges(OrderedInline):
    formset = FollowingFormSet

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, **{"form_class": PresentChoice} | kwargs)


class BylineInline(FollowsMerges):
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


class TagInline(FollowsMerges):
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
