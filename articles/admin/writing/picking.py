"""The pickers' questions, answered as JSON: what there is to choose, and making what is missing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse

from articles.admin.writing import options
from articles.admin.writing.making import make
from articles.admin.writing.options import Asked, Option
from articles.editing import rights
from articles.models import Article, Author, Tag, Topic

# More of what was typed is not read.
LONGEST: Final = 250


@dataclass(frozen=True)
class Kind:
    """What a picker picks. `made` are the words before the name of something that is to be made; "" if nothing is."""

    model: type[Model]
    find: Callable[[Asked], Iterable[Any]]
    made: str
    option: Callable[[Any], Option] = options.option


KINDS: Final = {
    "author": Kind(Author, options.authors, "New author"),
    "tag": Kind(Tag, options.tags, "New tag"),
    "topic": Kind(Topic, options.topics, "New topic"),
    "story": Kind(Article, options.stories, "New draft"),
    "page": Kind(Article, options.pages, "", options.page),
}


def urls(site: admin.AdminSite) -> list[URLPattern]:
    return [path("pick/<str:name>/", site.admin_view(pick), name="articles_article_pick")]


def address(name: str) -> str:
    return reverse("admin:articles_article_pick", args=[name])


def pick(request: HttpRequest, name: str) -> HttpResponseBase:
    """GET: the options for `q`, for the story `article` with `topic` and several `tag`. POST: makes `name`."""
    if name not in KINDS:
        raise Http404
    kind = KINDS[name]
    methods = ["GET", "POST"] if kind.made else ["GET"]
    if request.method not in methods:
        return HttpResponseNotAllowed(methods)
    try:
        return _made(request, kind) if request.method == "POST" else _found(request, kind)
    except PermissionDenied as refused:
        return JsonResponse({"reason": str(refused)}, status=403)
    except ValidationError as error:
        return JsonResponse({"reason": " ".join(error.messages)}, status=400)


def _found(request: HttpRequest, kind: Kind) -> JsonResponse:
    rights.demand(request.user, "view", kind.model)
    asked = Asked(
        request.user,
        request.GET.get("q", "").strip()[:LONGEST],
        _key(request, "article"),
        _key(request, "topic"),
        tuple(options.keys_of(request.GET.getlist("tag")[: options.MOST_TAGS])),
    )
    found = [kind.option(row) for row in kind.find(asked)]
    makes = bool(kind.made and asked.typed and rights.may(request.user, "add", kind.model)) and not _is_there(
        kind, asked.typed
    )
    return JsonResponse({"options": found, "make": kind.made if makes else ""})


def _made(request: HttpRequest, kind: Kind) -> JsonResponse:
    row, is_new = make(request.user, kind.model, request.POST.get("name", ""))  # type: ignore[arg-type]
    if is_new:
        admin.site.get_model_admin(kind.model).log_addition(request, row, [{"added": {}}])
    return JsonResponse(options.option(row), status=201 if is_new else 200)


def _is_there(kind: Kind, name: str) -> bool:
    """Whether there is one of that name. Two stories may have the same headline."""
    rows: Any = kind.model._default_manager.all()
    return kind.model is not Article and bool(options.same(rows, name))


def _key(request: HttpRequest, name: str) -> UUID | None:
    return next(options.keys_of([request.GET.get(name, "")]), None)
