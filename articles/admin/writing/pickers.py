"""Fields in which something is chosen by typing. What is sent is an ordinary form: see static/articles/picking."""

from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import ModelChoiceField
from django.http import HttpRequest
from js_asset import Media, Script

from articles.admin.ordered import OrderedForm, OrderedInline
from articles.admin.writing import picking
from articles.admin.writing.options import Option, option

MEDIA = Media(css={"all": ["articles/picking/picking.css"]}, js=[Script("articles/picking/index.js", type="module")])


class PickedOne(forms.HiddenInput):
    """One row, chosen in one field. The key is hidden, and the name beside it can be typed."""

    template_name = "admin/articles/picker/one.html"
    # Keeps the label.
    is_hidden = False

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__()
        self.name, self.placeholder = name, placeholder
        self.choices: Any = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        picker = {"kind": self.name, "address": picking.address(self.name), "placeholder": self.placeholder}
        rows = getattr(self.choices, "queryset", None)
        row = _row(rows, value) if rows is not None else None
        return super().get_context(name, value, attrs) | {"picker": picker, "chosen": option(row) if row else None}

    @property
    def media(self) -> Media:
        return MEDIA


class PickedForm(OrderedForm):
    """A row of a list that is picked. `picked` is the field with what was chosen."""

    picked: ClassVar[str]

    @property
    def chosen(self) -> Option | None:
        row = self.chosen_row
        return option(row) if row else None

    @property
    def chosen_row(self) -> Model | None:
        """What the row shows, even if it could not be saved."""
        own = getattr(self.instance, f"{self.picked}_id")
        value = self[self.picked].value() if self.picked in self.fields else own
        if str(value) == str(own):
            return cast(Model, getattr(self.instance, self.picked)) if own else None
        return _row(cast(ModelChoiceField, self.fields[self.picked]).queryset, value)  # type: ignore[type-arg]


class PickedInline(OrderedInline):
    """Rows that are picked in one field, in the editors' order. Without JavaScript, they are numbered and removed."""

    template = "admin/articles/picker/many.html"
    form: type[PickedForm] = PickedForm
    placeholder = ""
    may_add_related = False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == self.kind:
            kwargs["widget"] = forms.HiddenInput()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @property
    def kind(self) -> str:
        return self.form.picked

    @property
    def address(self) -> str:
        return picking.address(self.kind)

    @property
    def media(self) -> Media:
        return MEDIA


def _row(rows: Any, key: Any) -> Model | None:
    """The row with a key that a form holds, which may be anything."""
    try:
        return cast(Model | None, rows.filter(pk=key).first()) if key else None
    except (ValidationError, ValueError):
        return None
