"""Stories: the writing screen and the list of everything on the desk."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import js_asset
from django.conf import settings
from django.contrib import admin, messages
from django.db import models
from django.forms.models import BaseModelFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse

from articles.addresses import placeholders
from articles.admin.address import SeesOthers
from articles.admin.desk import calendar, preferences
from articles.admin.fields import MOMENTS, QuietRelations, plain_line_ends
from articles.admin.lists.filters import AuthorNameFilter, PicturesFilter, StageFilter, StatusFilter, WhoseFilter
from articles.admin.lists.listing import ArticleColumns
from articles.admin.publishing import amending, confirmation, verbs
from articles.admin.publishing.bulk import unpublish_selected
from articles.admin.readership import report
from articles.admin.status import ZONE, describe
from articles.admin.writing import autosave, comments, handing_over, history, picking, previewing, uploading
from articles.admin.writing.form import ArticleForm
from articles.admin.writing.inlines import BylineInline, CorrectionInline, RelatedInline, TagInline
from articles.admin.writing.pictures import PictureInline, TextPictureInline
from articles.admin.writing.saving import KeepsVersions
from articles.editing import failing, rights
from articles.models import Article, PublishedArticle
from articles.publishing import previews, workflow


@admin.register(Article)
class ArticleAdmin(SeesOthers, ArticleColumns, KeepsVersions, QuietRelations, admin.ModelAdmin):  # type: ignore[type-arg]
    form = ArticleForm
    inlines = [BylineInline, PictureInline, TextPictureInline, TagInline, RelatedInline, CorrectionInline]
    formfield_overrides = MOMENTS
    search_fields = ["headline", "standfirst", "byline", "bylines__author__name", "slug"]
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
    actions = [unpublish_selected, report.export_selected]
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
        @failing.gives_back
        def confirm(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
            return confirmation.view(self, request, pk, name)

        def views(request: HttpRequest, pk: UUID) -> HttpResponse:
            return report.view(self, request, pk)

        def export(request: HttpRequest, pk: UUID) -> HttpResponse:
            return report.export(self, request, pk)

        @failing.gives_back
        def hand_over(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
            return handing_over.view(self, request, pk, name)

        @failing.gives_back
        def comment(request: HttpRequest, pk: UUID) -> HttpResponse:
            return comments.view(self, request, pk)

        @failing.gives_back
        def amend(request: HttpRequest, pk: UUID, key: UUID) -> HttpResponse:
            return amending.view(self, request, pk, key)

        @failing.gives_back
        def share(request: HttpRequest, pk: UUID) -> HttpResponse:
            return previewing.view(self, request, pk)

        def frame(request: HttpRequest, pk: UUID) -> HttpResponse:
            return previewing.frame(self, request, pk)

        def show_calendar(request: HttpRequest) -> HttpResponse:
            return calendar.view(self, request)

        def restore(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
            return history.restore(self, request, pk, number)

        def by_itself(request: HttpRequest, pk: UUID, does: Callable[..., HttpResponse]) -> HttpResponse:
            return does(self, request, pk)

        inside = self.admin_site.admin_view
        sent = inside(failing.gives_back(by_itself))
        own = [path(f"<uuid:pk>/{n}/", inside(confirm), {"name": n}, f"articles_article_{n}") for n in verbs.NAMES]
        own += [
            path("desk/topics/", inside(preferences.keep_topics), name="articles_article_desk_topics"),
            path("calendar/", inside(show_calendar), name="articles_article_calendar"),
            path("<uuid:pk>/corrections/<uuid:key>/", inside(amend), name="articles_article_amend"),
            path("<uuid:pk>/previews/", inside(share), name="articles_article_previews"),
            path("<uuid:pk>/previews/frame/", inside(frame), name="articles_article_preview_frame"),
            path("<uuid:pk>/comments/", inside(comment), name="articles_article_comments"),
            path("<uuid:pk>/hand-over/<slug:name>/", inside(hand_over), name="articles_article_hand_over"),
            path("<uuid:pk>/autosave/", sent, {"does": autosave.autosave}, "articles_article_autosave"),
            path("<uuid:pk>/present/", sent, {"does": autosave.present}, "articles_article_present"),
            path("<uuid:pk>/kept/", sent, {"does": autosave.kept}, "articles_article_kept"),
            path("<uuid:pk>/restore/<int:number>/", inside(restore), name="articles_article_restore"),
            path("<uuid:pk>/views/", inside(views), name="articles_article_views"),
            path("<uuid:pk>/views.csv", inside(export), name="articles_article_views_csv"),
        ]
        return own + picking.urls(self.admin_site) + uploading.urls(self.admin_site) + super().get_urls()

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
        return actions

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        article = self.get_object(request, object_id)
        if article and PublishedArticle.objects.filter(article=article).exists():
            messages.error(request, "A story that was published cannot be deleted: unpublish it, or kill it.")
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[object_id]))
        return super().delete_view(request, object_id, extra_context)
