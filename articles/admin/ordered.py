"""Ordered parts of a story or a collection, as rows that are moved by dragging or with buttons.

Without JavaScript, editors change their numbers.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from js_asset import Media, Script

from articles.admin.fields import QuietRelations
from articles.editing import rights


class OrderedForm(forms.ModelForm):  # type: ignore[type-arg]
    """One row. Its formset, which sees all rows together, checks what must be unique."""

    # Fields that a new row gets without anybody having chosen anything.
    incidental = frozenset({"position"})

    def has_changed(self) -> bool:
        """A new row that only has a place counts as empty."""
        changed = set(self.changed_data)
        return bool(changed - self.incidental if self.instance._state.adding else changed)

    def validate_constraints(self) -> None:
        """Do nothing: rows that the same save removes or changes would count as duplicates here."""


class OrderedFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """The rows of one list, saved together. If two editors save at once, neither loses what the other added."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        assert self.model
        if index is not None and index < self.initial_form_count() and form.instance._state.adding:
            # A colleague removed the row meanwhile: it stays removed, and its key is not an error.
            form.fields[self.model._meta.pk.name] = forms.Field(widget=forms.HiddenInput)

    def save(self, commit: bool = True) -> Any:
        """Delete changed rows before saving them, so that two of them may exchange unique values.

        Rows that a colleague has added meanwhile are deleted if one of these has the same values.
        """
        assert self.model
        rows = self.model._default_manager
        changed = [form for form in self.forms if form.has_changed() and form not in self.deleted_forms]
        rows.filter(pk__in=[form.instance.pk for form in self.initial_forms if form.has_changed()]).delete()
        for fields in self._unique():
            for form in changed:
                same = {name: getattr(form.instance, name) for name in fields}
                rows.filter(**same | {self.fk.name: self.instance}).exclude(pk=form.instance.pk).delete()
        return super().save(commit)

    def _unique(self) -> list[set[str]]:
        """The fields that must differ between the rows of a list."""
        constraints = self.model._meta.constraints if self.model else []
        unique = [one for one in constraints if isinstance(one, models.UniqueConstraint) and not one.condition]
        return [set(one.fields) - {self.fk.name} for one in unique]


class OrderedInline(QuietRelations, admin.StackedInline):  # type: ignore[type-arg]
    """Rows that the editor can order. `place` is their place on the writing screen: see change_form.html."""

    template = "admin/articles/ordered_inline.html"
    form = OrderedForm
    formset = OrderedFormSet
    formfield_overrides = {models.PositiveIntegerField: {"widget": forms.NumberInput(attrs={"class": "position"})}}
    extra = 0
    place = "side"
    # The name of one row on buttons, e.g. "author".
    row_name = ""

    @property
    def media(self) -> Media:
        return super().media + Media(js=[Script("articles/ordering.js", type="module")])

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """An account that may change the whole may change its parts, which have no rights of their own."""
        return self._may_edit(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._may_edit(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._may_edit(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return bool(rights.may(request.user, "view", obj or self.parent_model)) or self._may_edit(request, obj)

    def _may_edit(self, request: HttpRequest, obj: models.Model | None) -> bool:
        return bool(rights.may(request.user, "change" if obj else "add", obj or self.parent_model))
