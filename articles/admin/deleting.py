"""Rows in use cannot be deleted; the page that says so lists where they are used."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.editing import rights
from articles.models import Article
from media import usage


class KeptWhileUsed(admin.ModelAdmin):  # type: ignore[type-arg]
    # The look-ups from working copies and from published documents to the model.
    used_by: tuple[str, str]

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        if not protected:
            return deleted, counts, lacking, protected
        # A row that stays needs no right to delete it.
        return deleted, counts, set(), [one for obj in objs for one in self.places(request, obj)] or protected

    def places(self, request: HttpRequest, obj: Model) -> list[SafeString]:
        """Links to where a row is used; stories that the account may not see are only counted."""
        stories = self._stories(obj)
        seen = [link("Story", story) for story in rights.allowed(request.user, "view", stories)]
        return seen + usage.unseen(stories.count() - len(seen))

    def _stories(self, obj: Model) -> QuerySet[Article]:
        draft, public = self.used_by
        stories = Article.objects.filter(pk__in=Article.objects.filter(Q(**{draft: obj}) | Q(**{public: obj})))
        return stories.order_by("headline")


def link(kind: str, obj: Model) -> SafeString:
    """A line that names and links what uses a row."""
    address = reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])
    return format_html('{}: <a href="{}">{}</a>', kind, address, obj)
