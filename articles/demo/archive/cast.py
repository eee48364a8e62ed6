"""Who and what the archive's stories are about: topics, tags, authors, pictures; made once and then found again."""

from dataclasses import dataclass
from itertools import product
from random import Random

from django.utils.text import slugify

from articles.demo import library
from articles.demo.archive.grammar import WORDS, Grammar
from articles.demo.pictures import Spec
from articles.models import Author, Tag, Topic
from media.models import Image

AUTHORS, PLACES = 60, 120
SCENES = ("harbour", "bridge", "skyline", "mountains", "field", "stadium", "market", "train")


@dataclass(frozen=True)
class Cast:
    """The rows that stories choose from."""

    topics: list[Topic]
    tags: list[Tag]
    authors: list[Author]
    images: list[Image]


def gather(random: Random, grammar: Grammar, picture_width: int) -> Cast:
    """The archive's cast, creating what is not there yet. Pictures are the library's; an empty one gets a few."""
    return Cast(
        topics=_topics(),
        tags=_tags(grammar),
        authors=_authors(random),
        images=list(Image.objects.order_by("pk")[:200]) or _pictures(picture_width),
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


def _pictures(width: int) -> list[Image]:
    specs = {f"archive {scene}": Spec(scene=scene, palette="day", seed=1) for scene in SCENES}
    words = {
        name: {
            "title": f"Archive picture: {spec.scene}",
            "caption": f"A {spec.scene} as our own artists see it.",
            "credit": "© The Port Hale Courier",
            "alt_text": f"Drawing of a {spec.scene}.",
        }
        for name, spec in specs.items()
    }
    return list(library.add(specs, words, width).values())
