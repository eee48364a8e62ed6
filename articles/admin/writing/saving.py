"""Saving the writing screen: every save is a version, and nobody overwrites what they have not seen."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final, cast
from uuid import UUID, uuid4

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from django.utils.text import get_text_list

from articles import body
from articles.admin.writing.submitted import submitted
from articles.changes import log
from articles.editing import content, failing, merging, rights, saving, versions
from articles.editing.content import Content
from articles.editing.merging import MINE, THEIRS, Seen, Unseen, fingerprint
from articles.editing.saving import Saved
from articles.editing.wording import Wording, label
from articles.models import Article, DeletedDraft, Version
from articles.publishing.verbs import take_over

# The fingerprints of what the form showed, and of what its editor was shown beside it.
SEEN: Final = "_seen"
SHOWN: Final = "_shown_"
CHOICE: Final = "_choice_"
# The key of a story that has yet to be saved, so that saving it twice makes one story.
NEW: Final = "_new"


# Sent to get words back that a browser has kept: the form comes back with them, and nothing is saved.
TAKE: Final = "_take"
TAKEN: Final = "Not saved yet: this is what you wrote and never saved. Check it, then save it."


class KeepsVersions(admin.ModelAdmin):  # type: ignore[type-arg]
    # The theme compares the forms of everything else.
    keeps_versions = True

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _take(request)
        return super().add_view(request, *args, **kwargs)

    def change_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _take(request)
        return super().change_view(request, *args, **kwargs)

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any) -> Any:
        """Note what is stored before the story is read for the form: what is too old only asks too much."""
        if request.method == "POST" and object_id is None and (begun := _begun(request)):
            object_id = str(begun.pk)
        article = self.get_object(request, unquote(object_id)) if object_id and request.method == "GET" else None
        if article and self.has_change_permission(request, article):
            request.seen = merging.seen(content.take(article))  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Save a new story. One that exists is locked, and saved with its lists."""
        if obj.take_over:
            # In the order in which publishing locks: the log, then the story.
            log.lock()
        if change:
            request.newest = versions.locked(obj)  # type: ignore[attr-defined]
            # A colleague may have taken it over since the form was opened.
            rights.demand(request.user, "change", obj)
            return
        obj.pk = new_key(request) or obj.pk
        obj.created_by = request.user  # type: ignore[assignment]
        if obj.take_over:
            take_over(obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: list[Any], change: bool) -> None:
        if change:
            self._save(request, form, formsets)
            return
        super().save_related(request, form, formsets, change)
        versions.record(form.instance, request.user, Version.Origin.SAVED)

    def _save(self, request: HttpRequest, form: Any, formsets: list[Any]) -> None:
        newest: Version = request.newest  # type: ignore[attr-defined]
        theirs, began = versions.of(newest), seen(request)
        mine = submitted(form, formsets, theirs)
        if form.instance.take_over:
            take_over(form.instance)
        saved = saving.save(newest, mine, began, request.user, Version.Origin.SAVED, _choices(request, theirs))
        form.instance.refresh_from_db()
        for formset in formsets:
            # Django tells its log what each formset has saved; these have saved nothing themselves.
            formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        if not saved.taken:
            return
        who = versions.naming(versions.of_another(newest, request.user))
        names = get_text_list([label(name) for name in saved.taken], "and")
        messages.info(request, f"Also kept, as {who} has changed it meanwhile: {names}.")
        for words in homeless(mine, saved, began):
            messages.warning(request, f"{who} took out a picture that you gave words to: “{words}”.")

    def version_context(self, request: HttpRequest, article: Article | None) -> dict[str, Any]:
        """What the form sends back with it, and what there is to choose."""
        clash: Unseen | None = getattr(request, "clash", None)
        if request.method == "POST":
            context: dict[str, Any] = {"seen": request.POST.get(SEEN, ""), "new": str(new_key(request) or "")}
        else:
            context = {"seen": json.dumps(getattr(request, "seen", {}))}
        if not article:
            context["new"] = context.get("new") or str(uuid4())
        if "_popup" not in {*request.GET, *request.POST}:
            # Without a key, the form does not save by itself.
            context["story_key"] = str(article.pk) if article else context["new"]
            context["changed"] = article.modified_at.isoformat() if article else ""
        if clash and article:
            theirs = content.take(article)
            context["who"] = versions.naming(clash.newest)
            context["clashes"] = list(_clashes(request, clash, theirs))
        return context


def _take(request: HttpRequest) -> None:
    if TAKE in request.POST:
        failing.give_back(request, TAKEN)


def seen(request: HttpRequest) -> Seen:
    """The fingerprints that were sent. A form without them overwrites nothing."""
    try:
        found = json.loads(request.POST.get(SEEN, ""))
    except (ValueError, RecursionError):
        return {}
    return {name: str(one) for name, one in found.items()} if isinstance(found, dict) else {}


def new_key(request: HttpRequest) -> UUID | None:
    """The key that a new story's form brings, unless it is somebody else's, or that of a draft in the bin."""
    try:
        key = UUID(request.POST.get(NEW, ""))
    except ValueError:
        return None
    others = Article.objects.filter(pk=key).exclude(created_by=request.user.pk)
    return None if others.exists() or DeletedDraft.objects.filter(pk=key).exists() else key


def homeless(mine: Content, saved: Saved, began: Seen) -> Iterator[str]:
    """Captions and alternative texts that were typed for pictures which the colleague has taken out of the text."""
    if "body" not in saved.taken or began.get("text_pictures") == fingerprint(mine["text_pictures"]):
        return
    there = {str(figure.image_id) for figure in body.figures(saved.content["body"])}
    for key, words in mine["text_pictures"].items():
        if key not in there:
            yield from (one for one in (words["caption"], words["alt_text"]) if one)


def _begun(request: HttpRequest) -> Article | None:
    """The story that an earlier sending of a new story's form has made."""
    key = new_key(request)
    return Article.objects.filter(pk=key, created_by=request.user.pk).first() if key else None


def _clashes(request: HttpRequest, clash: Unseen, theirs: Content) -> Iterable[dict[str, Any]]:
    wording = Wording(theirs)
    for name in clash.clashes:
        yield {
            "field": CHOICE + name,
            "label": label(name),
            "lines": wording.lines(theirs, name),
            "chosen": request.POST.get(CHOICE + name, ""),
            "shown_field": SHOWN + name,
            "shown": fingerprint(cast(Any, theirs)[name]),
        }


def _choices(request: HttpRequest, theirs: Content) -> dict[str, str]:
    """What was chosen of what is still as it was shown."""
    return {
        name: value
        for name, was in merging.seen(theirs).items()
        if (value := request.POST.get(CHOICE + name)) in {MINE, THEIRS} and request.POST.get(SHOWN + name) == was
    }
