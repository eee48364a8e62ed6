"""Saving the writing screen: every save is a version, and nobody overwrites what they have not seen."""

from collections.abc import Iterable
from typing import Any, Final, cast

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.text import get_text_list

from articles import body
from articles.changes import log
from articles.editing import content, merging, rights, versions
from articles.editing.content import MOMENTS, Content, Words
from articles.editing.merging import MINE, THEIRS, Unseen
from articles.editing.wording import Wording, label
from articles.models import Article, ArticleTag, Byline, ImageUse, RelatedStory, Version
from articles.publishing.verbs import take_over
from media import text

# The version from which the form began, and the one that its editor was shown beside it. The fields of a form that was
# opened before there were versions are missing.
SEEN: Final = "_seen"
SHOWN: Final = "_shown"
CHOICE: Final = "_choice_"


class KeepsVersions(admin.ModelAdmin):  # type: ignore[type-arg]
    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any) -> Any:
        """Note the version before the story is read for the form: one that is too old only asks too much."""
        article = self.get_object(request, unquote(object_id)) if object_id and request.method == "GET" else None
        if article and self.has_change_permission(request, article):
            request.seen = _shown(article)  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Save, unless somebody else has saved since the form was opened: then save_related merges the two."""
        if obj.take_over:
            # In the order in which publishing locks: the log, then the story.
            log.lock()
        newest = versions.locked(obj) if change else None
        if newest:
            # A colleague may have taken it over since the form was opened.
            rights.demand(request.user, "change", obj)
        if newest and newest.number != _number(request, SEEN):
            request.unseen = newest  # type: ignore[attr-defined]
        else:
            self.save_seen(request, obj, form, change)

    def save_seen(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: list[Any], change: bool) -> None:
        if newest := getattr(request, "unseen", None):
            self._merge(request, form, formsets, newest)
        else:
            self.save_seen_related(request, form, formsets, change)
        versions.record(form.instance, request.user, Version.Origin.SAVED)

    def save_seen_related(self, request: HttpRequest, form: Any, formsets: list[Any], change: bool) -> None:
        super().save_related(request, form, formsets, change)

    def _merge(self, request: HttpRequest, form: Any, formsets: list[Any], newest: Version) -> None:
        """Store what only one has changed. Raises Unseen if both have changed something and nothing is chosen."""
        theirs = versions.of(newest)
        seen = Version.objects.filter(article=newest.article, number=_number(request, SEEN) or 0).first()
        base = versions.of(seen) if seen else None
        choices = _choices(request) if _number(request, SHOWN) == newest.number else {}
        mine = submitted(form, formsets, theirs)
        merged = merging.merge(base, mine, theirs, choices)
        if merged.clashes:
            raise Unseen(newest, merged.clashes)
        stored = Article.objects.get(pk=form.instance.pk)
        is_chosen = base is not None and mine["slug"] not in {"", base["slug"]}
        if (
            stored.slug_made
            and not stored.version
            and not is_chosen
            and merged.content["headline"] != theirs["headline"]
        ):
            merged.content["slug"] = ""
            merged.taken = [name for name in merged.taken if name != "slug"]
        if form.instance.take_over:
            take_over(form.instance)
        content.write(stored, merged.content)
        form.instance.refresh_from_db()
        for formset in formsets:
            # Django tells its log what each formset has saved; these have saved nothing themselves.
            formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        if merged.taken:
            names = get_text_list([label(name) for name in merged.taken], "and")
            messages.info(request, f"Also kept, as {versions.naming(newest)} has changed it meanwhile: {names}.")

    def version_context(self, request: HttpRequest, article: Article) -> dict[str, Any]:
        """What the form sends back with it, and what there is to choose."""
        clash: Unseen | None = getattr(request, "clash", None)
        if request.method == "POST":
            context: dict[str, Any] = {"seen": request.POST.get(SEEN, "")}
        else:
            context = {"seen": getattr(request, "seen", "")}
        if clash:
            # The save that was refused has taken back the version that it had made of unrecorded changes.
            newest = versions.catch_up(article)
            context |= {"shown": newest.number, "who": versions.naming(newest)}
            context["clashes"] = list(_clashes(request, clash, versions.of(newest)))
        return context


def _shown(article: Article) -> int | str:
    """The number of the version that a form shows; "" if it could not be stored, so that any difference will clash."""
    try:
        return versions.catch_up(article).number
    except DatabaseError:
        return ""


def submitted(form: Any, formsets: Iterable[Any], otherwise: Content) -> Content:
    """The content of a valid form. Members that it does not have are as they are in `otherwise`."""
    article: Article = form.instance
    found: dict[str, Any] = dict(otherwise)
    for name in form.cleaned_data:
        if name in content.TEXTS:
            found[name] = getattr(article, name)
        elif name in MOMENTS:
            found[name] = content.moment(getattr(article, name))
    if "topic" in form.cleaned_data:
        found["topic"] = str(article.topic_id) if article.topic_id else None
    found["body"] = body.clean(text.clean(article.body))
    for formset in formsets:
        rows = list(_rows(formset))
        if formset.model is Byline:
            found["authors"] = [str(row["author"].pk) for row in rows]
        elif formset.model is ArticleTag:
            found["tags"] = [str(row["tag"].pk) for row in rows]
        elif formset.model is RelatedStory:
            found["related"] = [{"story": str(row["story"].pk), "kind": row["kind"]} for row in rows]
        elif formset.model is ImageUse and "image" in formset.form.base_fields:
            found["pictures"] = [_use(row, row["image"].pk, row["role"]) for row in rows]
        elif formset.model is ImageUse:
            found["text_pictures"] = _words(formset, otherwise)
    return cast(Content, found)


def _rows(formset: Any) -> Iterable[dict[str, Any]]:
    """The cleaned rows that stay, in their order."""
    first = formset.initial_form_count()
    kept = [
        (form.cleaned_data.get("position") or 0, number, form.cleaned_data)
        for number, form in enumerate(formset.forms)
        if (number < first or form.has_changed()) and form not in formset.deleted_forms
    ]
    return [row for _, _, row in sorted(kept, key=lambda one: one[:2])]


def _words(formset: Any, otherwise: Content) -> dict[str, Words]:
    """The words of pictures in the text: those that the form has, also for pictures that the colleague took out."""
    forms = {form.picture_key: form for form in formset.forms}
    mine = content.given(_use(form.cleaned_data, key, ImageUse.Role.INLINE) for key, form in forms.items() if key)
    return {key: words for key, words in otherwise["text_pictures"].items() if key not in forms} | mine


def _use(row: dict[str, Any], image: Any, role: str) -> Any:
    words = {name: row[name] for name in ("caption", "alt_text", "show_credit")}
    return {"image": str(image), "role": str(role), **words}


def _clashes(request: HttpRequest, clash: Unseen, theirs: Content) -> Iterable[dict[str, Any]]:
    wording = Wording(theirs)
    for name in clash.clashes:
        chosen = request.POST.get(CHOICE + name, "")
        lines = wording.lines(theirs, name)
        yield {"name": name, "field": CHOICE + name, "label": label(name), "lines": lines, "chosen": chosen}


def _choices(request: HttpRequest) -> dict[str, str]:
    sent = {name.removeprefix(CHOICE): value for name, value in request.POST.items() if name.startswith(CHOICE)}
    return {name: value for name, value in sent.items() if value in {MINE, THEIRS}}


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.POST.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None
