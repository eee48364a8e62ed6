"""Filters of the list of stories, saved under a name for oneself or for everybody."""

from typing import Any, Final

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import URLPattern, path, reverse

from articles.editing import rights
from articles.models import Article, SavedFilter

# What is in the address of the list, and no filter: the page, and what Django adds to it.
NO_FILTER: Final = {"p", "e", "all", "_popup", "_to_field", "_changelist_filters"}
MOST: Final = 50


class FilterForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = SavedFilter
        fields = ["name", "query", "shared"]
        widgets = {"name": AdminTextInputWidget, "query": forms.HiddenInput}

    def clean_query(self) -> str:
        return cleaned(QueryDict(self.cleaned_data["query"].lstrip("?")))


class SavedFilters(admin.ModelAdmin):  # type: ignore[type-arg]
    def get_urls(self) -> list[URLPattern]:
        inside = self.admin_site.admin_view
        return [
            path("filters/", inside(self.save_filter), name="articles_article_save_filter"),
            path("filters/<int:pk>/remove/", inside(self.remove_filter), name="articles_article_remove_filter"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        assert isinstance(request.user, User)
        now, shares = cleaned(request.GET), bool(rights.may(request.user, "offer", SavedFilter))
        saved = list(SavedFilter.objects.offered(request.user.pk).select_related("owner")[: 2 * MOST])
        context = {
            "saved_filters": [(one, one.query == now, _may_remove(request.user, one, shares)) for one in saved],
            "filter_query": now,
            "shares_filters": shares,
        }
        return super().changelist_view(request, context | (extra_context or {}))

    def save_filter(self, request: HttpRequest) -> HttpResponse:
        """Keep a filter (POST). One of one's own with the same name is replaced."""
        rights.demand(request.user, "view", Article)
        assert isinstance(request.user, User)
        form = FilterForm(request.POST or None)
        if not form.is_valid():
            messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
            return HttpResponseRedirect(_list(request.POST.get("query", "")))
        data = form.cleaned_data
        if data["shared"]:
            rights.demand(request.user, "offer", SavedFilter)
        mine = SavedFilter.objects.filter(owner=request.user)
        if mine.exclude(name=data["name"]).count() >= MOST:
            messages.error(request, f"You have {MOST} saved filters, and no more are kept: remove one first.")
        else:
            values = {"query": data["query"], "shared": data["shared"]}
            SavedFilter.objects.update_or_create(owner=request.user, name=data["name"], defaults=values)
            messages.success(request, f"Saved the filter “{data['name']}”{' for everybody' * data['shared']}.")
        return HttpResponseRedirect(_list(data["query"]))

    def remove_filter(self, request: HttpRequest, pk: int) -> HttpResponse:
        rights.demand(request.user, "view", Article)
        assert isinstance(request.user, User)
        found = SavedFilter.objects.filter(Q(owner=request.user) | Q(shared=True), pk=pk).first()
        back = HttpResponseRedirect(_list(request.POST.get("query", "")))
        if request.method != "POST" or not found:
            return back
        if found.owner_id != request.user.pk:
            rights.demand(request.user, "offer", SavedFilter)
        found.delete()
        messages.success(request, f"Removed the filter “{found}”.")
        return back


def cleaned(parameters: QueryDict) -> str:
    """The filters, the search and the order of a list, as in its address."""
    kept = parameters.copy()
    for name in [name for name in kept if name in NO_FILTER or not kept[name]]:
        del kept[name]
    return kept.urlencode()


def _may_remove(user: User, one: SavedFilter, shares: bool) -> bool:
    return one.owner_id == user.pk or shares


def _list(query: str) -> str:
    kept = cleaned(QueryDict(query.lstrip("?")))
    return f"{reverse('admin:articles_article_changelist')}{f'?{kept}' if kept else ''}"
