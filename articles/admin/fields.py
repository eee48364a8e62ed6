"""Parts of forms that several screens share."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.http import HttpRequest, QueryDict

from media.forms import MomentField, MomentInput


def plain_line_ends(data: QueryDict) -> QueryDict:
    """`data` with LF in place of the CRLF that browsers send, so that a text left unchanged in a form is unchanged."""
    plain = data.copy()
    for name, values in data.lists():
        plain.setlist(name, [value.replace("\r\n", "\n") for value in values])
    return plain


MOMENTS: dict[type[models.Field], dict[str, Any]] = {  # type: ignore[type-arg]
    models.DateTimeField: {"form_class": MomentField, "widget": MomentInput}
}


class QuietRelations(admin.options.BaseModelAdmin):  # type: ignore[type-arg]
    """A related field gets only the control needed while writing: to add another, if `may_add_related`."""

    may_add_related = True

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_add_related &= self.may_add_related
            field.widget.can_change_related = False
            field.widget.can_delete_related = False
            field.widget.can_view_related = False
            inner: forms.Widget = field.widget.widget
            if isinstance(inner, forms.HiddenInput):
                # Without the controls, which a picker does not need.
                field.widget = inner
        return field
