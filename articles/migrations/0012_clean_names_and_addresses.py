"""Names without what nobody sees, the keys they are compared by, and slugs in the form that is demanded from now on.

Nothing stops it: of names that are there twice all but one are marked as twins, which editors find by a filter, and a
slug that has to change leads on from its old form.
"""

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.utils import timezone

from articles.addresses import slugs
from media import text

KIN = {"Tag": ("kind",), "Topic": ("parent_id",), "Author": (), "Collection": ()}
TWIN = "\n"


def clean_names(apps: StateApps, editor: BaseDatabaseSchemaEditor | None = None) -> None:
    for kind, kin in KIN.items():
        seen: set[tuple[Any, ...]] = set()
        for row in apps.get_model("articles", kind).objects.order_by("pk"):
            row.name = text.name(row.name)[: row._meta.get_field("name").max_length] or "Untitled"
            values = {"name": row.name}
            if kind != "Collection":
                key = text.key(row.name)
                place = (key, *(getattr(row, name) for name in kin))
                values["name_key"] = f"{key}{TWIN}{row.pk}" if kind != "Author" and place in seen else key
                seen.add(place)
            type(row).objects.filter(pk=row.pk).update(**values)


def clean_slugs(apps: StateApps, editor: BaseDatabaseSchemaEditor | None = None) -> None:
    for kind in KIN:
        model = apps.get_model("articles", kind)
        former = apps.get_model("articles", f"Former{kind}Slug")
        held = dict(model.objects.values_list("slug", "pk"))
        for slug in sorted(filter(is_wrong, held)):
            new = mended(slug, held.__contains__)
            model.objects.filter(slug=slug).update(slug=new)
            former.objects.create(slug=slug, **{f"{kind.lower()}_id": held[slug]})
            held[new] = held[slug]
    follow(apps.get_model("articles", "Topic"))


def follow(topics: Any, parent: Any = None, above: str = "/") -> None:
    """Write the paths of the topics below one, by their slugs."""
    for topic in topics.objects.filter(parent=parent):
        path = f"{above}{topic.slug}/"
        topics.objects.filter(pk=topic.pk).update(path=path)
        follow(topics, topic, path)


def clean_story_slugs(apps: StateApps, editor: BaseDatabaseSchemaEditor | None = None) -> None:
    """What readers were given goes first, and the working copy follows it."""
    article = apps.get_model("articles", "Article")
    published = apps.get_model("articles", "PublishedArticle")
    former = apps.get_model("articles", "FormerSlug")
    held = dict(former.objects.values_list("slug", "article"))
    held |= dict(article.objects.values_list("slug", "pk")) | dict(published.objects.values_list("slug", "article"))
    public = dict(published.objects.values_list("slug", "article"))
    seen = set(published.objects.filter(visible_from__lte=timezone.now()).values_list("slug", flat=True))
    for slug in sorted(filter(is_wrong, held)):
        story = held[slug]
        if slug not in public and not article.objects.filter(slug=slug).exists():
            # Once, and nobody has it now: it leads on as it is.
            continue
        new = mended(slug, lambda one, story=story: held.get(one, story) != story)
        former.objects.filter(slug=new).delete()
        published.objects.filter(slug=slug).update(slug=new)
        article.objects.filter(slug=slug, pk=story).update(slug=new)
        held[new] = story
        if slug in seen:
            former.objects.update_or_create(slug=slug, defaults={"article_id": story})


def mark_made_slugs(apps: StateApps, editor: BaseDatabaseSchemaEditor | None = None) -> None:
    """Of drafts, those that are their headline, with a number or without. What is less certain counts as chosen."""
    article = apps.get_model("articles", "Article")
    drafts = article.objects.filter(version=0).values_list("pk", "headline", "slug")
    made = [
        pk
        for pk, headline, slug in drafts
        if re.sub(r"-\d+$", "", slug) == re.sub(r"-\d+$", "", slugs.readable(headline))
    ]
    for start in range(0, len(made), 500):
        article.objects.filter(pk__in=made[start : start + 500]).update(slug_made=True)


def is_wrong(slug: str) -> bool:
    try:
        slugs.validate(slug)
    except ValidationError:
        return True
    return False


def mended(slug: str, taken: Callable[[str], object]) -> str:
    """The nearest slug that may stand in an address and is free."""
    base = re.sub(r"[^a-z0-9_-]", "", slug.lower()).strip("-_") or "untitled"
    base = slugs.NOT_AN_ID + base if slugs.looks_like_id(base) else base
    base, new, number = base[: slugs.MAX_LENGTH - 6].rstrip("-_"), base, 1
    while taken(new) or is_wrong(new):
        number += 1
        new = f"{base}-{number}"
    return new


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_names_and_addresses")]
    operations = [
        migrations.RunPython(step, migrations.RunPython.noop)
        for step in (clean_names, clean_slugs, clean_story_slugs, mark_made_slugs)
    ]
