"""Collections of stories, ordered by dragging."""

from typing import Any, Final

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from articles.admin.address import AddressForm, SeesOthers
from articles.admin.lists.counts import LiveStories
from articles.admin.ordered import OrderedForm, OrderedFormSet, OrderedInline
from articles.admin.status import moment, pill
from articles.models import Collection, CollectionEntry

MOVED: Final = (
    "Not saved: a colleague has moved stories here meanwhile. Your order stays on this page: "
    "open the collection in another window, and order it there."
)


class EntryForm(OrderedForm):
    """One story. It says what it showed, so that only what its editor has changed counts as changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = not self.instance._state.adding


class EntryFormSet(OrderedFormSet):
    """The stories of a collection. Who has not moved one leaves them in the order that a colleague has made."""

    def clean(self) -> None:
        """Refuse an order that was made without seeing a colleague's."""
        super().clean()
        kept = [form for form in self.initial_forms if form not in self.deleted_forms]
        if not self._moved() or any("position" not in form.cleaned_data for form in kept):
            return
        now = dict(CollectionEntry.objects.filter(collection=self.instance).values_list("pk", "position"))
        seen = sorted(kept, key=_shown_position)
        if seen != sorted(seen, key=lambda form: now.get(form.instance.pk, _shown_position(form))):
            raise ValidationError(MOVED)

    def save(self, commit: bool = True) -> Any:
        if not self._moved():
            stored = dict(CollectionEntry.objects.filter(collection=self.instance).values_list("pk", "position"))
            for form in self.initial_forms:
                form.instance.position = stored.get(form.instance.pk, form.instance.position)
                form.changed_data = [name for name in form.changed_data if name != "position"]
        return super().save(commit)

    def _moved(self) -> bool:
        """Whether the rows that were there stand in another order than they were shown in."""
        shown = sorted(self.initial_forms, key=lambda form: _shown_position(form))
        return shown != sorted(shown, key=lambda form: form.cleaned_data.get("position") or 0)


def _shown_position(form: Any) -> int:
    """The place that was shown; where a form does not say it, rows were shown in the order in which it names them."""
    text = form.data.get(form.add_initial_prefix("position"), "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class EntryInline(OrderedInline):
    model = CollectionEntry
    form = EntryForm
    formset = EntryFormSet
    row_name = "story"
    fields = ["story", "status", "position"]
    readonly_fields = ["status"]
    autocomplete_fields = ["story"]
    may_add_related = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[CollectionEntry]:
        return super().get_queryset(request).select_related("story__published").defer("story__body")

    @admin.display(description="Status")
    def status(self, entry: CollectionEntry) -> SafeString | str:
        """The story's status: readers get it once it is live."""
        return pill(entry.story) if entry.story_id else ""


@admin.register(Collection)
class CollectionAdmin(SeesOthers, LiveStories):
    form = AddressForm
    list_display = ["name", "slug", "stories", "public", "changed_on"]
    list_filter = ["public"]
    ordering = ["name", "id"]
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["name", "slug"]
    counted = "entries__story__published"
    inlines = [EntryInline]
    fields = ["name", "description", "public", "slug"]

    @admin.display(description="Changed", ordering="modified_at")
    def changed_on(self, collection: Collection) -> str:
        return moment(collection.modified_at, timezone.now())

    class Media:
        css = {"all": ["articles/writing.css"]}
