"""The list of stories: its columns, whose queries do not grow in number with the rows."""

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles.admin.status import moment, pill
from articles.admin.thumbnails import thumbnail
from articles.models import Article, Byline, ImageUse


class ArticleColumns(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["picture", "story", "topic", "by", "published_on", "changed_on", "views"]
    list_display_links = ["story"]
    list_per_page = 50
    ordering = ["-modified_at", "id"]
    date_hierarchy = "published_at"
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    sortable_by = ["story", "topic", "published_on", "changed_on", "views"]

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Fetch the pictures and authors of the rows on this page, in one query each."""
        changelist = super().get_changelist_instance(request)
        leads = ImageUse.objects.filter(role=ImageUse.Role.LEAD).select_related("image")
        changelist.result_list = prefetch(changelist.result_list, Prefetch("image_uses", leads, to_attr="leads"))
        return changelist

    @admin.display(description="Picture")
    def picture(self, article: Article) -> SafeString | str:
        leads: list[ImageUse] = article.leads  # type: ignore[attr-defined]
        return thumbnail(leads[0].image) if leads else mark_safe('<span class="thumbnail"></span>')

    @admin.display(description="Story", ordering="headline")
    def story(self, article: Article) -> SafeString:
        return format_html('<span class="row-title">{}</span> {}', article.headline, pill(article))

    @admin.display(description="By")
    def by(self, article: Article) -> str:
        return article.byline or ", ".join(byline.author.name for byline in article.bylines.all())

    @admin.display(description="Published", ordering="published_at")
    def published_on(self, article: Article) -> str:
        return moment(article.published_at, timezone.now())

    @admin.display(description="Changed", ordering="modified_at")
    def changed_on(self, article: Article) -> str:
        return moment(article.modified_at, timezone.now())

    # Coalesce, because the databases sort a story without a total differently.
    @admin.display(description="Views", ordering=Coalesce("published__view_total__views", 0))
    def views(self, article: Article) -> SafeString | str:
        if not hasattr(article, "published"):
            return ""
        total = article.published.view_total.views if hasattr(article.published, "view_total") else 0
        return format_html('<a href="{}">{}</a>', reverse("admin:articles_article_views", args=[article.pk]), total)


def prefetch(rows: QuerySet[Article], leads: "Prefetch[Any]") -> QuerySet[Article]:
    """`rows` with lead pictures and bylines, without their text."""
    return rows.defer("body").prefetch_related(leads, Prefetch("bylines", Byline.objects.select_related("author")))
