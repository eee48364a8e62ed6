"""Merging the tags or authors that were selected in a list, and undoing it for a day."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.text import get_text_list

from articles.editing import merges, rights
from articles.editing.rights import Refused
from articles.models import Merge
from articles.publishing import upkeep
from articles.publishing.workflow import PublishingError

TOO_FEW: Final = "Select two or more to merge."
TOO_MANY: Final = "No more than {} are merged at once: select fewer."
NOT_CHOSEN: Final = "Your choice could not be read, so nothing was done: select in the list again."


class Merges(admin.ModelAdmin):  # type: ignore[type-arg]
    actions = ["merge_selected"]

    def get_urls(self) -> list[URLPattern]:
        name = f"articles_{self.opts.model_name}"
        inside = self.admin_site.admin_view
        own = [
            path("merge/", inside(self.merge_view), name=f"{name}_merge"),
            path("merges/", inside(self.merges_view), name=f"{name}_merges"),
        ]
        return own + super().get_urls()

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return bool(rights.may(request.user, "change", self.model))

    @admin.action(description="Merge…", permissions=["merge"])
    def merge_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Ask which one stays, and say what follows from each answer."""
        rows = list(queryset[: merges.MOST + 1])
        if not 2 <= len(rows) <= merges.MOST:
            messages.error(request, TOO_FEW if len(rows) < 2 else TOO_MANY.format(merges.MOST))
            return None
        return self._ask(request, rows)

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        """Merge (POST). The rows come with their names and addresses as they were shown."""
        rights.demand(request.user, "change", self.model)
        assert isinstance(request.user, User)
        back = HttpResponseRedirect(reverse(f"admin:articles_{self.opts.model_name}_changelist"))
        seen = _read(request.POST.getlist("seen"))
        stays = _read([f"{request.POST.get('stays', '')}:"])
        if len(seen) < 2 or not stays or next(iter(stays)) not in seen:
            messages.error(request, NOT_CHOSEN)
            return back
        kept = next(iter(stays))
        rows = self.model.objects.in_bulk(seen)
        if changed := [row for row in rows.values() if row.slug != seen[row.pk]]:
            names = get_text_list([f"“{row}”" for row in changed], "and")
            messages.error(request, f"A colleague has changed {names} meanwhile. Look at it again, then decide.")
            return back
        gone = [key for key in seen if key != kept]
        try:
            done = merges.merge(merges.of(self.model), kept, gone, request.user)
        except Refused as refusal:
            messages.error(request, f"Nothing was merged. {refusal}")
            return back
        except PublishingError as error:
            messages.error(request, str(error))
            return back
        names = get_text_list([f"“{name}”" for name in merges.names(done)], "and")
        self.log_change(request, rows[kept], f"Merged {names} into it.")
        undo = reverse(f"admin:articles_{self.opts.model_name}_merges")
        messages.success(request, format_html('{} merged into “{}”. <a href="{}">Undo…</a>', names, rows[kept], undo))
        self._tell_what_waits(request)
        return back

    def merges_view(self, request: HttpRequest) -> HttpResponse:
        """The merges that can still be undone (GET), and undoing one (POST)."""
        rights.demand(request.user, "change", self.model)
        assert isinstance(request.user, User)
        what = merges.of(self.model)
        if request.method == "POST":
            key = request.POST.get("merge", "")
            found = Merge.objects.filter(pk=key).first() if key.isascii() and key.isdigit() and len(key) < 19 else None
            self._undo(request, found)
            return HttpResponseRedirect(request.path)
        lines = [(one, merges.names(one), self._named(one.stays)) for one in merges.undoable(what)]
        context = self.admin_site.each_context(request) | {"title": "Merged lately", "opts": self.opts, "lines": lines}
        return TemplateResponse(request, "admin/articles/merges.html", context)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        merged = bool(self.has_merge_permission(request) and merges.undoable(merges.of(self.model)))
        return super().changelist_view(request, {"merged_lately": merged} | (extra_context or {}))

    def _undo(self, request: HttpRequest, found: Merge | None) -> None:
        assert isinstance(request.user, User)
        try:
            back = merges.undo(found or Merge(), request.user)
        except (PublishingError, Refused) as error:
            messages.error(request, str(error))
            return
        for row in back:
            self.log_change(request, row, "Brought back: its merge was undone.")
        messages.success(request, f"{get_text_list([f'“{row}”' for row in back], 'and')} brought back.")
        self._tell_what_waits(request)

    def _tell_what_waits(self, request: HttpRequest) -> None:
        if sentence := upkeep.sentence():
            messages.info(request, sentence)

    def _named(self, key: UUID) -> str:
        row = self.model.objects.filter(Q(pk=key)).first()
        return str(row) if row else "(merged or deleted since)"

    def _ask(self, request: HttpRequest, rows: Sequence[Any]) -> HttpResponse:
        found = merges.effects(merges.of(self.model), rows)
        # The one that most of readers' stories have is proposed: then the fewest change.
        proposed = min(found, key=lambda one: (one.live, one.copies)).stays
        context = self.admin_site.each_context(request) | {
            "title": f"Merge these {self.opts.verbose_name_plural}?",
            "opts": self.opts,
            "effects": found,
            "proposed": proposed,
            "address": reverse(f"admin:articles_{self.opts.model_name}_merge"),
            "list": reverse(f"admin:articles_{self.opts.model_name}_changelist"),
        }
        return TemplateResponse(request, "admin/articles/merge.html", context)


def _read(sent: Sequence[str]) -> dict[UUID, str]:
    """From "id:slug"; empty if any of it cannot be read."""
    found = {}
    for one in sent:
        key, _, slug = one.partition(":")
        try:
            found[UUID(key)] = slug
        except ValueError:
            return {}
    return found
