"""Fills a newsroom with the demonstration's content. Existing rows stay exactly as they are."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from articles.models import Article, Author, Collection, CollectionEntry, PublishedArticle, Tag, Topic
from demo import content, desk, library, readers
from demo.identity import key, known
from media.models import Image
from media.originals import without_orphans

Entry = dict[str, Any]


def seed() -> Counter[str]:
    """Add whatever is missing. Returns how many rows of each kind were added."""
    now = timezone.now().replace(microsecond=0)
    told = content.newsroom()
    before = _count()
    with without_orphans(), transaction.atomic():
        images = _pictures(told["pictures"])
        newsroom = desk.Newsroom(
            topics=_topics(told["topics"]),
            tags=_tags(told["tags"]),
            authors=_authors(told["authors"], images),
            images=images,
        )
        published = desk.write(content.stories(), newsroom, now)
        _collections(told["collections"])
        readers.pretend(published, now)
    return _count() - before


def _count() -> Counter[str]:
    models: dict[str, type[Model]] = {
        "stories": Article,
        "authors": Author,
        "topics": Topic,
        "tags": Tag,
        "pictures": Image,
        "collections": Collection,
    }
    counted = Counter({name: model._default_manager.count() for name, model in models.items()})
    return counted + Counter({"stories live": PublishedArticle.objects.live().count()})


def _pictures(entries: list[Entry]) -> dict[str, Image]:
    images = library.known(entry["name"] for entry in entries)
    for entry in entries:
        name = entry["name"]
        if name not in images:
            images[name] = library.add(name, library.file_of(name), _words(entry))
    return images


def _words(entry: Entry) -> Entry:
    words = {name: entry[name] for name in ("title", "caption", "credit", "creator", "copyright_notice", "alt_text")}
    across, down = entry["focal"]
    return words | {"focal_x": across, "focal_y": down, "taken_at": datetime.fromisoformat(entry["taken"])}


def _topics(entries: list[Entry]) -> dict[str, Topic]:
    topics = known(Topic, (entry["slug"] for entry in entries))
    for position, entry in enumerate(entries):
        fields = entry | {"parent": topics.get(entry["parent"]), "position": position}
        if entry["slug"] not in topics:
            topics[entry["slug"]] = Topic.objects.create(id=key(Topic, entry["slug"]), **fields)
    return topics


def _tags(entries: list[Entry]) -> dict[str, Tag]:
    tags = known(Tag, (entry["slug"] for entry in entries))
    new = [Tag(id=key(Tag, entry["slug"]), **entry) for entry in entries if entry["slug"] not in tags]
    return tags | {tag.slug: tag for tag in Tag.objects.bulk_create(new)}


def _authors(entries: list[Entry], images: dict[str, Image]) -> dict[str, Author]:
    authors = known(Author, (entry["slug"] for entry in entries))
    for entry in entries:
        fields = dict(entry)
        portrait = images.get(fields.pop("portrait"))
        if entry["slug"] not in authors:
            authors[entry["slug"]] = Author.objects.create(id=key(Author, entry["slug"]), image=portrait, **fields)
    return authors


def _collections(entries: list[Entry]) -> None:
    there = known(Collection, (entry["slug"] for entry in entries))
    stories = known(Article, (slug for entry in entries for slug in entry["stories"]))
    for entry in entries:
        if entry["slug"] in there:
            continue
        fields = {name: entry[name] for name in ("slug", "name", "description")}
        collection = Collection.objects.create(id=key(Collection, entry["slug"]), **fields)
        CollectionEntry.objects.bulk_create(
            CollectionEntry(collection=collection, story=stories[slug], position=position)
            for position, slug in enumerate(entry["stories"])
        )
