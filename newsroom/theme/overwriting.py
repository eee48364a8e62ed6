"""Nobody overwrites what they have not seen: every admin form carries fingerprints of what it showed.

What only one person has changed since is kept, and what both have changed is given back side by side. Rows are locked
before they are compared. Stories have more than one form can hold: see articles.admin.writing.saving. Rows of lists
are compared one by one, by their own forms.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Manager, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list

from articles.editing import failing
from articles.editing.merging import THEIRS, fingerprint

SEEN: Final = "_seen"
SHOWN: Final = "_shown_"
CHOICE: Final = "_choice_"
SOMEBODY: Final = "a colleague"


class Overwrites(Exception):
    """A save of fields that somebody else has changed, too, since the form was opened."""

    def __init__(self, who: str, clashes: list[dict[str, Any]]) -> None:
        super().__init__(f"{who} has changed what this form changes.")
        self.who, self.clashes = who, clashes


class Comparing:
    """A form that takes what others have changed, and raises Overwrites for what both have."""

    seen: Mapping[str, str] = {}
    choices: Mapping[str, tuple[str, str]] = {}

    def _clean_form(self: Any) -> None:
        super()._clean_form()  # type: ignore[misc]
        clashes, self.taken = [], []
        for name, stored in _initial(self):
            if name not in self.cleaned_data or name not in self.seen:
                continue
            mine, theirs = fingerprint(_plain(self.cleaned_data[name])), fingerprint(stored)
            if mine == theirs:
                continue
            choice, shown = self.choices.get(name, ("", ""))
            chosen = choice if shown == theirs else ""
            if chosen == THEIRS or (not chosen and mine == self.seen[name]):
                value = getattr(self.instance, name, None)
                self.cleaned_data[name] = value.all() if isinstance(value, Manager) else value
                self.taken.append(name)
            elif not chosen and theirs != self.seen[name]:
                clashes.append(_clash(self, name, theirs))
        if clashes:
            raise Overwrites(_who(self.instance), clashes)
        # What others have changed is not what this save changes.
        self.__dict__["changed_data"] = [name for name in self.changed_data if name not in self.taken]


class Comparison(admin.ModelAdmin):  # type: ignore[type-arg]
    """The class that EditorsSite puts before every ModelAdmin."""

    # Set by newsroom.theme.asking.Asking, which stands behind every ModelAdmin.
    keeps_versions: bool

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Lock the row of a form that is saved. Publishing, which refers to it, does not wait."""
        found = super().get_object(request, object_id, from_field)
        if found is None or not _saves(request) or self.keeps_versions:
            return found
        if not transaction.get_connection().in_atomic_block:
            return found
        rows = self.model._default_manager.select_for_update(no_key=True)
        return super().get_object(request, object_id, from_field) if list(rows.filter(pk=found.pk)) else None

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:  # type: ignore[override]
        form: Any = super().get_form(request, obj, **kwargs)
        if obj is None or not _saves(request) or self.keeps_versions or not (seen := _seen(request)):
            return form
        made = {name: (request.POST.get(CHOICE + name, ""), request.POST.get(SHOWN + name, "")) for name in seen}
        return type(form.__name__, (Comparing, form), {"seen": seen, "choices": made})

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        if taken := getattr(form, "taken", None):
            names = get_text_list([_label(form, name).lower() for name in taken], "and")
            messages.info(request, f"Also kept, as {_who(obj)} has changed it meanwhile: {names}.")
        super().save_model(request, obj, form, change)

    def render_change_form(
        self, request: HttpRequest, context: Any, add: bool = False, change: bool = False, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if context["original"] and not self.keeps_versions:
            clash: Overwrites | None = getattr(request, "overwrites", None)
            if request.method == "POST":
                context["seen"] = request.POST.get(SEEN, "")
            else:
                form = context["adminform"].form
                context["seen"] = json.dumps({name: fingerprint(value) for name, value in _initial(form)})
            if clash:
                chosen = {one["field"]: request.POST.get(one["field"], "") for one in clash.clashes}
                context["clashes"] = [one | {"chosen": chosen[one["field"]]} for one in clash.clashes]
                context["who"] = clash.who
        return super().render_change_form(request, context, add, change, *args, **kwargs)


def sentence(clash: Overwrites) -> str:
    return (
        f"Not saved: {clash.who} has changed this meanwhile, and so have you. "
        "Everything you wrote is still here: choose below which to keep, then save again."
    )


def _saves(request: HttpRequest) -> bool:
    return getattr(request, "saves", False) and not failing.given_back(request)


def _seen(request: HttpRequest) -> dict[str, str]:
    """The fingerprints that were sent; none from a form that has none, which is saved as it is."""
    try:
        found = json.loads(request.POST.get(SEEN, ""))
    except (ValueError, RecursionError):
        return {}
    return {name: str(one) for name, one in found.items()} if isinstance(found, dict) else {}


def _initial(form: Any) -> Iterator[tuple[str, Any]]:
    """The fields that can be changed, with what is stored, as plain values."""
    for name, field in form.fields.items():
        if not field.disabled:
            yield name, _plain(form.get_initial_for_field(field, name))


def _plain(value: Any) -> Any:
    """A value of a model, of a form before and of one after validation, all in the same shape."""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, UploadedFile):
        # Another file, whatever its name.
        return uuid4().hex
    if isinstance(value, list | tuple | set | QuerySet):
        return sorted(str(_plain(one)) for one in value)
    if isinstance(value, datetime):
        return str(value.timestamp())
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _clash(form: Any, name: str, theirs: str) -> dict[str, Any]:
    return {
        "field": CHOICE + name,
        "label": _label(form, name),
        "lines": _in_words(form.instance, name, form.initial.get(name)).splitlines(),
        "shown_field": SHOWN + name,
        "shown": theirs,
    }


def _label(form: Any, name: str) -> str:
    return str(form[name].label)


def _in_words(row: Model, name: str, initial: Any) -> str:
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display else getattr(row, name, initial)
    if isinstance(value, Manager):
        return ", ".join(map(str, value.all()))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    return "" if value is None else str(value)


def _who(row: Model) -> str:
    """Whoever has changed the row last in the admin, by name."""
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk))
    entry = entries.select_related("user").order_by("-action_time", "-pk").first()
    return (entry.user.get_full_name() or entry.user.get_username()) if entry else SOMEBODY
