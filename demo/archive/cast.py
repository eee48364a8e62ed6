"""The topics, tags, authors and pictures of the archive's stories, created once and reused by later runs."""

from dataclasses import dataclass
from itertools import product
from random import Random

from django.utils.text import slugify

from articles.models import Author, Tag, Topic
from demo import library
from demo.archive.grammar import WORDS, Grammar
from media.models import Image

AUTHORS, PLACES = 60, 120
# What the archive's pictures show, and the demo pictures used for it.
SCENES = {
    "harbour": "old-docks-harbour",
    "bridge": "harbour-bridge-works",
    "skyline": "port-hale-skyline",
    "mountains": "wend-source-mountains",
    "field": "ellerdyke-fields",
    "stadium": "tidewater-park",
    "market": "fish-lane-market",
    "train": "wend-valley-train",
}


@dataclass(frozen=True)
class Cast:
    """The rows that stories choose from."""

    topics: list[Topic]
    tags: list[Tag]
    authors: list[Author]
    images: list[Image]


def gather(random: Random, grammar: Grammar) -> Cast:
    """The archive's cast; missing rows are created. Uses the library's pictures, and adds a few to an empty one."""
    return Cast(
        topics=_topics(),
        tags=_tags(grammar),
        authors=_authors(random),
        images=list(Image.objects.order_by("pk")[:200]) or _pictures(),
    )


def _topics() -> list[Topic]:
    topics = []
    for name, children in WORDS["topics"].items():
        parent, _ = Topic.objects.get_or_create(slug=slugify(name), defaults={"name": name})
        topics.append(parent)
        for child in children:
            defaults = {"name": child, "parent": parent}
            topics.append(Topic.objects.get_or_create(slug=slugify(child), defaults=defaults)[0])
    return topics


def _tags(grammar: Grammar) -> list[Tag]:
    kinds = {word.capitalize(): Tag.Kind.KEYWORD for word in WORDS["keywords"]}
    kinds |= {body.capitalize(): Tag.Kind.ORGANISATION for body in WORDS["bodies"]}
    kinds |= dict.fromkeys(sorted(set(grammar.places))[:PLACES], Tag.Kind.PLACE)
    Tag.objects.bulk_create(
        (Tag(name=name, kind=kind, slug=slugify(name)) for name, kind in kinds.items()), ignore_conflicts=True
    )
    return list(Tag.objects.filter(slug__in=map(slugify, kinds)).order_by("slug"))


def _authors(random: Random) -> list[Author]:
    pairs = random.sample(list(product(WORDS["first_names"], WORDS["last_names"])), AUTHORS)
    names = [" ".join(pair) for pair in pairs]
    Author.objects.bulk_create(
        (Author(name=name, slug=slugify(name), job_title="Reporter") for name in names), ignore_conflicts=True
    )
    return list(Author.objects.filter(slug__in=map(slugify, names)).order_by("slug"))


def _pictures() -> list[Image]:
    images = []
    for scene, picture in SCENES.items():
        words = {
            "title": f"Archive picture: {scene}",
            "caption": f"A {scene} as our own artists see it.",
            "credit": "© The Port Hale Courier",
            "alt_text": f"Drawing of a {scene}.",
        }
        images.append(library.add(f"archive {scene}", library.file_of(picture), words))
    return images
