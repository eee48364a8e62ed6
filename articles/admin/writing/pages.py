"""The pages around stories: their addresses, and the views that answer them."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from articles.admin.desk import calendar, preferences
from articles.admin.finding import dialog, page
from articles.admin.lists import bulk
from articles.admin.publishing import amending, confirmation, verbs
from articles.admin.readership import report
from articles.admin.writing import autosave, bin, comments, handing_over, history, previewing
from articles.editing import failing

View = Callable[..., HttpResponse]

# Forms, which come back with everything that was typed: see articles.editing.failing.
FORMS: Final[list[tuple[str, View, str]]] = [
    ("in-bulk/<slug:name>/", bulk.view, "in_bulk"),
    ("<uuid:pk>/autosave/", autosave.autosave, "autosave"),
    ("<uuid:pk>/present/", autosave.present, "present"),
    ("<uuid:pk>/kept/", autosave.kept, "kept"),
    ("<uuid:pk>/comments/", comments.view, "comments"),
    ("<uuid:pk>/corrections/<uuid:key>/", amending.view, "amend"),
    ("<uuid:pk>/hand-over/<slug:name>/", handing_over.view, "hand_over"),
    ("<uuid:pk>/previews/", previewing.view, "previews"),
]
OTHERS: Final[list[tuple[str, View, str]]] = [
    ("bin/", bin.listing, "bin"),
    ("bin/<uuid:pk>/restore/", bin.restore, "undelete"),
    ("calendar/", calendar.view, "calendar"),
    ("desk/topics/", preferences.keep_topics, "desk_topics"),
    ("find/", dialog.view, "find"),
    ("search/", page.view, "search"),
    ("<uuid:pk>/previews/frame/", previewing.frame, "preview_frame"),
    ("<uuid:pk>/restore/<int:number>/", history.restore, "restore"),
    ("<uuid:pk>/views/", report.view, "views"),
    ("<uuid:pk>/views.csv", report.export, "views_csv"),
]


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:  # type: ignore[type-arg]
    """The addresses, for ModelAdmin.get_urls. Every view gets `model_admin` first, then the request."""
    inside = model_admin.admin_site.admin_view

    def bound(view: View) -> View:
        return lambda request, *args, **kwargs: view(model_admin, request, *args, **kwargs)

    def confirm(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return confirmation.view(model_admin, request, **kwargs)

    return [
        *(
            path(f"<uuid:pk>/{name}/", inside(failing.gives_back(confirm)), {"name": name}, f"articles_article_{name}")
            for name in verbs.NAMES
        ),
        *(
            path(route, inside(failing.gives_back(bound(view))), name=f"articles_article_{name}")
            for route, view, name in FORMS
        ),
        *(path(route, inside(bound(view)), name=f"articles_article_{name}") for route, view, name in OTHERS),
    ]
