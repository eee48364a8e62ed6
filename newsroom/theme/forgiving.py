"""Every form of the admin: a save that fails gives it back with all that was typed, and with what to do."""

import re
from typing import Any, Final

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.messages.storage import default_storage
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, ProgrammingError
from django.db.models import ForeignKey
from django.forms.models import ModelChoiceField, _get_foreign_key
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse
from django.urls import reverse

from articles import failing
from articles.editing.live import ChangesLive
from newsroom.theme import far_dates, refusing

DELETED: Final = (
    "Not saved: a colleague has deleted this meanwhile. Everything you wrote is still here: "
    "save, and it becomes a new one."
)
CHOICE_DELETED: Final = "A colleague has deleted what was chosen here: choose another, or leave it empty."
NO_KEYS: Final = "What was chosen could not be read, and nothing was done: choose in the list again."
CHOOSE_AGAIN: Final = "A file has to be chosen again."


# What lookups and databases raise of values that no row can have: numbers too large, NUL, a range of one date.
UNASKABLE: Final = (ValueError, OverflowError, IndexError, ValidationError, DataError, ProgrammingError)


class Gone(Exception):
    """The row that the form is about does not exist any more."""


class Unsaved:
    """A form that shows what was sent and has looked at nothing of it: looking may be what fails."""

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
    """What EditorsSite makes of every ModelAdmin."""

    @failing.gives_back
    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().add_view(request, *args, **kwargs)

    @failing.gives_back
    def change_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().change_view(request, *args, **kwargs)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """An empty name of a field is none."""
        return super().get_object(request, object_id, from_field or None)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address of a new one begins it with, without rows that no row can be."""
        begun: dict[str, Any] = super().get_changeform_initial_data(request)
        keys = {field.name: field.target_field for field in self.opts.get_fields() if isinstance(field, ForeignKey)}
        return {name: value for name, value in begun.items() if name not in keys or _may_be_key(keys[name], value)}

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
        except (PermissionDenied, Http404):
            raise
        except Gone:
            return self._give_back_as_new(request)
        except ChangesLive as refusal:
            failing.give_back(request, refusing.sentence(request.user, refusal))
            request.refused = True  # type: ignore[attr-defined]
        except Exception as error:
            failing.give_back(request, failing.explain(error))
        try:
            return self._give_back(request, object_id, form_url, extra_context)
        except Gone:
            return self._give_back_as_new(request)

    def _give_back(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        # What was said of a save that failed after it.
        request._messages = default_storage(request)  # type: ignore[attr-defined]
        if request.FILES and not hasattr(request, "refused"):
            messages.warning(request, CHOOSE_AGAIN)
        # Not in a transaction: where the database cannot be written to, it can perhaps be read.
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
        _tell_of_deleted_choices(form)
        sentence = failing.given_back(request)
        return type(form.__name__, (Unsaved, form), {"sentence": sentence}) if sentence else form

    def get_formsets_with_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            _tell_of_deleted_choices(formset.form)
            yield _unsaved(formset) if failing.given_back(request) else formset, inline

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        values: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if getattr(request, "as_new", False):
            _make_new(values["data"], prefix, self.model, inline)
            if inline.max_num == 0 and (left := _drop(values["data"], prefix)):
                messages.warning(request, f"This has no place in a new one: copy it if you need it. {left}")
        return values

    def get_inline_formsets(self, request: HttpRequest, formsets: Any, *args: Any, **kwargs: Any) -> Any:
        """Django shows only as many rows as there are still in the database."""
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
        """Rows are chosen by their keys. Databases fail on what can be none."""
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if all(_may_be_key(self.opts.pk, one) for one in chosen):
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


def _may_be_key(field: Any, value: str) -> bool:
    try:
        field.clean(value, None)
    except ValidationError:
        return False
    return "\0" not in value


def rendered(response: Any) -> Any:
    """A response whose template has been rendered, so that what fails there fails now."""
    return response.render() if isinstance(response, SimpleTemplateResponse) else response


def _tell_of_deleted_choices(form: Any) -> None:
    for field in form.base_fields.values():
        if isinstance(field, ModelChoiceField):
            field.error_messages["invalid_choice"] = CHOICE_DELETED


def _unsaved(formset: Any) -> type:
    form = type(formset.form.__name__, (Unsaved, formset.form), {})
    return type(formset.__name__, (UnsavedSet, formset), {"form": form})


def _make_new(data: Any, prefix: str, parent: Any, inline: Any) -> None:
    """Rows of something that is gone become rows that are still to be added."""
    key = _get_foreign_key(parent, inline.model, fk_name=inline.fk_name)
    ids = re.compile(rf"{re.escape(prefix)}-\d+-({inline.model._meta.pk.name}|{key.name})")
    data[f"{prefix}-INITIAL_FORMS"] = "0"
    for name in [name for name in data if ids.fullmatch(name)]:
        data[name] = ""


def _drop(data: Any, prefix: str) -> str:
    """Leave out the rows of a list to which nobody adds. Returns the words in them."""
    row = re.compile(rf"{re.escape(prefix)}-\d+-\w+")
    data[f"{prefix}-TOTAL_FORMS"] = "0"
    return " ".join(f"“{value}”" for name, value in data.items() if row.fullmatch(name) and value not in {"", "on"})
