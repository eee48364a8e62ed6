"""After a save that fails, every admin form comes back with everything that was typed and with what to do."""

import re
from typing import Any, Final

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.exceptions import DisallowedModelAdminLookup, DisallowedModelAdminToField
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.contrib.messages.storage import default_storage
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, ProgrammingError
from django.db.models import ForeignKey
from django.forms.models import ModelChoiceField, _get_foreign_key
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse
from django.urls import reverse

from articles.editing import failing
from articles.editing.live import ChangesLive
from articles.editing.merging import Unseen
from media.choices import Choice, Choices, may_be_key
from newsroom.theme import far_dates, overwriting, refusing
from newsroom.theme.overwriting import Overwrites

DELETED: Final = (
    "Not saved: a colleague has deleted this meanwhile. Everything you wrote is still here: save it to make a new one."
)
CHOICE_DELETED: Final = "A colleague has deleted what was chosen here: choose another, or leave it empty."
NO_KEYS: Final = "Your selection could not be read, so nothing was done: select in the list again."
CHOOSE_AGAIN: Final = "Please choose the file again."

# What no page of ours asks for: nobody has typed it, and 400 is the answer.
CRAFTED: Final = (DisallowedModelAdminLookup, DisallowedModelAdminToField)

# Errors that lookups and databases raise for values that no row can have: too large numbers, NUL, half a range.
UNASKABLE: Final = (ValueError, OverflowError, IndexError, ValidationError, DataError, ProgrammingError)


class Gone(Exception):
    """The form's row does not exist any more."""


class Unsaved:
    """A form that shows what was sent without validating it, because validation may be what fails."""

    sentence = ""

    def full_clean(self: Any) -> None:
        self._errors = forms.utils.ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        if self.sentence:
            self._errors["__all__"] = self.error_class([self.sentence], error_class="nonfield not-saved")


class UnsavedSet:
    def full_clean(self: Any) -> None:
        self._errors = [form.errors for form in self.forms]
        self._non_form_errors = self.error_class(error_class="nonform")


class Forgiving(admin.ModelAdmin):  # type: ignore[type-arg]
    """The class that EditorsSite puts before every ModelAdmin."""

    @failing.gives_back
    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().add_view(request, *args, **kwargs)

    @failing.gives_back
    def change_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().change_view(request, *args, **kwargs)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Treat an empty name of a field as none."""
        return super().get_object(request, object_id, from_field or None)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The initial values from the address of a new row's form, without keys that no row can have."""
        begun: dict[str, Any] = super().get_changeform_initial_data(request)
        keys = {field.name: field.target_field for field in self.opts.get_fields() if isinstance(field, ForeignKey)}
        return {name: value for name, value in begun.items() if name not in keys or may_be_key(keys[name], value)}

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        request.saves = True  # type: ignore[attr-defined]
        try:
            if not failing.given_back(request):
                return rendered(super().changeform_view(request, object_id, form_url, extra_context))
        except (PermissionDenied, Http404, *CRAFTED):
            raise
        except Gone:
            return self._give_back_as_new(request)
        except ChangesLive as refusal:
            failing.give_back(request, refusing.sentence(request.user, refusal))
            request.refused = True  # type: ignore[attr-defined]
        except Unseen as clash:
            failing.give_back(request, refusing.unseen(clash))
            request.clash = clash  # type: ignore[attr-defined]
        except Overwrites as clash:
            failing.give_back(request, overwriting.sentence(clash))
            request.overwrites = clash  # type: ignore[attr-defined]
        except Exception as error:
            failing.give_back(request, failing.explain(error))
        try:
            return self._give_back(request, object_id, form_url, extra_context)
        except Gone:
            return self._give_back_as_new(request)

    def _give_back(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        # Drops the messages of a save that failed after them.
        request._messages = default_storage(request)  # type: ignore[attr-defined]
        if request.FILES and not hasattr(request, "refused"):
            messages.warning(request, CHOOSE_AGAIN)
        # Not in a transaction: a database that cannot be written to may still be readable.
        shown: HttpResponse = rendered(self._changeform_view(request, object_id, form_url, extra_context))  # type: ignore[attr-defined]
        return shown

    def _give_back_as_new(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise Http404
        failing.give_back(request, DELETED)
        request.as_new = True  # type: ignore[attr-defined]
        return self._give_back(request, None, reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add"))

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        if getattr(request, "saves", False):
            raise Gone
        answer: HttpResponse = super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc]
        return answer

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:  # type: ignore[override]
        form: Any = super().get_form(request, obj, **kwargs)
        if sentence := failing.given_back(request):
            form = type(form.__name__, (Unsaved, form), {"sentence": sentence})
        # Last, because a subclass gets fields of its own.
        _forgive_choices(form)
        return form

    def get_formsets_with_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            made: Any = _unsaved(formset) if failing.given_back(request) else formset
            _forgive_choices(made.form)
            yield made, inline

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        values: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if getattr(request, "as_new", False):
            _make_new(values["data"], prefix, self.model, inline)
            if inline.max_num == 0 and (left := _drop(values["data"], prefix)):
                messages.warning(request, f"A new one cannot hold this: copy it if you need it. {left}")
        return values

    def get_inline_formsets(self, request: HttpRequest, formsets: Any, *args: Any, **kwargs: Any) -> Any:
        """Show every row that was sent: Django shows only as many as the database still has."""
        for formset in formsets:
            if formset.is_bound:
                rows = [form.instance for form in formset.initial_forms]
                formset._queryset = [None if row._state.adding else row for row in rows]
        return super().get_inline_formsets(request, formsets, *args, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: Any, add: bool = False, change: bool = False, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = context["original"]
        if obj and not self.has_change_permission(request, obj):
            far_dates.hide(obj)
        elif obj and request.method == "GET" and (warning := refusing.warning(request.user, obj)):
            messages.warning(request, warning)
        return super().render_change_form(request, context, add, change, *args, **kwargs)

    def response_action(self, request: HttpRequest, queryset: Any, *args: Any, **kwargs: Any) -> Any:
        """Refuse selected keys that no row can have, because databases fail on them."""
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if all(may_be_key(self.opts.pk, one) for one in chosen):
            return super().response_action(request, queryset, *args, **kwargs)
        messages.error(request, NO_KEYS)
        return HttpResponseRedirect(request.get_full_path())

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        far_dates.refuse(self.model, request.GET)
        try:
            changelist = super().get_changelist_instance(request)
        except UNASKABLE as error:
            raise IncorrectLookupParameters(str(error)) from error
        return far_dates.leave_out_of_hierarchy(changelist)


def rendered(response: Any) -> Any:
    """Render a response's template now, so that its errors are raised here."""
    return response.render() if isinstance(response, SimpleTemplateResponse) else response


CHOOSING: Final = {AutocompleteSelect: Choice, AutocompleteSelectMultiple: Choices}


def _forgive_choices(form: Any) -> None:
    for field in form.base_fields.values():
        if not isinstance(field, ModelChoiceField):
            continue
        field.error_messages["invalid_choice"] = CHOICE_DELETED
        wrapped = isinstance(field.widget, RelatedFieldWidgetWrapper)
        widget: Any = field.widget.widget if wrapped else field.widget
        if kind := CHOOSING.get(type(widget)):
            better: Any = kind(widget.field, widget.admin_site, widget.attrs, widget.choices, widget.db)
            if wrapped:
                field.widget.widget = better
            else:
                field.widget = better


def _unsaved(formset: Any) -> type:
    form = type(formset.form.__name__, (Unsaved, formset.form), {})
    return type(formset.__name__, (UnsavedSet, formset), {"form": form})


def _make_new(data: Any, prefix: str, parent: Any, inline: Any) -> None:
    """Turn the inline rows of a deleted object into rows to be added."""
    key = _get_foreign_key(parent, inline.model, fk_name=inline.fk_name)
    ids = re.compile(rf"{re.escape(prefix)}-\d+-({inline.model._meta.pk.name}|{key.name})")
    data[f"{prefix}-INITIAL_FORMS"] = "0"
    for name in [name for name in data if ids.fullmatch(name)]:
        data[name] = ""


def _drop(data: Any, prefix: str) -> str:
    """Leave out the rows of an inline to which nothing can be added. Returns the words in them."""
    row = re.compile(rf"{re.escape(prefix)}-\d+-(?!picture$)\w+")
    data[f"{prefix}-TOTAL_FORMS"] = "0"
    return " ".join(f"“{value}”" for name, value in data.items() if row.fullmatch(name) and value not in {"", "on"})
