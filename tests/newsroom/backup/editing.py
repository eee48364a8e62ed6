"""Simulates editors: publishes, uploads, replaces and deletes pictures until it is killed."""

from itertools import count

from django.core.files.base import ContentFile

from articles.models import ImageUse
from media import library
from media.models import Image
from tests import factories
from tests.newsroom.backup.content import picture


def work() -> None:
    topic, author = factories.topic("Meanwhile"), factories.author("Tom Okafor")
    for number in count():
        image = picture("teal")
        spare = picture("red")
        factories.published(f"Meanwhile {number}", lead=image, topic=topic, authors=[author])
        library.take_in(image, ContentFile(factories.picture((800, 600 + number)), "again.jpg"))
        spare.delete()
        for old in ImageUse.objects.filter(article__headline=f"Meanwhile {number - 5}"):
            library.take_in(old.image, ContentFile(factories.picture((700, 500 + number)), "third.jpg"))


def check() -> None:
    """Check that every original in the database is there as it was uploaded."""
    for image in Image.objects.all():
        with image.file.open() as file:
            assert library.checksum(file) == image.checksum
    print(Image.objects.count())  # noqa: T201
