"""Ordered parts of a story as rows that are dragged, or moved by buttons. Without JavaScript the numbers are edited."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from js_asset import Media, Script

from articles.admin.fields import QuietRelations


class OrderedForm(forms.ModelForm):  # type: ignore[type-arg]
    """One row. Its formset, which sees all rows together, looks after what must be unique."""

    # What a new row is given without anybody having chosen anything.
    incidental = frozenset({"position"})

    def has_changed(self) -> bool:
        """A new row that only got its place is still an empty row."""
        changed = set(self.changed_data)
        return bool(changed - self.incidental if self.instance._state.adding else changed)

    def validate_constraints(self) -> None:
        """Rows that are taken out or changed in the same save would be counted as duplicates here."""


class OrderedFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """The rows of one story, saved together."""

    def save(self, commit: bool = True) -> Any:
        """Changed rows make room first, so that two of them may trade what only one may have."""
        changed = [form.instance.pk for form in self.initial_forms if form.has_changed()]
        assert self.model
        self.model._default_manager.filter(pk__in=changed).delete()
        return super().save(commit)


class OrderedInline(QuietRelations, admin.StackedInline):  # type: ignore[type-arg]
    """Rows in an order of the editor's choosing. `place` says where on the writing screen: see change_form.html."""

    template = "admin/articles/ordered_inline.html"
    form = OrderedForm
    formset = OrderedFormSet
    formfield_overrides = {models.PositiveIntegerField: {"widget": forms.NumberInput(attrs={"class": "position"})}}
    extra = 0
    place = "side"
    # What one row is called on buttons, e.g. "author".
    row_name = ""

    @property
    def media(self) -> Media:
        return super().media + Media(js=[Script("articles/ordering.js", type="module")])

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Whoever may change the story may change its parts: they are not things of their own."""
        return self._may_edit(request)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._may_edit(request)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._may_edit(request)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return request.user.has_perm("articles.view_article") or self._may_edit(request)

    def _may_edit(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.change_article") or request.user.has_perm("articles.add_article")
