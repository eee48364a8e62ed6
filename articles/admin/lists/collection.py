"""Collections of stories, ordered by dragging."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from articles.admin.address import AddressForm, SeesOthers
from articles.admin.lists.counts import LiveStories
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
