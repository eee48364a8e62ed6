"""What the writing screen's form holds, as a content."""

from collections.abc import Iterable, Iterator
from typing import Any, Final, cast

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.models import BaseInlineFormSet

from articles import body
from articles.editing import content
from articles.editing.content import MOMENTS, Content, Words
from articles.editing.wording import label
from articles.models import Article, ArticleTag, Byline, ImageUse, RelatedStory
from media import text

MEMBERS: Final[dict[type, str]] = {Byline: "authors", ArticleTag: "tags", RelatedStory: "related"}


def submitted(form: Any, formsets: Iterable[Any], otherwise: Content) -> Content:
    """The content of a validated form. Members that it lacks or does not change, or that are not valid, are as they are
    in `otherwise`, which is what is stored: a text of long ago that nobody touches stays as it is."""
    article: Article = form.instance
    wrong = {name for names, _ in errors(form, formsets) for name in names}
    found: dict[str, Any] = dict(otherwise)
    for name in form.cleaned_data:
        if name in wrong or name not in form.changed_data:
            continue
        if name in content.TEXTS:
            found[name] = getattr(article, name)
        elif name in MOMENTS:
            found[name] = content.moment(getattr(article, name))
    if "topic" in form.cleaned_data and "topic" in form.changed_data:
        found["topic"] = str(article.topic_id) if article.topic_id else None
    if "body" in form.cleaned_data and "body" in form.changed_data:
        found["body"] = body.clean(text.clean(article.body))
    for formset in formsets:
        name = member(formset)
        if name is None or name in wrong:
            continue
        if name == "text_pictures":
            found[name] = _words(formset, otherwise)
        elif formset.has_changed():
            found[name] = [_value(name, row) for row in _rows(formset)]
    return cast(Content, found)


def member(formset: Any) -> str | None:
    """The member of a content that a formset holds; None for corrections, which are not edited here."""
    if formset.model is ImageUse:
        return "pictures" if "image" in formset.form.base_fields else "text_pictures"
    return MEMBERS.get(formset.model)


def errors(form: Any, formsets: Iterable[Any]) -> Iterator[tuple[list[str], str]]:
    """What cannot be saved as it stands: the members, and why. The form's own errors concern its dates together."""
    for name, found in form.errors.items():
        yield (list(MOMENTS) if name == NON_FIELD_ERRORS else [name]), " ".join(map(str, found))
    for formset in formsets:
        name = member(formset)
        if name is not None and not formset.is_valid():
            yield [name], " ".join(dict.fromkeys(_reasons(formset)))


def in_words(names: Iterable[str]) -> str:
    return ", ".join(label(name) for name in names)


def _reasons(formset: BaseInlineFormSet) -> Iterator[str]:  # type: ignore[type-arg]
    yield from map(str, formset.non_form_errors())
    for form in formset.forms:
        for found in form.errors.values():
            yield from map(str, found)


def _value(name: str, row: dict[str, Any]) -> Any:
    if name == "authors":
        return str(row["author"].pk)
    if name == "tags":
        return str(row["tag"].pk)
    if name == "related":
        return {"story": str(row["story"].pk), "kind": row["kind"]}
    return _use(row, row["image"].pk, row["role"])


def _rows(formset: Any) -> list[dict[str, Any]]:
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
    changed = {key: form.cleaned_data for key, form in forms.items() if key and form.changed_data}
    mine = content.given(_use(row, key, ImageUse.Role.INLINE) for key, row in changed.items())
    return {key: words for key, words in otherwise["text_pictures"].items() if key not in changed} | mine


def _use(row: dict[str, Any], image: Any, role: str) -> Any:
    words = {name: row[name] for name in ("caption", "alt_text", "show_credit")}
    return {"image": str(image), "role": str(role), **words}
