"""Stories: the writing screen and the list of everything on the desk."""

from typing import Any

import js_asset
from django.conf import settings
from django.contrib import admin, messages
from django.db import models
from django.forms.models import BaseModelFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse

from articles.addresses import placeholders
from articles.admin.address import SeesOthers
from articles.admin.fields import MOMENTS, QuietRelations, plain_line_ends
from articles.admin.finding.box import FindsByIndex
from articles.admin.lists import bulk
from articles.admin.lists.as_csv import StoriesAsCsv
from articles.admin.lists.bulk_forms import ACTIONS
from articles.admin.lists.filters import AuthorNameFilter, PicturesFilter, StageFilter, StatusFilter, WhoseFilter
from articles.admin.lists.listing import ArticleColumns
from articles.admin.lists.saved import SavedFilters
from articles.admin.publishing import verbs
from articles.admin.publishing.bulk import unpublish_selected
from articles.admin.readership import report
from articles.admin.status import ZONE, describe
from articles.admin.writing import bin, comments, handing_over, history, pages, picking, uploading
from articles.admin.writing.form import ArticleForm
from articles.admin.writing.inlines import BylineInline, CorrectionInline, RelatedInline, TagInline
from articles.admin.writing.pictures import PictureInline, TextPictureInline
from articles.admin.writing.saving import KeepsVersions
from articles.editing import binning, rights
from articles.models import Article, PublishedArticle
from articles.publishing import previews, workflow


@admin.register(Article)
class ArticleAdmin(SeesOthers, SavedFilters, StoriesAsCsv, ArticleColumns, FindsByIndex, KeepsVersions, QuietRelations):
    form = ArticleForm
    change_list_template = "admin/articles/article/change_list.html"
    inlines = [BylineInline, PictureInline, TextPictureInline, TagInline, RelatedInline, CorrectionInline]
    formfield_overrides = MOMENTS
    list_filter = [
        StatusFilter,
        StageFilter,
        WhoseFilter,
        PicturesFilter,
        "topic",
        "genre",
        ("language", admin.AllValuesFieldListFilter),
        AuthorNameFilter,
    ]
    actions = [*bulk.SELECTED, unpublish_selected, report.export_selected]
    # The classes give the place of a group of fields on the writing screen: see change_form.html.
    object_history_template = "admin/articles/article/history.html"
    fieldsets = [
        (None, {"classes": ["head"], "fields": ["headline", "standfirst"]}),
        (None, {"classes": ["text"], "fields": ["dateline", "body"]}),
        (None, {"classes": ["side"], "fields": ["topic", "genre", "language"]}),
        (
            "Dates",
            {
                "classes": ["side", "dates", "collapse"],
                "description": ZONE,
                "fields": ["published_at", "embargo_until", "expires_at"],
            },
        ),
        (
            "In search and when shared",
            {"classes": ["side", "shared", "collapse"], "fields": ["seo_title", "seo_description"]},
        ),
        ("Notes", {"classes": ["side"], "fields": ["notes"]}),
        (
            "Other headlines, byline and address",
            {
                "classes": ["below", "collapse"],
                "fields": ["short_headline", "byline", "slug"],
            },
        ),
    ]

    class Media:
        css = {"all": [f"articles/{name}.css" for name in ("writing", "history", "comments", "autosave/autosave")]}
        js = [
            js_asset.Script(f"articles/{name}.js", type="module")
            for name in ("sharing", "previewing", "comments", "autosave/index")
        ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Article]:
        seen = super().get_queryset(request)
        if rights.may(request.user, "view", Article):
            # Others are refused, and find out why.
            seen = rights.allowed(request.user, "view", seen)
        return seen.select_related("published__view_total", "topic", "assigned_to")

    def get_urls(self) -> list[URLPattern]:
        own = pages.urls(self) + picking.urls(self.admin_site) + uploading.urls(self.admin_site)
        return own + super().get_urls()

    # Saving

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method == "POST":
            request.POST = plain_line_ends(request.POST)  # type: ignore[assignment]
        return super().changeform_view(request, *args, **kwargs)

    def save_formset(self, request: HttpRequest, form: Any, formset: BaseModelFormSet, change: bool) -> None:  # type: ignore[type-arg]
        formset.save()

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        return self._after_saving(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self._after_saving(request, obj) or super().response_change(request, obj)

    def _after_saving(self, request: HttpRequest, obj: Article) -> HttpResponse | None:
        """The redirect to the confirmation of a button, or back to the writing screen; None for Django's own."""
        for name in verbs.NAMES:
            if f"_{name}" in request.POST and rights.may(request.user, name, obj):
                return HttpResponseRedirect(reverse(f"admin:articles_article_{name}", args=[obj.pk]))
        for name in handing_over.BUTTONS:
            if f"_{name}" in request.POST and rights.may(request.user, name, obj):
                return HttpResponseRedirect(reverse("admin:articles_article_hand_over", args=[obj.pk, name]))
        if "_continue" not in request.POST:
            return None
        messages.success(request, "Saved.")
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[obj.pk]))

    # Showing

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        article = self.get_object(request, object_id)
        shown = history.context(request, article) if article and rights.may(request.user, "view", article) else {}
        return super().history_view(request, object_id, (extra_context or {}) | shown)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article = context["original"]
        context["most_picture_bytes"] = settings.IMAGE_MAX_BYTES
        shown = {"topic": "{topic}", "slug": "{slug}", "article_id": str(article.pk) if article else "…"}
        context["story_address"] = placeholders.story_page(**shown)
        if self.has_change_permission(request, article) if article else self.has_add_permission(request):
            context |= self.version_context(request, article)
        if article:
            context |= self._state(request, article)
            if "missing" in request.GET and request.method == "GET":
                self._point_out(article, context)
        # The editor's import map is written into the page, so it needs the nonce of this answer.
        context["media"] = js_asset.Media.from_media(context["media"], nonce=str(request.csp_nonce))  # type: ignore[attr-defined]
        return super().render_change_form(request, context, *args, **kwargs)

    def _state(self, request: HttpRequest, article: Article) -> dict[str, Any]:
        status = describe(article)
        offered = [verb for verb in verbs.offered(article) if rights.may(request.user, verb.name, article)]
        moves = handing_over.buttons(request, article)
        # Those who may publish mark a story as ready, and have nobody to submit it to.
        submits = (
            None if any(verb.releases for verb in offered) else next((m for m in moves if m.name == "submit"), None)
        )
        state: dict[str, Any] = {"moves": [move for move in moves if move.name != "submit"], "submits": submits}
        state["amends"] = bool(rights.may(request.user, "correct", article))
        state["open_comments"] = comments.number_open(article)
        state["handovers"] = handing_over.latest(article)
        state |= {"status": status, "verbs": offered, "kept": PublishedArticle.objects.filter(article=article).exists()}
        if article.state != Article.State.KILLED and rights.may(request.user, "share", article):
            state |= {"shares": True, "previews": previews.invitations(article)}
        if status.live:
            row = PublishedArticle.objects.select_related("topic").get(article=article)
            topic = row.topic.slug if row.topic else ""
            public = placeholders.canonical(topic=topic, slug=row.slug, article_id=str(article.pk))
            state["public_address"] = placeholders.resolve(public)
            state["api_address"] = placeholders.resolve(placeholders.api(f"articles/{row.slug}/"))
        return state

    def choice_text(self, article: Article) -> str:
        """The label of a story in autocompletes: with its status, unless readers see it."""
        status = describe(article)
        return str(article) if status.live else f"{article} · {status.label}"

    def _point_out(self, article: Article, context: dict[str, Any]) -> None:
        problems = workflow.problems(article)
        context["adminform"].form.point_out(problems)
        places = {"authors": BylineInline, "images": PictureInline}
        for inline in context["inline_admin_formsets"]:
            found = [one.message for one in problems if isinstance(inline.opts, places.get(one.field, ()))]
            inline.formset.non_form_errors().extend(found)

    # Permissions

    def has_unpublish_permission(self, request: HttpRequest) -> bool:
        return bool(rights.may(request.user, "unpublish", Article))

    def has_export_permission(self, request: HttpRequest) -> bool:
        return bool(rights.may(request.user, "export", Article))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Without deleting: drafts are deleted one by one, and published stories not at all."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return {name: one for name, one in actions.items() if name not in ACTIONS or bulk.may(request, ACTIONS[name])}

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        article = self.get_object(request, object_id)
        if article and PublishedArticle.objects.filter(article=article).exists():
            messages.error(request, "A story that was published cannot be deleted: unpublish it, or kill it.")
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[object_id]))
        return super().delete_view(request, object_id, extra_context)

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        binning.discard(obj, request.user)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        if "_popup" in request.POST:
            return super().response_delete(request, obj_display, obj_id)
        bin.deleted(request, obj_id, obj_display)
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
