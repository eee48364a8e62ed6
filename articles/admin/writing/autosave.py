"""What the writing screen sends by itself: its form while somebody writes, signs of life, and words kept in a browser.

Answers are JSON. `again` asks a script to send the same once more with the new `token`.
"""

from dataclasses import asdict
from typing import Any, Final, TypeAlias, cast
from uuid import UUID

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse

from articles.admin.address import TAKE_OVER
from articles.admin.fields import plain_line_ends
from articles.admin.writing import saving as screen
from articles.admin.writing.submitted import errors, in_words, submitted
from articles.editing import company, content, failing, merging, rights, saving, versions
from articles.editing.content import MOMENTS, TEXTS, Content
from articles.editing.differences import differences
from articles.editing.merging import Seen, Unseen, fingerprint
from articles.models import Article, Version

# Whose form it is: after somebody else has signed in in another window, it must not be saved in their name.
ACCOUNT: Final = "_account"
MEMBER: Final = "_member"
OTHER_ACCOUNT: Final = "somebody else has signed in in this browser"
GONE: Final = "a colleague has deleted this story. “Save” makes a new one of what you wrote"
# Own versions in which words that a browser has kept are looked for.
_LOOKED_AT: Final = 50

# What a form can be made to show without making rows of it again.
_SHOWABLE: Final = {*TEXTS, *MOMENTS, "topic"}

Admin: TypeAlias = "admin.ModelAdmin[Article]"


class Deleted(Exception):
    """The story is not there any more."""


def autosave(model_admin: Admin, request: HttpRequest, pk: UUID) -> JsonResponse:
    """Save what is valid of the form. Says what is not and why, and what the form must show of others' changes."""
    if refusal := _refusal(request):
        return refusal
    request.POST = _form(request)  # type: ignore[assignment]
    try:
        answer = _save(model_admin, request, pk)
    except Deleted:
        return _problem(GONE, status=410)
    except Unseen as clash:
        who = versions.naming(clash.newest)
        return _told(request, pk, {"clash": {"who": who, "what": in_words(clash.clashes)}})
    except ValidationError as error:
        return _problem(" ".join(error.messages))
    return _told(request, pk, answer)


def present(model_admin: Admin, request: HttpRequest, pk: UUID) -> JsonResponse:
    """Note that somebody is in the story, or leaves it. Says who else is, and when it was changed last."""
    if refusal := _refusal(request):
        return refusal
    article = Article.objects.filter(pk=pk).only("pk", "modified_at").first()
    if article is None:
        return _problem(GONE, status=410)
    if not model_admin.has_change_permission(request, article):
        raise PermissionDenied
    if "leaves" in request.POST:
        company.leave(article, cast(User, request.user))
        return JsonResponse({})
    return _told(request, pk, {"changed": article.modified_at.isoformat()})


def kept(model_admin: Admin, request: HttpRequest, pk: UUID) -> JsonResponse:
    """What a form that a browser has kept would change: `html`, empty if it was saved after all."""
    if refusal := _refusal(request):
        return refusal
    request.POST = _form(request)  # type: ignore[assignment]
    try:
        article = _article(model_admin, request, pk)
    except Deleted:
        return _problem(GONE, status=410)
    stored = content.take(article) if article else content.read({})
    form, formsets = _bound(model_admin, request, article)
    mine, began = submitted(form, formsets, stored), screen.seen(request)
    touched = [name for name in content.NAMES if name != "slug" and fingerprint(_of(mine, name)) != began.get(name)]
    if article and _was_saved(article, cast(User, request.user), mine, touched):
        return JsonResponse({"html": ""})
    changed = cast(Content, dict(stored) | {name: _of(mine, name) for name in touched})
    found = differences(stored, changed)
    html = render_to_string("admin/articles/article/differences.html", {"differences": found}) if found else ""
    return JsonResponse({"html": html})


@transaction.atomic
def _save(model_admin: Admin, request: HttpRequest, pk: UUID) -> dict[str, Any]:
    article, by = _article(model_admin, request, pk), cast(User, request.user)
    form, formsets = _bound(model_admin, request, article)
    unsaved = [{"names": names, "what": in_words(names), "why": why} for names, why in errors(form, formsets)]
    if article is None and "headline" in form.errors:
        return {"unsaved": [one for one in unsaved if one["names"] == ["headline"]]}
    if article is None:
        newest = _begin(model_admin, request, pk, form.instance.headline)
        began: Seen = merging.seen(versions.of(newest))
    else:
        newest, began = versions.locked(article), screen.seen(request)
        rights.demand(request.user, "change", article)
    mine = submitted(form, formsets, versions.of(newest))
    saved = saving.save(newest, mine, began, by, Version.Origin.AUTOSAVE)
    stored = Article.objects.get(pk=pk)
    shown = _shown(model_admin, request, stored, [name for name in saved.taken if name in _SHOWABLE])
    if stored.slug != request.POST.get("slug"):
        shown["slug"] = stored.slug
    return {
        "seen": merging.seen(saved.content),
        "shown": shown,
        "taken": saved.taken,
        "who": versions.naming(versions.of_another(newest, by)) if saved.taken else "",
        "what": in_words(saved.taken),
        "homeless": list(screen.homeless(mine, saved, began)),
        "unsaved": unsaved,
        "address": reverse("admin:articles_article_change", args=[pk]),
        "changed": stored.modified_at.isoformat(),
    }


def _begin(model_admin: Admin, request: HttpRequest, pk: UUID, headline: str) -> Version:
    """Make the draft of a story that is being written. What it begins from is no version of anybody's."""
    article = Article.objects.create(pk=pk, headline=headline, created_by=cast(User, request.user))
    model_admin.log_addition(request, article, [{"added": {}}])
    return Version(article=article, packed=Version.pack(dict(content.take(article))))


def _article(model_admin: Admin, request: HttpRequest, pk: UUID) -> Article | None:
    """The story, or None if it is yet to be made. Raises PermissionDenied and Deleted."""
    article = model_admin.get_object(request, str(pk))
    if article is None and screen.new_key(request) != pk:
        raise Deleted
    may = model_admin.has_change_permission(request, article) if article else model_admin.has_add_permission(request)
    if not may:
        raise PermissionDenied
    return article


def _bound(model_admin: Admin, request: HttpRequest, article: Article | None) -> tuple[Any, list[Any]]:
    """The form and its formsets, validated as for a save."""
    form = model_admin.get_form(request, article, change=article is not None)(request.POST, None, instance=article)
    form.is_valid()
    formsets, _ = model_admin._create_formsets(request, form.instance, change=article is not None)  # type: ignore[attr-defined]
    for formset in formsets:
        formset.is_valid()
    return form, formsets


def _shown(model_admin: Admin, request: HttpRequest, stored: Article, names: list[str]) -> dict[str, Any]:
    """Values of the form's inputs for members that others have changed; with words for a topic, which is chosen."""
    if not names:
        return {}
    form: Any = model_admin.get_form(request, stored, change=True)(instance=stored)
    found: dict[str, Any] = {
        name: form.fields[name].widget.format_value(form[name].value()) or ""
        for name in names
        if name in form.fields and name != "topic"
    }
    if "topic" in names and "topic" in form.fields:
        found["topic"] = {"value": str(stored.topic_id or ""), "words": str(stored.topic or "")}
    return found


def _was_saved(article: Article, by: User, mine: Content, touched: list[str]) -> bool:
    """Whether somebody's own save holds what they have touched."""
    own = Version.objects.filter(article=article, made_by=by)[:_LOOKED_AT]
    return any(all(_of(versions.of(one), name) == _of(mine, name) for name in touched) for one in own)


def _of(one: Content, name: str) -> Any:
    return cast(Any, one)[name]


def _form(request: HttpRequest) -> QueryDict:
    """What was sent; without the wish to take over an address, which only a save by hand fulfils."""
    data = plain_line_ends(request.POST)
    data.pop(TAKE_OVER, None)
    return data


def _refusal(request: HttpRequest) -> JsonResponse | None:
    if request.method != "POST":
        return JsonResponse({}, status=405, headers={"Allow": "POST"})
    if failing.given_back(request):
        return JsonResponse({"again": True, "token": get_token(request)})
    if request.POST.get(ACCOUNT) != str(request.user.pk):
        return _problem(OTHER_ACCOUNT)
    return None


def _problem(reason: str, status: int = 409) -> JsonResponse:
    return JsonResponse({"problem": "refused", "sentence": f"Not saved: {reason.rstrip('.')}."}, status=status)


def _told(request: HttpRequest, pk: UUID, answer: dict[str, Any]) -> JsonResponse:
    """The answer, with who else is in the story. After the save's transaction: nobody waits for a sign of life."""
    article = Article.objects.filter(pk=pk).only("pk").first()
    present = company.arrive(article, cast(User, request.user), request.POST.get(MEMBER, "")) if article else []
    return JsonResponse(answer | {"others": [asdict(one) for one in present]})
