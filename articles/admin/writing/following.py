"""Authors and tags that were merged while a form was open: what was chosen is taken for what it was merged into."""

from typing import Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest

from articles.admin.ordered import OrderedFormSet
from articles.admin.writing.pickers import PickedInline
from articles.models import Merged


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


class FollowsMerges(PickedInline):
    formset = FollowingFormSet

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == self.kind:
            kwargs = {"form_class": PresentChoice} | kwargs
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
