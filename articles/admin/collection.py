"""Lists of stories, put together by dragging."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from articles.admin.address import AddressForm, SeesOthers
from articles.admin.counts import LiveStories
from articles.admin.ordered import OrderedInline
from articles.admin.status import moment, pill
from articles.models import Collection, CollectionEntry


class EntryInline(OrderedInline):
    model = CollectionEntry
    row_name = "story"
    fields = ["story", "status", "position"]
    readonly_fields = ["status"]
    autocomplete_fields = ["story"]
    may_add_related = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[CollectionEntry]:
        heavy = ["story__body", "story__published__card", "story__published__extra", "story__published__source"]
        return super().get_queryset(request).select_related("story__published").defer(*heavy)

    @admin.display(description="Status")
    def status(self, entry: CollectionEntry) -> SafeString | str:
        """Readers get a story once it is live, wherever it stood before."""
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
