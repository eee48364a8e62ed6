"""Changing the stories that were selected in the list: what, then what that changes in each, then doing just that."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.admin.lists.bulk_forms import ACTIONS, Action, BulkForm
from articles.admin.status import describe
from articles.editing import failing, rights
from articles.editing.bulk.planning import MOST, Change, Line, Summary, carry_out, plan
from articles.models import Article
from articles.publishing.workflow import PublishingError

TOO_MANY = "You have selected more than {} stories, and no more are changed at once: select fewer, or filter the list."
UNREADABLE = "Your selection could not be read, so nothing was done: select in the list again."
Stories = list[tuple[UUID, str]]


def action(chosen: Action) -> Any:
    """The admin's action: it opens the page that asks what to change."""

    def begin(model_admin: Any, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        keys = list(queryset.values_list("pk", flat=True)[: MOST + 1])
        if len(keys) > MOST:
            messages.error(request, TOO_MANY.format(MOST))
            return None
        form = chosen.form(model_admin, request, initial=chosen.form.begin(request.GET))
        return _page(model_admin, request, chosen, form, [(key, "") for key in keys], request.GET.urlencode())

    begin.__name__ = chosen.name
    return admin.action(description=chosen.label)(begin)


SELECTED = [action(one) for one in ACTIONS.values()]


def may(request: HttpRequest, chosen: Action) -> bool:
    return bool(rights.may(request.user, chosen.right, chosen.model))


def view(model_admin: Any, request: HttpRequest, name: str) -> HttpResponse:
    """Show what a described change would do (POST), and carry it out (POST with `confirm`)."""
    chosen = ACTIONS.get(name)
    if not chosen:
        raise Http404
    rights.demand(request.user, chosen.right, chosen.model)
    stories = _read(request.POST.get("stories", ""))
    back = request.POST.get("back", "")
    if not stories or len(stories) > MOST:
        messages.error(request, TOO_MANY.format(MOST) if stories else UNREADABLE)
        return HttpResponseRedirect(_list(back))
    if "begin" in request.POST:
        return _page(model_admin, request, chosen, chosen.form(model_admin, request), stories, back)
    form = chosen.form(model_admin, request, request.POST)
    if sentence := failing.given_back(request):
        form.add_error(None, sentence)
    if not form.is_valid():
        return _page(model_admin, request, chosen, form, stories, back)
    assert isinstance(request.user, User)
    if "confirm" not in request.POST:
        lines = plan(request.user, _stories(model_admin, request, stories), form.change())
        return _page(model_admin, request, chosen, form, stories, back, lines=lines)
    summary = _carry_out(model_admin, request, form.change(), stories)
    return _page(model_admin, request, chosen, form, stories, back, summary=summary)


def _carry_out(model_admin: Any, request: HttpRequest, change: Change, stories: Stories) -> Summary:
    assert isinstance(request.user, User)
    seen = _visible(model_admin, request, stories)

    def note(article: Article) -> None:
        model_admin.log_change(request, article, change.done)

    try:
        summary = carry_out(request.user, seen, change, note)
    except PublishingError as error:
        # Of what surrounds them all, such as a collection that is no longer there.
        summary = Summary(refused=[str(error)])
    if gone := len(stories) - len(seen):
        summary.refused.append(f"{_counted(gone, 'is', 'are')} no longer there, or not for you to see.")
    return summary


def _read(text: str) -> Stories:
    """From "id id" or "id:seen id:seen"; nothing if any of it cannot be read."""
    found: dict[UUID, str] = {}
    for one in text.split():
        key, _, seen = one.partition(":")
        try:
            found[UUID(key)] = seen
        except ValueError:
            return []
    return list(found.items())


def _written(stories: Stories) -> str:
    return " ".join(f"{key}:{seen}" if seen else str(key) for key, seen in stories)


def _stories(model_admin: Any, request: HttpRequest, stories: Stories) -> list[Article]:
    """Those that the account may see, in their order."""
    found = model_admin.get_queryset(request).in_bulk([key for key, _ in stories])
    return [found[key] for key, _ in stories if key in found]


def _visible(model_admin: Any, request: HttpRequest, stories: Stories) -> Stories:
    keys = {key for key, _ in stories}
    there = set(model_admin.get_queryset(request).filter(pk__in=keys).values_list("pk", flat=True))
    return [(key, seen) for key, seen in stories if key in there]


def _list(back: str) -> str:
    return f"{reverse('admin:articles_article_changelist')}{f'?{back}' if back else ''}"


def _counted(number: int, one: str = "", many: str = "") -> str:
    return f"1 story {one}".strip() if number == 1 else f"{number} stories {many}".strip()


def _page(
    model_admin: Any,
    request: HttpRequest,
    chosen: Action,
    form: BulkForm,
    stories: Stories,
    back: str,
    *,
    lines: Sequence[Line] | None = None,
    summary: Summary | None = None,
) -> HttpResponse:
    context = model_admin.admin_site.each_context(request) | {
        "title": chosen.label.removesuffix("…"),
        "opts": Article._meta,
        "action": chosen,
        "form": form,
        "media": form.media,
        "number": len(stories),
        "stories": _written([(key, "") for key, _ in stories]),
        "back": back,
        "list": _list(back),
    }
    if lines is not None:
        context |= _shown(lines)
    if summary:
        context |= _told(request, chosen, summary)
    return TemplateResponse(request, "admin/articles/article/in_bulk.html", context)


def _shown(lines: Sequence[Line]) -> dict[str, Any]:
    changing = [line for line in lines if line.changes and not line.refused]
    return {
        "planned": True,
        "changing": [(line, describe(line.article)) for line in changing],
        "refused": [line.refused for line in lines if line.refused],
        "unchanged": [line.article for line in lines if not line.changes and not line.refused],
        "seen": _written([(line.article.pk, line.seen) for line in changing]),
    }


def _told(request: HttpRequest, chosen: Action, summary: Summary) -> dict[str, Any]:
    is_quiet = chosen.model is Article and chosen.right == "change"
    live = [one.pk for one in summary.done if describe(Article.objects.get(pk=one.pk)).live] if is_quiet else []
    return {
        "summary": summary,
        "told": chosen.done.format(_counted(len(summary.done))),
        "publishable": " ".join(map(str, live)) if may(request, ACTIONS["publish"]) else "",
        "live": len(live),
    }
