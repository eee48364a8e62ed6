"""Saving the writing screen: every save is a version, and nobody overwrites what they have not seen."""

from collections.abc import Iterable
from typing import Any, Final, cast

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.text import get_text_list

from articles import body
from articles.changes import log
from articles.editing import content, merging, versions
from articles.editing.content import MOMENTS, Content
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
    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Save, unless somebody else has saved since the form was opened: then save_related merges the two."""
        if obj.take_over:
            # In the order in which publishing locks: the log, then the story.
            log.lock()
        newest = versions.catch_up(obj) if change else None
        if newest and newest.number != max(_number(request, SEEN) or 0, 1):
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
        base = Version.objects.filter(article=newest.article, number=_base(request)).first()
        shown = _number(request, SHOWN) == newest.number
        choices = _choices(request) if shown else {}
        mine = submitted(form, formsets, theirs)
        merged = merging.merge(versions.of(base) if base else None, mine, theirs, choices)
        if merged.clashes:
            raise Unseen(newest, theirs, merged.clashes)
        if form.instance.take_over:
            take_over(form.instance)
        content.write(Article.objects.get(pk=form.instance.pk), merged.content)
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
        newest = versions.newest(article)
        sent = request.POST.get(SEEN, "") if request.method == "POST" else None
        context: dict[str, Any] = {"seen": sent if sent is not None else (newest.number if newest else 0)}
        if clash:
            context |= {
                "shown": clash.newest.number,
                "clashes": list(_clashes(request, clash)),
                "who": versions.naming(clash.newest),
            }
        return context


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
            # A row whose picture the colleague has taken out of the text has only its former key.
            known = [(row, row["id"].image_id) for row in rows if isinstance(row["id"], ImageUse)]
            found["text_pictures"] = content.given(_use(row, key, ImageUse.Role.INLINE) for row, key in known)
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


def _use(row: dict[str, Any], image: Any, role: str) -> Any:
    words = {name: row[name] for name in ("caption", "alt_text", "show_credit")}
    return {"image": str(image), "role": str(role), **words}


def _clashes(request: HttpRequest, clash: Unseen) -> Iterable[dict[str, Any]]:
    wording = Wording(clash.theirs)
    for name in clash.clashes:
        chosen = request.POST.get(CHOICE + name, "")
        lines = wording.lines(clash.theirs, name)
        yield {"name": name, "field": CHOICE + name, "label": label(name), "lines": lines, "chosen": chosen}


def _choices(request: HttpRequest) -> dict[str, str]:
    sent = {name.removeprefix(CHOICE): value for name, value in request.POST.items() if name.startswith(CHOICE)}
    return {name: value for name, value in sent.items() if value in {MINE, THEIRS}}


def _base(request: HttpRequest) -> int:
    """The number of the version that the form began from; -1 if it does not say."""
    number = _number(request, SEEN)
    return -1 if number is None else max(number, 1)


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.POST.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None
