"""`python -m tests.benchmark.editor`: an editor at work, in a process of its own beside the server.

`publish <times> <every>` publishes new stories, one every so many seconds, and prints how many milliseconds each took.
They are withdrawn at the end, or on SIGTERM, so that the archive stays as it was for readers.

`author <stories>` prints the slug of the author with about so many stories. `rename <slug>` gives an author another
name and prints a JSON object: the seconds until it was saved and until all stories showed it, how many these were, and
the megabytes that this process took.
"""

import json
import os
import resource
import signal
import sys
import time
from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING, Final

import django

from tests.benchmark.archives.sizes import SEED

if TYPE_CHECKING:
    from articles.models import Article, Author

LONGEST: Final = 600.0  # seconds that stories may take to show a new name
SAMPLE: Final = 50


def publish(times: int, every: float) -> None:
    from articles.publishing import verbs

    published = []
    try:
        for article in drafts(times):
            begun = time.perf_counter()
            verbs.publish(article)
            took = time.perf_counter() - begun
            published.append(article)
            print(took * 1000, flush=True)
            time.sleep(max(0.0, every - took))
    finally:
        for article in published:
            verbs.unpublish(article)


def drafts(times: int) -> "Iterator[Article]":
    """Stories, written one by one, that are not published, like those of the archive."""
    from django.utils import timezone

    from articles.models import Article, ArticleTag, Byline
    from demo.archive.cast import gather
    from demo.archive.grammar import Grammar
    from demo.archive.stories import Writer

    cast = gather(Random(SEED), Grammar(Random(SEED)))
    moment = timezone.now()
    made = Writer(cast, f"editor {moment.timestamp()}", moment).batch(time.time_ns() % 10**9, times)
    for article, source in made:
        article.state, article.version = Article.State.DRAFT, 0
        article.first_published_at = article.published_at = article.updated_at = None
        article.save()
        for number, key in enumerate(source["authors"]):
            Byline.objects.create(article=article, author_id=key, position=number)
        for number, key in enumerate(source["tags"]):
            ArticleTag.objects.create(article=article, tag_id=key, position=number)
        yield article


def author(stories: int) -> "Author":
    from django.db.models import Count

    from articles.models import Author, PublishedAuthor

    numbers = (
        PublishedAuthor.objects.order_by().values_list("author").annotate(n=Count("pk")).values_list("author", "n")
    )
    key, _ = min(numbers, key=lambda one: abs(one[1] - stories))
    return Author.objects.get(pk=key)


def rename(slug: str) -> dict[str, float]:
    from articles.models import Author, PublishedAuthor

    found = Author.objects.get(slug=slug)
    keys = list(PublishedAuthor.objects.filter(author=found).order_by("published").values_list("published", flat=True))
    found.name = f"{found.name.split(' the ')[0]} the {time.time_ns() % 10**6}th"
    begun = time.perf_counter()
    found.save()
    saved = time.perf_counter() - begun
    while not shown(found.name, keys) and time.perf_counter() - begun < LONGEST:
        time.sleep(0.2)
    return {
        "stories": len(keys),
        "saved": saved,
        "shown": time.perf_counter() - begun,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


def shown(name: str, keys: list[int]) -> bool:
    """Whether all stories show the author's name. Looks at a few first, because documents are long."""
    from articles.models import PublishedDocument

    for some in (keys[:: max(1, len(keys) // SAMPLE)], keys):
        if PublishedDocument.objects.filter(pk__in=some, card__contains=name).count() < len(some):
            return False
    return True


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    # Whoever is asked to stop still withdraws what was published.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    match sys.argv[1:]:
        case ["publish", times, every]:
            publish(int(times), float(every))
        case ["author", stories]:
            print(author(int(stories)).slug)
        case ["rename", slug]:
            print(json.dumps(rename(slug)))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
