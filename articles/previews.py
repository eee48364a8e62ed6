"""Working copies, shown to whoever holds an address that an editor has given away.

The address holds a token: the story's id with the time, signed (django.core.signing). Nothing is stored, so that a
token cannot be taken back; it is good for PREVIEW_HOURS, and for one story and its pictures.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles import addresses, snapshots, stories
from articles.models import Article, PublishedArticle
from articles.stories import Story
from media.models import Image

SALT: Final = "articles.previews"


@dataclass(frozen=True)
class Invitation:
    """A token for the preview of a story, and when it ceases to be good."""

    token: str
    until: datetime

    @property
    def address(self) -> str:
        """The page in the front end that shows the preview."""
        return addresses.preview(self.token)


def invite(article: Article) -> Invitation:
    """Let whoever is given the token see the working copy, as it is whenever they look."""
    until = timezone.now() + timedelta(hours=settings.PREVIEW_HOURS)
    return Invitation(_signer().sign(article.pk.hex), until)


def shared(token: str) -> QuerySet[Article]:
    """The story that `token` shows. None if it is wrong or has expired; killed stories are shown to nobody."""
    try:
        key = _signer().unsign(token, max_age=timedelta(hours=settings.PREVIEW_HOURS))
    except signing.BadSignature:
        return Article.objects.none()
    return Article.objects.filter(pk=UUID(key)).exclude(state=Article.State.KILLED)


def shows(token: str, image_id: UUID) -> bool:
    """Whether the bearer of `token` may see this picture: the working copy shows it (PREVIEW_GATE)."""
    found = shared(token)
    places = Q(uses__article__in=found) | Q(authors__bylines__article__in=found)
    return Image.objects.filter(places, pk=image_id).exists()


def working_copy(article: Article) -> Story:
    """The working copy as the database has it, as a story, with the dates it would have if it were published now."""
    now = timezone.now()
    published_at = article.published_at or now
    row = PublishedArticle(
        article=article,
        slug=article.slug,
        version=article.version,
        first_published_at=article.first_published_at or published_at,
        published_at=published_at,
        updated_at=article.updated_at or published_at,
        source=snapshots.take(article),
    )
    return stories.load([row])[0]


def _signer() -> signing.TimestampSigner:
    # A dot needs no escaping in an address.
    return signing.TimestampSigner(salt=SALT, sep=".")
